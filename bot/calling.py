"""One call that sends or replaces a message, and what came of it: which errors prove what. Nothing is repeated here."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from enum import Enum

from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.client import Client
from bot.transport import NotSent
from views.message import Message

log = logging.getLogger(__name__)
# Without it python-telegram-bot 22 warns at each look at RetryAfter.retry_after.
os.environ.setdefault("PTB_TIMEDELTA", "true")


class Result(Enum):
    """What came of a call."""

    SENT = "sent"
    NOT_SENT = "not sent"  # provably: it can go again
    UNCERTAIN = "uncertain"  # begun and not answered
    REFUSED = "refused"  # Telegram will not take it, however often
    UNREACHABLE = "unreachable"  # the person has blocked the bot
    GONE = "gone"  # the message to be replaced is not there any more
    TOKEN = "token"  # noqa: S105 - the token was refused


@dataclass(frozen=True, slots=True)
class Called:
    """The result of a call; `retry_after` in seconds where Telegram asked to wait."""

    result: Result
    message_id: int | None = None
    reason: str = ""
    retry_after: float = 0.0


async def call(client: Client, chat: int, message: Message, edits: int | None) -> Called:
    """Send a message, or replace the message `edits`; once more as plain text where Telegram refuses the markup."""
    try:
        return Called(Result.SENT, await _sent(client, chat, message, edits))
    except BadRequest as error:
        if _is_markup(error):
            log.error("markup refused: a defect of ours")
            return await _as_plain(client, chat, message, edits)
        return _meaning(error, edits)
    except Exception as error:  # noqa: BLE001 - whatever else it is, the message may have arrived
        return _meaning(error, edits)


async def _as_plain(client: Client, chat: int, message: Message, edits: int | None) -> Called:
    try:
        return Called(Result.SENT, await _sent(client, chat, message, edits, as_plain=True))
    except Exception as error:  # noqa: BLE001 - as above
        return _meaning(error, edits)


async def _sent(client: Client, chat: int, message: Message, edits: int | None, *, as_plain: bool = False) -> int:
    if edits is None:
        return await client.send(chat, message, as_plain=as_plain)
    return await client.edit(chat, edits, message, as_plain=as_plain)


_MEANINGS: tuple[tuple[type[Exception], Result], ...] = (
    (NotSent, Result.NOT_SENT),
    (RetryAfter, Result.NOT_SENT),
    (Forbidden, Result.UNREACHABLE),
    (InvalidToken, Result.TOKEN),
    (ChatMigrated, Result.REFUSED),
)


def _meaning(error: Exception, edits: int | None) -> Called:
    """What an error proves. Whatever is not in the table may have arrived."""
    if isinstance(error, BadRequest):
        return _bad_request(error, edits)
    result = next((result for kind, result in _MEANINGS if isinstance(error, kind)), Result.UNCERTAIN)
    reason = type(error).__name__ if isinstance(error, TelegramError) else "Unreadable"
    return Called(result, reason=reason, retry_after=seconds(error) if isinstance(error, RetryAfter) else 0.0)


_GONE = (
    "message to edit not found",
    "message can't be edited",
    "message_id_invalid",
    "message identifier is not specified",
    "there is no text",
)


def _bad_request(error: BadRequest, edits: int | None) -> Called:
    text = error.message.casefold()
    if "message is not modified" in text:
        return Called(Result.SENT, edits)
    if edits is not None and any(words in text for words in _GONE):
        return Called(Result.GONE, reason="GONE")
    return Called(Result.REFUSED, reason="BadRequest")


def _is_markup(error: BadRequest) -> bool:
    return "parse entities" in error.message.casefold()


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram asks to wait."""
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
