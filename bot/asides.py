"""What is said without being stored: the answer to a press, "typing", the word in a group. Turns stand in turns.py."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterator
from contextlib import contextmanager
from typing import Any

from telegram.error import TelegramError

from bot.client import Client
from bot.inbound import Inbound
from domain.language import interface_language
from domain.said import Pressed
from views.message import Body
from views.notices import only_in_private
from views.texts import texts

log = logging.getLogger(__name__)


class Asides:
    """Says such things beside the turns; where Telegram does not take one, it is gone."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.tasks: set[asyncio.Task[None]] = set()

    def answer(self, pressed: Pressed, notice: str | None) -> None:
        """End the waiting of a pressed button, with a notice over it or without."""
        self._spawn(self._answer(pressed, notice))

    @contextmanager
    def typing(self, inbound: Inbound, *, after: float) -> Iterator[None]:
        """Where what is done within takes longer than so many seconds, show in the person's chat that it is begun."""
        if inbound.speaker is None or inbound.group is not None:
            yield
            return
        chat = inbound.speaker.address
        late = asyncio.get_running_loop().call_later(after, lambda: self._spawn(self._type(chat)))
        try:
            yield
        finally:
            late.cancel()

    def say_in_group(self, inbound: Inbound) -> None:
        """Say in a group that Suivi works in private."""
        self._spawn(self._say_in_group(inbound))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _answer(self, pressed: Pressed, notice: str | None) -> None:
        try:
            await self._client.answer_press(pressed.query, notice)
        except TelegramError as error:
            log.info("press not answered reason=%s", type(error).__name__)

    async def _type(self, chat: int) -> None:
        try:
            await self._client.type(chat)
        except TelegramError as error:
            log.info("typing not shown reason=%s", type(error).__name__)

    async def _say_in_group(self, inbound: Inbound) -> None:
        language = interface_language(inbound.speaker.language_seen) if inbound.speaker else None
        message = Body().line(only_in_private(texts(language or "en"))).message()
        try:
            await self._client.send(inbound.group or 0, message)
        except TelegramError as error:
            log.info("group not answered reason=%s", type(error).__name__)
