"""Which of a database's errors mean what: it is gone, it asks to try again, or the statement itself was wrong."""

from __future__ import annotations

import sqlite3
from enum import Enum

import psycopg
from sqlalchemy.exc import DBAPIError


class Fault(Enum):
    """What to do about an error of the database."""

    GONE = "gone"  # locked, full, away, damaged: nothing was wrong with the work; wait, connect again, repeat it
    AGAIN = "again"  # another transaction was in the way: repeat at once
    TOO_LONG = "too long"  # the statement reached its time limit
    OURS = "ours"  # the statement was wrong


class StoreUnavailable(Exception):
    """The database could not be reached, was locked, full or damaged; the work was not done and can be repeated.

    Its text is the engine's own reason ("database is locked"), or the kind of error; never a value.
    """


_SQLITE_GONE = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_NOMEM,
}
_PRIMARY_CODE = 0xFF
_POSTGRESQL_GONE = ("08", "53", "55P03", "57P", "58", "25006", "XX001", "XX002")
_POSTGRESQL_AGAIN = ("40001", "40P01")
_QUERY_CANCELED = "57014"
DRIVER_ERRORS = (sqlite3.Error, psycopg.Error)
"""Raised bare where a driver fails while SQLAlchemy sets a new connection up: the database is gone."""


def fault_of(error: DBAPIError) -> Fault:
    """Return what an error of the database means."""
    original = error.orig
    if isinstance(original, sqlite3.Error):
        return _of_sqlite(original)
    if isinstance(original, psycopg.Error):
        return _of_postgresql(original, invalidated=error.connection_invalidated)
    return Fault.OURS


def _of_sqlite(error: sqlite3.Error) -> Fault:
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return Fault.OURS
    primary = code & _PRIMARY_CODE
    if primary == sqlite3.SQLITE_INTERRUPT:
        return Fault.TOO_LONG
    return Fault.GONE if primary in _SQLITE_GONE else Fault.OURS


def _of_postgresql(error: psycopg.Error, *, invalidated: bool) -> Fault:
    state = error.sqlstate or ""
    if state == _QUERY_CANCELED:
        return Fault.TOO_LONG
    if state in _POSTGRESQL_AGAIN:
        return Fault.AGAIN
    # Without a state the server said nothing: the connection is gone, or psycopg itself refused a value.
    lost = invalidated or (not state and isinstance(error, psycopg.OperationalError | psycopg.InterfaceError))
    return Fault.GONE if lost or state.startswith(_POSTGRESQL_GONE) else Fault.OURS


def unavailable(error: DBAPIError) -> StoreUnavailable:
    """Return the error to raise for a database that is gone."""
    original = error.orig
    return StoreUnavailable(str(original) if isinstance(original, sqlite3.Error) else type(original).__name__)
