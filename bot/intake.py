"""Long polling: each batch of updates is stored, committed, and only then confirmed to Telegram by the next offset."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import Client
from bot.inbound import chat_of
from bot.presence import BEAT, Attendance
from bot.turns import Turns
from bot.writer import Writer
from db.queries import people, updates
from db.queries.updates import Stored
from db.work import Work

log = logging.getLogger(__name__)
_PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0)
_LONG_PAUSE = 30.0


class Intake:
    """Asks Telegram for updates until it is cancelled. What was confirmed is in the database, whatever happens."""

    def __init__(self, client: Client, writer: Writer, turns: Turns, attendance: Attendance) -> None:
        self._client = client
        self._attendance = attendance
        self._writer = writer
        self._turns = turns
        self._offset: int | None = None
        self._failures = 0

    async def run(self) -> None:
        """Take batch after batch; an error of the way to Telegram is waited out."""
        while True:
            if not self._attendance.leads:  # Telegram lets only one poll; the others wait for its end
                await asyncio.sleep(BEAT)
                continue
            try:
                batch = await self._client.take_updates(self._offset)
            except TelegramError as error:
                await self._wait_out(error)
                continue
            self._failures = 0
            if batch:
                await self._store(batch)
            await self._turns.room()

    async def _store(self, batch: list[dict[str, Any]]) -> None:
        readable = [payload for payload in batch if isinstance(payload.get("update_id"), int)]

        def write(work: Work) -> list[Stored]:
            given = [(one, people.address_hash(work, chat_of(one))) for one in readable]
            return updates.add_updates(work, given, self._attendance.name)

        stored = await self._writer.write(write)
        if readable:
            self._offset = readable[-1]["update_id"] + 1
        self._turns.add(stored)

    async def _wait_out(self, error: TelegramError) -> None:
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        self._failures += 1
        if isinstance(error, Conflict):
            log.error("another program takes this bot's updates, by polling or a webhook; see suivi check")
            pause = max(pause, _PAUSES[-1])
        elif isinstance(error, InvalidToken):
            log.error("the bot token is refused; see suivi check")
            pause = _LONG_PAUSE
        elif isinstance(error, RetryAfter):
            pause = seconds(error)
        else:
            log.warning("telegram not reached reason=%s", type(error).__name__)
        await asyncio.sleep(pause)
