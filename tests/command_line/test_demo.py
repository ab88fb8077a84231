"""`suivi demo`: prints the page's address, runs until it is interrupted, and leaves nothing behind."""

from __future__ import annotations

import json
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def _wait_for_the_bot(address: str) -> None:
    """Until the bot has told Telegram who it is, and asks for updates."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        with urllib.request.urlopen(f"{address}simulator/log", timeout=10) as log:  # noqa: S310 - this machine's
            methods = {entry["method"] for entry in json.load(log)["requests"]}
        if {"getUpdates", "setMyShortDescription"} <= methods:
            return
        time.sleep(0.05)
    raise AssertionError(methods)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_demo_runs_until_interrupted(
    number: signal.Signals, guarded_environment: dict[str, str], tmp_path: Path
) -> None:
    root = str(Path(__file__).parents[2])
    environment = {**guarded_environment, "TMPDIR": str(tmp_path)}
    command = [sys.executable, "-m", "bot", "demo", "--no-browser"]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as run:
        assert run.stdout is not None
        said = run.stdout.readline() + run.stdout.readline()
        address = re.search(rb"http://127\.0\.0\.1:\d+/", said)
        assert address is not None, said
        with urllib.request.urlopen(address[0].decode(), timeout=10) as page:  # noqa: S310 - this machine's
            assert b"<!doctype html>" in page.read()
        _wait_for_the_bot(address[0].decode())
        run.send_signal(number)
        _, complaints = run.communicate(timeout=20)
    assert (run.returncode, complaints) == (0, b"")
    assert list(tmp_path.glob("suivi-demo-*")) == []


def test_a_port_that_is_taken_is_a_sentence(suivi: Callable[..., Any]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert suivi("demo", "--no-browser", "--port", port).is_a_sentence(port, "--port")
