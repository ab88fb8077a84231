"""Fetching a file that somebody sent from Telegram to this machine, for as long as a job works on it."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from telegram.error import BadRequest, InvalidToken, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import Client, FileKept, FileTooBig
from domain.errors import FileTooLargeToFetch
from domain.job import MOST_BYTES

log = logging.getLogger(__name__)
_PAUSES = (1.0, 2.0, 4.0, 8.0, 15.0)
_LONGEST = 600.0


class NotFetched(Exception):
    """Telegram does not give the file, or there is no room for it here."""


async def fetch(client: Client, file_id: str, name: str, path: Path) -> None:
    """Put a file of Telegram's at `path`, in a folder that nobody else may read.

    Raises FileTooLargeToFetch (with the name that people know it by), NotFetched.
    """
    try:
        async with asyncio.timeout(_LONGEST):
            content = await _content(client, file_id, name)
    except TimeoutError:
        raise NotFetched from None
    try:
        await asyncio.to_thread(_write, path, content)
    except OSError as error:
        log.error("file not written reason=%s", error.strerror)
        raise NotFetched from None


async def _content(client: Client, file_id: str, name: str) -> bytes:
    """The file's bytes; tried again, for half a minute, where Telegram does not answer."""
    for pause in (*_PAUSES, None):
        try:
            return await client.fetch(file_id, MOST_BYTES)
        except FileTooBig:
            raise FileTooLargeToFetch(name, MOST_BYTES) from None
        except FileKept:
            log.error("file not fetched: the Bot API server keeps files to itself; start it without --local")
            raise NotFetched from None
        except (BadRequest, InvalidToken) as error:
            log.warning("file not fetched reason=%s", type(error).__name__)
            raise NotFetched from None
        except TelegramError as error:
            log.warning("file not fetched yet reason=%s", type(error).__name__)
            if pause is None:
                break
            await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else pause)
    raise NotFetched


def _write(path: Path, content: bytes) -> None:
    path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.parent.mkdir(mode=0o700)
    path.write_bytes(content)
    path.chmod(0o600)
