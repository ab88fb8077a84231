"""The log of the requests that a world received: numbers and times, never texts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(slots=True)
class Entry:
    """One request. Times are monotonic seconds; `outcome` is the HTTP status, "cut", or None while it is open."""

    number: int
    method: str
    chat_id: int | None
    begun_at: float
    effect_at: float | None = None
    ended_at: float | None = None
    outcome: int | str | None = None


class RequestLog:
    """Every request in the order of its arrival."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self.entries: list[Entry] = []
        self._monotonic = monotonic

    def begin(self, method: str, chat_id: int | None) -> Entry:
        """A request arrived."""
        entry = Entry(len(self.entries) + 1, method, chat_id, self._monotonic())
        self.entries.append(entry)
        return entry

    def effect(self, entry: Entry) -> None:
        """The world changed, or was read, for this request; never for a refused one."""
        entry.effect_at = self._monotonic()

    def end(self, entry: Entry, outcome: int | str) -> None:
        """The request was answered, or its connection was cut."""
        entry.ended_at = self._monotonic()
        entry.outcome = outcome

    def open_at(self, moment: float) -> int:
        """How many requests were begun and not yet ended at this monotonic moment."""
        return sum(e.begun_at <= moment and (e.ended_at is None or moment < e.ended_at) for e in self.entries)
