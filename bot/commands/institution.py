"""suivi institution add: an institution of a country is set up."""

from __future__ import annotations

from typing import Any

import click

from bot import clock, settings
from bot.opening import open_database
from domain.language import INTERFACE
from domain.role import InstitutionKind
from services.set_up import add_institution


@click.group()
def command() -> None:
    """Set up institutions."""


command.name = "institution"


@command.command()
@click.option("--country", required=True, help="Its country's code.")
@click.option("--code", required=True, help="A short code of its own, as MJ.")
@click.option(
    "--kind",
    type=click.Choice([kind.value for kind in InstitutionKind]),
    default=InstitutionKind.MINISTRY.value,
    show_default=True,
)
def add(country: str, code: str, kind: str, **names: Any) -> None:
    """Add an institution, with its name in one language or more."""
    given = {option.removeprefix("name_"): value for option, value in names.items() if value}
    now = clock.now()
    with open_database(settings.read(), now).at_once(now) as work:
        add_institution(work, country, code, given, InstitutionKind(kind))
    click.echo(f"{code.upper()} added to {country.upper()}.")


for language in INTERFACE:
    add.params.append(click.Option([f"--name-{language}"], help=f"Its name in {language}."))
