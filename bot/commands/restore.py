"""suivi restore: a backup takes the place of the database. How: bot/restore_file.py, bot/restore_archive.py."""

from __future__ import annotations

from pathlib import Path

import click

from bot import clock, settings
from bot.backup_file import Restored, refuse_other_kind
from bot.opening import url_of
from bot.restore_archive import restore_archive
from bot.restore_file import restore_file


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace a database that is not empty; an SQLite file is kept beside.")
def command(file: Path, *, overwrite: bool) -> None:
    """Bring back the database from FILE, a backup. The bot must not be running.

    Messages that waited when the backup was made are not sent again.
    """
    now, given = clock.now(), settings.read()
    on_sqlite = url_of(given).get_backend_name() == "sqlite"
    refuse_other_kind(file, on_sqlite=on_sqlite)
    bring_back = restore_file if on_sqlite else restore_archive
    _print(file, bring_back(given, file, now, overwrite=overwrite))


def _print(file: Path, restored: Restored) -> None:
    click.echo(f"The database is restored from {file}.")
    if restored.kept:
        click.echo(f"What was there is kept in {restored.kept}. Delete it when you need it no more.")
    if restored.stopped.messages or restored.stopped.jobs:
        click.echo(
            f"Not sent or done again, because they were under way when the backup was made: "
            f"{restored.stopped.messages} messages, {restored.stopped.jobs} jobs."
        )
