# ruff: noqa: ASYNC110 - what is waited for stands in a database: there is no event of it
"""The host's clock is put back an hour or forward a year, between updates or runs: everybody is answered, once."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert

from bot import clock
from bot.opening import Database
from bot.process import HELD
from db.tables import instance
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Store

HOUR_BACK = timedelta(hours=-1)
YEAR_AHEAD = timedelta(days=365)


class Skewed:
    """A clock that somebody puts wrong."""

    def __init__(self) -> None:
        self.by = timedelta()

    def __call__(self) -> datetime:
        return clock.now() + self.by


@pytest.fixture
def skewed() -> Skewed:
    return Skewed()


def said(person: Person, text: str) -> int:
    """How many messages of the bot hold this."""
    return sum(message.from_bot and text in message.text for message in shown(person.chat))


@pytest.mark.parametrize("by", [HOUR_BACK, YEAR_AHEAD], ids=["an hour back", "a year ahead"])
async def test_put_wrong_while_it_runs_and_right_again(
    by: timedelta, skewed: Skewed, world: World, server: Server, database: Database, store: Store
) -> None:
    people = [world.person(f"P{n}", "en") for n in range(6)]
    async with running(world, server, database, now=skewed):
        for number, person in enumerate(people):
            if number in {2, 4}:
                skewed.by = by if number == 2 else timedelta()
            world.faults.add("bad_gateway", method="sendMessage", chat_id=person.id)
            await person.says(f"prisons k{number}x")
            await person.sees(f"k{number}x")
        await people[0].settles()
    assert {(row.state, row.attempts) for row in store.outbox()} == {("sent", 2)}
    assert {update.state for update in store.updates()} == {"done"}
    assert all(said(person, f"k{number}x") == 1 for number, person in enumerate(people))


@pytest.mark.parametrize("by", [HOUR_BACK, YEAR_AHEAD], ids=["an hour back", "a year ahead"])
async def test_put_wrong_while_nothing_runs(
    by: timedelta, skewed: Skewed, world: World, server: Server, database: Database, store: Store, ana: Person
) -> None:
    async with running(world, server, database, now=skewed):
        await ana.says("prisons k1x")
        batch = list(world.updates.pending)
        await ana.sees("k1x")
        await ana.settles()
    skewed.by = by
    await ana.says("/language fr")
    async with running(world, server, database, now=skewed):
        for update in batch:  # Telegram gives it once more
            world.put_update(update)
        await ana.says("prisons k2x")
        await ana.sees("k2x")
        await ana.settles()
    assert {update.state for update in store.updates()} == {"done"}
    assert {row.state for row in store.outbox()} == {"sent"}
    assert said(ana, "k2x") == 1
    if by < timedelta():
        assert said(ana, "k1x") == 1


async def test_put_back_while_telegram_asks_to_wait(
    skewed: Skewed, world: World, server: Server, database: Database, ana: Person
) -> None:
    world.faults.add("too_many_requests", method="sendMessage", seconds=2)
    async with running(world, server, database, now=skewed):
        await ana.says("prisons k1x")
        async with asyncio.timeout(5):
            while not any(entry.outcome == 429 for entry in world.log.entries):
                await asyncio.sleep(0.02)
        skewed.by = HOUR_BACK
        await ana.sees("k1x", timeout=5)


async def test_put_back_between_two_runs_while_telegram_asks_to_wait(
    skewed: Skewed, world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    world.faults.add("too_many_requests", method="sendMessage", seconds=6)
    async with running(world, server, database, now=skewed):
        await ana.says("prisons k1x")
        async with asyncio.timeout(5):
            while not any(row.state == "retry" for row in store.outbox()):
                await asyncio.sleep(0.02)
    skewed.by = HOUR_BACK
    async with running(world, server, database, now=skewed):
        await ana.sees("k1x", timeout=10)


async def test_put_back_after_another_process_was_asked_to_wait(
    world: World, server: Server, database: Database, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.presence.BEAT", 0.1)
    with database.writing_engine.begin() as connection:
        connection.execute(insert(instance), {"name": HELD, "value": f"{clock.wall() + 3600} 3".encode()})
    async with running(world, server, database):
        await asyncio.sleep(0.5)
        await ana.says("prisons k1x")
        await asyncio.sleep(0.5)
        assert said(ana, "k1x") == 0
        await ana.sees("k1x", timeout=5)
