"""What a due date means on a given day. When reminders go is not decided here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """An institution's part in a recommendation: one leads, any number are associated."""

    LEAD = "lead"
    ASSOCIATED = "associated"


class Timeliness(StrEnum):
    """How a due date stands to today."""

    NO_DATE = "no-date"
    AHEAD = "ahead"
    TODAY = "today"
    OVERDUE = "overdue"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Due:
    """A due date seen from today: `days` is how far it is, negative once it has passed."""

    on: date | None
    days: int
    timeliness: Timeliness


def due(on: date | None, today: date, *, independent: bool = False) -> Due:
    """Return how `on` stands to `today`. To an independent body it is never a deadline: ahead or passed."""
    if on is None:
        return Due(None, 0, Timeliness.NO_DATE)
    days = (on - today).days
    if days == 0 and not independent:
        return Due(on, 0, Timeliness.TODAY)
    if days >= 0:
        return Due(on, days, Timeliness.AHEAD)
    return Due(on, days, Timeliness.PASSED if independent else Timeliness.OVERDUE)
