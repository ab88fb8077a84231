# ruff: noqa: T201 - what it prints is its answer to whoever gave the order
"""Starts `suivi run` again and again without importing everything each time: a program that forks on order.

Each line of its input is an order as JSON: the environment, the file for standard error, and perhaps a step at which
the child is to kill itself (steps.py). It answers with the child's number, and, when the child has ended, its status.
A child is a process of its own in all respects; `python -m bot run` itself is started by kills.py --exec.
"""

from __future__ import annotations

import asyncio
import faulthandler
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from bot.cli import main
from handlers.registry import registry
from tests.faults import steps


def serve() -> None:
    """Carry out order after order until the input ends."""
    registry()
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _run(order)
        print(child, flush=True)
        _, status = os.waitpid(child, 0)
        print(status, flush=True)


def _run(order: dict[str, Any]) -> None:
    code = 70
    try:
        for name in [name for name in os.environ if name.startswith("SUIVI_") and "TEST" not in name]:
            del os.environ[name]
        os.environ.update(order["environment"])
        log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.chdir(Path(order["log"]).parent)
        signal.signal(signal.SIGUSR1, _print_tasks)
        if order["step"]:
            steps.die_at(order["step"])
        main(["run"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _print_tasks(_number: int, _frame: Any) -> None:
    for task in asyncio.all_tasks(asyncio.get_running_loop()):
        task.print_stack(file=sys.stderr)
    faulthandler.dump_traceback(all_threads=True)


if __name__ == "__main__":
    serve()
