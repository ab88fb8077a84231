"""What a backup has to be before anything is changed for it: a file of the right engine, of Suivi, for the key at hand.

Reading what is in it stands in db/sqlite_file.py and db/archive.py; bringing it back, in bot/restore_file.py and
bot/restore_archive.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot import keys
from bot.problem import Problem
from bot.settings import Settings
from db import archive, sqlite_file
from db.archive import ToolMissing
from db.queries.restored import Stopped
from db.schema import SchemaState
from db.sealing import Sealer

_LONGEST_MAGIC = 16


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a backup. `kept`: where the replaced SQLite file is kept, if there was one worth keeping."""

    stopped: Stopped
    kept: Path | None = None


def refuse_other_kind(file: Path, *, on_sqlite: bool) -> None:
    """Raise Problem where the file is none that a backup for this engine could be."""
    try:
        with file.open("rb") as opened:
            head = opened.read(_LONGEST_MAGIC)
    except IsADirectoryError:
        raise Problem(f"{file} is a folder, not a backup. Name the file.") from None
    except OSError as error:
        raise Problem(f"{file} cannot be read ({error.strerror}). Check its name and that you may read it.") from None
    wanted, other = (sqlite_file.MAGIC, archive.MAGIC) if on_sqlite else (archive.MAGIC, sqlite_file.MAGIC)
    if head.startswith(other):
        mine, its = ("SQLite", "PostgreSQL") if on_sqlite else ("PostgreSQL", "SQLite")
        raise Problem(
            f"{file} is a backup of a database on {its}, and SUIVI_DATABASE_URL names one on {mine}. "
            "Name a database of the same kind."
        )
    if not head.startswith(wanted):
        raise not_a_backup(file)


def refuse_version(file: Path, state: SchemaState) -> None:
    """Raise Problem where what is in the file is not Suivi's, or a later Suivi's."""
    if state is SchemaState.NEWER:
        raise Problem(f"{file} was made by a later version of Suivi. Install that version; nothing was changed.")
    if state not in {SchemaState.CURRENT, SchemaState.OLDER}:
        raise not_a_backup(file)


def fitting_sealer(settings: Settings, file: Path, known: bytes | None, now: datetime) -> Sealer:
    """Return the sealer of the key at hand; raise Problem where it is not the backup's. `known`: its check value."""
    key = keys.secret(settings, known, now)
    if known is not None and not keys.fits(key, known):
        raise Problem(
            f"{file} was made with another sealing key. Name the key of that time in SUIVI_SECRET_KEY_FILE (suivi key "
            "rotate keeps the old one beside the new); nothing was changed."
        )
    return Sealer(key)


def not_a_backup(file: Path) -> Problem:
    """What the operator is told of a file that is something else."""
    return Problem(f"{file} is not a backup of Suivi's. Name a file that suivi backup made; nothing was changed.")


def damaged(file: Path, reason: str) -> Problem:
    """What the operator is told of a backup that is not whole."""
    return Problem(f"{file} is damaged ({reason.rstrip('.')}). Take another backup; nothing was changed.")


def refuse_overwriting(*, overwrite: bool, holds_nothing: bool) -> None:
    """Raise Problem where there is something to be lost that the operator has not given up."""
    if not holds_nothing and not overwrite:
        raise Problem("The database is not empty. To replace what is in it, add --overwrite; nothing was changed.")


def not_ours() -> Problem:
    """What the operator is told where the database to be replaced is somebody else's."""
    return Problem(
        "The database holds tables that are not Suivi's, or a later version's; nothing was changed. "
        "Name an empty database in SUIVI_DATABASE_URL."
    )


def tool_missing(missing: ToolMissing) -> Problem:
    """What the operator is told where a program of PostgreSQL's is not installed."""
    return Problem(
        f"{missing.name} is not installed here. Install PostgreSQL's client programs, of the server's version or later."
    )
