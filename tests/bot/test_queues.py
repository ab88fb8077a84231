"""Messages of one person leave one after the other, in the order of their rows; those of several side by side."""

from __future__ import annotations

import asyncio

from bot.queues import Queues
from db.queries.outbox import Reply
from domain.delivery import Lane


class Delivery:
    """Notes what is delivered; what is in `waits` waits again once."""

    def __init__(self) -> None:
        self.done: list[int] = []
        self.withdrawn: list[int] = []
        self.gate = asyncio.Event()
        self.gate.set()
        self.waits: set[int] = set()
        self.queues = Queues(self.deliver, self.withdraw)

    async def deliver(self, message: Reply) -> Reply | None:
        await self.gate.wait()
        if message.id in self.waits:
            self.waits.discard(message.id)
            return message
        self.done.append(message.id)
        return None

    async def withdraw(self, message: Reply) -> None:
        self.withdrawn.append(message.id)

    async def rest(self) -> None:
        await asyncio.wait(self.queues._tasks, timeout=2)
        assert self.queues.open == 0


def message(number: int, person: int = 1, edits: int | None = None, lane: Lane = Lane.REPLY) -> Reply:
    return Reply(number, person, "find", {}, edits, lane=lane)


async def test_an_earlier_row_goes_before_a_later_one_however_late_it_comes() -> None:
    delivery = Delivery()
    delivery.gate.clear()
    delivery.queues.take([message(1), message(9)])
    await asyncio.sleep(0)
    delivery.queues.take([message(5)])
    delivery.gate.set()
    await delivery.rest()
    assert delivery.done == [1, 5, 9]


async def test_one_that_must_wait_for_an_earlier_one_goes_after_it() -> None:
    delivery = Delivery()
    delivery.waits = {9}
    delivery.gate.clear()
    delivery.queues.take([message(9)])
    await asyncio.sleep(0)
    assert not delivery.queues.has_earlier(message(9))
    delivery.queues.take([message(5)])
    assert delivery.queues.has_earlier(message(9))
    delivery.gate.set()
    await delivery.rest()
    assert delivery.done == [5, 9]


async def test_of_pending_replacements_only_the_newest_leaves() -> None:
    delivery = Delivery()
    delivery.gate.clear()
    delivery.queues.take([message(1), message(2, edits=7), message(3, edits=8), message(4, edits=7)])
    delivery.gate.set()
    await delivery.rest()
    assert (delivery.done, delivery.withdrawn) == ([1, 3, 4], [2])


async def test_bulk_messages_on_their_way_are_counted_until_their_end() -> None:
    delivery = Delivery()
    delivery.waits = {2}
    delivery.gate.clear()
    delivery.queues.take([message(n, person=n, lane=Lane.BULK) for n in (1, 2, 3)] + [message(4)])
    assert delivery.queues.bulk_open == 3
    delivery.gate.set()
    await delivery.rest()
    assert delivery.queues.bulk_open == 0
