"""Waiting for something to happen in the world, without polling. What happened is for the waiter to look up."""

from __future__ import annotations

import asyncio
from collections.abc import Hashable

UPDATES = "updates"  # the topic of the update queue; the topic of a chat is its id
PROFILE = "profile"  # the topic of what the bot says of itself
ANYTHING = "anything"  # the topic of every change there is
POLLS = "polls"  # the topic of getUpdates that end one another


class Changes:
    """Wakes those who wait for a topic. All on one event loop: what is looked up before `next` cannot be missed."""

    def __init__(self) -> None:
        self.serial = 0
        self._waiting: dict[Hashable, set[asyncio.Future[None]]] = {}

    def tell(self, *topics: Hashable) -> int:
        """Counts the change, wakes the waiters and returns the change's number."""
        self.serial += 1
        for topic in (*topics, ANYTHING):
            for future in self._waiting.pop(topic, ()):
                if not future.done():
                    future.set_result(None)
        return self.serial

    async def next(self, topics: list[Hashable], seconds: float) -> bool:
        """True after the next change of one of the topics, False after so many seconds."""
        future = asyncio.get_running_loop().create_future()
        for topic in topics:
            self._waiting.setdefault(topic, set()).add(future)
        try:
            async with asyncio.timeout(max(seconds, 0)):
                await future
        except TimeoutError:
            return False
        finally:
            for topic in topics:
                self._waiting.get(topic, set()).discard(future)
        return True
