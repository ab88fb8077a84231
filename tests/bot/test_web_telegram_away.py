"""The webhook at Telegram: set when Telegram is there, set again where another program changed it."""

from __future__ import annotations

import asyncio
import logging

import pytest
from telegram.error import InvalidToken

from bot import webhook
from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.bot.listening import free_port, listening, until_set


@pytest.fixture
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webhook, "_PAUSES", (0.02, 0.05))
    monkeypatch.setattr(webhook, "LOOK_SECONDS", 0.05)


async def test_the_webhook_is_set_when_telegram_is_back(
    world: World, server: Server, database: Database, quickly: None, caplog: pytest.LogCaptureFixture, ana: Person
) -> None:
    world.faults.add("bad_gateway", method="getMe", standing=True)
    away = world.faults.add("bad_gateway", method="setWebhook", standing=True)
    async with listening(world, server, database) as bot:
        await asyncio.sleep(0.5)
        assert [record.levelname for record in caplog.records if "webhook not set" in record.message] == ["ERROR"]
        assert (await bot.get("/healthz"))[0] == 200
        world.faults.remove(away)
        await ana.says("/start")
        await ana.sees("Suivi")


async def test_a_webhook_that_telegram_refuses_is_told_of_and_tried_again(
    world: World, server: Server, database: Database, quickly: None, caplog: pytest.LogCaptureFixture
) -> None:
    world.faults.add("too_many_requests", method="setWebhook", seconds=0)
    async with listening(world, server, database) as bot:
        await until_set(world, bot.hook)
    assert "webhook set" not in [record.message for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_webhook_that_another_program_changed_is_set_again(
    world: World, server: Server, database: Database, quickly: None, caplog: pytest.LogCaptureFixture, ana: Person
) -> None:
    async with listening(world, server, database) as bot:
        await until_set(world, bot.hook)
        world.updates.webhook = {"url": "http://127.0.0.1:9/elsewhere"}
        await until_set(world, bot.hook)
        world.updates.webhook = None
        await ana.says("/start")
        await ana.sees("Suivi")
    told = [record for record in caplog.records if "another program changed" in record.message]
    assert len(told) == 2


async def test_what_telegram_cannot_deliver_is_told_once(
    world: World, server: Server, database: Database, quickly: None, caplog: pytest.LogCaptureFixture, ana: Person
) -> None:
    async with listening(world, server, database) as bot:
        await until_set(world, bot.hook)
        world.updates.webhook = {**(world.updates.webhook or {}), "secret_token": "another"}
        await ana.says("/start")
        await asyncio.sleep(0.5)
    told = [record.message for record in caplog.records if "webhook not reached" in record.message]
    assert 1 <= len(told) <= 2  # Telegram's own clock counts seconds
    assert "401 Unauthorized" in told[0]


async def test_a_token_that_telegram_does_not_know_ends_the_start_and_gives_the_port_back(
    world: World, server: Server, database: Database
) -> None:
    port = free_port()
    another = World(world.clock, token="999:another")
    with pytest.raises(InvalidToken):
        async with listening(another, server, database, port=port):
            pass
    async with listening(world, server, database, port=port) as bot:
        assert (await bot.get("/healthz"))[0] == 200
