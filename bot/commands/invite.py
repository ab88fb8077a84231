"""suivi invite: an invitation is made, and its link printed, once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import click
from telegram.error import TelegramError

from bot import clock, settings
from bot.client import client
from bot.opening import open_database
from bot.settings import Settings
from domain.role import Role
from services.invite import invite

_WAIT = 5.0


@click.command("invite")
@click.option("--country", required=True, help="The country's code.")
@click.option("--role", required=True, type=click.Choice([role.value for role in Role if role is not Role.COLLEAGUE]))
@click.option("--institution", help="The institution's code, for the roles that exist in one.")
@click.option("--days", default=14, show_default=True, type=click.IntRange(1, 365), help="How long it can be used.")
def command(country: str, role: str, institution: str | None, days: int) -> None:
    """Make a single-use invitation and print its link."""
    now, given = clock.now(), settings.read()
    with open_database(given, now).at_once(now) as work:
        invited = invite(work, country, Role(role), institution, timedelta(days=days))
    name = asyncio.run(_bot_name(given))
    click.echo(f"https://t.me/{name}?start={invited.code}" if name else f"/start {invited.code}")


async def _bot_name(given: Settings) -> str | None:
    """The bot's user name, where there is a token and Telegram can be reached within five seconds."""
    if not given.token:
        return None
    bot = client(given.need_token(), given.api_url)
    try:
        async with asyncio.timeout(_WAIT):
            await bot.initialize()
            return bot.username
    except (TelegramError, TimeoutError):
        return None
    finally:
        await bot.shutdown()
