"""Telegram asks to wait: one chat by itself, or the whole bot, once three chats were refused within a second."""

from __future__ import annotations

import asyncio
from collections import deque

CHATS = 3
WITHIN = 1.0


class Hold:
    """A gate for every message of the bot. Times are of the event loop's clock, in seconds."""

    def __init__(self) -> None:
        self._refused: deque[tuple[float, int]] = deque(maxlen=64)
        self._until = 0.0

    def refused(self, person_id: int, seconds: float) -> float:
        """Note a 429 with its `retry_after`; return for how long the whole bot is held, 0 where only that chat is."""
        now = asyncio.get_running_loop().time()
        self._refused.append((now, person_id))
        recent = {person for at, person in self._refused if now - at <= WITHIN}
        if len(recent) < CHATS:
            return 0.0
        self.hold(seconds)
        return seconds

    def hold(self, seconds: float) -> None:
        """Let nothing pass for so long, unless it is held for longer already."""
        self._until = max(self._until, asyncio.get_running_loop().time() + seconds)

    @property
    def is_open(self) -> bool:
        """Whether messages may pass."""
        return self._until <= asyncio.get_running_loop().time()

    async def passed(self) -> None:
        """Wait until messages may pass."""
        while not self.is_open:  # noqa: ASYNC110 - a moment is waited for, and it may move on meanwhile
            await asyncio.sleep(self._until - asyncio.get_running_loop().time())
