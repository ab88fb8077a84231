"""A world that tells when a request begins or ends, and keeps what the bot said first in each of its messages."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from simulator.request_log import Entry, RequestLog
from simulator.state import Chat, Message, User
from simulator.world import World

SENDS = {"sendMessage", "editMessageText"}


@dataclass(frozen=True, slots=True)
class Told:
    """What the bot said in a new message, before any edit."""

    message: int
    text: str


class WatchedLog(RequestLog):
    """The server's log; `heard` is called at each beginning and end of a request."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self.heard: Callable[[str, Entry], None] = lambda _what, _entry: None

    def begin(self, method: str, chat_id: int | None) -> Entry:
        entry = super().begin(method, chat_id)
        self.heard("begun", entry)
        return entry

    def end(self, entry: Entry, outcome: int | str) -> None:
        super().end(entry, outcome)
        self.heard("ended", entry)

    def sends(self, since: float = 0.0) -> list[Entry]:
        """The requests that send or replace a message, oldest first."""
        return [entry for entry in self.entries if entry.method in SENDS and entry.begun_at >= since]


class WatchedWorld(World):
    """A world whose bot's messages are kept as they were first, by chat."""

    def __init__(self) -> None:
        super().__init__(lambda: datetime.now(UTC))
        self.watched = WatchedLog()
        self.log = self.watched
        self.told: dict[int, list[Told]] = {}

    def add_message(self, chat: Chat, sender: User, content: dict[str, Any], **more: Any) -> Message:
        message = super().add_message(chat, sender, content, **more)
        if sender.is_bot:
            self.told.setdefault(chat.id, []).append(Told(message.message_id, message.text))
        return message
