"""suivi country add: a country is set up."""

from __future__ import annotations

import click

from bot import clock, settings
from bot.opening import open_database
from services.set_up import add_country


@click.group()
def command() -> None:
    """Set up countries."""


command.name = "country"


@command.command()
@click.argument("code")
@click.option("--language", help="en, fr, pt or zh; the country's official one where Suivi speaks it.")
@click.option("--timezone", help="As Africa/Maputo; the country's first one unless told.")
def add(code: str, language: str | None, timezone: str | None) -> None:
    """Add the country CODE, two letters of ISO 3166."""
    now = clock.now()
    with open_database(settings.read(), now).at_once(now) as work:
        country = add_country(work, code, language=language, timezone=timezone)
    click.echo(f"{country.code} added: language {country.language}, time zone {country.timezone}.")
