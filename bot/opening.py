"""Opening the database: its address, its schema's version, its key. What is wrong is said in a sentence."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import keys
from bot.problem import Problem
from bot.settings import Settings
from db import engine, schema
from db.faults import StoreUnavailable
from db.queries.instance import fact
from db.schema import SchemaState
from db.sealing import Sealer, new_secret
from db.transaction import Reading, Writing, at_once
from db.work import Work


@dataclass(frozen=True, slots=True)
class Database:
    """An open database with its key. Sessions of it are for one thread each."""

    writing_engine: engine.Engine
    reading_engine: engine.Engine
    sealer: Sealer
    on_sqlite: bool

    def writing(self) -> Writing:
        """Return a session for the thread that writes."""
        return Writing(self.writing_engine, self.sealer)

    def reading(self) -> Reading:
        """Return a session for a thread that reads."""
        return Reading(self.reading_engine, self.sealer)

    @contextmanager
    def at_once(self, now: datetime, *, unlimited: bool = False) -> Iterator[Work]:
        """One transaction of the command line's, committed at the end of the block.

        Raises Problem where the key was changed, or another database restored, since this one was opened.
        """
        with at_once(self.writing_engine, self.sealer, now) as work:
            if unlimited:
                engine.without_limit(work.connection)
            keys.check(work, self.sealer)
            yield work


def url_of(settings: Settings) -> engine.URL:
    """Return the database's address. Raises Problem."""
    try:
        return engine.parsed(settings.database_url)
    except engine.UrlMalformed:
        raise Problem(
            "SUIVI_DATABASE_URL is not an address of a database. "
            "Write it as sqlite:////srv/suivi/suivi.sqlite3 or postgresql://suivi@localhost/suivi."
        ) from None


def open_database(settings: Settings, now: datetime, *, upgrade: bool = False) -> Database:
    """Return the database, ready to be used.

    A new SQLite file is made; with `upgrade` an older one is backed up and upgraded. PostgreSQL is left alone. Raises
    Problem for everything that the operator can mend.
    """
    url = url_of(settings)
    on_sqlite = url.get_backend_name() == "sqlite"
    if on_sqlite:
        _make_file(Path(str(url.database)))
    writing = engine.writing(url)
    with explained(settings):
        _bring_up_to_date(writing, url, now, upgrade=upgrade)
        return _with_key(settings, writing, engine.reading(url), now, on_sqlite=on_sqlite)


@contextmanager
def explained(settings: Settings) -> Iterator[None]:
    """Turn a database that is away, locked, full or damaged into a sentence for the operator."""
    try:
        yield
    except StoreUnavailable as error:
        url = url_of(settings)
        if url.get_backend_name() == "sqlite":
            raise Problem(_sqlite_sentence(Path(str(url.database)), error)) from None
        where = f"{url.host or 'localhost'}, database {url.database}"
        raise Problem(
            f"PostgreSQL cannot be reached or used ({where}). Check that it runs, that the database is there, and the "
            "user and password in SUIVI_DATABASE_URL."
        ) from None


def upgrade_database(settings: Settings, now: datetime) -> bool:
    """Bring the schema to this version's, as the operator asked; False where it was already. Raises Problem."""
    url = url_of(settings)
    if url.get_backend_name() == "sqlite":
        _make_file(Path(str(url.database)))
    writing = engine.writing(url)
    with explained(settings):
        state = schema.state_of(writing)
        _refuse_strange(state)
        if state is SchemaState.CURRENT:
            return False
        _upgrade(writing, url, state, now)
        return True


def _bring_up_to_date(writing: engine.Engine, url: engine.URL, now: datetime, *, upgrade: bool) -> None:
    state = schema.state_of(writing)
    _refuse_strange(state)
    if state is SchemaState.CURRENT:
        return
    may = url.get_backend_name() == "sqlite" and (upgrade or state is SchemaState.EMPTY)
    if not may:
        what = "has no tables yet" if state is SchemaState.EMPTY else "is of an older version of Suivi"
        raise Problem(f"The database {what}. Make a backup, then run: suivi db upgrade")
    _upgrade(writing, url, state, now)


def _refuse_strange(state: SchemaState) -> None:
    if state is SchemaState.FOREIGN:
        raise Problem(
            "The database holds tables that are not Suivi's; nothing was changed. "
            "Name another database in SUIVI_DATABASE_URL."
        )
    if state is SchemaState.NEWER:
        raise Problem("The database was made by a later version of Suivi. Install that version; nothing was changed.")


def _upgrade(writing: engine.Engine, url: engine.URL, state: SchemaState, now: datetime) -> None:
    if state is SchemaState.OLDER and url.get_backend_name() == "sqlite":
        path = Path(str(url.database))
        _copy(path, path.with_name(f"{path.name}.before-upgrade-{now:%Y%m%d-%H%M%S}"))
    schema.upgrade(writing)


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    target.chmod(0o600)


def _with_key(
    settings: Settings, writing: engine.Engine, reading: engine.Engine, now: datetime, *, on_sqlite: bool
) -> Database:
    with at_once(writing, Sealer(new_secret()), now) as work:
        known = fact(work, keys.CHECK)
    sealer = Sealer(keys.secret(settings, known, now))
    with at_once(writing, sealer, now) as work:
        keys.check(work, sealer)
    return Database(writing, reading, sealer, on_sqlite)


def make_folder(path: Path) -> None:
    """Make sure of the folder that an SQLite file is to stand in. Raises Problem."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        raise _unmakeable(path) from None


def _make_file(path: Path) -> None:
    make_folder(path)
    try:
        if not path.exists():
            path.touch(mode=0o600)
    except OSError:
        raise _unmakeable(path) from None


def _unmakeable(path: Path) -> Problem:
    return Problem(f"The database {path} cannot be made there. Set SUIVI_DATA_DIR to a folder that you may write.")


def _sqlite_sentence(path: Path, error: StoreUnavailable) -> str:
    reason = str(error)
    if "locked" in reason:
        return f"The database {path} is locked by another program. Stop that program, or wait, and try again."
    if "full" in reason:
        return f"The disk that holds {path} is full. Make room and try again; nothing was lost."
    if "not a database" in reason or "malformed" in reason:
        return f"{path} is not a database of Suivi, or it is damaged. Restore a backup, or name another file."
    return f"The database {path} cannot be used. Check that you may read and write the file and its folder."
