"""suivi run: the bot."""

from __future__ import annotations

import asyncio

import click
from telegram.error import InvalidToken

from bot import clock, log, settings
from bot.alone import alone
from bot.client import client
from bot.opening import open_database
from bot.problem import Problem
from bot.process import Process


@click.command("run")
def command() -> None:
    """Run the bot until it is interrupted."""
    given = settings.read()
    token = given.need_token()
    if given.webhook_url:
        raise Problem("SUIVI_WEBHOOK_URL is set, but this version of Suivi only polls. Unset it.")
    log.set_up(given.log_level)
    database = open_database(given, clock.now(), upgrade=True)
    with alone(database, given):
        try:
            asyncio.run(Process(database, client(token, given.api_url), operator=given.operator).run())
        except InvalidToken:
            raise Problem(
                f"The Bot API server at {given.api_url} does not know this SUIVI_BOT_TOKEN. Copy it from @BotFather."
            ) from None
