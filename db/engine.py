"""Connections to the two engines, set up so that what was committed stays. What is run on them stands elsewhere."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool

from db.prepared import on_cursor

__all__ = ["URL", "Deadline", "Engine", "UrlMalformed", "held_alone", "parsed", "reading", "without_limit", "writing"]

BUSY_TIMEOUT = 5.0
TURN_LIMIT = 5.0
READ_LIMIT = 1.0
LOCK_LIMIT = 3.0
"""How long a statement of PostgreSQL's waits for what another program holds: the database counts as away then."""
HANGING_LIMIT = 10.0
"""How long PostgreSQL keeps a transaction whose process says nothing, and with it the chats that it holds."""
_OPCODES_BETWEEN_LOOKS = 20_000
RUNNING = 0x5375697669  # "Suivi"


class UrlMalformed(Exception):
    """The database's address is none of SQLite's or PostgreSQL's."""


def parsed(address: str) -> URL:
    """Return the URL of a database address, with the driver that Suivi uses. Raises UrlMalformed."""
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):
        raise UrlMalformed from None
    name = url.get_backend_name()
    if name in {"postgresql", "postgres"}:
        return url.set(drivername="postgresql+psycopg")
    if name == "sqlite" and url.database and url.database != ":memory:":
        return url.set(drivername="sqlite+pysqlite")
    raise UrlMalformed


def writing(url: URL) -> Engine:
    """Return the engine of whoever writes: durable commits, a write lock from the first statement on.

    It makes no SQLite file: where somebody moved one that is in use, an empty one would take its place.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, creator=lambda: _opened(url, "rw"), poolclass=NullPool, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite_writer)
        event.listen(engine, "begin", _begin_immediate)
        return engine
    return _postgresql(url, "REPEATABLE READ", TURN_LIMIT)


def reading(url: URL) -> Engine:
    """Return the engine of whoever only reads: it cannot write, and no statement of it lasts more than a second."""
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, creator=lambda: _opened(url, "ro"), poolclass=NullPool, hide_parameters=True)
        event.listen(engine, "connect", _set_up_sqlite_reader)
        event.listen(engine, "begin", _begin_deferred)
        return engine
    return _postgresql(url, "REPEATABLE READ", READ_LIMIT, read_only=True)


def _opened(url: URL, mode: str) -> sqlite3.Connection:
    address = f"{Path(str(url.database)).resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT, isolation_level=None, check_same_thread=False)


def _postgresql(url: URL, isolation: Any, limit: float, *, read_only: bool = False) -> Engine:
    options = (
        f"-c statement_timeout={int(limit * 1000)} -c lock_timeout={int(LOCK_LIMIT * 1000)} -c timezone=UTC "
        f"-c idle_in_transaction_session_timeout={int(HANGING_LIMIT * 1000)}"
    )
    if read_only:
        options += " -c default_transaction_read_only=on"
    return create_engine(
        url,
        poolclass=NullPool,
        hide_parameters=True,
        isolation_level=isolation,
        connect_args={"options": options, "connect_timeout": 10, "application_name": "suivi"},
    )


def without_limit(connection: Connection) -> None:
    """Lift the time limit of statements for this connection: migrations and imports may take as long as they need."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET statement_timeout = 0")


class Deadline:
    """Stops the statements of one connection that last too long.

    PostgreSQL stops a statement that lasts `seconds`. SQLite stops one that runs when `seconds` are past since `start`:
    it calls back every 20,000 of its steps, some hundred microseconds apart, so nothing is timed from outside.
    """

    def __init__(self, connection: Connection, seconds: float) -> None:
        self._seconds = seconds
        self._until = float("inf")
        raw: Any = connection.connection.dbapi_connection
        if connection.dialect.name == "sqlite":
            raw.set_progress_handler(self._is_past, _OPCODES_BETWEEN_LOOKS)
        else:
            with raw.transaction():
                raw.execute(f"SET statement_timeout = {int(seconds * 1000)}")

    def start(self) -> None:
        """Count from now."""
        self._until = time.monotonic() + self._seconds

    def stop(self) -> None:
        """Count no longer: what follows may last (SQLite)."""
        self._until = float("inf")

    def _is_past(self) -> int:
        return int(time.monotonic() > self._until)


def _set_up_sqlite_writer(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "cache_size=-65536"):
        connection.execute(f"PRAGMA {pragma}")


def _set_up_sqlite_reader(connection: sqlite3.Connection, _record: Any) -> None:
    for pragma in ("query_only=ON", "cache_size=-32768", "mmap_size=268435456"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    on_cursor(connection, "BEGIN IMMEDIATE")


def _begin_deferred(connection: Connection) -> None:
    on_cursor(connection, "BEGIN")


@contextmanager
def held_alone(engine: Engine) -> Iterator[bool]:
    """Hold alone, for the block, the advisory lock that running bots share on PostgreSQL; False where one has it."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        yield bool(connection.exec_driver_sql(f"SELECT pg_try_advisory_lock({RUNNING})").scalar())
