# ruff: noqa: ASYNC110 - what is waited for stands in a database or a log: there is no event of it
"""SIGTERM, whatever else is wrong just then: the process leaves within ten seconds, and nothing is lost."""

from __future__ import annotations

import asyncio
import resource
import signal
import sqlite3
import time
from contextlib import ExitStack, closing
from pathlib import Path

import psycopg
import pytest

from db.engine import parsed
from simulator.person import Person
from simulator.world import World
from tests.faults.house import Child
from tests.faults.store import Store
from tests.faults.test_database_away import locked

MOST_SECONDS = 10


async def leaves(child: Child) -> None:
    """Ask the process to leave; it does so in time, without an error, and says so."""
    began = time.monotonic()
    assert await child.leave() == 0
    assert time.monotonic() - began < MOST_SECONDS
    log = child.log.read_text(encoding="utf-8")
    assert "Traceback" not in log
    assert log.rstrip().endswith("stopped")


def nothing_is_held(url: str) -> bool:
    """Whether nobody is left who has the database open."""
    if parsed(url).get_backend_name() == "sqlite":
        with closing(sqlite3.connect(str(parsed(url).database), timeout=0)) as alone:
            alone.execute("PRAGMA locking_mode=EXCLUSIVE")
            alone.execute("BEGIN EXCLUSIVE")
            alone.execute("ROLLBACK")
        return True
    with psycopg.connect(url) as connection:
        count = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        row = connection.execute(count).fetchone()
        return row == (0,)


def beside(url: str) -> list[Path]:
    """SQLite's log and its index, without which the file would not be whole."""
    file = Path(str(parsed(url).database))
    return [path for path in file.parent.glob(f"{file.name}-*") if path.is_file()] if "sqlite" in url else []


@pytest.fixture
async def started(child: Child, ana: Person) -> Child:
    """A process that has answered once."""
    child._settings["SUIVI_LOG_LEVEL"] = "info"
    await child.start()
    await ana.says("/start")
    await ana.sees("Suivi", timeout=20)
    await ana.settles()
    return child


async def test_with_nothing_to_do(started: Child, store: Store, store_url: str) -> None:
    await leaves(started)
    assert nothing_is_held(store_url)
    assert [row.state for row in store.outbox()] == ["sent"]


async def test_while_telegram_is_silent(
    started: Child, world: World, ana: Person, store: Store, store_url: str
) -> None:
    world.faults.add("slow_before", method="*", standing=True, seconds=60)
    world.faults.add("slow_before", method="getUpdates", seconds=0)
    await ana.says("prisons k1x")
    async with asyncio.timeout(10):
        while not store.sending():
            await asyncio.sleep(0.02)
    await leaves(started)
    assert nothing_is_held(store_url)
    world.faults.clear()
    await started.start()
    await ana.sees("k1x", timeout=20)
    assert await started.leave() == 0
    assert {row.state for row in store.outbox()} == {"sent"}


async def test_while_the_database_is_locked(
    started: Child, ana: Person, world: World, store: Store, store_url: str
) -> None:
    with ExitStack() as holding:
        holding.enter_context(locked(store_url))
        await ana.says("prisons k1x")
        await asyncio.sleep(0.5)
        await leaves(started)
        assert world.updates.pending
    await started.start()
    await ana.sees("k1x", timeout=20)
    assert await started.leave() == 0
    assert {update.state for update in store.updates()} == {"done"}


async def test_twice(started: Child) -> None:
    started.send(signal.SIGTERM)
    await leaves(started)


async def test_what_is_left_is_one_file_that_is_whole_by_itself(started: Child, store_url: str) -> None:
    await leaves(started)
    assert not beside(store_url)


async def test_while_the_disk_takes_no_more(
    started: Child, ana: Person, world: World, store: Store, store_url: str
) -> None:
    """The system itself refuses what SQLite writes. PostgreSQL's files are its server's: see test_database_gone.py."""
    if parsed(store_url).get_backend_name() != "sqlite":
        return
    unlimited = resource.prlimit(started.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    await ana.says("prisons k1x")
    async with asyncio.timeout(10):
        while "database unavailable reason=disk I/O error" not in started.log.read_text(encoding="utf-8"):
            await asyncio.sleep(0.05)
    assert world.updates.pending
    ben = world.person("Ben", "en")
    await ben.says("prisons k2x")
    resource.prlimit(started.pid, resource.RLIMIT_FSIZE, unlimited)
    for person, token in ((ana, "k1x"), (ben, "k2x")):
        await person.sees(token, timeout=20)
    resource.prlimit(started.pid, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    await ana.says("prisons k3x")
    await asyncio.sleep(0.5)
    await leaves(started)
    await started.start()
    await ana.sees("k3x", timeout=20)
    assert await started.leave() == 0
    assert {update.state for update in store.updates()} == {"done"}
