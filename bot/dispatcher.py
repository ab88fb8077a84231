"""The bulk lane: takes messages in hand whose time has come and gives them to the sender at Telegram's pace.

Only the process that leads does so, since Telegram's limits are per bot. How one message is sent: bot/sender.py.
"""

from __future__ import annotations

import asyncio
import logging

from bot.faults import described
from bot.presence import Attendance
from bot.sender import Sender
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import bulk

log = logging.getLogger(__name__)
LOOK = 1.0
MOST_AT_ONCE = 128
_SECONDS_AHEAD = 2


class Dispatcher:
    """Paces bulk messages at `rate` a second; 0: no limit but how many are on their way at once."""

    def __init__(self, writer: Writer, sender: Sender, attendance: Attendance, rate: float) -> None:
        self._writer = writer
        self._sender = sender
        self._attendance = attendance
        self._interval = 1 / rate if rate else 0.0
        # Not more than a few seconds' worth: whatever stands in the outbox can still be withdrawn.
        self._most = min(MOST_AT_ONCE, max(1, int(rate * _SECONDS_AHEAD))) if rate else MOST_AT_ONCE
        self._next_at = 0.0

    async def run(self) -> None:
        """Send what is due, look again every second. Never returns."""
        while True:
            try:
                found = await self._round()
            except StoreUnavailable:
                found = 0
            except Exception as error:  # noqa: BLE001 - a defect of ours must not end the bulk lane
                log.error("bulk failed %s", described(error))
                found = 0
            if not found:
                await asyncio.sleep(LOOK)

    async def _round(self) -> int:
        room = self._most - self._sender.queues.bulk_open
        if not self._attendance.leads or not self._sender.is_open:
            return 0
        if room <= self._most // 2:
            await self._sender.queues.one_ended()
            return 1
        due = await self._writer.write(lambda work: bulk.claim(work, self._attendance.name, room))
        for one in due:
            await self._pause()
            self._sender.take([one])
        return len(due)

    async def _pause(self) -> None:
        if not self._interval:
            return
        loop = asyncio.get_running_loop()
        now = loop.time()
        self._next_at = max(self._next_at, now)
        await asyncio.sleep(self._next_at - now)
        self._next_at += self._interval
