"""A database that is locked, or whose server is restarted, loses nothing: the bot waits and goes on."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import psycopg
import pytest

from bot.opening import Database
from db.engine import parsed
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Store


@contextmanager
def locked(url: str, table: str = "updates") -> Iterator[None]:
    """The database is held by another program; PostgreSQL's: a table of it."""
    if parsed(url).get_backend_name() == "sqlite":
        connection = sqlite3.connect(str(parsed(url).database), isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        try:
            yield
        finally:
            connection.execute("ROLLBACK")
            connection.close()
        return
    with psycopg.connect(url) as holder:
        holder.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
        yield
        holder.rollback()


async def answered_once(people: list[Person]) -> None:
    for number, person in enumerate(people):
        await person.sees(f"k{number}x", timeout=20)
        assert sum(m.from_bot and f"k{number}x" in m.text for m in shown(person.chat)) == 1


@pytest.mark.parametrize("seconds", [3, 6.5])
async def test_nothing_is_lost_while_another_program_holds_the_database(
    seconds: float, world: World, server: Server, database: Database, store_url: str, store: Store
) -> None:
    people = [world.person(f"P{n}", "en") for n in range(10)]
    async with running(world, server, database):
        await asyncio.sleep(0.3)  # the hourly tidying is done
        for number, person in enumerate(people[:5]):
            await person.says(f"prisons k{number}x")
        await asyncio.sleep(0.01)
        with locked(store_url):
            for number, person in enumerate(people[5:], 5):
                await person.says(f"prisons k{number}x")
            await asyncio.sleep(seconds)
        await answered_once(people)
        await people[0].settles()
    assert {update.state for update in store.updates()} == {"done"}


async def test_postgresql_ends_every_connection_and_nothing_is_lost(
    world: World, server: Server, database: Database, store_url: str, store: Store
) -> None:
    if parsed(store_url).get_backend_name() != "postgresql":
        return
    people = [world.person(f"P{n}", "en") for n in range(30)]
    end = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    async with running(world, server, database):
        for number, person in enumerate(people):
            await person.says(f"prisons k{number}x")
            await asyncio.sleep(0.01)
            if number % 5 == 2:
                with psycopg.connect(store_url, autocommit=True) as other:
                    other.execute(end)
        await answered_once(people)
    assert {update.state for update in store.updates()} == {"done"}


async def test_leaving_takes_less_than_ten_seconds_even_if_the_database_is_locked(
    world: World, server: Server, database: Database, store_url: str, ana: Person
) -> None:
    with ExitStack() as holding:
        async with running(world, server, database):
            await ana.says("/start")
            await ana.sees("Suivi")
            holding.enter_context(locked(store_url))
            await ana.says("prisons k1x")
            await asyncio.sleep(0.2)
            began = time.monotonic()
        assert time.monotonic() - began < 10
    async with running(world, server, database):
        await ana.sees("k1x")
