"""A world with somebody in it, and real bots of python-telegram-bot at each of its doors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime

import aiohttp
import pytest
from asking import Clock
from telegram import Bot
from telegram.request import HTTPXRequest

from simulator.door import Door
from simulator.person import Person
from simulator.server import Server
from simulator.world import World


@pytest.fixture(autouse=True)
def _durations_are_timedeltas(monkeypatch: pytest.MonkeyPatch) -> None:
    """As python-telegram-bot wants it from its next version on; without it, RetryAfter warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def clock(now: datetime) -> Clock:
    return Clock(now)


@pytest.fixture
def world(clock: Clock) -> World:
    return World(clock)


@pytest.fixture
async def justice(world: World) -> Person:
    """Somebody who has started the bot; the bot has confirmed it."""
    person = world.person("Justice", "en", "justice")
    await person.says("/start")
    world.updates.pending.clear()
    return person


@pytest.fixture
async def bot(world: World) -> AsyncIterator[Bot]:
    """A bot at the door in process."""
    async with Bot(world.token, request=Door(world), get_updates_request=Door(world)) as made:
        yield made


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world) as started:
        yield started


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as made:
        yield made


@pytest.fixture
async def http_bot(world: World, server: Server) -> AsyncIterator[Bot]:
    """A bot that comes over HTTP."""
    async with Bot(
        world.token,
        base_url=f"{server.url}/bot",
        base_file_url=f"{server.url}/file/bot",
        request=HTTPXRequest(read_timeout=2),
        get_updates_request=HTTPXRequest(read_timeout=2),
    ) as made:
        yield made


@pytest.fixture(params=["bot", "http_bot"])
def either_bot(request: pytest.FixtureRequest) -> Bot:
    """A bot at each door in turn."""
    made = request.getfixturevalue(request.param)
    assert isinstance(made, Bot)
    return made
