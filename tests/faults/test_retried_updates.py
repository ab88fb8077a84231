"""An update that was set aside, put back at the command line: the bot that runs answers it, without a restart."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.faults.house import TREE, environment, running
from tests.faults.store import Store


class Poison(Exception):
    """What no handler expects."""


async def test_a_running_bot_answers_what_was_put_back(
    world: World,
    server: Server,
    database: Database,
    ana: Person,
    store: Store,
    store_url: str,
    tmp_path: Path,
    guarded_environment: dict[str, str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from handlers.registry import registry

    def fail(*_arguments: Any) -> None:
        raise Poison

    help_command = registry().commands["help"]
    given = environment(store_url, server.url, world.token, tmp_path)
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{TREE}"

    def retry(reference: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "bot", "updates", "retry", reference],
            env={**guarded_environment, **given, "PYTHONPATH": path}, capture_output=True, text=True, check=False,
        )  # fmt: skip

    async with running(world, server, database):
        with monkeypatch.context() as poisoned:
            poisoned.setitem(registry().commands, "help", type(help_command)("Help", fail))  # type: ignore[index]
            await ana.says("/help")
            apology = await ana.sees("Reference")
        found = re.search(r"Reference ([2-9A-Z]{6})\.", apology.text)
        assert found is not None
        ended = await asyncio.to_thread(retry, found[1])
        assert ended.returncode == 0, ended.stderr
        await ana.sees("/cancel")
    assert [update.state for update in store.updates()] == ["done"]
    assert [(row.kind, row.state) for row in store.outbox()] == [("apology", "sent"), ("help", "sent")]
