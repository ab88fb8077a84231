"""suivi assign: recommendations are assigned to an institution, as a coordinator would."""

from __future__ import annotations

from datetime import datetime

import click

from bot import clock, settings
from bot.opening import open_database
from domain.mailing import People
from services.assign import Selection, assign


@click.command("assign")
@click.option("--country", required=True, help="The country's code.")
@click.option("--institution", required=True, help="The institution's code.")
@click.option("--due", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The due date, as 2027-03-31.")
@click.option("--all", "everything", is_flag=True, help="Every recommendation of the country.")
@click.option("--find", "words", help="Those that have all these words.")
@click.option("--ref", "places", multiple=True, help="One by document and paragraph, as A/HRC/43/15:122.10.")
def command(
    country: str, institution: str, due: datetime, *, everything: bool, words: str | None, places: tuple[str, ...]
) -> None:
    """Assign recommendations to an institution: as lead where there is none, otherwise as associated."""
    ways = sum((everything, words is not None, bool(places)))
    if ways != 1:
        raise click.UsageError("Say which recommendations: one of --all, --find WORDS, --ref SYMBOL:PARAGRAPH.")
    now = clock.now()
    with open_database(settings.read(), now).at_once(now) as work:
        done = assign(work, country, institution, due.date(), Selection(everything, words, places))
    total = done.as_lead + done.as_associated
    click.echo(
        f"{total} assigned ({done.as_lead} as lead, {done.as_associated} as associated), "
        f"{done.date_changed} with a changed date, {done.unchanged} unchanged."
    )
    if total:
        _say_who_is_told(done.told)
    if due.date() < now.date():
        click.echo("Note: this date has passed; the recommendations show as overdue.", err=True)


def _say_who_is_told(told: People) -> None:
    """Say how many of the institution's people get a message about what is new; notes where it reaches nobody."""
    if told.reachable:
        click.echo(f"{told.reachable} of its people will be told by the bot.")
    if not told.joined:
        click.echo("Note: nobody has joined for this institution yet, so nobody is told; see suivi invite.", err=True)
    if told.unreachable:
        click.echo(f"Note: {told.unreachable} of its people cannot be reached on Telegram.", err=True)
