"""How a chat reads: what is in a message, and the lines of a transcript. What a message holds stands in state.py."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from simulator.state import Chat, Message, Notice

JSON = dict[str, Any]
KINDS = ("document", "photo", "voice", "sticker", "location")


def shown(chat: Chat) -> list[Message]:
    """The messages that are still there, oldest first."""
    return [message for message in chat.messages.values() if not message.deleted]


def transcript(chat: Chat, notices: Iterable[Notice]) -> str:
    """The chat in lines that a reader of a failed test understands."""
    parts = [(message.message_id, message_lines(message)) for message in shown(chat)]
    lines = [line for _, block in sorted(parts) for line in block]
    return "\n".join(lines + [f"  (notice: {notice.text})" for notice in notices if notice.chat_id == chat.id])


def message_lines(message: Message) -> list[str]:
    """One message with what it carries and its buttons."""
    kinds = "".join(f"[{kind_of(message, kind)}] " for kind in KINDS if kind in message.content)
    edited = " (edited)" if message.edited else ""
    text = message.text.replace("\n", "\n    ")
    rows = ["    " + " ".join(f"[{label}]" for label in row) for row in message.buttons]
    return [f"{message.sender.first_name}: {kinds}{text}{edited}", *rows]


def kind_of(message: Message, kind: str) -> str:
    """A file by its name, anything else by its kind."""
    return message.file.name if message.file and kind == "document" else kind


def has(message: Message, text: str) -> bool:
    """Whether the text or a button's label contains this."""
    return text in message.text or any(text in key["text"] for key in message.keys)


def find_key(message: Message, label: str) -> JSON | None:
    """The button of this label, or the only one whose label contains it."""
    same = [key for key in message.keys if key["text"] == label]
    alike = [key for key in message.keys if label in key["text"]]
    return same[0] if same else alike[0] if len(alike) == 1 else None
