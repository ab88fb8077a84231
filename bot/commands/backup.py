"""suivi backup: the database as one file, while the bot runs. The key is never in it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from bot import settings
from bot.backup_file import tool_missing
from bot.files import partial, publish
from bot.opening import explained, url_of
from bot.problem import Problem
from bot.settings import Settings
from db import archive, engine, schema
from db.archive import ToolFailed, ToolMissing
from db.faults import StoreUnavailable
from db.schema import SchemaState
from db.sqlite_file import copied


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def command(file: Path) -> None:
    """Write a backup of the database into FILE, which must not be there yet. The bot may go on running."""
    given = settings.read()
    url = url_of(given)
    _refuse_unfit(given, url)
    if os.path.lexists(file):
        raise Problem(f"{file} is there already, and nothing was overwritten. Name a file that is not there yet.")
    try:
        with partial(file) as made:
            if url.get_backend_name() == "sqlite":
                _copy(Path(str(url.database)), made, file)
            else:
                _dump(url, made)
            size = made.stat().st_size
            publish(made, file)
    except OSError as error:
        raise Problem(
            f"{file} cannot be written ({error.strerror or 'refused'}). Name a file in a folder that is there and that "
            "you may write, with room for the database; nothing was left behind."
        ) from None
    click.echo(f"The database is backed up in {file} ({size / 1e6:.1f} MB). {_about_key(given)}")
    # Nothing there is ever replaced, so that a later copy holds all that the backup knows of.
    click.echo(f"Evidence is not in it either: copy {given.evidence_url} now, too.")


def _refuse_unfit(given: Settings, url: engine.URL) -> None:
    path = Path(str(url.database))
    if url.get_backend_name() == "sqlite" and not path.exists():
        raise Problem(f"There is no database {path} to back up. Name it in SUIVI_DATA_DIR or SUIVI_DATABASE_URL.")
    with explained(given):
        state = schema.state_of(engine.reading(url))
    if state is SchemaState.EMPTY:
        raise Problem("The database has no tables yet: there is nothing to back up.")
    if state is SchemaState.FOREIGN:
        raise Problem("The database is not Suivi's. Name another database in SUIVI_DATABASE_URL.")
    if state is SchemaState.NEWER:
        raise Problem("The database was made by a later version of Suivi. Back it up with that version.")


def _copy(path: Path, made: Path, file: Path) -> None:
    try:
        damage = copied(path, made, at_rest=False)
    except StoreUnavailable as error:
        if "malformed" not in str(error) and "not a database" not in str(error):
            raise Problem(
                f"The backup cannot be written to {file} ({error}). Make room on the disk and check that you may write "
                "there; nothing was left behind."
            ) from None
        damage = [str(error)]
    if damage:
        raise Problem(f"The database {path} is damaged ({damage[0]}): no backup was made. Restore an earlier one.")


def _dump(url: engine.URL, made: Path) -> None:
    try:
        archive.dump(url, made)
        archive.rows(made)
    except ToolMissing as missing:
        raise tool_missing(missing) from None
    except ToolFailed as failed:
        raise Problem(f"{failed.name} could not make the backup: {failed.reason.rstrip('.')}.") from None


def _about_key(given: Settings) -> str:
    where = "SUIVI_SECRET_KEY" if given.key_text is not None else str(given.key_file)
    return f"The key is not in it: it opens with {where} only, which is to be kept elsewhere."
