"""The demo in a thread of its own, as `suivi demo` puts it together, so that a test can drive a browser meanwhile."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from telegram import Bot

from bot.demo import Demo, prepared
from simulator.door import Door
from simulator.person import Person

Made = TypeVar("Made")


@dataclass(frozen=True)
class Running:
    """A demo that runs: the world may be read here, and changed by what runs in its loop."""

    demo: Demo
    loop: asyncio.AbstractEventLoop

    @property
    def url(self) -> str:
        return self.demo.server.url

    def person(self, name: str) -> Person:
        return next(one for one in self.demo.world.people.values() if one.user.first_name == name)

    def run(self, does: Awaitable[Made]) -> Made:
        """Run something in the demo's loop."""

        async def done() -> Made:
            return await does

        return asyncio.run_coroutine_threadsafe(done(), self.loop).result(20)

    def bot(self, does: Callable[[Bot], Awaitable[Made]]) -> Made:
        """Let the bot say something that Suivi has no occasion to."""

        async def said() -> Made:
            door = Door(self.demo.world)
            async with Bot(self.demo.world.token, request=door, get_updates_request=door) as bot:
                return await does(bot)

        return self.run(said())


@contextmanager
def running(folder: Path) -> Iterator[Running]:
    """A demo that runs until the block ends."""
    ready, made, failed = threading.Event(), [], []

    async def serve() -> None:
        demo, done = prepared(folder, 0), asyncio.Event()
        async with demo.server:
            process = demo.process()
            await process.start()
            made.append((Running(demo, asyncio.get_running_loop()), done))
            ready.set()
            await done.wait()
            await process.stop()

    def thread() -> None:
        try:
            asyncio.run(serve())
        except BaseException as error:
            failed.append(error)
            ready.set()
            raise

    started = threading.Thread(target=thread)
    started.start()
    assert ready.wait(30)
    assert not failed
    one, done = made[0]
    try:
        yield one
    finally:
        one.loop.call_soon_threadsafe(done.set)
        started.join(20)
