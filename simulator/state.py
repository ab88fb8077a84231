"""What the world remembers: users, chats, messages, files, callback queries. Rules of change stand elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]


@dataclass(frozen=True)
class User:
    """A person or the bot."""

    id: int
    first_name: str
    username: str | None = None
    language_code: str | None = None
    is_bot: bool = False

    def json(self) -> JSON:
        """A User of the Bot API."""
        body: JSON = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {"username": self.username, "language_code": self.language_code}
        return body | {name: value for name, value in optional.items() if value}


@dataclass(frozen=True)
class File:
    """A file that somebody sent. `path` is what getFile answers."""

    file_id: str
    unique_id: str
    name: str
    mime_type: str
    content: bytes
    path: str

    def json(self) -> JSON:
        """What all kinds of files have in common in the Bot API."""
        return {"file_id": self.file_id, "file_unique_id": self.unique_id, "file_size": len(self.content)}


@dataclass(eq=False)
class Chat:
    """A private chat (its id is the person's) or a group (a negative id), with its messages by their id."""

    id: int
    users: list[User]
    title: str | None = None
    reachable: bool = False  # the person has started the bot, or the bot is in the group
    left: bool = False  # the person has blocked the bot, or the group has removed it
    messages: dict[int, Message] = field(default_factory=dict)
    last_message_id: int = 0

    @property
    def private(self) -> bool:
        """Whether this is a chat of one person with the bot."""
        return self.title is None

    def json(self) -> JSON:
        """A Chat of the Bot API."""
        if not self.private:
            return {"id": self.id, "type": "group", "title": self.title}
        user = self.users[0]
        body: JSON = {"id": self.id, "type": "private", "first_name": user.first_name}
        return {**body, "username": user.username} if user.username else body


@dataclass(eq=False)
class Message:
    """A message as it stands now. `content` holds text or caption, entities and media in the Bot API's shape."""

    message_id: int
    chat: Chat
    sender: User
    date: int
    content: JSON
    markup: JSON | None = None
    file: File | None = None
    reply_to: Message | None = None
    edit_date: int | None = None
    deleted: bool = False
    changed: int = 0  # the number of the change that made or edited it

    @property
    def text(self) -> str:
        """The plain text, or the caption of a file; empty where there is neither."""
        return str(self.content.get("text") or self.content.get("caption") or "")

    @property
    def from_bot(self) -> bool:
        """Whether the bot sent it."""
        return self.sender.is_bot

    @property
    def edited(self) -> bool:
        """Whether it was changed after it was sent."""
        return self.edit_date is not None

    @property
    def keys(self) -> list[JSON]:
        """The inline buttons in the Bot API's shape, row after row."""
        return [key for row in (self.markup or {}).get("inline_keyboard", ()) for key in row]

    @property
    def buttons(self) -> list[list[str]]:
        """The labels of the inline buttons, by row."""
        return [[key["text"] for key in row] for row in (self.markup or {}).get("inline_keyboard", ())]

    def json(self) -> JSON:
        """A Message of the Bot API."""
        body: JSON = {
            "message_id": self.message_id,
            "from": self.sender.json(),
            "chat": self.chat.json(),
            "date": self.date,
            **self.content,
        }
        if self.edit_date is not None:
            body["edit_date"] = self.edit_date
        if self.reply_to is not None:
            body["reply_to_message"] = self.reply_to.json()
        return {**body, "reply_markup": self.markup} if self.markup else body


@dataclass(eq=False)
class Callback:
    """A press that waits for its answer. `born` is the world's clock in seconds."""

    user: User
    message: Message
    born: float


@dataclass(frozen=True)
class Notice:
    """What answerCallbackQuery showed to somebody, and the number of the change that it was."""

    user_id: int
    chat_id: int
    text: str
    alert: bool
    changed: int
