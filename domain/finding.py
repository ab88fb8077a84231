"""Searching: by what a search can be narrowed and by whom, a search as it is kept, and what is shown of it.

What the people of a country's mechanism alone know narrows only their own searches, in their own country.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.role import MECHANISM, Person, Role
from domain.shown import Names, Page

PUBLIC = ("position", "theme", "affected", "goal", "target", "mechanism", "cycle", "state", "country")
"""What everybody may narrow a search by, besides the status."""

FOLLOWED = (
    "overdue",
    "undated",
    "unassigned",
    "parliament",
    "assistance",
    "institution",
    "cluster",
    "priority",
    "silence",
)
"""What only the people of the country's mechanism may: it is not published."""

FLAGS = frozenset({"overdue", "undated", "unassigned", "parliament", "assistance"})
"""Filters that hold or not."""

YES = "yes"
"""The key of a flag."""

MOST_SAVED = 20
LONGEST_NAME = 60
FURTHEST_PAGE = 100_000


class Priority(StrEnum):
    """How urgent a country's coordinator finds a recommendation."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


def followed_country(person: Person) -> str | None:
    """Return the country whose unpublished follow-up the person sees in the role they act in, or None."""
    holding = person.holding
    return holding.country if holding is not None and holding.role in MECHANISM else None


def whose_dates(person: Person) -> int | None:
    """Return the institution whose due dates alone the person sees; None for a coordinator, who sees all."""
    holding = person.holding
    return None if holding is None or holding.role is Role.COORDINATOR else holding.institution_id


def groups(person: Person) -> tuple[tuple[str, ...], ...]:
    """Return what the person may narrow a search by, in groups that are shown together."""
    if followed_country(person) is None:
        return (("status", *PUBLIC),)
    return ("status", *FOLLOWED), PUBLIC


def may_narrow(person: Person, by: str) -> bool:
    """Tell whether the person may narrow a search by this."""
    return any(by in group for group in groups(person))


def last_passed(day: date, today: date) -> date:
    """Return the day, or where it is still to come the same day of the last year in which there was one."""
    year = day.year if day <= today else today.year
    while True:
        try:
            found = day.replace(year=year)
        except ValueError:  # 29 February
            found = date.max
        if found <= today:
            return found
        year -= 1


def presets(today: date) -> tuple[date, date]:
    """Return the days half a year and a year ago."""
    year, month = divmod(today.year * 12 + today.month - 1 - 6, 12)
    half = date(year, month + 1, min(today.day, 28))
    return half, last_passed(today.replace(year=today.year - 1, day=min(today.day, 28)), today)


@dataclass(frozen=True, slots=True)
class Search:
    """A search as its message keeps it, sealed: words, filters (by, key) and the page shown."""

    words: str = ""
    narrowed: tuple[tuple[str, str], ...] = ()
    page: int = 1

    def params(self) -> dict[str, Any]:
        """As the parameters of the message that shows it."""
        return {"words": self.words, "narrowed": [list(one) for one in self.narrowed], "page": self.page}

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Search:
        """From a message's parameters."""
        # An earlier version kept the label too.
        return cls(params["words"], tuple((one[0], one[1]) for one in params["narrowed"]), params["page"])

    def by(self, name: str) -> str | None:
        """The key that the search is narrowed to by one filter, or None."""
        return next((key for by, key in self.narrowed if by == name), None)

    def to(self, by: str, key: str) -> Search:
        """Return the search narrowed by one more filter, or by another value of it, at its first page."""
        return Search(self.words, (*self.without(by).narrowed, (by, key)))

    def without(self, by: str) -> Search:
        """Return the search without one of its filters, at its first page."""
        return Search(self.words, tuple(one for one in self.narrowed if one[0] != by))

    def at(self, page: int) -> Search:
        """Return the search at another page."""
        return replace(self, page=max(1, min(page, FURTHEST_PAGE)))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A filter in force: what by, and the label of its value, which views put into words."""

    by: str
    label: str
    names: Names = field(default_factory=dict)
    """Of an institution, or of a country that was set up with a name of its own."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found. `row`: the message that keeps the search, by which its buttons find it again.

    `left_out`: filters that are no longer there, or that the person may not use in the role they act in.
    """

    row: int
    words: str
    page: Page
    partial: bool
    narrowed: tuple[Narrowing, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that a search can be narrowed to, and how many recommendations it leaves."""

    key: str
    value: Narrowing
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """A page of the values of one filter. `group`: where it stands among the filters."""

    row: int
    by: str
    choices: tuple[Choice, ...]
    number: int
    pages: int
    group: int = 1


@dataclass(frozen=True, slots=True)
class Filters:
    """A group of the filters of a search, and which are in force. `counts`: what each flag would leave."""

    row: int
    narrowed: tuple[Narrowing, ...]
    offered: tuple[str, ...]
    counts: Mapping[str, int] = field(default_factory=dict)
    group: int = 1
    groups: int = 1


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search that somebody keeps. `name`: the name they gave it, "" where its words and filters are its name."""

    id: int
    name: str
    words: str
    narrowed: tuple[Narrowing, ...]
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SavedSearches:
    """A page of the searches that somebody keeps. `edits`: a press renames or deletes, and does not run."""

    searches: tuple[SavedSearch, ...]
    number: int
    pages: int
    total: int
    edits: bool = False
