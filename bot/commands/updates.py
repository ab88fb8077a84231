"""suivi updates list and suivi updates retry: what was set aside because a turn failed. Never who or what it was."""

from __future__ import annotations

from datetime import datetime

import click

from bot import clock, settings
from bot.opening import explained, open_database
from bot.problem import Problem
from db.queries.instance import record_event
from db.queries.parked import Parked, named_update, parked_updates, put_back


@click.group()
def command() -> None:
    """List what was set aside because Suivi failed over it, or try it again."""


command.name = "updates"


@command.command("list")
def list_updates() -> None:
    """List the updates that were set aside: number, reference, times in UTC. What they hold stays sealed."""
    now, given = clock.now(), settings.read()
    with explained(given), open_database(given, now).at_once(now) as work:
        parked = parked_updates(work)
    if not parked:
        click.echo("No update is set aside.")
    for one in parked:
        click.echo(_line(one))


@command.command()
@click.argument("update_id", metavar="ID")
def retry(update_id: str) -> None:
    """Try an update again. ID: its number, or the reference that the person was given."""
    now, given = clock.now(), settings.read()
    with explained(given), open_database(given, now).at_once(now) as work:
        found = named_update(work, update_id.strip().removeprefix("#"))
        if found is None:
            raise Problem(f"Nothing that was set aside is called {update_id}. suivi updates list shows what is there.")
        if not put_back(work, found.id):
            raise Problem(_why_not(found))
        record_event(work, "update retried", subject="updates", subject_id=found.id)
    click.echo(f"Update {found.id} will be tried again: within seconds where the bot runs, else when it starts.")


def _why_not(found: Parked) -> str:
    if found.state == "parked":
        return f"Nothing can be retried: {found.id} was set aside more than seven days ago, and what it held is wiped."
    is_what = "done" if found.state == "done" else "waiting for its turn already"
    return f"{found.id} is not set aside: it is {is_what}."


def _line(one: Parked) -> str:
    turns = "1 turn" if one.turns == 1 else f"{one.turns} turns"
    kept = f"can be retried until {_moment(one.kept_until)}" if one.kept_until else "wiped, can be retried no more"
    return (
        f"{one.id}  {one.reference or '-':6}  received {_moment(one.received_at)}, "
        f"set aside {_moment(one.parked_at)} after {turns}; {kept}"
    )


def _moment(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC" if moment else "-"
