"""What can be told of an update from its JSON alone: its chat, and who wrote it where it cannot be read.

Reading it, with python-telegram-bot, stands in bot/inbound.py.
"""

from __future__ import annotations

import re
from typing import Any, TypeGuard

from handlers.dispatch import Speaker

_LANGUAGE_TAG = re.compile(r"[A-Za-z0-9_-]{1,35}")
_LARGEST_NUMBER = 2**53  # of Telegram's, by its own word


def chat_of(payload: dict[str, Any]) -> int:
    """Return the number of the chat that an update belongs to, else of its user; 0 where it has neither."""
    for part in payload.values():
        if not isinstance(part, dict):
            continue
        for holder in (part, part.get("message"), part.get("from"), part.get("user")):
            chat = holder.get("chat", holder) if isinstance(holder, dict) else None
            number = chat.get("id") if isinstance(chat, dict) else None
            if isinstance(number, int):
                return number
    return 0


def writer_of(payload: dict[str, Any]) -> Speaker | None:
    """Return who wrote or pressed in a private chat, as far as that can be told of what Telegram should not send."""
    press = payload.get("callback_query")
    if isinstance(press, dict):
        shown = press.get("message")
        # A press without a message is somebody's own; with one it is so in a chat that bears their number.
        return _writer(press, _part(shown, "chat") if isinstance(shown, dict) else _part(press, "from"))
    message = payload.get("message")
    return _writer(message, _part(message, "chat")) if isinstance(message, dict) else None


def editor_of(payload: dict[str, Any]) -> Speaker | None:
    """Return who has edited a message of theirs in a private chat."""
    message = payload.get("edited_message")
    if not isinstance(message, dict) or "from" not in message or _part(message, "chat").get("type") != "private":
        return None
    return _writer(message, _part(message, "chat"))


def _writer(body: dict[str, Any], chat: dict[str, Any]) -> Speaker | None:
    user = _part(body, "from")
    address = chat.get("id")
    if not is_person(address) or user.get("id", address) != address or user.get("is_bot") is True:
        return None
    return Speaker(address, language_tag(user.get("language_code")))


def _part(body: dict[str, Any], name: str) -> dict[str, Any]:
    part = body.get(name)
    return part if isinstance(part, dict) else {}


def is_person(number: Any) -> TypeGuard[int]:
    """Tell whether this is the number of a person, and so of their private chat: those of groups are negative."""
    return isinstance(number, int) and not isinstance(number, bool) and 0 < number < _LARGEST_NUMBER


def language_tag(tag: Any) -> str | None:
    """Return the language that somebody's Telegram speaks; None for what is no language tag."""
    return tag if isinstance(tag, str) and _LANGUAGE_TAG.fullmatch(tag) else None
