"""What Telegram shows of the bot before anybody writes: name, descriptions and command menus, in the four languages.

Set at start when they differ from what was set last.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from dataclasses import asdict, dataclass

from telegram.error import TelegramError

from bot.client import Client
from bot.writer import Writer
from db.queries.instance import fact, set_fact
from db.work import Work
from domain.language import DEFAULT, INTERFACE
from handlers.registry import registry
from services.show_people import USERNAME
from views.profile import description, name, short_description
from views.texts import texts

log = logging.getLogger(__name__)
FACT = "profile"
_PAUSE = 60.0


@dataclass(frozen=True, slots=True)
class Profile:
    """The bot's profile in one language; `commands`: (name, description) in the order of the menu."""

    name: str
    description: str
    short_description: str
    commands: tuple[tuple[str, str], ...]


def profile(language: str) -> Profile:
    """Return the profile in an interface language."""
    t = texts(language)
    commands = tuple((command, t(entry.description)) for command, entry in registry().menu_commands())
    return Profile(name(t), description(t), short_description(t), commands)


def fingerprint() -> bytes:
    """Return what changes whenever a profile does."""
    every = {language: asdict(profile(language)) for language in INTERFACE}
    return hashlib.sha256(json.dumps(every, sort_keys=True).encode()).digest()


async def publish(client: Client) -> None:
    """Set the profile on Telegram in every language, English also for people of all others. Raises TelegramError."""
    for language in ("", *INTERFACE):
        shown = profile(language or DEFAULT)
        await client.set_my_commands(list(shown.commands), language_code=language or None)
        await client.set_my_name(shown.name, language_code=language or None)
        await client.set_my_description(shown.description, language_code=language or None)
        await client.set_my_short_description(shown.short_description, language_code=language or None)


def _note_name(work: Work, name: str) -> None:
    """Keep the bot's name, with which links are made, where it is another than before."""
    if fact(work, USERNAME) != name.encode():
        set_fact(work, USERNAME, name.encode())


async def keep_published(client: Client, writer: Writer) -> None:
    """Publish the profile where it changed since the last time; tried until it works."""
    await writer.write(lambda work: _note_name(work, client.username))
    wanted = fingerprint()
    if await writer.write(lambda work: fact(work, FACT)) == wanted:
        return
    while True:
        try:
            await publish(client)
            break
        except TelegramError as error:
            log.warning("profile not set reason=%s", type(error).__name__)
            await asyncio.sleep(_PAUSE)
    await writer.write(lambda work: set_fact(work, FACT, wanted))
