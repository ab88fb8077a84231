"""Taking updates in: each batch is stored and committed before Telegram hears that it was taken.

By webhook (bot/receiver.py), or here by long polling, where only the next request's offset confirms a batch.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import Client
from bot.presence import BEAT, Attendance
from bot.transport import Unreadable
from bot.turns import Turns
from bot.update_json import chat_of
from bot.writer import Writer
from db.queries import people, updates
from db.queries.updates import Stored
from db.work import Work

log = logging.getLogger(__name__)
_PAUSES = (0.5, 1.0, 2.0, 5.0, 15.0)
_CONFLICT_PAUSE = 15.0
_TOKEN_PAUSE = 30.0
_MOST = 2**63


class Intake:
    """Stores batches of updates and passes what is new on to its turns. `stored`: how many there were."""

    def __init__(self, writer: Writer, turns: Turns, process: str) -> None:
        self._writer = writer
        self._turns = turns
        self._process = process
        self.stored = 0

    async def store(self, batch: list[dict[str, Any]]) -> None:
        """Return once the batch is committed; ids that are there already are skipped. Raises StoreUnavailable."""
        readable = [payload for payload in batch if is_update(payload)]

        def write(work: Work) -> list[Stored]:
            given = [(one, people.address_hash(work, chat_of(one))) for one in readable]
            return updates.add_updates(work, given, self._process)

        new = await self._writer.write(write)
        self.stored += len(new)
        self._turns.add(new)

    async def room(self) -> None:
        """Wait until few enough updates wait for their turns."""
        await self._turns.room()


class Polling:
    """Asks Telegram for updates until it is cancelled. What was confirmed is in the database, whatever happens."""

    def __init__(self, client: Client, intake: Intake, attendance: Attendance) -> None:
        self._client = client
        self._intake = intake
        self._attendance = attendance
        self._offset: int | None = None
        self._failures = 0
        self._trouble = ""
        self._is_webhook_gone = False

    async def run(self) -> None:
        """Take batch after batch; an error of the way to Telegram is waited out."""
        while True:
            if not self._attendance.leads:  # Telegram lets only one poll; the others wait for its end
                await asyncio.sleep(BEAT)
                continue
            try:
                batch = await self._batch()
            except TelegramError as error:
                await self._wait_out(error)
                continue
            self._note_success()
            if batch:
                await self._intake.store(batch)
                self._offset = next((one["update_id"] + 1 for one in reversed(batch) if is_update(one)), self._offset)
            await self._intake.room()

    async def _batch(self) -> list[dict[str, Any]]:
        if not self._is_webhook_gone:
            await self._client.delete_webhook()
            self._is_webhook_gone = True
        batch = await self._client.take_updates(self._offset)
        if batch and not any(map(is_update, batch)):
            raise Unreadable("no updates")  # they would come again at once, for there is nothing to confirm
        return batch

    def _note_success(self) -> None:
        if self._trouble:
            log.warning("updates come in again")
        self._failures, self._trouble = 0, ""

    async def _wait_out(self, error: TelegramError) -> None:
        pause = _PAUSES[min(self._failures, len(_PAUSES) - 1)]
        self._failures += 1
        if isinstance(error, Conflict):
            self._tell(logging.ERROR, "another program takes this bot's updates, by polling or a webhook")
            pause = _CONFLICT_PAUSE
        elif isinstance(error, InvalidToken):
            self._tell(logging.ERROR, "the bot token is refused; see suivi check")
            pause = _TOKEN_PAUSE
        elif isinstance(error, RetryAfter):
            pause = seconds(error)
        else:
            self._tell(logging.WARNING, f"telegram not reached reason={type(error).__name__}")
        await asyncio.sleep(pause)

    def _tell(self, level: int, trouble: str) -> None:
        """Log a trouble when it begins, and not again while it lasts."""
        if trouble != self._trouble:
            log.log(level, trouble)
        self._trouble = trouble


def is_update(payload: Any) -> bool:
    """Tell whether this is an update that can be told from others: an object with a number that the database takes."""
    number = payload.get("update_id") if isinstance(payload, dict) else None
    return isinstance(number, int) and not isinstance(number, bool) and 0 <= number < _MOST
