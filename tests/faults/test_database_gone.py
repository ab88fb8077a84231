# ruff: noqa: ASYNC110, ASYNC240 - what is waited for stands in a log
"""A database that is moved, stopped, full or made read-only for a while: said in the log, waited out, nothing lost."""

from __future__ import annotations

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from postgresql import Server as Postgresql
from postgresql import _as, _stop, _unprivileged, _wait, running_server
from sqlalchemy import event

from bot.opening import Database
from db.engine import parsed, writing
from db.schema import upgrade
from db.sqlite_file import copied
from simulator.server import Server
from simulator.world import World
from tests.faults.house import opened, running
from tests.faults.store import Store
from tests.faults.test_database_away import answered_once

LONG = "x" * 3000  # more than a page of the file, so that it would have to grow
Trouble = Callable[[Database, str], AbstractContextManager[None]]


@contextmanager
def full(database: Database, url: str) -> Iterator[None]:
    """No room is left: as SQLite says it of a file that may not grow, and PostgreSQL of a disk."""
    if not database.on_sqlite:
        with _refusing(url, "53100"):
            yield
        return
    with _pragmas(database, "max_page_count=1", "max_page_count=4294967294"):
        yield


@contextmanager
def read_only(database: Database, url: str) -> Iterator[None]:
    """Nothing may be written: to a file mounted so, to a server that has become a standby."""
    if not database.on_sqlite:
        with _refusing(url, "25006"):
            yield
        return
    with _pragmas(database, "query_only=ON", "query_only=OFF"):
        yield


@contextmanager
def moved(database: Database, url: str) -> Iterator[None]:
    """The file is moved away and back; PostgreSQL's database is called something else meanwhile."""
    if database.on_sqlite:
        path = Path(str(parsed(url).database))
        away = path.with_name("away")
        path.rename(away)
        yield
        assert not path.exists()
        away.rename(path)
        return
    name = parsed(url).database
    server = url.replace(f"/{name}?", "/postgres?")
    with psycopg.connect(server, autocommit=True) as other:
        _rename(other, name, "away")
        yield
        _rename(other, "away", name)


def _rename(other: psycopg.Connection[Any], old: str | None, new: str | None) -> None:
    other.execute(f"ALTER DATABASE {old} ALLOW_CONNECTIONS false")
    other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{old}'")  # noqa: S608 - a test's own name
    other.execute(f"ALTER DATABASE {old} RENAME TO {new}")
    other.execute(f"ALTER DATABASE {new} ALLOW_CONNECTIONS true")


@contextmanager
def _refusing(url: str, code: str) -> Iterator[None]:
    """PostgreSQL refuses to store updates, with the code that it gives for such a trouble."""
    with psycopg.connect(url, autocommit=True) as other:
        other.execute(
            "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION 'refused' USING ERRCODE = '{code}'; END $$"
        )
        other.execute("CREATE TRIGGER refuse BEFORE INSERT ON updates EXECUTE FUNCTION refuse()")
        yield
        other.execute("DROP TRIGGER refuse ON updates")


@contextmanager
def _pragmas(database: Database, wrong: str, right: str) -> Iterator[None]:
    """Every transaction that begins meanwhile is told so by SQLite itself; the connection is the bot's own."""
    setting = [wrong]

    def set_up(connection: Any) -> None:
        connection.connection.dbapi_connection.execute(f"PRAGMA {setting[0]}")

    event.listen(database.writing_engine, "begin", set_up, insert=True)
    yield
    setting[0] = right


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        (full, {"database or disk is full", "DiskFull"}),
        (read_only, {"attempt to write a readonly database", "ReadOnlySqlTransaction"}),
        (moved, {"the file was moved or deleted", "AdminShutdown"}),
    ],
    ids=["full", "read only", "moved"],
)
async def test_it_is_waited_out_and_nothing_is_lost(
    trouble: Trouble, words: set[str], world: World, server: Server, database: Database, store_url: str, store: Store,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    people = [world.person(f"P{n}", "en") for n in range(8)]
    async with running(world, server, database):
        await asyncio.sleep(0.3)  # the hourly tidying is done
        for number, person in enumerate(people[:2]):
            await person.says(f"prisons k{number}x")
        await answered_once(people[:2])
        with trouble(database, store_url):
            for number, person in enumerate(people[2:], 2):
                await person.says(f"prisons k{number}x {LONG}")
            async with asyncio.timeout(10):
                while not any(word in caplog.text for word in words):
                    await asyncio.sleep(0.02)
            await asyncio.sleep(0.5)
            assert world.updates.pending  # nobody told Telegram that they were taken
        await answered_once(people)
        await people[0].settles()
    assert {update.state for update in store.updates()} == {"done"}
    assert len(store.updates()) == len(people)


async def test_a_file_that_was_deleted_is_put_back_from_a_copy(
    world: World, server: Server, tmp_path: Path, sqlite_template: Path
) -> None:
    path = tmp_path / "suivi.sqlite3"
    shutil.copyfile(sqlite_template, path)
    database = opened(f"sqlite:///{path}", tmp_path)
    ana = world.person("Ana", "en")
    async with running(world, server, database):
        await ana.says("prisons k1x")
        await ana.sees("k1x")
        await ana.settles()
        copy = tmp_path / "copy"
        assert await asyncio.to_thread(copied, path, copy, at_rest=False) == []
        path.unlink()
        await ana.says("prisons k2x")
        await asyncio.sleep(1)
        assert not path.exists()  # no empty one was made in its place
        assert world.updates.pending
        for beside in tmp_path.glob("suivi.sqlite3-*"):
            beside.unlink()
        copy.rename(path)
        await ana.sees("k2x", timeout=20)
        await ana.settles()
    assert [update.state for update in Store(f"sqlite:///{path}").updates()] == ["done", "done"]


async def test_a_server_that_is_stopped_and_started_again(world: World, server: Server, tmp_path: Path) -> None:
    people = [world.person(f"P{n}", "en") for n in range(8)]
    with running_server() as own:
        own.execute("CREATE DATABASE suivi")
        upgrade(writing(parsed(own.url("suivi"))))
        database = opened(own.url("suivi"), tmp_path)
        store = Store(own.url("suivi"))
        async with running(world, server, database):
            for number, person in enumerate(people[:4]):
                await person.says(f"prisons k{number}x")
            await asyncio.to_thread(_stop_server, own)
            for number, person in enumerate(people[4:], 4):
                await person.says(f"prisons k{number}x")
            await asyncio.sleep(1)
            again = await asyncio.to_thread(_start_server, own)
            try:
                await answered_once(people)
                await people[0].settles()
                rows = store.updates()
            finally:
                await asyncio.to_thread(_stop, again)
        assert {update.state for update in rows} == {"done"}
        assert len(rows) == len(people)


def _stop_server(server: Postgresql) -> None:
    subprocess.run(
        [server.programs / "pg_ctl", "stop", "-D", server.folder / "data", "-m", "fast", "-w"],
        check=True, capture_output=True, cwd=server.folder, **_as(_unprivileged()),
    )  # fmt: skip


def _start_server(server: Postgresql) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(
        [server.programs / "postgres", "-D", server.folder / "data", "-k", server.folder, "-c", "listen_addresses="],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=server.folder, **_as(_unprivileged()),
    )  # fmt: skip
    _wait(process, server.folder)
    return process
