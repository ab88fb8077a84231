"""Reads what Telegram sent into plain values. Nothing is decided here; what nobody handles becomes None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram import Message, Update, User
from telegram.constants import ChatMemberStatus, ChatType

from bot.update_json import editor_of, is_person, language_tag, writer_of
from domain.said import EDITED, File, Input, Pressed, Reached, Said, Sent, Unread
from domain.text import cleaned, shortened
from handlers.dispatch import Speaker

LONGEST_TEXT = 4096
_HANDLED = ("callback_query", "my_chat_member", "message")
_LONGEST_NAME = 120
_LARGEST_MESSAGE = 2**31 - 1
_WITH_ONE_PART = 2


@dataclass(frozen=True, slots=True)
class Inbound:
    """What an update means. `said` None: nothing to answer. `group`: the chat, where it was said in a group."""

    speaker: Speaker | None = None
    said: Input | None = None
    group: int | None = None


NOTHING = Inbound()


def read(payload: dict[str, Any]) -> Inbound:
    """Return what an update means; `Unread` where it breaks Telegram's rules and its sender can be told all the same.

    Raises whatever python-telegram-bot does with one that nobody could be answered about.
    """
    plain = _plain(payload)
    if plain is not None:
        return plain
    if (editor := editor_of(payload)) is not None:
        return Inbound(editor, Sent(EDITED))
    try:
        return _meaning(Update.de_json({"update_id": 0, **{kind: payload.get(kind) for kind in _HANDLED}}))
    except Exception as error:
        speaker = writer_of(payload)
        if speaker is None:
            raise
        return Inbound(speaker, Unread(error))


def readable(payload: dict[str, Any]) -> Inbound | None:
    """Return what an update means, None where it cannot be read: that may be what ended a process."""
    try:
        return read(payload)
    except Exception:  # noqa: BLE001 - whatever it is, there is nobody to apologise to
        return None


def _meaning(update: Update) -> Inbound:
    if update.callback_query is not None:
        return _press(update)
    if update.my_chat_member is not None:
        return _membership(update)
    if update.message is not None:
        return _message(update.message)
    return NOTHING


def _plain(payload: dict[str, Any]) -> Inbound | None:
    """A text or a press in a private chat, which most updates are, read without building objects nobody looks at.

    None for everything else, and wherever anything that is looked at is not as Telegram sends it.
    """
    if len(payload) != _WITH_ONE_PART:
        return None
    match payload:
        case {
            "message": {
                "text": str(text),
                "chat": {"type": "private", "id": int()},
                "from": {"id": int(address), "is_bot": False, **user},
                "date": int(),
                "message_id": int(),
            }
        } if is_person(address):
            return Inbound(Speaker(address, language_tag(user.get("language_code"))), _said(text))
        case {
            "callback_query": {
                "id": str(query),
                "data": str(data),
                "from": {"id": int(address), "is_bot": False, **user},
                "message": {"message_id": int(number), "date": int(date), "chat": {"type": "private", "id": int()}},
            }
        } if is_person(address):
            # A message out of the bot's reach bears the date 0.
            there = number if date > 0 and 0 < number <= _LARGEST_MESSAGE else None
            return Inbound(Speaker(address, language_tag(user.get("language_code"))), Pressed(data, query, there))
    return None


def _speaker(user: User) -> Speaker:
    """Who it is; a language that is no language tag is left out. Raises ValueError: there is nobody to answer."""
    if not is_person(user.id):
        raise ValueError("no number of a person")
    return Speaker(user.id, language_tag(user.language_code))


def _press(update: Update) -> Inbound:
    query = update.callback_query
    if query is None or query.data is None:
        return NOTHING
    message = query.message
    speaker = _speaker(query.from_user)
    # A message out of the bot's reach bears the date 0; python-telegram-bot makes a Message of it here all the same.
    reached = isinstance(message, Message) and message.date.timestamp() > 0
    numbered = message is not None and 0 < message.message_id <= _LARGEST_MESSAGE
    there = message.message_id if message is not None and reached and numbered else None
    if message is not None and message.chat.type != ChatType.PRIVATE:
        return NOTHING
    return Inbound(speaker, Pressed(query.data, query.id, there))


def _membership(update: Update) -> Inbound:
    change = update.my_chat_member
    if change is None:
        return NOTHING
    here = change.new_chat_member.status not in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
    if change.chat.type == ChatType.PRIVATE:
        return Inbound(_speaker(change.from_user), Reached(here))
    was_out = change.old_chat_member.status in {ChatMemberStatus.BANNED, ChatMemberStatus.LEFT}
    if here and was_out and change.chat.type != ChatType.CHANNEL:
        return Inbound(_speaker(change.from_user), group=change.chat.id)
    return NOTHING


def _message(message: Message) -> Inbound:
    user = message.from_user
    if user is None or user.is_bot:
        return NOTHING
    speaker = _speaker(user)
    if message.chat.type != ChatType.PRIVATE:
        # In a group only a command is meant for the bot; everything else is left alone.
        called = bool(message.text) and str(message.text).startswith("/")
        return Inbound(speaker, group=message.chat.id) if called else NOTHING
    if message.text is not None:
        return Inbound(speaker, _said(message.text))
    what = _what(message)
    words = cleaned(message.caption or "")[:LONGEST_TEXT]
    return Inbound(speaker, Sent(what, _file(message, what), words)) if what else NOTHING


def _file(message: Message, what: str) -> File | None:
    if what == "photo":
        # No product: where an update is broken, one may be a text and the other the number of times to repeat it.
        largest = max(message.photo, key=lambda size: (size.width, size.height))
        return File(largest.file_id, f"photo-{message.message_id}.jpg", largest.file_size, "image/jpeg")
    if what == "voice" and message.voice is not None:
        voice = message.voice
        return File(voice.file_id, f"voice-{message.message_id}.ogg", voice.file_size, voice.mime_type or "")
    if message.document is None:
        return None
    document = message.document
    name = shortened(cleaned(document.file_name or ""), _LONGEST_NAME) or "file"
    return File(document.file_id, name, document.file_size, document.mime_type or "")


def _said(text: str) -> Said:
    words = cleaned(text)[:LONGEST_TEXT]
    if not words.startswith("/"):
        return Said(words)
    head, _, rest = words[1:].partition(" ")
    first_line, newline, more = head.partition("\n")
    return Said((more + " " + rest if newline else rest).strip(), command=first_line.partition("@")[0].casefold())


_SENT = (
    "animation",
    "audio",
    "contact",
    "dice",
    "document",
    "game",
    "location",
    "photo",
    "poll",
    "sticker",
    "story",
    "venue",
    "video",
    "video_note",
    "voice",
)


def _what(message: Message) -> str | None:
    """What was sent that is not text; None for Telegram's own messages about the chat."""
    return next((name for name in _SENT if getattr(message, name)), None)
