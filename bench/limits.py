"""Telegram's limits on sending, as token buckets: 30 messages a second over the bot, one a second in a chat.

Telegram publishes the rates, and says of bursts only that short ones pass (https://core.telegram.org/bots/faq, "My bot
is hitting limits"). Here a chat takes five at once, the bot one second's worth. Nothing waits here: bench/api_server.py
answers 429 with what `wait` says.
"""

from __future__ import annotations

import math

BOT_PER_SECOND = 30.0
BOT_BURST = 30
CHAT_PER_SECOND = 1.0
CHAT_BURST = 5


class Bucket:
    """So many at once, then so many a second. Times are in seconds, of any clock that only goes forward."""

    def __init__(self, burst: int, per_second: float) -> None:
        self._burst = float(burst)
        self._per_second = per_second
        self._left = float(burst)
        self._at = 0.0

    def wait(self, now: float) -> float:
        """Return the seconds until one may pass; 0.0: now."""
        self._left = min(self._burst, self._left + (now - self._at) * self._per_second)
        self._at = now
        # A billionth short of a whole one is a rounding error, not one too many.
        return max(0.0, (1 - 1e-9 - self._left) / self._per_second)

    def take(self) -> None:
        """Count one that passes at the moment that `wait` was asked for."""
        self._left -= 1


class Limits:
    """All the limits of one bot. `refused`: how many messages were not let through."""

    def __init__(self) -> None:
        self._bot = Bucket(BOT_BURST, BOT_PER_SECOND)
        self._chats: dict[int, Bucket] = {}
        self.refused = 0

    def wait(self, chat: int, now: float) -> int:
        """Let a message to a chat through and return 0, or refuse it and return after how many whole seconds to ask."""
        own = self._chats.setdefault(chat, Bucket(CHAT_BURST, CHAT_PER_SECOND))
        seconds = max(self._bot.wait(now), own.wait(now))
        if seconds:
            self.refused += 1
            return math.ceil(seconds)
        self._bot.take()
        own.take()
        return 0
