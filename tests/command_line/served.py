# ruff: noqa: ASYNC110 - the event is another thread's
"""A Bot API server in a thread of its own, for commands that run their own event loop in the test's thread."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from simulator.server import Server
from simulator.world import World


@contextmanager
def telegram(world: World | None = None) -> Iterator[str]:
    """The address of a server that is there until the block ends."""
    ready, done, address = threading.Event(), threading.Event(), []

    async def serve() -> None:
        async with Server(world or World(lambda: datetime.now(UTC))) as server:
            address.append(server.url)
            ready.set()
            while not done.is_set():
                await asyncio.sleep(0.01)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(10)
    try:
        yield address[0]
    finally:
        done.set()
        thread.join()


TOKEN = "4242:simulator"
