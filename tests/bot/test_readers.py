"""Look-ups run beside the writer, in threads of their own; they cannot write, and end after a second."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from bot.readers import Readers
from db.faults import StoreUnavailable
from db.sealing import Sealer
from db.transaction import Reading
from db.work import Work
from domain.errors import TookTooLong

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


@pytest.fixture
async def readers(reader: Engine, sealer: Sealer, now: datetime) -> AsyncIterator[Readers]:
    made = Readers(lambda: Reading(reader, sealer), lambda: now)
    yield made
    await made.stop()


async def test_two_look_ups_run_side_by_side(readers: Readers) -> None:
    both = threading.Barrier(2, timeout=5)

    def meet(work: Work) -> int:
        both.wait()
        return int(work.one(text("SELECT 7"))[0])

    assert await asyncio.gather(readers.look_up(meet), readers.look_up(meet)) == [7, 7]


async def test_a_look_up_that_lasts_too_long_is_stopped_and_the_next_one_runs(readers: Readers) -> None:
    with pytest.raises(TookTooLong):
        await readers.look_up(lambda work: work.one(text(ENDLESS)))
    assert (await readers.look_up(lambda work: work.one(text("SELECT 1"))))[0] == 1


async def test_a_look_up_cannot_write(readers: Readers) -> None:
    with pytest.raises((DBAPIError, StoreUnavailable)):
        await readers.look_up(lambda work: work.execute(text("DELETE FROM persons")))


async def test_what_a_look_up_raises_reaches_its_caller(readers: Readers) -> None:
    def fail(_work: Work) -> None:
        raise KeyError("ours")

    with pytest.raises(KeyError):
        await readers.look_up(fail)
