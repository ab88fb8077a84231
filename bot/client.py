"""The Bot API as Suivi uses it: python-telegram-bot's client, types and errors, with answers left as plain JSON values.

Of a sent message only its number is needed, and of updates the JSON is stored as it came: building the library's
objects for both took a third of the time of a turn.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import telegram
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest
from telegram.request import BaseRequest

from bot.transport import READ_SECONDS, Transport, Unreadable
from views.message import Message, Row

POLL_SECONDS = 25
UPDATES_AT_ONCE = 100
ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_NO_PREVIEW = {"is_disabled": True}


class FileTooBig(Exception):
    """The file has more bytes than were asked for, or than a bot may fetch."""


class FileKept(BadRequest):
    """The Bot API server keeps its files to itself: it was started with --local."""


class Client(telegram.Bot):
    """A `telegram.Bot` with the few calls that chats are made of. Errors are telegram.error's and NotSent."""

    async def _post(self, *given: Any, **named: Any) -> Any:
        try:
            return await super()._post(*given, **named)
        except KeyError:
            raise Unreadable("no result") from None

    async def get_me(self, **given: Any) -> telegram.User:
        """Return the bot. Raises telegram.error's errors, Unreadable: whoever waits for Telegram asks this again."""
        try:
            return await super().get_me(**given)
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unreadable("no user") from None

    async def take_updates(self, offset: int | None) -> list[dict[str, Any]]:
        """Return the updates from `offset` on as JSON values, waiting for one; confirms all before `offset`."""
        updates: Any = await self._post(
            "getUpdates",
            {
                "offset": offset,
                "limit": UPDATES_AT_ONCE,
                "timeout": POLL_SECONDS,
                "allowed_updates": ALLOWED_UPDATES,
            },
            read_timeout=POLL_SECONDS + READ_SECONDS,
        )
        if not isinstance(updates, list):
            raise Unreadable("no list of updates")
        return updates

    async def send(self, chat: int, message: Message, *, as_plain: bool = False) -> int:
        """Send a message; return Telegram's number of it."""
        sent = await self._post("sendMessage", {"chat_id": chat, **_content(message, as_plain=as_plain)})
        return int(sent["message_id"])

    async def edit(self, chat: int, message_id: int, message: Message, *, as_plain: bool = False) -> int:
        """Replace a message; return its number."""
        target = {"chat_id": chat, "message_id": message_id}
        await self._post("editMessageText", {**target, **_content(message, as_plain=as_plain)})
        return message_id

    async def send_file(self, chat: int, name: str, content: bytes, caption: str = "") -> int:
        """Send a file, with a text under it; return Telegram's number of its message."""
        document = telegram.InputFile(content, filename=name)
        under = {"caption": caption} if caption else {}
        sent = await self._post("sendDocument", {"chat_id": chat, "document": document, **under})
        return int(sent["message_id"])

    async def send_picture(self, chat: int, content: bytes, caption: str) -> int:
        """Send a picture that Telegram shows at once, with a text under it; return Telegram's number of its message."""
        photo = telegram.InputFile(content, filename="photo.png")
        sent = await self._post("sendPhoto", {"chat_id": chat, "photo": photo, "caption": caption})
        return int(sent["message_id"])

    async def fetch(self, file_id: str, most: int) -> bytes:
        """Return the content of a file that somebody sent. Raises FileTooBig beyond `most` bytes, FileKept."""
        try:
            found: dict[str, Any] = await self._post("getFile", {"file_id": file_id})
        except BadRequest as error:
            if "too big" in error.message.casefold():
                raise FileTooBig from None
            raise
        path = str(found.get("file_path", ""))
        if not path or path.startswith("/"):
            raise FileKept("the Bot API server gives a path of its own")
        if int(found.get("file_size", 0)) > most:
            raise FileTooBig
        content = await self.request.retrieve(f"{self.base_file_url}/{quote(path)}", read_timeout=READ_SECONDS)
        if len(content) > most:
            raise FileTooBig
        return content

    async def type(self, chat: int) -> None:
        """Show in a chat for five seconds that the bot is writing."""
        await self._post("sendChatAction", {"chat_id": chat, "action": ChatAction.TYPING})

    async def answer_press(self, query: str, notice: str | None) -> None:
        """End the waiting of a pressed button, with a notice over it or without."""
        await self._post("answerCallbackQuery", {"callback_query_id": query, "text": notice})


def client(token: str, api_url: str, way: Callable[[], BaseRequest] = Transport) -> Client:
    """Return a client of the Bot API server at `api_url`; `way` makes what carries its requests, one for polling."""
    base = api_url.rstrip("/")
    return Client(
        token,
        base_url=f"{base}/bot",
        base_file_url=f"{base}/file/bot",
        request=way(),
        get_updates_request=way(),
    )


def _content(message: Message, *, as_plain: bool) -> dict[str, Any]:
    content: dict[str, Any] = {
        "text": message.plain if as_plain else message.html,
        "parse_mode": None if as_plain else ParseMode.HTML,
        "link_preview_options": _NO_PREVIEW,
    }
    if message.keyboard:
        content["reply_markup"] = {"inline_keyboard": [_row(row) for row in message.keyboard]}
    return content


def _row(row: Row) -> list[dict[str, str]]:
    return [{"text": button.label, "callback_data": button.data} for button in row]
