"""People who talk with the bot, so that a test or a tour reads as a conversation. What acts do stands in acting.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar

from simulator import acting
from simulator.changes import UPDATES
from simulator.screen import find_key, has, shown, transcript
from simulator.state import Chat, Message, User

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
Found = TypeVar("Found")
PATIENCE = 30.0  # seconds


class Person:
    """One user of Telegram with their private chat with the bot; made by `World.person`.

    Every wait ends as soon as what it waits for is there; AssertionError, with a transcript, when it is not in time.
    """

    def __init__(self, world: World, user: User, chat: Chat) -> None:
        self.world = world
        self.user = user
        self.id = user.id
        self.chat = chat
        self._since = 0  # the number of the change that was this person's last act

    # --- what they do ---------------------------------------------------------------------------------------

    async def says(self, text: str, *, chat: Chat | None = None) -> Message:
        """Sends a text, to the bot or to a group."""
        return await self._sends({"text": text}, chat=chat)

    async def sends_document(
        self, name: str, content: bytes, *, mime_type: str = "application/octet-stream", caption: str = ""
    ) -> Message:
        """Sends a file."""
        file = self.world.add_file(name, content, mime_type, "documents")
        document = {**file.json(), "file_name": name, "mime_type": mime_type}
        return await self._sends({"document": document, "caption": caption}, file=file)

    async def sends_photo(self, content: bytes, *, caption: str = "", album: str = "") -> Message:
        """Sends a picture; with an album's name, as one of several."""
        file = self.world.add_file("photo.jpg", content, "image/jpeg", "photos")
        of_album = {"media_group_id": album} if album else {}
        photo = {"photo": [{**file.json(), "width": 800, "height": 600}], "caption": caption}
        return await self._sends({**photo, **of_album}, file=file)

    async def sends_voice(self, content: bytes, *, duration: int = 5) -> Message:
        """Sends a voice message of so many seconds."""
        file = self.world.add_file("voice.oga", content, "audio/ogg", "voice")
        return await self._sends({"voice": {**file.json(), "duration": duration, "mime_type": "audio/ogg"}}, file=file)

    async def sends_sticker(self, emoji: str = "👍") -> Message:
        """Sends a sticker."""
        file = self.world.add_file("sticker.webp", b"sticker", "image/webp", "stickers")
        shape = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return await self._sends({"sticker": {**file.json(), **shape, "emoji": emoji}}, file=file)

    async def sends_location(self, latitude: float = 14.93, longitude: float = -23.51) -> Message:
        """Sends a place, in degrees."""
        return await self._sends({"location": {"latitude": latitude, "longitude": longitude}})

    async def edits(self, message: Message, text: str) -> None:
        """Changes one's own text."""
        self._act()
        acting.edit(self.world, message, text)

    async def presses(
        self,
        label: str,
        *,
        message: Message | None = None,
        chat: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - in time or with a transcript
    ) -> str:
        """Presses a button: that of this label, or whose label alone contains it, in the newest message that has it.

        Returns the callback query's id. ValueError: the button opens an address or copies, so the bot hears nothing.
        """

        def look() -> tuple[Message, JSON] | None:
            messages = [message] if message else reversed(self.messages(chat))
            return next(((m, key) for m in messages for key in [find_key(m, label)] if key), None)

        found, key = await self._until(look, f"a button {label!r}", timeout, message.chat if message else chat)
        if "callback_data" not in key:
            raise ValueError(f"nothing is sent by the button {key}")
        return await self.forges(key["callback_data"], message=found)

    async def forges(self, data: str, *, message: Message | None = None) -> str:
        """Sends callback data as a modified client can: any, from the message or from the bot's newest one."""
        self._act()
        message = message or [m for m in self.messages() if m.from_bot][-1]
        return acting.press(self.world, self.user, message, data)

    async def asks_inline(self, query: str) -> str:
        """Types the bot's name and words in some chat; returns the inline query's id."""
        self._act()
        return acting.ask_inline(self.world, self.user, query)

    async def blocks(self) -> None:
        """Blocks the bot."""
        self._act()
        self.world.set_membership(self.chat, self.user, left=True)

    async def unblocks(self) -> None:
        """Lets the bot in again."""
        self._act()
        self.world.set_membership(self.chat, self.user, left=False)

    # --- what they wait for ---------------------------------------------------------------------------------

    async def sees(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - in time or with a transcript
    ) -> Message:
        """The newest message since this person's last act, sent or edited by the bot, with this in text or button."""

        def look() -> Message | None:
            new = [m for m in self.messages(chat) if m.from_bot and m.changed > self._since and has(m, text)]
            return max(new, key=lambda m: m.changed, default=None)

        return await self._until(look, repr(text), timeout, chat)

    async def notices(
        self,
        text: str,
        *,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - in time or with a transcript
    ) -> str:
        """The text that a press was answered with since this person's last act, if it contains this."""

        def look() -> str | None:
            mine = (n for n in self.world.notices if n.user_id == self.id and n.changed > self._since)
            return next((notice.text for notice in mine if text in notice.text), None)

        return await self._until(look, f"a notice {text!r}", timeout, None, *self.world.chats)

    async def settles(
        self,
        *,
        quiet: float = 0.3,
        timeout: float = PATIENCE,  # noqa: ASYNC109 - in time or with a transcript
    ) -> None:
        """Waits until the bot has confirmed every update and shown nothing new here for `quiet` seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + timeout
        while await self.world.changes.next([UPDATES, self.chat.id], quiet) or self.world.updates.pending:
            if loop.time() > deadline:
                raise AssertionError(f"the bot does not settle\n{self.transcript()}")

    # --- what they have before them -------------------------------------------------------------------------

    @property
    def screen(self) -> list[Message]:
        """The private chat as it stands now, oldest first."""
        return self.messages()

    def messages(self, chat: Chat | None = None) -> list[Message]:
        """A chat as it stands now, oldest first."""
        return shown(chat or self.chat)

    def transcript(self, chat: Chat | None = None) -> str:
        """A chat as lines to read."""
        return transcript(chat or self.chat, [n for n in self.world.notices if n.user_id == self.id])

    # --- how --------------------------------------------------------------------------------------------------

    def _act(self) -> None:
        self._since = self.world.changes.serial

    async def _sends(self, content: JSON, *, chat: Chat | None = None, file: Any = None) -> Message:
        self._act()
        if "text" in content:
            return acting.say(self.world, self.user, chat or self.chat, content["text"])
        kept = {name: value for name, value in content.items() if value}
        return acting.send(self.world, self.user, chat or self.chat, kept, file)

    async def _until(
        self, look: Callable[[], Found | None], what: str, seconds: float, chat: Chat | None, *topics: Hashable
    ) -> Found:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + seconds
        while (found := look()) is None:
            if not await self.world.changes.next([(chat or self.chat).id, *topics], deadline - loop.time()):
                raise AssertionError(f"{self.user.first_name} waits for {what}\n{self.transcript(chat)}")
        return found
