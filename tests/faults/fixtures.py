"""A world with a Bot API server, an instance's database, and the bot over both: in this process or as a child."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.faults.house import TREE, Child, Nursery, environment, opened
from tests.faults.store import Store


@pytest.fixture
def world() -> World:
    return World(lambda: datetime.now(UTC))


@pytest.fixture
async def server(world: World) -> AsyncIterator[Server]:
    async with Server(world) as started:
        yield started


@pytest.fixture
def database(store_url: str, tmp_path: Path) -> Iterator[Database]:
    made = opened(store_url, tmp_path)
    yield made
    made.writing_engine.dispose()
    made.reading_engine.dispose()


@pytest.fixture
def store(store_url: str) -> Store:
    return Store(store_url)


@pytest.fixture
async def ana(world: World) -> Person:
    """Somebody whose Telegram speaks English."""
    return world.person("Ana", "en")


@pytest.fixture(scope="session")
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()


@pytest.fixture
async def child(
    world: World,
    server: Server,
    store_url: str,
    tmp_path: Path,
    guarded_environment: dict[str, str],
    nursery: Nursery,
) -> AsyncIterator[Child]:
    """`suivi run`, to be started; killed at the end of the test if it is still there."""
    path = guarded_environment["PYTHONPATH"] + f":{TREE}"
    given = environment(store_url, server.url, world.token, tmp_path)
    made = Child({**guarded_environment, "PYTHONPATH": path}, given, tmp_path, nursery)
    yield made
    await made.kill()
