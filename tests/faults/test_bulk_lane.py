# ruff: noqa: ASYNC110 - what is waited for stands in a database: there is no event of it
"""Bulk messages under each fault, killed at each step, and beside people who go on chatting."""

from __future__ import annotations

import asyncio
import signal
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from bot import clock
from bot.opening import Database
from bot.process import Process
from db.queries import people
from db.queries.bulk import Planned, add_messages
from db.tables import persons
from domain.delivery import Repeat
from domain.errors import Moot
from handlers.conversation import Kind
from handlers.registry import registry
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import Child, running
from tests.faults.store import Row, Store
from views.message import Body

NOTE = "You may have received this message already."


def _text(_look: Any, params: Mapping[str, Any]) -> str:
    if params["text"] == "moot":
        raise Moot
    return str(params["text"])


@pytest.fixture
def kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Kinds of message for each way of dealing with what may have arrived."""
    for repeat in Repeat:
        kind = Kind(_text, lambda _t, text: Body().line(text).message(), repeat)
        monkeypatch.setitem(registry().kinds, repeat.value, kind)  # type: ignore[arg-type]


@pytest.fixture
async def process(world: World, server: Server, database: Database, kinds: None) -> AsyncIterator[Process]:
    async with running(world, server, database) as started:
        yield started


def known(database: Database, person: Person) -> int:
    """The row of a person whom the bot may know already."""
    with database.at_once(clock.now()) as work:
        found = people.person_by_address(work, person.id)
        return found.person.id if found else people.add_person(work, person.id, "en")


def plans(database: Database, person: Person, *texts: str, kind: str = "marked") -> None:
    """Put bulk messages to a person into the outbox, as any other process does."""
    row = known(database, person)
    with database.at_once(clock.now()) as work:
        add_messages(work, [Planned(row, kind, {"text": text}, f"{row}:{text}") for text in texts])


async def ended(store: Store, count: int = 1) -> list[Row]:
    """The rows of the outbox, once so many are there and all have ended."""
    async with asyncio.timeout(20):
        while True:
            rows = store.outbox()
            if len(rows) >= count and all(row.ended for row in rows):
                return rows
            await asyncio.sleep(0.05)


def texts(person: Person) -> list[str]:
    return [message.text for message in shown(person.chat) if message.from_bot]


def reachable(*everybody: Person) -> None:
    for person in everybody:
        person.chat.reachable = True


async def test_what_another_program_writes_down_is_sent(
    process: Process, database: Database, ana: Person, store: Store
) -> None:
    reachable(ana)
    plans(database, ana, "one", "two")
    assert [row.state for row in await ended(store, 2)] == ["sent", "sent"]
    assert texts(ana) == ["one", "two"]


async def test_what_is_moot_when_it_leaves_is_withdrawn(
    process: Process, database: Database, ana: Person, store: Store
) -> None:
    reachable(ana)
    plans(database, ana, "moot", "one")
    assert [(row.state, row.failure) for row in await ended(store, 2)] == [("withdrawn", "moot"), ("sent", None)]
    assert texts(ana) == ["one"]


@pytest.mark.parametrize(
    ("kind", "expected"), [("marked", ["one", f"one\n\n{NOTE}"]), ("never", ["one"]), ("reply", ["one", "one"])]
)
async def test_what_may_have_arrived_is_repeated_as_its_kind_says(
    kind: str, expected: list[str], process: Process, world: World, database: Database, ana: Person, store: Store
) -> None:
    reachable(ana)
    world.faults.add("unanswered", method="sendMessage")
    plans(database, ana, "one", kind=kind)
    (row,) = await ended(store)
    assert texts(ana) == expected
    assert (row.state, row.uncertain_at is not None) == ("uncertain" if kind == "never" else "sent", True)


async def test_a_reminder_that_may_have_arrived_twice_is_not_sent_a_third_time(
    process: Process, world: World, database: Database, ana: Person, store: Store
) -> None:
    reachable(ana)
    world.faults.add("unanswered", method="sendMessage", times=2)
    plans(database, ana, "one")
    (row,) = await ended(store)
    assert (row.state, row.attempts, len(texts(ana))) == ("uncertain", 2, 2)


async def test_one_chat_that_must_wait_holds_no_other(
    process: Process, world: World, database: Database, ana: Person, store: Store
) -> None:
    rui = world.person("Rui", "pt")
    reachable(ana, rui)
    world.faults.add("too_many_requests", method="sendMessage", chat_id=ana.id, seconds=2)
    plans(database, ana, "one")
    plans(database, rui, "two")
    await rui.sees("two", timeout=1.9)
    assert texts(ana) == []
    assert [(row.state, row.attempts) for row in await ended(store, 2)] == [("sent", 2), ("sent", 1)]
    assert texts(ana) == ["one"]


async def test_three_chats_that_must_wait_hold_everybody(
    process: Process, world: World, database: Database, store: Store
) -> None:
    refused = [world.person(f"P{number}", "en") for number in range(3)]
    others = [world.person(f"Q{number}", "en") for number in range(5)]
    reachable(*refused, *others)
    world.faults.add("too_many_requests", method="sendMessage", times=3, seconds=3)
    for person in refused:
        known(database, person)
    with database.at_once(clock.now()) as work:
        rows = {person: people.person_by_address(work, person.id) for person in refused}
        add_messages(
            work,
            [Planned(row.person.id, "marked", {"text": "one"}, str(row.person.id)) for row in rows.values() if row],
        )
    async with asyncio.timeout(10):
        while process._sender.hold.is_open:
            await asyncio.sleep(0.02)
    held = time.monotonic()
    for person in others:
        plans(database, person, "one")
    assert {row.state for row in await ended(store, 8)} == {"sent"}
    sends = [entry.begun_at for entry in world.log.entries if entry.method == "sendMessage" and entry.begun_at > held]
    assert len(sends) == 8
    assert min(sends) - held > 2.5


async def test_somebody_who_has_blocked_the_bot_is_tried_once_and_no_more(
    process: Process, database: Database, ana: Person, store: Store
) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    ana.chat.left = True  # without the update that Telegram sends: it may come later
    plans(database, ana, "one")
    assert (await ended(store, 2))[-1].failure == "unreachable"
    plans(database, ana, "two")
    assert (await ended(store, 3))[-1].attempts == 0
    await ana.says("/help")
    await ana.sees("/find")
    plans(database, ana, "three")
    await ana.sees("three")


async def test_bulk_messages_are_paced_and_replies_are_not(
    world: World, server: Server, database: Database, ana: Person, store: Store, kinds: None
) -> None:
    everybody = [world.person(f"P{number}", "en") for number in range(30)]
    reachable(*everybody)
    for person in everybody:
        plans(database, person, "one")
    async with running(world, server, database, bulk_rate=20):
        await ana.says("prisons k1x")
        await ana.sees("k1x", timeout=1)
        await ended(store, 31)
    begun = sorted(entry.begun_at for entry in world.log.entries if entry.method == "sendMessage")
    assert begun[-1] - begun[0] > 1.2  # thirty at twenty a second


async def test_an_outage_makes_only_what_was_open_uncertain(
    world: World, server: Server, database: Database, store: Store, kinds: None
) -> None:
    everybody = [world.person(f"P{number}", "en") for number in range(40)]
    reachable(*everybody)
    for person in everybody:
        plans(database, person, "one", kind="never")
    down = world.faults.add("bad_gateway", method="sendMessage", standing=True)
    async with running(world, server, database, bulk_rate=50):
        async with asyncio.timeout(15):
            while sum(row.uncertain_at is not None for row in store.outbox()) < 5:
                await asyncio.sleep(0.05)
        await asyncio.sleep(0.3)
        world.faults.remove(down)
        rows = await ended(store, 40)
    uncertain = sum(row.state == "uncertain" for row in rows)
    assert 5 <= uncertain < 15
    assert sum(row.state == "sent" for row in rows) == 40 - uncertain


ARRIVED = {"after the call", "before the mark is committed"}


@pytest.mark.parametrize(
    "step",
    ["after the attempt is noted", "after the call", "before the mark is committed", "after the mark is committed"],
)
async def test_a_bulk_message_goes_out_after_a_kill(
    step: str, child: Child, database: Database, store: Store, ana: Person
) -> None:
    reachable(ana)
    plans(database, ana, "k1x", kind="notice")
    await child.start(step)
    assert await child.ended() == -signal.SIGKILL
    store.wait_for_no_other()
    await child.start()
    await ana.says("/help")
    await ana.sees("/find")
    row, _ = await ended(store, 2)
    assert await child.leave() == 0
    assert row.state == "sent"
    assert (row.uncertain_at is not None) == (step != "after the mark is committed")
    assert texts(ana).count("k1x") == (2 if step in ARRIVED else 1)


async def test_bulk_messages_that_wait_while_nothing_runs_are_not_lost(
    child: Child, database: Database, store: Store, world: World
) -> None:
    everybody = [world.person(f"P{number}", "en") for number in range(60)]
    reachable(*everybody)
    for person in everybody:
        plans(database, person, "k1x", kind="notice")
    world.faults.add("slow_after", method="sendMessage", standing=True, seconds=0.2)
    await child.start()
    async with asyncio.timeout(20):
        while sum(row.ended for row in store.outbox()) < 5:
            await asyncio.sleep(0.02)
    await child.kill()
    store.wait_for_no_other()
    open_ = sum(row.state == "sending" for row in store.outbox())
    world.faults.clear()
    await child.start()
    rows = await ended(store, 60)
    assert await child.leave() == 0
    assert {row.state for row in rows} == {"sent"}
    assert all(1 <= len(texts(person)) <= 2 for person in everybody)
    assert sum(len(texts(person)) == 2 for person in everybody) <= open_
    with database.reading_engine.begin() as connection:
        assert connection.execute(select(func.count()).select_from(persons)).scalar() == 60
