"""suivi check: what is missing or wrong, in plain words."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator

import click
from telegram.error import InvalidToken, TelegramError

from bot import clock, settings
from bot.client import client
from bot.opening import open_database
from bot.problem import Problem
from bot.settings import Settings
from domain.language import INTERFACE
from views.texts import catalogue

_WAIT = 10.0


@click.command("check")
def command() -> None:
    """Say what is missing or wrong in the settings, the database, the token and the catalogues."""
    given = settings.read()
    wrong = [*_token(given), *_database(given), *_key_file(given), *_catalogues(), *_operator(given)]
    for sentence in wrong:
        click.echo(f"- {sentence}")
    if wrong:
        click.get_current_context().exit(2)
    click.echo("Settings, database, token and catalogues are in order.")


def _token(given: Settings) -> Iterator[str]:
    try:
        token = given.need_token()
    except Problem as problem:
        yield str(problem)
        return
    sentence = asyncio.run(_asked(token, given.api_url))
    if sentence:
        yield sentence


async def _asked(token: str, api_url: str) -> str | None:
    """What is wrong with the token or the way to Telegram, or None."""
    bot = client(token, api_url)
    try:
        async with asyncio.timeout(_WAIT):
            await bot.initialize()
            hook = await bot.get_webhook_info()
    except InvalidToken:
        return f"The Bot API server at {api_url} does not know this SUIVI_BOT_TOKEN. Copy it from @BotFather."
    except (TelegramError, TimeoutError) as error:
        return f"The Bot API server at {api_url} cannot be reached ({type(error).__name__}). Check SUIVI_API_URL."
    finally:
        await bot.shutdown()
    return f"A webhook takes this bot's updates ({hook.url}); suivi run will remove it." if hook.url else None


def _database(given: Settings) -> Iterator[str]:
    now = clock.now()
    try:
        with open_database(given, now).at_once(now):
            pass
    except Problem as problem:
        yield str(problem)


def _key_file(given: Settings) -> Iterator[str]:
    if given.key_text is not None or not given.key_file.exists():
        return
    if stat.S_IMODE(given.key_file.stat().st_mode) & 0o077:
        yield f"Others can read the sealing key. Run: chmod 600 {given.key_file}"
    if given.data_dir.resolve() in given.key_file.resolve().parents:
        yield "The sealing key lies in the data folder, so that a copy of the folder opens itself. Move it elsewhere."


def _catalogues() -> Iterator[str]:
    for language in INTERFACE:
        try:
            catalogue(language)
        except (OSError, ValueError):
            yield f"The catalogue of {language} is missing or damaged. Install Suivi again."


def _operator(given: Settings) -> Iterator[str]:
    if not given.operator:
        yield "SUIVI_OPERATOR is not set. Name who runs this bot, so that people know whom they trust."
