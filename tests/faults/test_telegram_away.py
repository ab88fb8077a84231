# ruff: noqa: ASYNC110 - what is waited for stands in a database or a log: there is no event of it
"""Telegram slow, silent, cut off or talking nonsense, in every call and not only in those that send: nothing lost."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from datetime import timedelta
from typing import Any

import pytest

from bot import clock, intake, outage
from bot.opening import Database
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Store

NONSENSE: tuple[Any, ...] = (
    None, [], {}, 7, "x", {"ok": True}, {"ok": True, "result": None}, {"ok": True, "result": 7},
    {"ok": True, "result": {"a": 1}}, {"ok": True, "result": [7, None, [], {}]},
    {"ok": True, "result": [{"update_id": "1"}, {"update_id": -1}, {"update_id": 2**70}]},
    {"ok": False}, {"ok": False, "parameters": {"retry_after": 0}},
)  # fmt: skip


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_PAUSES", (0.05,))
    monkeypatch.setattr(outage, "_PAUSES", (0.1,))


def said(person: Person, text: str) -> int:
    """How many messages of the bot hold this."""
    return sum(message.from_bot and text in message.text for message in shown(person.chat))


async def answered(people: list[Person]) -> None:
    """Everybody gets their answer, once."""
    for number, person in enumerate(people):
        await person.sees(f"k{number}x", timeout=20)
        assert said(person, f"k{number}x") == 1


async def test_an_hour_without_telegram_loses_nothing(
    world: World, server: Server, database: Database, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    later = timedelta()
    people = [world.person(f"P{n}", "en") for n in range(12)]
    async with running(world, server, database, now=lambda: clock.now() + later):
        for number, person in enumerate(people[:6]):
            await person.says(f"prisons k{number}x")
        away = world.faults.add("bad_gateway", method="*", standing=True)
        for number, person in enumerate(people[6:], 6):
            await person.says(f"prisons k{number}x")
        await asyncio.sleep(0.5)
        later = timedelta(hours=1)
        await asyncio.sleep(0.3)
        world.faults.remove(away)
        for number, person in enumerate(people[6:], 6):
            await person.sees(f"k{number}x", timeout=20)
        await people[0].settles()
        async with asyncio.timeout(10):
            while not all(row.ended for row in store.outbox()):
                await asyncio.sleep(0.02)
    assert {update.state for update in store.updates()} == {"done"}
    assert len(store.updates()) == 12
    # What was begun before may have arrived, and it is too late to say it again; everything else is said, once.
    assert {row.state for row in store.outbox()} <= {"sent", "uncertain"}
    assert sum(row.state == "uncertain" for row in store.outbox()) <= 5
    assert max(said(person, f"k{number}x") for number, person in enumerate(people)) == 1
    assert sum("telegram not reached" in record.message for record in caplog.records) == 1


@pytest.mark.parametrize("fault", ["undelivered", "unanswered", "wrong_json", "bad_gateway_delivered", "slow_after"])
async def test_a_batch_that_does_not_arrive_is_asked_for_again(
    fault: Any, world: World, server: Server, database: Database, store: Store
) -> None:
    people = [world.person(f"P{n}", "en") for n in range(5)]
    async with running(world, server, database):
        world.faults.add(fault, method="getUpdates", times=3, seconds=0.3)
        for number, person in enumerate(people):
            await person.says(f"prisons k{number}x")
        await answered(people)
        await people[0].settles()
    assert [update.state for update in store.updates()] == ["done"] * 5


@pytest.mark.parametrize("body", NONSENSE, ids=lambda body: json.dumps(body)[:40])
async def test_nonsense_instead_of_updates_is_told_once_and_waited_out(
    body: Any, world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture, ana: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from simulator import handling

    original, calls = handling.after, []

    async def after(fault: Any, answer: Any) -> Any:
        if fault is None or fault.kind != "wrong_json":
            return await original(fault, answer)
        calls.append(1)
        return handling.Answer(200, json.dumps(body).encode())

    monkeypatch.setattr(handling, "after", after)
    async with running(world, server, database):
        wrong = world.faults.add("wrong_json", method="getUpdates", standing=True)
        await ana.says("prisons k1x")
        async with asyncio.timeout(10):
            while len(calls) < 3:
                await asyncio.sleep(0.02)
        began = len(calls)
        await asyncio.sleep(0.3)
        assert len(calls) - began <= 7  # with a pause between
        world.faults.remove(wrong)
        await ana.sees("k1x")
        await ana.settles()
    told = [r.message for r in caplog.records if r.name == "bot.intake" and r.levelno >= logging.WARNING]
    assert len(told) == 2
    assert told[0].startswith("telegram not reached reason=")
    assert told[1] == "updates come in again"


@pytest.mark.parametrize("method", ["getMe", "sendMessage", "setMyName", "deleteWebhook", "answerCallbackQuery"])
async def test_nonsense_instead_of_any_other_answer_stops_nothing(
    method: str, world: World, server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    from simulator import handling

    bodies = iter([json.dumps(body).encode() for body in NONSENSE] * 3)
    original = handling.after

    async def after(fault: Any, answer: Any) -> Any:
        if fault is None or fault.kind != "wrong_json":
            return await original(fault, answer)
        return handling.Answer(200, next(bodies, answer.body))

    monkeypatch.setattr(handling, "after", after)
    people = [world.person(f"P{n}", "en") for n in range(6)]
    world.faults.add("wrong_json", method=method, times=len(NONSENSE))
    async with running(world, server, database):
        if method == "getMe":
            world.faults.add("bad_gateway", method="sendMessage", times=5)
        for person in people:
            await person.says("/start")
        for person in people:
            await person.sees("Suivi", timeout=30)
            await person.forges("menu")
        await people[0].settles()
        await people[0].says("prisons k9x")
        await people[0].sees("k9x")


async def test_a_slow_chat_makes_no_other_wait(world: World, server: Server, database: Database, ana: Person) -> None:
    others = [world.person(f"P{n}", "en") for n in range(5)]
    world.faults.add("slow_before", method="sendMessage", chat_id=ana.id, seconds=3)
    async with running(world, server, database):
        await ana.says("prisons k9x")
        await asyncio.sleep(0.1)
        began = time.monotonic()
        for number, person in enumerate(others):
            await person.says(f"prisons k{number}x")
        await answered(others)
        assert time.monotonic() - began < 3
        await ana.sees("k9x", timeout=10)


async def test_an_answer_that_never_comes_is_given_up_and_said_once_more(
    world: World, server: Server, database: Database, ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.transport.READ_SECONDS", 0.3)
    ben = world.person("Ben", "en")
    world.faults.add("slow_before", method="sendMessage", chat_id=ana.id, seconds=60)
    async with running(world, server, database):
        await ana.says("prisons k1x")
        await ben.says("prisons k2x")
        await ben.sees("k2x")
        await ana.sees("k1x")
    assert sorted((row.state, row.attempts) for row in store.outbox()) == [("sent", 1), ("sent", 2)]


async def test_a_poll_that_never_comes_back_is_given_up(
    world: World, server: Server, database: Database, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.client.POLL_SECONDS", 0.2)
    monkeypatch.setattr("bot.client.READ_SECONDS", 0.2)
    world.faults.add("slow_before", method="getUpdates", times=2, seconds=60)
    async with running(world, server, database):
        await ana.says("prisons k1x")
        await ana.sees("k1x", timeout=10)
