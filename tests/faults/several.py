# ruff: noqa: T201 - a command that prints what it found
"""Several processes over one PostgreSQL, by webhook behind a plain proxy; one is killed, one is frozen past its lease.

    python -m tests.faults.several --processes 3 --people 200 --seconds 60 --seed N

What must hold stands in judging.py: every update answered, in the order of its chat, and twice only what was uncertain.
Who is killed and who frozen, and when, is drawn from the seed.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import aiohttp
from aiohttp import web

from bot import clock
from bot.opening import upgrade_database
from bot.sample import set_up
from bot.settings import read
from db.presence import DEAD_AFTER
from simulator.changes import UPDATES
from simulator.server import Server
from simulator.webhook import queue_of
from tests.faults.house import KEY, TREE, Child, environment, free_port, opened
from tests.faults.judging import Verdict, judge
from tests.faults.people import Crowd
from tests.faults.store import Store
from tests.faults.watched import WatchedWorld

STUCK = 40.0
FROZEN = DEAD_AFTER + 4


class Proxy:
    """A plain proxy: each request goes to one of the processes, to another one where that refuses the connection."""

    def __init__(self, ports: list[int], rng: random.Random) -> None:
        self._ports = ports
        self._rng = rng
        self._session: aiohttp.ClientSession | None = None
        self.url = ""

    @asynccontextmanager
    async def running(self) -> AsyncIterator[Proxy]:
        """Answer until the block ends."""
        application = web.Application()
        application.router.add_post("/hook", self._pass_on)
        runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
        # A frozen process takes a connection and says nothing: as proxies do, give up and let Telegram repeat.
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=3)) as self._session:
            try:
                yield self
            finally:
                await runner.cleanup()

    async def _pass_on(self, request: web.Request) -> web.Response:
        assert self._session is not None
        body, headers = await request.read(), {name: request.headers[name] for name in _KEPT if name in request.headers}
        for port in self._rng.sample(self._ports, len(self._ports)):
            try:
                async with self._session.post(f"http://127.0.0.1:{port}/hook", data=body, headers=headers) as answer:
                    return web.Response(status=answer.status)
            except aiohttp.ClientConnectorError:
                continue
            except (aiohttp.ClientError, TimeoutError):
                break
        return web.Response(status=502)


_KEPT = ("X-Telegram-Bot-Api-Secret-Token", "Content-Type")


@dataclass(slots=True)
class Found(Verdict):
    """What a run found."""

    seconds: float = 0.0

    def lines(self) -> str:
        """The figures, for a person to read."""
        line = (
            f"updates {self.updates}; answered once {self.answered_once}, twice {self.answered_twice}, replaced by a "
            f"newer page {self.superseded}, lost {self.lost}; uncertain {self.uncertain}; parked {self.parked}; "
            f"{self.seconds:.0f} s"
        )
        return "\n".join([line, *(f"BROKEN: {sentence}" for sentence in self.broken)])


class Several:
    """A run: a crowd, some processes, one of which is killed and started again, and one frozen."""

    def __init__(
        self, world: WatchedWorld, children: list[Child], store: Store, rng: random.Random, people: int
    ) -> None:
        self._world = world
        self._children = children
        self._store = store
        self._rng = rng
        self._crowd = Crowd(world, people, rng)
        self._found = Found()

    async def run(self, seconds: float, acts_a_second: float) -> Found:
        """Let people act for so long while the processes are mistreated; say what was found at rest."""
        began = time.monotonic()
        for child in self._children:
            await child.start()
        await self._webhook_is_set()
        self._crowd.all_act()
        mistreating = asyncio.create_task(self._mistreat(seconds))
        while time.monotonic() - began < seconds or not mistreating.done():
            self._somebody_acts()
            await asyncio.sleep(self._rng.expovariate(acts_a_second))
        await mistreating
        await self._come_to_rest()
        judge(self._found, self._world, self._store, self._crowd)
        self._found.seconds = time.monotonic() - began
        return self._found

    def _somebody_acts(self) -> None:
        """Telegram delivers a chat's messages and presses in parallel: only what was taken has an order."""
        one = self._rng.choice(self._crowd.people)
        if not any(queue_of(update)[1] == one.person.id for update in self._world.updates.pending):
            self._crowd.acts_unless_behind(one)

    async def _webhook_is_set(self) -> None:
        async with asyncio.timeout(30):
            while self._world.updates.webhook is None:
                await self._world.changes.next([UPDATES], 1)

    async def _mistreat(self, seconds: float) -> None:
        """Kill one, start it again; freeze another for longer than its lease."""
        to_kill, to_freeze = self._rng.sample(self._children, 2)
        await asyncio.sleep(self._rng.uniform(0.1, 0.3) * seconds)
        await to_kill.kill()
        await asyncio.sleep(self._rng.uniform(0, 3))
        await to_kill.start()
        await asyncio.sleep(self._rng.uniform(0, 3))
        to_freeze.send(signal.SIGSTOP)
        await asyncio.sleep(FROZEN)
        to_freeze.send(signal.SIGCONT)

    async def _come_to_rest(self) -> None:
        left, since = -1, time.monotonic()
        while not self._at_rest():
            still = sum(not row.ended for row in self._store.outbox()) + len(self._world.updates.pending)
            if still != left:
                left, since = still, time.monotonic()
            if time.monotonic() - since > STUCK:
                self._found.broken.append(f"nothing moves: {left} left")
                break
            await asyncio.sleep(0.3)
        for child in self._children:
            if await child.leave() != 0:
                self._found.broken.append("a process did not leave in order")

    def _at_rest(self) -> bool:
        if self._world.updates.pending or any(update.state == "pending" for update in self._store.updates()):
            return False
        return all(row.ended for row in self._store.outbox())


