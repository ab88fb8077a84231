"""suivi check: what is missing or wrong, in plain words."""

from __future__ import annotations

import asyncio
import stat
from collections.abc import Iterator

import click
from telegram import WebhookInfo
from telegram.error import InvalidToken, TelegramError

from bot import clock, settings
from bot.client import client
from bot.evidence_store import EvidenceStore, StoreAway
from bot.opening import open_database
from bot.problem import Problem
from bot.settings import Settings
from bot.webhook import undelivered
from db.queries import evidence
from domain.language import DEFAULT, INTERFACE
from formats.faces import faces_for, package_for
from views.texts import catalogue, texts

_WAIT = 10.0
_SHORT_SECRET = 24


@click.command("check")
def command() -> None:
    """Say what is missing or wrong in the settings, the database, the token and the catalogues."""
    given = settings.read()
    wrong = [*_token(given), *_secret(given), *_database(given), *_key_file(given), *_catalogues(), *_operator(given)]
    for sentence in (*wrong, *_faces()):
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
    sentence = asyncio.run(_asked(token, given.api_url, given.webhook_url))
    if sentence:
        yield sentence


async def _asked(token: str, api_url: str, webhook_url: str | None) -> str | None:
    """What is wrong with the token, the way to Telegram or the way back, or None."""
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
    return _of_webhook(hook, webhook_url)


def _of_webhook(hook: WebhookInfo, wanted: str | None) -> str | None:
    """What is wrong with the webhook that Telegram knows, or None. Where suivi run has yet to set one, nothing is."""
    if hook.url != (wanted or ""):
        will = "remove it" if wanted is None else f"set {wanted} in its place"
        return f"A webhook takes this bot's updates ({hook.url}); suivi run will {will}." if hook.url else None
    if hook.pending_update_count and hook.last_error_message:
        return (
            f"Telegram has {hook.pending_update_count} updates that it could not deliver to SUIVI_WEBHOOK_URL "
            f"({undelivered(hook)}). Check that the address leads to SUIVI_LISTEN, and that suivi run is running."
        )
    return None


def _secret(given: Settings) -> Iterator[str]:
    if given.webhook_secret is not None and len(given.webhook_secret) < _SHORT_SECRET:
        yield "SUIVI_WEBHOOK_SECRET can be guessed: whoever does speaks as anybody. Unset it, and a good one is used."


def _database(given: Settings) -> Iterator[str]:
    now = clock.now()
    try:
        with open_database(given, now).at_once(now) as work:
            kept = evidence.digests(work)
        yield from _evidence(given, kept)
    except Problem as problem:
        yield str(problem)


def _evidence(given: Settings, kept: list[str]) -> Iterator[str]:
    """Whether the files that the database knows are where evidence is kept."""
    try:
        missing = EvidenceStore(given.evidence_url).missing(kept)
    except StoreAway as away:
        yield f"Evidence cannot be reached at {given.evidence_url} ({away}). Check SUIVI_EVIDENCE_URL."
        return
    if missing:
        yield (
            f"{missing} of {len(kept)} files of evidence are not at {given.evidence_url}. Check SUIVI_EVIDENCE_URL, or "
            "bring them back from your copy of that place."
        )


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


def _faces() -> Iterator[str]:
    """Which fonts pictures lack: nothing is wrong, since people get the same as text."""
    missing = {language: package_for(language) for language in INTERFACE if faces_for(language) is None}
    for package in sorted(set(missing.values())):
        languages = texts(DEFAULT).list(
            [texts(DEFAULT).language_name(one) for one in missing if missing[one] == package]
        )
        yield (
            f"No font for pictures in {languages} is installed: /overview then gives its text alone. "
            f"On Debian: apt-get install {package}"
        )


def _operator(given: Settings) -> Iterator[str]:
    if not given.operator:
        yield "SUIVI_OPERATOR is not set. Name who runs this bot, so that people know whom they trust."
