# ruff: noqa: ASYNC110 - what is waited for stands in a database or a log: there is no event of it
"""What the bot does with each answer that Telegram may give, and with none: through the simulator's faults."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot import clock
from bot.opening import Database
from bot.process import Process
from handlers import settings as settings_handlers
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Row, Store

WORDS = itertools.count(1)


@pytest.fixture
async def process(world: World, server: Server, database: Database) -> AsyncIterator[Process]:
    async with running(world, server, database) as started:
        yield started


def said(person: Person, text: str) -> int:
    """How many messages of the bot hold this."""
    return sum(message.from_bot and text in message.text for message in shown(person.chat))


async def ended(store: Store, count: int = 1) -> list[Row]:
    """The rows of the outbox, once so many are there and all have ended."""
    until = time.monotonic() + 10
    while time.monotonic() < until:
        rows = store.outbox()
        if len(rows) >= count and all(row.ended for row in rows):
            return rows
        await asyncio.sleep(0.02)
    raise AssertionError(f"not ended: {store.outbox()}")


async def test_too_many_requests_are_waited_out(world: World, process: Process, ana: Person, store: Store) -> None:
    world.faults.add("too_many_requests", method="sendMessage", seconds=1)
    began = time.monotonic()
    await ana.says("prisons k1x")
    await ana.sees("k1x")
    assert time.monotonic() - began >= 1
    (row,) = await ended(store)
    assert (row.state, row.attempts, row.uncertain_at) == ("sent", 2, None)


async def test_a_pause_that_telegram_asked_for_outlasts_a_restart(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    world.faults.add("too_many_requests", method="sendMessage", seconds=2)
    async with running(world, server, database):
        await ana.says("prisons k1x")
        while not any(row.state == "retry" for row in store.outbox()):
            await asyncio.sleep(0.02)
        refused = time.monotonic()
    async with running(world, server, database):
        await ana.sees("k1x")
    assert time.monotonic() - refused >= 1.8
    assert said(ana, "k1x") == 1


async def test_whoever_blocked_the_bot_is_unreachable_until_they_write(
    world: World, process: Process, ana: Person, store: Store
) -> None:
    world.faults.add("forbidden", method="sendMessage")
    await ana.says("prisons k1x")
    (row,) = await ended(store)
    assert (row.state, row.failure) == ("failed", "unreachable")
    assert store.unreachable() == 1
    await ana.says("prisons k2x")
    await ana.sees("k2x")
    assert store.unreachable() == 0


async def test_blocking_and_letting_in_again_are_noted(process: Process, ana: Person, store: Store) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    await ana.blocks()
    async with asyncio.timeout(20):
        while not store.unreachable():
            await asyncio.sleep(0.02)
        await ana.unblocks()
        while store.unreachable():
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("fault", ["bad_gateway", "bad_gateway_json", "undelivered"])
async def test_what_may_have_arrived_is_repeated_once(
    fault: str, world: World, process: Process, ana: Person, store: Store
) -> None:
    world.faults.add(fault, method="sendMessage")
    await ana.says("prisons k1x")
    await ana.sees("k1x")
    (row,) = await ended(store)
    assert (row.state, row.attempts) == ("sent", 2)
    assert row.uncertain_at is not None
    assert said(ana, "k1x") == 1


@pytest.mark.parametrize("fault", ["bad_gateway_delivered", "unanswered", "wrong_json"])
async def test_what_did_arrive_without_a_word_is_there_twice_and_not_thrice(
    fault: str, world: World, process: Process, ana: Person, store: Store
) -> None:
    world.faults.add(fault, method="sendMessage", times=2)
    await ana.says("prisons k1x")
    (row,) = await ended(store)
    assert (row.state, row.attempts) == ("uncertain", 2)
    assert said(ana, "k1x") == 2
    await ana.says("prisons k2x")
    await ana.sees("k2x")


async def test_a_repeat_comes_too_late_after_ten_minutes_without_telegram(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    late = timedelta()
    async with running(world, server, database, now=lambda: clock.now() + late) as process:
        world.faults.add("bad_gateway", method="sendMessage")
        process._sender._outage._open.clear()
        await ana.says("prisons k1x")
        process._sender._outage._open.set()
        while not any(row.state == "uncertain" for row in store.outbox()):
            await asyncio.sleep(0.01)
        process._sender._outage._open.clear()
        late = timedelta(minutes=11)
        await asyncio.sleep(0.7)
        process._sender._outage._open.set()
        (row,) = await ended(store)
    assert (row.state, row.attempts) == ("uncertain", 1)
    assert said(ana, "k1x") == 0


async def test_connections_refused_are_provably_unsent_and_tried_again(
    world: World, database: Database, ana: Person, store: Store
) -> None:
    server = Server(world)
    async with server, running(world, server, database):
        await ana.says("/start")
        await ana.sees("Suivi")
        await server._runner.sites.copy().pop().stop()
        session = server._runner.server
        assert session is not None
        for connection in list(session.connections):
            connection.force_close()
        await ana.says("prisons k1x")
        await asyncio.sleep(0.3)
        again = Server(world, server.port)
        async with again:
            await ana.sees("k1x", timeout=15)
            await ana.settles()
    assert said(ana, "k1x") == 1


async def test_a_message_that_is_not_modified_is_a_success(
    world: World, process: Process, ana: Person, store: Store
) -> None:
    await ana.says("/language")
    menu = await ana.sees("Português")
    await ana.forges("language:en", message=menu)
    await ana.sees("Suivi")
    rows = await ended(store, 3)
    assert [row.state for row in rows] == ["sent"] * 3
    assert rows[1].edits == menu.message_id


async def test_markup_that_telegram_refuses_goes_once_more_as_plain_text(
    process: Process, ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import renderer
    from views.message import Message

    monkeypatch.setattr(renderer, "rendered", lambda *_, **_named: Message("<b>half", "plain & whole"))
    await ana.says("/help")
    message = await ana.sees("plain & whole")
    assert message.text == "plain & whole"
    (row,) = await ended(store)
    assert (row.state, row.attempts) == ("sent", 1)


async def test_a_message_that_is_gone_is_replaced_by_a_new_one(process: Process, ana: Person, store: Store) -> None:
    await ana.says("/language")
    menu = await ana.sees("Português")
    menu.deleted = True
    await ana.forges("language:fr", message=menu)
    rows = await ended(store, 3)
    assert rows[1].edits == menu.message_id
    assert rows[1].message is not None
    assert rows[1].message > menu.message_id
    assert [row.state for row in rows] == ["sent"] * 3


async def test_of_several_replacements_of_a_message_the_newest_leaves(
    world: World, process: Process, ana: Person, store: Store
) -> None:
    await ana.says("/language")
    menu = await ana.sees("Português")
    world.faults.add("slow_after", method="editMessageText", seconds=0.5)
    for language in ("fr", "pt", "zh"):
        await ana.forges(f"language:{language}", message=menu)
    rows = await ended(store, 7)
    assert [row.state for row in rows if row.edits] == ["sent", "withdrawn", "sent"]


async def test_after_five_failures_nothing_is_attempted_until_telegram_answers(
    world: World, process: Process, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.outage._PAUSES", (0.4,))
    people = [world.person(f"P{n}", "en") for n in range(20)]
    away = [world.faults.add("bad_gateway", method=method, standing=True) for method in ("sendMessage", "getMe")]
    for person in people[:5]:
        await person.says("prisons k1x")
    async with asyncio.timeout(20):
        while sum(row.uncertain_at is not None for row in store.outbox()) < 5:
            await asyncio.sleep(0.01)
    for person in people[5:]:
        await person.says("prisons k1x")
    async with asyncio.timeout(20):
        while len(store.outbox()) < 20:
            await asyncio.sleep(0.01)
    await asyncio.sleep(1)
    rows = store.outbox()
    assert sum(row.uncertain_at is not None for row in rows) == 5
    assert sum(row.attempts for row in rows) == 5
    assert sum(entry.method == "sendMessage" for entry in world.log.entries) == 5
    assert sum(entry.method == "getMe" for entry in world.log.entries) >= 2
    for fault in away:
        world.faults.remove(fault)
    for person in people:
        await person.sees("k1x")
    assert [said(person, "k1x") for person in people] == [1] * 20


async def test_a_standing_failure_of_one_chat_does_not_stop_the_others(
    world: World, process: Process, ana: Person
) -> None:
    ben = world.person("Ben", "fr")
    world.faults.add("forbidden", chat_id=ana.id, standing=True)
    await ana.says("prisons k1x")
    await ben.says("prisons k2x")
    await ben.sees("k2x")


async def test_a_migrated_chat_ends_the_message_and_not_the_chat(
    world: World, process: Process, ana: Person, store: Store
) -> None:
    world.faults.add("migrated", method="sendMessage")
    await ana.says("prisons k1x")
    (row,) = await ended(store)
    assert row.state == "failed"
    await ana.says("prisons k2x")
    await ana.sees("k2x")


async def test_a_press_is_answered_within_a_second_even_if_its_turn_takes_longer(
    world: World, process: Process, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ana.says("/language")
    menu = await ana.sees("Português")
    slow = settings_handlers.service.choose_language

    def choose(*arguments: object) -> None:
        time.sleep(1.5)
        slow(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(settings_handlers.service, "choose_language", choose)
    began = time.monotonic()
    await ana.forges("language:fr", message=menu)
    async with asyncio.timeout(20):
        while not any(entry.method == "answerCallbackQuery" for entry in world.log.entries):
            await asyncio.sleep(0.01)
    assert time.monotonic() - began < 1.4
    await ana.sees("Français")


async def test_a_notice_that_comes_too_late_becomes_a_message(
    world: World, process: Process, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    slow = time.sleep
    monkeypatch.setattr("handlers.dispatch.notices.stale", lambda _t: slow(1.3) or "k1x too late")
    await ana.forges("nothing:1")
    await ana.sees("k1x too late")


@pytest.mark.parametrize("way", ["text", "press"])
async def test_typing_is_shown_where_an_answer_takes_longer_than_a_second(
    way: str, world: World, process: Process, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    await ana.settles()
    assert world.actions == []
    slow = time.sleep
    monkeypatch.setattr("handlers.dispatch._hand_over", lambda *_: slow(1.3))
    await (ana.says("prisons") if way == "text" else ana.forges("nothing:1"))
    async with asyncio.timeout(5):
        while not world.actions:
            await asyncio.sleep(0.02)
    assert [(int(action["chat_id"]), action["action"]) for action in world.actions] == [(ana.id, "typing")]
