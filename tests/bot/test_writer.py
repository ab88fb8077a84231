"""Units of work that wait together share a commit; one that fails is undone alone."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Engine, text

from bot import writer as writer_module
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries.instance import fact, set_fact
from db.sealing import Sealer
from db.transaction import Outcome, Writing
from db.work import Work
from domain.errors import TookTooLong


class Counted(Writing):
    """A session that notes how many units each commit had."""

    def __init__(self, engine: Engine, sealer: Sealer, limit: float = 5.0) -> None:
        super().__init__(engine, sealer, limit)
        self.groups: list[int] = []

    def together(self, tasks: Any, now: datetime) -> list[Outcome]:
        self.groups.append(len(tasks))
        return super().together(tasks, now)


@pytest.fixture
def session(engine: Engine, sealer: Sealer) -> Counted:
    return Counted(engine, sealer)


@pytest.fixture
async def writer(session: Counted, now: datetime) -> AsyncIterator[Writer]:
    made = Writer(session, lambda: now)
    made.start()
    yield made
    await made.stop()


def sets(name: str) -> Callable[[Work], str]:
    def task(work: Work) -> str:
        set_fact(work, name, b"1")
        return name

    return task


def is_set(name: str) -> Callable[[Work], bool]:
    return lambda work: fact(work, name) is not None


class Hold:
    """A unit of work that holds the writing thread until it is let go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()

    def __call__(self, _work: Work) -> None:
        self.begun.set()
        self.go.wait(10)


async def test_whoever_waits_shares_the_next_commit(writer: Writer, session: Counted) -> None:
    hold = Hold()
    first = asyncio.create_task(writer.write(hold))
    await asyncio.to_thread(hold.begun.wait)
    others = [asyncio.create_task(writer.write(sets(f"a{n}"))) for n in range(100)]
    await asyncio.sleep(0.05)
    hold.go.set()
    assert await asyncio.gather(*others) == [f"a{n}" for n in range(100)]
    await first
    assert session.groups == [1, 64, 36]


async def test_a_unit_that_fails_is_undone_alone(writer: Writer) -> None:
    def fail(work: Work) -> None:
        set_fact(work, "failed", b"1")
        raise KeyError("ours")

    def wrong(work: Work) -> None:
        set_fact(work, "wrong", b"1")
        work.execute(text("SELECT nothing FROM nowhere"))

    hold = Hold()
    first = asyncio.create_task(writer.write(hold))
    await asyncio.to_thread(hold.begun.wait)
    together = [writer.write(task) for task in (sets("before"), fail, sets("between"), wrong, sets("after"))]
    waiting = asyncio.gather(*together, return_exceptions=True)
    await asyncio.sleep(0.05)
    hold.go.set()
    found = await waiting
    await first
    assert [type(one).__name__ for one in found] in (
        ["str", "KeyError", "str", "OperationalError", "str"],
        ["str", "KeyError", "str", "ProgrammingError", "str"],
    )
    kept = [name for name in ("before", "failed", "between", "wrong", "after") if await writer.write(is_set(name))]
    assert kept == ["before", "between", "after"]


async def test_a_waiter_that_is_cancelled_takes_nothing_from_the_others(writer: Writer) -> None:
    hold = Hold()
    first = asyncio.create_task(writer.write(hold))
    await asyncio.to_thread(hold.begun.wait)
    cancelled, other = asyncio.create_task(writer.write(sets("a"))), asyncio.create_task(writer.write(sets("b")))
    await asyncio.sleep(0.05)
    cancelled.cancel()
    hold.go.set()
    assert await other == "b"
    await first
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    assert await writer.write(is_set("a"))


async def test_stopping_finishes_what_waits(session: Counted, now: datetime, engine: Engine, sealer: Sealer) -> None:
    writer = Writer(session, lambda: now)
    writer.start()
    waiting = [asyncio.create_task(writer.write(sets(f"a{n}"))) for n in range(200)]
    await asyncio.sleep(0)
    await writer.stop()
    assert await asyncio.gather(*waiting) == [f"a{n}" for n in range(200)]


class Away(Counted):
    """A session whose database is away so many times."""

    times = 3

    def together(self, tasks: Any, now: datetime) -> list[Outcome]:
        if self.times:
            self.times -= 1
            raise StoreUnavailable("away")
        return super().together(tasks, now)


async def test_a_database_that_is_away_is_waited_for(
    engine: Engine, sealer: Sealer, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writer_module, "_PAUSES", (0.01,))
    writer = Writer(Away(engine, sealer), lambda: now)
    writer.start()
    assert await writer.write(sets("a")) == "a"
    await writer.stop()


async def test_what_the_database_does_not_take_is_given_up_when_leaving(
    engine: Engine, sealer: Sealer, now: datetime
) -> None:
    session = Away(engine, sealer)
    session.times = 10**9
    writer = Writer(session, lambda: now)
    writer.start()
    waiting = asyncio.create_task(writer.write(sets("a")))
    await asyncio.sleep(0.1)
    await writer.stop()
    with pytest.raises(StoreUnavailable):
        await waiting


class Broken(Counted):
    """A session with a defect."""

    def together(self, tasks: Any, now: datetime) -> list[Outcome]:
        if self.groups:
            return super().together(tasks, now)
        self.groups.append(0)
        raise ZeroDivisionError


async def test_a_defect_in_a_commit_does_not_end_the_thread(engine: Engine, sealer: Sealer, now: datetime) -> None:
    writer = Writer(Broken(engine, sealer), lambda: now)
    writer.start()
    with pytest.raises(ZeroDivisionError):
        await writer.write(sets("a"))
    assert await writer.write(sets("b")) == "b"
    await writer.stop()


COUNTED = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) "


@pytest.mark.parametrize(
    "statement",
    [
        f"{COUNTED}SELECT count(*) FROM n",  # noqa: S608 - all of it is ours
        f"INSERT INTO mechanisms (code) {COUNTED}SELECT 'M' || i FROM n",  # noqa: S608 - as above
    ],
    ids=["reads", "writes"],
)
async def test_a_unit_that_takes_too_long_is_stopped_alone(
    statement: str, engine: Engine, sealer: Sealer, now: datetime
) -> None:
    if engine.dialect.name == "postgresql" and statement.startswith("INSERT"):
        statement = "INSERT INTO mechanisms (code) SELECT 'M' || i FROM generate_series(1, 100000000) AS s(i)"
    limit = 0.3 if engine.dialect.name == "sqlite" else 5.0
    writer = Writer(Counted(engine, sealer, limit), lambda: now)
    writer.start()

    def too_long(work: Work) -> None:
        work.execute(text(statement))

    results = await asyncio.gather(
        writer.write(sets("before")), writer.write(too_long), writer.write(sets("after")), return_exceptions=True
    )
    assert results[0] == "before"
    assert isinstance(results[1], TookTooLong)
    assert results[2] == "after"
    assert await writer.write(is_set("before"))
    assert await writer.write(is_set("after"))
    await writer.stop()
