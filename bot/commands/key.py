"""suivi key rotate: a new sealing key, and everything sealed anew with it. Where keys are kept: bot/keys.py."""

from __future__ import annotations

from datetime import datetime

import click

from bot import clock, keys, settings
from bot.alone import alone
from bot.opening import Database, explained, open_database
from bot.problem import Problem
from bot.update_json import chat_of
from db.engine import without_limit
from db.faults import StoreUnavailable
from db.queries.instance import record_event, set_fact
from db.queries.sealed import Unreadable, hold_facts, seal_anew
from db.sealing import Sealer
from db.tidying import forget_overwritten
from db.transaction import at_once


@click.group()
def command() -> None:
    """Change the sealing key."""


command.name = "key"


@command.command()
def rotate() -> None:
    """Make a new sealing key and seal everything anew with it. The bot must not be running.

    Whatever interrupts this, the database opens with one of the two keys; then run it again.
    """
    given, now = settings.read(), clock.now()
    if given.key_text is not None:
        raise Problem(
            "The key stands in SUIVI_SECRET_KEY, where Suivi cannot put a new one. Write it into a file that only you "
            "may read, name that in SUIVI_SECRET_KEY_FILE instead, and run suivi key rotate again; the new key is then "
            "in the file, for SUIVI_SECRET_KEY if you want it back there."
        )
    database = open_database(given, now)
    with alone(database, given):
        new = keys.prepare(given.key_file, now)
        with explained(given):
            count = _sealed_anew(database, Sealer(new), now)
        old = keys.take_into_use(given.key_file, now)
        _tidy(database)
    click.echo(
        f"The sealing key is changed; {count} values are sealed anew. Invitations stay valid.\n"
        f"Backups and copies made until now open with the old key only, which is kept in {old}. "
        "Delete both when you need them no more."
    )


def _sealed_anew(database: Database, new: Sealer, now: datetime) -> int:
    try:
        with at_once(database.writing_engine, database.sealer, now) as work:
            without_limit(work.connection)
            hold_facts(work)
            keys.check(work, database.sealer)
            count = seal_anew(work, new, chat_of)
            set_fact(work, keys.CHECK, keys.check_value(new))
            record_event(work, "key changed")
    except Unreadable as found:
        raise Problem(
            f"Row {found.row} of {found.table} cannot be opened with the sealing key: it is damaged. Nothing was "
            "changed. Restore a backup, then change the key."
        ) from None
    return count


def _tidy(database: Database) -> None:
    try:
        forget_overwritten(database.writing_engine)
    except StoreUnavailable as error:
        raise Problem(
            f"The sealing key is changed, but what the old one sealed may still lie in the database's files ({error}). "
            "Stop what else uses the database, make room on the disk, and run suivi key rotate again."
        ) from None
