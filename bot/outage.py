"""Whether Telegram is there: after five failures in a row nothing more is attempted until getMe answers.

So an hour without Telegram leaves five messages uncertain, and not a thousand.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram.error import TelegramError

log = logging.getLogger(__name__)
FAILURES = 5
_PAUSES = (1.0, 2.0, 5.0, 10.0, 30.0)


class Outage:
    """A gate that closes after five uncertain calls in a row and opens when `probe` succeeds."""

    def __init__(self, probe: Callable[[], Awaitable[object]]) -> None:
        self._probe = probe
        self._failures = 0
        self._open = asyncio.Event()
        self._open.set()
        self._probing: asyncio.Task[None] | None = None

    @property
    def is_open(self) -> bool:
        """Whether Telegram is there, for all we know."""
        return self._open.is_set()

    async def passed(self) -> None:
        """Wait until Telegram is there."""
        if not self._open.is_set():
            await self._open.wait()

    def succeeded(self) -> None:
        """Note that Telegram answered."""
        self._failures = 0

    def failed(self) -> None:
        """Note that it did not."""
        self._failures += 1
        if self._failures >= FAILURES and self._open.is_set():
            self._open.clear()
            log.warning("telegram does not answer; waiting")
            self._probing = asyncio.create_task(self._until_back())

    def stop(self) -> None:
        """End the probing."""
        if self._probing is not None:
            self._probing.cancel()

    async def _until_back(self) -> None:
        tries = 0
        while True:
            await asyncio.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
            tries += 1
            try:
                await self._probe()
            except (TelegramError, OSError):
                continue
            log.warning("telegram answers again")
            self._failures = 0
            self._open.set()
            return
