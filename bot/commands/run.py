"""suivi run: the bot."""

from __future__ import annotations

import asyncio
import os

import click
import uvloop
from telegram.error import InvalidToken

from bot import clock, log, settings
from bot.alone import running
from bot.client import client
from bot.opening import open_database
from bot.problem import Problem
from bot.process import Process
from bot.webhook import webhook_of
from bot.workplace import workplace_of


@click.command("run")
def command() -> None:
    """Run the bot until it is interrupted."""
    given = settings.read()
    token = given.need_token()
    log.set_up(given.log_level)
    _stay_on_one_processor()
    database = open_database(given, clock.now(), upgrade=True)
    with running(database, given):
        try:
            with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
                bot = Process(
                    database,
                    client(token, given.api_url),
                    operator=given.operator,
                    webhook=webhook_of(given, database.sealer, token),
                    listen=given.listen,
                    bulk_rate=given.bulk_rate,
                    workplace=workplace_of(given),
                )
                runner.run(bot.run())
        except InvalidToken:
            raise Problem(
                f"The Bot API server at {given.api_url} does not know this SUIVI_BOT_TOKEN. Copy it from @BotFather."
            ) from None


def _stay_on_one_processor() -> None:
    """Keep this process's threads together: handing Python's lock from core to core cost as much as the work itself.

    A thread at a time holds that lock anyway; see docs/decisions/0009. Where the system has no such call, nothing.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    allowed = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {allowed[os.getpid() % len(allowed)]})
