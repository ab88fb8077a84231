"""suivi db upgrade and suivi db check: migrations, and whether the database is whole."""

from __future__ import annotations

import click

from bot import clock, settings
from bot.opening import explained, open_database, upgrade_database
from bot.problem import Problem
from db import schema


@click.group()
def command() -> None:
    """Upgrade or check the database."""


command.name = "db"


@command.command()
def upgrade() -> None:
    """Bring the database to this version of Suivi (an SQLite file is copied first)."""
    done = upgrade_database(settings.read(), clock.now())
    click.echo("The database is upgraded." if done else "The database is of this version already.")


@command.command("check")
def check_database() -> None:
    """Check that the database is whole, of this version, and sealed with this key."""
    given, now = settings.read(), clock.now()
    database = open_database(given, now)
    with explained(given):
        found = schema.damage(database.writing_engine) + schema.differences(database.writing_engine)
    if found:
        raise Problem("The database is damaged: " + "; ".join(found[:5]) + ". Restore a backup.")
    click.echo("The database is whole, of this version, and sealed with this key.")
