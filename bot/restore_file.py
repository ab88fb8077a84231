"""Bringing a backup back on SQLite: a new file is made ready beside the old one, and takes its name in the last step.

What a backup has to be stands in bot/backup_file.py; what the restored database must not do again, in
db/queries/restored.py.
"""

from __future__ import annotations

import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from bot import keys
from bot.alone import alone
from bot.backup_file import Restored, damaged, fitting_sealer, not_ours, refuse_overwriting, refuse_version
from bot.files import flush, flush_folder, free_name, keep_beside, owned_like
from bot.opening import Database, explained, make_folder, url_of
from bot.problem import Problem
from bot.settings import Settings
from db import engine, schema, sqlite_file
from db.faults import StoreUnavailable
from db.queries.instance import fact
from db.queries.restored import Stopped, holds_nothing, stop_what_was_open
from db.schema import SchemaState
from db.sealing import Sealer, new_secret
from db.transaction import at_once

_PREFIX = ".restoring-"


def restore_file(settings: Settings, file: Path, now: datetime, *, overwrite: bool) -> Restored:
    """Put the database of a backup in the place of the file that the settings name. Raises Problem."""
    url = url_of(settings)
    path = Path(str(url.database))
    if path.exists() and path.samefile(file):
        raise Problem(f"{file} is the database itself, not a backup of it; nothing was changed.")
    make_folder(path)
    database = Database(engine.writing(url), engine.reading(url), Sealer(new_secret()), on_sqlite=True)
    try:
        with alone(database, settings):
            is_empty = _is_empty(path, database.writing_engine, now)
            refuse_overwriting(overwrite=overwrite, holds_nothing=is_empty)
            for left in path.parent.glob(f"{_PREFIX}*"):  # by one that was killed: this one is alone here
                shutil.rmtree(left, ignore_errors=True)
            with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=path.parent) as folder:
                made = Path(folder) / path.name
                _copy(file, made)
                with explained(settings):
                    stopped = _made_ready(settings, file, made, now)
                return Restored(stopped, _replaced(path, made, now, keep=not is_empty))
    except OSError as error:
        raise Problem(
            f"The database {path} cannot be replaced ({error.strerror or 'refused'}). Make room on the disk and check "
            "that you may write there; what was there is there still."
        ) from None


def _is_empty(path: Path, writing: engine.Engine, now: datetime) -> bool:
    """Whether there is nothing to be lost. A damaged file is something: it may be what the backup is needed for."""
    if not path.exists() or path.stat().st_size == 0:
        return True
    try:
        state = schema.state_of(writing)
        if state is SchemaState.FOREIGN:
            raise not_ours()
        if state in {SchemaState.EMPTY, SchemaState.NEWER}:
            return state is SchemaState.EMPTY
        with at_once(writing, Sealer(new_secret()), now) as work:
            return holds_nothing(work)
    except StoreUnavailable as error:
        _refuse_locked(path, error)
        return False


def _copy(file: Path, made: Path) -> None:
    try:
        found = sqlite_file.copied(file, made, at_rest=True)
    except StoreUnavailable as error:
        if "full" in str(error) or "disk I/O" in str(error):
            raise OSError(0, str(error)) from None
        raise damaged(file, str(error)) from None
    if found:
        raise damaged(file, found[0])


def _made_ready(settings: Settings, file: Path, made: Path, now: datetime) -> Stopped:
    """Check what the copy holds, bring it up to date, and stop in it what is not to go on."""
    copy = engine.writing(engine.parsed(f"sqlite:///{made}"))
    refuse_version(file, schema.state_of(copy))
    with at_once(copy, Sealer(new_secret()), now) as work:
        known = fact(work, keys.CHECK)
    sealer = fitting_sealer(settings, file, known, now)
    if found := schema.damage(copy):
        raise damaged(file, found[0])
    schema.upgrade(copy)
    with at_once(copy, sealer, now) as work:
        keys.check(work, sealer)
        stopped = stop_what_was_open(work)
    sqlite_file.make_single(made)
    return stopped


def _replaced(path: Path, made: Path, now: datetime, *, keep: bool) -> Path | None:
    """Let the file take the old one's name; at every moment one of the two bears it. Returns where the old one is."""
    kept = free_name(path.with_name(f"{path.name}.before-restore-{now:%Y%m%d-%H%M%S}"))
    made.chmod(0o600)
    flush(made)
    if path.exists():
        owned_like(made, path)
        _close(path, kept)
        if keep:
            keep_beside(path, kept)
            kept.chmod(0o600)
    made.replace(path)
    flush_folder(path.parent)
    return kept if keep else None


def _close(path: Path, kept: Path) -> None:
    """See that nothing of the old file stands in a log beside it: it would be taken for the new one's."""
    try:
        sqlite_file.make_single(path)
    except StoreUnavailable as error:
        _refuse_locked(path, error)
        for part, name in zip(sqlite_file.beside(path), sqlite_file.beside(kept), strict=True):
            if part.exists():
                part.rename(name)


def _refuse_locked(path: Path, error: StoreUnavailable) -> None:
    if "locked" in str(error):
        raise Problem(
            f"The database {path} is locked by another program. Stop that program and try again; nothing was changed."
        ) from None
