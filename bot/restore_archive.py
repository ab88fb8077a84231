"""Bringing a backup back on PostgreSQL: what is there is dropped, and what was brought back, in one transaction.

What a backup has to be stands in bot/backup_file.py; what the restored database must not do again, in
db/queries/restored.py.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bot import keys
from bot.alone import alone
from bot.backup_file import (
    Restored,
    damaged,
    fitting_sealer,
    not_a_backup,
    not_ours,
    refuse_overwriting,
    refuse_version,
    tool_missing,
)
from bot.opening import Database, explained, url_of
from bot.problem import Problem
from bot.settings import Settings
from db import archive, engine, schema
from db.archive import LoadFailed, ToolFailed, ToolMissing
from db.queries.restored import Stopped, holds_nothing, stop_what_was_open
from db.schema import SchemaState
from db.sealing import Sealer, new_secret
from db.transaction import at_once


def restore_archive(settings: Settings, file: Path, now: datetime, *, overwrite: bool) -> Restored:
    """Put the database of a backup in the place of the one that the settings name. Raises Problem."""
    url = url_of(settings)
    database = Database(engine.writing(url), engine.reading(url), Sealer(new_secret()), on_sqlite=False)
    try:
        with explained(settings), alone(database, settings):
            is_empty = _is_empty(database, now)
            refuse_overwriting(overwrite=overwrite, holds_nothing=is_empty)
            sealer = _checked(settings, file, now)
            return Restored(_loaded(database, sealer, file, now))
    except ToolMissing as missing:
        raise tool_missing(missing) from None
    except ToolFailed as failed:
        raise damaged(file, failed.reason) from None
    except LoadFailed as failed:
        raise Problem(
            f"The server takes {file} not as it is ({failed.reason}). Restore it on the version of PostgreSQL that it "
            "was made on; nothing was changed."
        ) from None


def _is_empty(database: Database, now: datetime) -> bool:
    state = schema.state_of(database.writing_engine)
    if state is SchemaState.FOREIGN or schema.unknown_tables(database.writing_engine):
        raise not_ours()
    if state in {SchemaState.EMPTY, SchemaState.NEWER}:
        return state is SchemaState.EMPTY
    with at_once(database.writing_engine, database.sealer, now) as work:
        return holds_nothing(work)


def _checked(settings: Settings, file: Path, now: datetime) -> Sealer:
    """Read the whole archive; return the sealer that fits what is in it. Raises Problem, ToolFailed, ToolMissing."""
    found = archive.rows(file, "alembic_version", "instance")
    if not found.get("alembic_version") or not {"instance", "outbox", "updates"} <= found.keys():
        raise not_a_backup(file)
    refuse_version(file, schema.state_of_version(found["alembic_version"][0][0]))
    facts = {row[0]: row[1] for row in found["instance"]}
    known = archive.bytes_of(facts[keys.CHECK]) if keys.CHECK in facts else None
    return fitting_sealer(settings, file, known, now)


def _loaded(database: Database, sealer: Sealer, file: Path, now: datetime) -> Stopped:
    with at_once(database.writing_engine, sealer, now) as work:
        engine.without_limit(work.connection)
        schema.drop_all(work.connection)
        archive.load(work.connection, archive.script(file))
        schema.upgrade_within(work.connection)
        keys.check(work, sealer)
        return stop_what_was_open(work)
