"""One world: a bot's token, the people and groups it can meet, and all that passed between them.

Plain synchronous state on one event loop. What people do stands in acting.py, what the bot may do in methods.py, how a
request is carried out or goes wrong in handling.py; nothing here judges the bot.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from simulator.changes import UPDATES, Changes
from simulator.faults import Faults
from simulator.person import Person
from simulator.request_log import RequestLog
from simulator.state import Callback, Chat, File, Message, Notice, User
from simulator.updates import Updates

JSON = dict[str, Any]
BOT_ID = 4242
FIRST_PERSON = 7_000_000_001  # beyond 32 bits, as the ids of new users are
FIRST_GROUP = -4_000_000_001


class World:
    """Everything that the simulated Telegram knows.

    `clock` gives an aware datetime for the dates of messages; `token`, `name` and `username` are the bot's.
    `violations` are sentences about requests that a careful bot would not send; `actions` and `inline_answers` are the
    parameters of what sendChatAction and answerInlineQuery were told.
    """

    def __init__(
        self,
        clock: Callable[[], datetime],
        *,
        token: str | None = None,
        name: str = "Suivi",
        username: str = "suivi_bot",
    ) -> None:
        self.clock = clock
        self.token = token or f"{BOT_ID}:simulator"
        self.bot = User(BOT_ID, name, username, is_bot=True)
        self.changes = Changes()
        self.updates = Updates()
        self.faults = Faults()
        self.log = RequestLog(time.monotonic)
        self.chats: dict[int, Chat] = {}
        self.people: dict[int, Person] = {}
        self.files: dict[str, File] = {}
        self.callbacks: dict[str, Callback] = {}
        self.inline_queries: set[str] = set()
        self.notices: list[Notice] = []
        self.profile: dict[tuple[str, str], Any] = {}  # see profile.py
        self.actions: list[JSON] = []
        self.typing: dict[int, int] = {}  # by chat, the number of the change that was the bot's last sendChatAction
        self.inline_answers: list[JSON] = []
        self.violations: list[str] = []
        self.running: set[asyncio.Task[Any]] = set()  # requests that go on although their client left

    def person(self, first_name: str, language_code: str | None = None, username: str | None = None) -> Person:
        """Somebody new, who has not started the bot yet."""
        user = User(FIRST_PERSON + len(self.people), first_name, username, language_code)
        person = Person(self, user, self.chats.setdefault(user.id, Chat(user.id, [user])))
        self.people[user.id] = person
        return person

    def group(self, title: str, people: list[Person]) -> Chat:
        """A new group of these people, to which the first of them adds the bot."""
        taken = [chat_id for chat_id in self.chats if chat_id < 0]
        chat = Chat(min(taken, default=FIRST_GROUP + 1) - 1, [person.user for person in people], title)
        self.chats[chat.id] = chat
        self.set_membership(chat, people[0].user, left=False)
        return chat

    def set_membership(self, chat: Chat, by: User, *, left: bool) -> None:
        """The bot is let in or put out of a chat: my_chat_member."""
        away = "kicked" if chat.private else "left"
        before, after = ("member", away) if left else (away, "member")
        chat.left, chat.reachable = left, True
        self.queue("my_chat_member", {
            "chat": chat.json(),
            "from": by.json(),
            "date": self.now(),
            "old_chat_member": membership(self.bot, before),
            "new_chat_member": membership(self.bot, after),
        })  # fmt: skip

    def now(self) -> int:
        """The clock in Unix seconds, as messages bear it."""
        return int(self.clock().timestamp())

    def queue(self, kind: str, payload: JSON) -> None:
        """An update for the bot, unless it did not allow the kind."""
        if self.updates.put(kind, payload):
            self.changes.tell(UPDATES)

    def put_update(self, update: JSON) -> int:
        """Queues any object as an update, with the next update_id where it has none; returns the id."""
        update_id = self.updates.put_raw(update)
        self.changes.tell(UPDATES)
        return update_id

    def add_message(self, chat: Chat, sender: User, content: JSON, **more: Any) -> Message:
        """A new message in a chat, with the chat's next number."""
        chat.last_message_id += 1
        message = Message(chat.last_message_id, chat, sender, self.now(), content, **more)
        chat.messages[message.message_id] = message
        message.changed = self.changes.tell(chat.id)
        return message

    def add_file(self, name: str, content: bytes, mime_type: str, kind: str) -> File:
        """Keeps a file; `kind` is the folder of its path, such as "documents"."""
        number, suffix = len(self.files) + 1, name.rpartition(".")[2] if "." in name else "bin"
        file_id, unique_id = f"BQ{secrets.token_urlsafe(24)}", f"AgAD{secrets.token_urlsafe(6)}"
        file = File(file_id, unique_id, name, mime_type, content, f"{kind}/file_{number}.{suffix}")
        self.files[file_id] = file
        return file

    def show_notice(self, user: User, chat: Chat, text: str, alert: bool) -> None:
        """What answerCallbackQuery shows to the person who pressed."""
        self.notices.append(Notice(user.id, chat.id, text, alert, self.changes.tell(chat.id)))


def membership(bot: User, status: str) -> JSON:
    """A ChatMember of the Bot API."""
    body: JSON = {"user": bot.json(), "status": status}
    return {**body, "until_date": 0} if status == "kicked" else body
