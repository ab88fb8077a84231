"""Collection rounds: what they are and how they stand. A round asks institutions to contribute by one date.

What is shown of them stands in round_shown.py, other dates in extension.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from domain.errors import ClosesBeforeOpening, DateInThePast, NameTooLong

LONGEST_NAME = 120
"""Characters of a round's own name."""

_MORNING = time(9)


class Feeds(StrEnum):
    """What a round's contributions go into; the last has a name of its own."""

    MID_TERM = "mid-term"
    PERIODIC = "periodic"
    ANNUAL = "annual"
    VOLUNTARY = "voluntary-national"
    OTHER = "other"


class Stage(StrEnum):
    """Where a round stands. One whose date has passed stays open until the coordinator ends it."""

    OPEN = "open"
    PLANNED = "planned"
    ENDED = "ended"


class By(StrEnum):
    """How a round's recommendations are chosen."""

    ASSIGNED = "assigned"
    SUPPORTED = "supported"
    CLUSTER = "cluster"
    MECHANISM = "mechanism"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice of recommendations. `key`: a cluster's id, a mechanism's id and UPR cycle ("3:4"), or words."""

    by: By
    key: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A round as it is stored. `name`: the country's own words, "" where there are none."""

    id: int
    country: str
    feeds: Feeds
    name: str
    opens_on: date
    closes_on: date
    clearance: bool
    ended: bool = False

    def stage(self, today: date) -> Stage:
        """Return where the round stands on a day."""
        if self.ended:
            return Stage.ENDED
        return Stage.PLANNED if self.opens_on > today else Stage.OPEN


@dataclass(frozen=True, slots=True)
class Counter:
    """How many contributions there are of how many: "7 of 12"."""

    done: int = 0
    total: int = 0

    @property
    def left(self) -> int:
        """How many are still missing."""
        return self.total - self.done

    def __add__(self, other: Counter) -> Counter:
        return Counter(self.done + other.done, self.total + other.total)


def morning(day: date, zone: ZoneInfo) -> datetime:
    """Return when on a day institutions are written to: nine o'clock in their zone."""
    return datetime.combine(day, _MORNING, zone).astimezone(UTC)


def counted_from(day: date, zone: ZoneInfo) -> datetime:
    """Return from when on an answer counts in a round that opens on a day: its midnight."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def named(text: str) -> str:
    """Return a round's name as it is kept: one line. Raises NameTooLong."""
    name = " ".join(text.split())
    if len(name) > LONGEST_NAME:
        raise NameTooLong(len(name), LONGEST_NAME)
    return name


def opening(day: date, today: date) -> date:
    """Return the day that a new round opens on. Raises DateInThePast."""
    if day < today:
        raise DateInThePast(day)
    return day


def closing(day: date, opens_on: date, today: date) -> date:
    """Return the day by which contributions are asked for. Raises DateInThePast, ClosesBeforeOpening."""
    if day < today:
        raise DateInThePast(day)
    if day < opens_on:
        raise ClosesBeforeOpening(opens_on)
    return day
