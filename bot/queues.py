"""What waits to leave, a queue a person: one after the other within a chat, side by side between chats.

How one message leaves stands in bot/sender.py.
"""

from __future__ import annotations

import asyncio
import logging
from bisect import insort
from collections.abc import Awaitable, Callable, Iterable

from bot.leaving import replaces
from db.faults import StoreUnavailable
from db.queries.outbox import Reply
from domain.delivery import Lane

log = logging.getLogger(__name__)


class Queues:
    """Gives each message to `deliver` when those before it in its chat have ended, `withdraw` where one replaces it.

    Messages leave in the order in which they were written down. Where `deliver` returns a message, that waits again.
    """

    def __init__(
        self, deliver: Callable[[Reply], Awaitable[Reply | None]], withdraw: Callable[[Reply], Awaitable[None]]
    ) -> None:
        self._deliver = deliver
        self._withdraw = withdraw
        self._waiting: dict[int, list[Reply]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._ended = asyncio.Event()
        self.bulk_open = 0

    @property
    def open(self) -> int:
        """How many people have something on its way."""
        return len(self._waiting)

    @property
    def messages(self) -> int:
        """How many messages are on their way, or wait behind one that is."""
        return sum(1 + len(waiting) for waiting in self._waiting.values())

    def take(self, messages: Iterable[Reply]) -> None:
        """Take messages that have been committed."""
        for one in messages:
            self.bulk_open += one.lane is Lane.BULK
            waiting = self._waiting.get(one.person_id)
            if waiting is not None:
                insort(waiting, one, key=_place)
                continue
            self._waiting[one.person_id] = [one]
            task = asyncio.create_task(self._serve(one.person_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def has_earlier(self, message: Reply) -> bool:
        """Tell whether a message of the same chat that was written down before this one waits here."""
        waiting = self._waiting.get(message.person_id)
        return bool(waiting) and waiting[0].id < message.id  # type: ignore[index]

    async def one_ended(self) -> None:
        """Wait until a message has come to its end."""
        self._ended.clear()
        await self._ended.wait()

    async def finish(self, seconds: float) -> None:
        """Wait for what is on its way, at most so long, then leave the rest."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _serve(self, person_id: int) -> None:
        waiting = self._waiting[person_id]
        try:
            while waiting:
                message = waiting.pop(0)
                if any(replaces(later, message) for later in waiting):
                    await self._withdraw(message)
                elif (again := await self._deliver(message)) is not None:
                    insort(waiting, again, key=_place)
                    if again is message:
                        continue
                self.bulk_open -= message.lane is Lane.BULK
                self._ended.set()
        except StoreUnavailable:
            log.warning("leaving with messages unsent: the database is away")
        finally:
            del self._waiting[person_id]


def _place(message: Reply) -> int:
    return message.id
