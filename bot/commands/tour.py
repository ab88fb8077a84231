"""suivi tour: a scripted walk through the chat, over a local Bot API server, printed as a dialogue."""

from __future__ import annotations

import click

from domain.language import DEFAULT, INTERFACE


@click.command("tour")
@click.option("--language", type=click.Choice(INTERFACE), default=DEFAULT, show_default=True)
def command(language: str) -> None:
    """Walk through Suivi with an invented country: from a file to an answer in the chat."""
    from bot.tour import walk  # noqa: PLC0415 - the simulator is loaded only for this

    click.get_current_context().exit(walk(language))
