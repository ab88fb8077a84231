# ruff: noqa: ASYNC110 - what is waited for is asked for over HTTP
"""/healthz tells whether the bot works, /metrics how much it has done; neither tells of anybody."""

from __future__ import annotations

import asyncio
import re
import time

import pytest

from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.bot.listening import Listening, listening
from tests.faults.test_database_away import locked

FIGURES = {
    "suivi_start_time_seconds",
    "suivi_updates_stored_total",
    "suivi_updates_waiting",
    "suivi_turns_total",
    "suivi_messages_open",
    *(f'suivi_sends_total{{end="{end}"}}' for end in ("sent", "uncertain", "failed", "not_sent")),
}


async def figures(bot: Listening) -> dict[str, float]:
    """The figures as a scraper reads them."""
    status, text = await bot.get("/metrics")
    assert status == 200
    assert text.endswith("\n")
    lines = [line for line in text.splitlines() if not re.fullmatch(r"# (HELP|TYPE) suivi_\w+ .+", line)]
    return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}


@pytest.mark.parametrize("webhook", [True, False])
async def test_a_bot_that_works_is_ok(webhook: bool, world: World, server: Server, database: Database) -> None:
    async with listening(world, server, database, webhook=webhook) as bot:
        assert await bot.get("/healthz") == (200, "ok")


async def test_without_a_webhook_nothing_can_be_posted(
    world: World, server: Server, database: Database, ana: Person
) -> None:
    async with listening(world, server, database, webhook=False) as bot:
        assert (await bot.posts(json={"update_id": 5}))[0] == 404
        await ana.says("/start")
        await ana.sees("Suivi")
    assert world.updates.webhook is None


async def test_a_locked_database_is_told_of_in_time_and_forgotten_afterwards(
    world: World, server: Server, database: Database, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.health.DATABASE_SECONDS", 0.3)
    async with listening(world, server, database) as bot:
        await asyncio.sleep(0.3)  # the hourly tidying is done
        with locked(store_url, "instance"):
            began = time.monotonic()
            asked = await asyncio.gather(*(bot.get("/healthz") for _ in range(20)))
            assert set(asked) == {(503, "database")}
            assert time.monotonic() - began < 1.5
            assert (await bot.get("/metrics"))[0] == 200
        async with asyncio.timeout(10):
            while await bot.get("/healthz") != (200, "ok"):
                await asyncio.sleep(0.05)


async def test_an_intake_that_has_ended_is_told_of(world: World, server: Server, database: Database) -> None:
    async with listening(world, server, database, webhook=False) as bot:
        bot.process._tasks[0].cancel()
        await asyncio.sleep(0)
        assert await bot.get("/healthz") == (503, "intake")


async def test_the_figures_tell_what_was_done_and_of_nobody(
    world: World, server: Server, database: Database, ana: Person
) -> None:
    async with listening(world, server, database) as bot:
        before = await figures(bot)
        assert before.keys() == FIGURES
        assert abs(before["suivi_start_time_seconds"] - time.time()) < 60
        await ana.says("/start")
        await ana.sees("Suivi")
        await ana.says("prisons")
        await ana.sees("prisons")
        world.faults.add("forbidden", method="sendMessage")
        await ana.says("schools")
        await ana.settles()
        async with asyncio.timeout(5):
            while (after := await figures(bot))["suivi_messages_open"] or after["suivi_turns_total"] < 3:
                await asyncio.sleep(0.01)
        _, text = await bot.get("/metrics")
    assert after["suivi_updates_stored_total"] == after["suivi_turns_total"] == 3
    assert after["suivi_updates_waiting"] == 0
    assert after['suivi_sends_total{end="sent"}'] == 2
    assert after['suivi_sends_total{end="failed"}'] == 1
    for secret in (str(ana.id), "Ana", "prisons", world.token, "7000000001"):
        assert secret not in text
