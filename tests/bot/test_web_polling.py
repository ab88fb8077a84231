"""Polling while somebody else takes the updates, or the token is revoked: said once, waited out, nothing lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot import intake, sender
from bot.client import Client, client
from bot.opening import Database
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_CONFLICT_PAUSE", 0.05)
    monkeypatch.setattr(intake, "_TOKEN_PAUSE", 0.05)
    monkeypatch.setattr(sender, "_TOKEN_PAUSE", 0.05)


def told(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What the operator reads of the intake."""
    return [
        record.message for record in caplog.records if record.name == "bot.intake" and record.levelno >= logging.WARNING
    ]


def polls(world: World) -> int:
    return sum(entry.method == "getUpdates" for entry in world.log.entries)


@asynccontextmanager
async def asks(other: Client) -> AsyncIterator[None]:
    """Another program asks for updates, and has hung up a fifth of a second after the block at the latest."""
    asking = asyncio.create_task(other.take_updates(None))
    yield
    await asyncio.wait({asking}, timeout=0.2)
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)


async def test_a_second_poller_is_told_of_once_and_nothing_is_lost(
    world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    people = [world.person(f"P{n}", "en") for n in range(20)]
    other = client(world.token, server.url)
    await other.initialize()
    async with running(world, server, database):
        await people[0].says("/start")
        await people[0].sees("Suivi")
        for person in people:
            # The other looks and confirms nothing: what it was given is still there for us.
            async with asks(other):
                await asyncio.sleep(0.02)
                await person.says("prisons k1x")
        for person in people:
            await person.sees("k1x")
        await people[0].settles()
        async with asyncio.timeout(20):
            while not told(caplog):
                async with asks(other):
                    await asyncio.sleep(0.1)
    await other.shutdown()
    assert all(sum(m.from_bot and "k1x" in m.text for m in shown(person.chat)) == 1 for person in people)
    assert "another program takes this bot's updates, by polling or a webhook" in told(caplog)


async def test_a_webhook_that_somebody_sets_is_told_of_once_and_waited_out(
    world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture, ana: Person
) -> None:
    async with running(world, server, database):
        await ana.says("/start")
        await ana.sees("Suivi")
        await ana.settles()
        other = client(world.token, server.url)
        await other.initialize()
        await other.set_webhook("http://127.0.0.1:9/hook")
        before = polls(world)
        await asyncio.sleep(0.6)
        assert 2 <= polls(world) - before <= 14  # it keeps trying, with pauses
        assert told(caplog) == ["another program takes this bot's updates, by polling or a webhook"]
        world.updates.webhook = None
        await other.shutdown()
        await ana.says("prisons k1x")
        await ana.sees("k1x")
    assert told(caplog)[1:] == ["updates come in again"]


async def test_a_token_that_is_revoked_is_told_of_once_and_tried_until_it_works(
    world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture, ana: Person
) -> None:
    async with running(world, server, database):
        await ana.says("/start")
        await ana.sees("Suivi")
        await ana.settles()
        token, world.token = world.token, "999:another"
        await ana.says("prisons k1x")  # ends the poll that still waits; its answer cannot leave
        await asyncio.sleep(0.5)
        assert told(caplog) == ["the bot token is refused; see suivi check"]
        world.token = token
        await ana.sees("k1x")
        await ana.says("prisons k2x")
        await ana.sees("k2x")
    assert told(caplog)[1:] == ["updates come in again"]


async def test_a_webhook_that_was_left_is_removed_when_telegram_is_there_again(
    world: World, server: Server, database: Database, ana: Person
) -> None:
    world.updates.webhook = {"url": "http://127.0.0.1:9/hook"}
    world.faults.add("bad_gateway", method="getMe", standing=True)
    away = world.faults.add("bad_gateway", method="deleteWebhook", standing=True)
    async with running(world, server, database):
        await ana.says("/start")
        await asyncio.sleep(0.2)
        assert world.updates.webhook is not None
        world.faults.remove(away)
        await ana.sees("Suivi")
    assert world.updates.webhook is None
