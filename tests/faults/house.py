"""Suivi with its surroundings: the settings of a test's instance, the bot in this process or as a child of its own.

What people do stands in simulator/; what is read from the database for a test, in store.py.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime
from pathlib import Path

from bot import clock, settings
from bot.client import client
from bot.opening import Database, open_database
from bot.pace import Pace
from bot.process import Process
from simulator.server import Server
from simulator.world import World

TREE = Path(__file__).parents[2]
KEY = bytes(range(32)).hex()


def environment(url: str, api_url: str, token: str, folder: Path, **more: str) -> dict[str, str]:
    """The settings of an instance."""
    return {
        "SUIVI_BOT_TOKEN": token,
        "SUIVI_API_URL": api_url,
        "SUIVI_DATA_DIR": str(folder),
        "SUIVI_DATABASE_URL": url,
        "SUIVI_SECRET_KEY": KEY,
        "SUIVI_OPERATOR": "the tests",
        **more,
    }


def opened(url: str, folder: Path) -> Database:
    """The database of an instance."""
    given = settings.read({"SUIVI_DATABASE_URL": url, "SUIVI_SECRET_KEY": KEY, "SUIVI_DATA_DIR": str(folder)}, folder)
    return open_database(given, clock.now(), upgrade=True)


@asynccontextmanager
async def running(
    world: World,
    server: Server,
    database: Database,
    *,
    now: Callable[[], datetime] = clock.now,
    pace: int = 100,
    bulk_rate: float = 0,
) -> AsyncIterator[Process]:
    """The bot in this process, until the block ends."""
    bot = client(world.token, server.url)
    process = Process(database, bot, now=now, pace=Pace(burst=pace), operator="the tests", bulk_rate=bulk_rate)
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Nursery:
    """The program that starts children quickly (nursery.py), one at a time."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self, environment: dict[str, str], order: dict[str, object]) -> int:
        """Start a child and return its number; `environment`: of the nursery itself, when it is begun."""
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: ASYNC220 - outlives the event loop
                [sys.executable, "-m", "tests.faults.nursery"],
                env=environment, cwd=TREE, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            )  # fmt: skip
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        return await self.answer()

    async def answer(self) -> int:
        """The next number that it says."""
        assert self._process is not None
        assert self._process.stdout is not None
        line = await asyncio.to_thread(self._process.stdout.readline)
        if not line:
            raise RuntimeError("the nursery ended")
        return int(line)

    def close(self) -> None:
        """End it."""
        if self._process is not None:
            self._process.communicate()


class Child:
    """`suivi run` as a process of its own, which can be killed and started again. Without a nursery: as installed."""

    def __init__(
        self, environment: dict[str, str], settings: dict[str, str], folder: Path, nursery: Nursery | None
    ) -> None:
        self._environment = environment
        self._settings = settings
        self._nursery = nursery
        self._child: asyncio.subprocess.Process | None = None
        self.log = folder / "log"
        self.pid = 0

    async def start(self, step: str = "") -> None:
        """Start the process; with a step, it kills itself there."""
        if self._nursery is not None:
            order = {"environment": self._settings, "log": str(self.log), "step": step}
            self.pid = await self._nursery.start(self._environment, order)
            return
        with self.log.open("ab") as log:
            self._child = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run",
                env={**self._environment, **self._settings}, cwd=self.log.parent,
                stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        self.pid = self._child.pid

    async def ended(self) -> int:
        """Wait for the process's end; a negative number is the signal that ended it."""
        if self._nursery is not None:
            code = os.waitstatus_to_exitcode(await self._nursery.answer())
        else:
            assert self._child is not None
            code = await self._child.wait()
        self.pid = 0
        return code

    def send(self, number: signal.Signals) -> None:
        """Send a signal, at once. Raises ProcessLookupError where it does not run: 0 would be everybody here."""
        if not self.pid:
            raise ProcessLookupError
        os.kill(self.pid, number)

    async def leave(self) -> int:
        """Ask the process to leave, as an operator would, and wait until it has."""
        self.send(signal.SIGTERM)
        return await self.ended()

    def last_words(self) -> str:
        """The end of its log."""
        return self.log.read_text(encoding="utf-8")[-600:]

    async def kill(self) -> None:
        """Kill the process, if it is there, and wait until it is gone."""
        if self.pid:
            with suppress(ProcessLookupError):
                self.send(signal.SIGKILL)
            await self.ended()
