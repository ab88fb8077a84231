"""Having a database for oneself: on SQLite every running bot has, on PostgreSQL whoever changes everything in it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.opening import Database, url_of
from bot.problem import Problem
from bot.settings import Settings
from db.engine import held_alone
from db.presence import InUse

_SENTENCE = "Suivi is running on this database already. Stop that process first, or name another database."


@contextmanager
def running(database: Database, settings: Settings) -> Iterator[None]:
    """As `alone` on SQLite; on PostgreSQL several bots run side by side (db/presence.py). Raises Problem."""
    if not database.on_sqlite:
        try:
            yield
        except InUse:
            raise Problem("The database is being restored or its key changed. Try again when that is done.") from None
        return
    with alone(database, settings):
        yield


@contextmanager
def alone(database: Database, settings: Settings) -> Iterator[None]:
    """Hold the database, so that no bot runs on it, until the end of the block or of the process. Raises Problem."""
    if not database.on_sqlite:
        with held_alone(database.writing_engine) as held:
            if not held:
                raise Problem(_SENTENCE)
            yield
        return
    path = Path(str(url_of(settings).database) + ".running")
    with path.open("w", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Problem(_SENTENCE) from None
        yield
