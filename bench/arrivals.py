"""Messages that nobody asked for: to which chats one is to go, and which have come. Answers: bench/ledger.py."""

from __future__ import annotations

from typing import Any


class Arrivals:
    """One message to each of `count` chats, numbered from `first` on. Times are of the server's loop, in seconds."""

    def __init__(self) -> None:
        self._first = 0
        self._seen = bytearray()
        self._expected = b""
        self._arrived = self._surplus = self._wrong = 0
        self._last_at = 0.0

    def expect(self, order: dict[str, Any]) -> None:
        """Begin anew with `first`, `count`, and `expected`: what each message must hold."""
        self._first, self._expected = order["first"], order["expected"].encode()
        self._seen = bytearray(order["count"])
        self._arrived = self._surplus = self._wrong = 0

    def note(self, chat: int, body: bytes, now: float) -> bool:
        """Note a message; False where its chat is none of these."""
        place = chat - self._first
        if not 0 <= place < len(self._seen):
            return False
        if self._seen[place]:
            self._surplus += 1
        elif self._expected not in body:
            self._wrong += 1
        else:
            self._seen[place] = 1
            self._arrived += 1
            self._last_at = now
        return True

    def report(self) -> dict[str, Any]:
        """How many chats have their message, when the last one came, and what came twice or wrong."""
        return {
            "expected": len(self._seen),
            "arrived": self._arrived,
            "last_at": self._last_at,
            "surplus": self._surplus,
            "wrong": self._wrong,
        }