async def several(
    url: str, folder: Path, *, processes: int, people: int, seconds: float, acts_a_second: float, seed: int
) -> Found:
    """Run the harness over a database that is set up."""
    rng, world = random.Random(seed), WatchedWorld()  # noqa: S311 - to be repeated
    ports = [free_port() for _ in range(processes)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUIVI_")}
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(Server(world))
        proxy = await stack.enter_async_context(Proxy(ports, rng).running())
        children = []
        for number, port in enumerate(ports):
            place = folder / str(number)
            place.mkdir()
            more = {"SUIVI_WEBHOOK_URL": proxy.url, "SUIVI_LISTEN": f"127.0.0.1:{port}"}
            settings = environment(url, server.url, world.token, place, **more)
            children.append(Child({**kept, "PYTHONPATH": str(TREE)}, settings, place, None))
        try:
            return await Several(world, children, Store(url), rng, people).run(seconds, acts_a_second)
        finally:
            for child in children:
                with suppress(ProcessLookupError):
                    await child.kill()


def main() -> int:
    """Run it as the command line says."""
    sys.path.insert(0, str(TREE / "tests"))
    from postgresql import running_server

    parser = argparse.ArgumentParser(prog="python -m tests.faults.several")
    parser.add_argument("--processes", type=int, default=3)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--acts", type=float, default=40.0, help="a second, of all people together")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="suivi-several-") as name, running_server() as server:
        server.execute("CREATE DATABASE several TEMPLATE template0")
        url, folder = server.url("several"), Path(name)
        prepare(url, folder)
        found = asyncio.run(
            several(
                url,
                folder,
                processes=given.processes,
                people=given.people,
                seconds=given.seconds,
                acts_a_second=given.acts,
                seed=given.seed,
            )
        )
        print(f"{given.processes} processes, {given.people} people, seed {given.seed}\n{found.lines()}")
        if found.broken:
            for log in sorted(folder.glob("*/log")):
                print(log, log.read_text(encoding="utf-8")[-6000:])
    return 1 if found.broken else 0


def prepare(url: str, folder: Path) -> None:
    """Make the tables and the invented country."""
    settings = {"SUIVI_DATABASE_URL": url, "SUIVI_SECRET_KEY": KEY, "SUIVI_DATA_DIR": str(folder)}
    upgrade_database(read(settings, folder), clock.now())
    set_up(opened(url, folder), clock.now, clock.now().date())


if __name__ == "__main__":
    sys.exit(main())
