"""The overview: what is counted for whom, and what changed meanwhile. What is shown of it: overview_shown.py.

Counting stands in db/, wording in views/.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from operator import attrgetter
from typing import Any

from domain.contribution import Status
from domain.role import OF_INSTITUTION, Person, Role


class Extent(StrEnum):
    """How much of a country somebody's overview counts."""

    COUNTRY = "country"
    """All of it, published or not: for its coordinators."""
    INSTITUTION = "institution"
    """What one institution has, published or not: for its people."""
    PUBLIC = "public"
    """What everybody sees of an open country, and an independent body of its own."""


GROUPS: dict[Extent, tuple[str, ...]] = {
    Extent.COUNTRY: ("institution", "cluster", "goal", "mechanism"),
    Extent.INSTITUTION: ("cluster", "goal", "mechanism"),
    Extent.PUBLIC: ("goal", "mechanism"),
}
"""By what an overview is divided. Who has a recommendation, and clusters, only the mechanism's people know."""

CHANGES: dict[Extent, tuple[str, ...]] = {
    Extent.COUNTRY: ("new", "assigned", "submitted", "approved", "published", "dates"),
    Extent.INSTITUTION: ("assigned", "submitted", "approved", "published", "dates"),
    Extent.PUBLIC: ("new", "published"),
}
"""What is counted of the last month besides changes of status, which everybody sees on the cards."""

ATTENTION = ("unassigned", "undated", "overdue", "unreachable")
"""What a coordinator has to see to; independent bodies are in none of it but the first."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What an overview counts. `institution` stands where the extent is one."""

    extent: Extent
    country: str
    institution: int | None = None

    def params(self) -> dict[str, Any]:
        """As the parameters of a job."""
        return {"extent": self.extent.value, "country": self.country, "institution": self.institution}

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Scope:
        """From a job's parameters."""
        return cls(Extent(params["extent"]), params["country"], params["institution"])


def own_scope(person: Person) -> Scope | None:
    """Return what the overview counts in the role that the person acts in; None for whoever holds none."""
    holding = person.holding
    if holding is None:
        return None
    if holding.role is Role.COORDINATOR:
        return Scope(Extent.COUNTRY, holding.country)
    if holding.role in OF_INSTITUTION and holding.institution_id is not None:
        return Scope(Extent.INSTITUTION, holding.country, holding.institution_id)
    return Scope(Extent.PUBLIC, holding.country)


def may_see(person: Person, scope: Scope) -> bool:
    """Tell whether any of the person's roles lets them see this; what is public, everybody may while it is."""
    if scope.extent is Extent.PUBLIC:
        return True
    if scope.extent is Extent.COUNTRY:
        return any((one.role, one.country) == (Role.COORDINATOR, scope.country) for one in person.holdings)
    return any(one.role in OF_INSTITUTION and one.institution_id == scope.institution for one in person.holdings)


def month_before(day: date) -> date:
    """Return the same day of the month before, or that month's last day where it has no such day."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    for last in range(day.day, 0, -1):
        try:
            return date(year, month, last)
        except ValueError:
            continue
    raise AssertionError(day)


@dataclass(frozen=True, slots=True)
class Step:
    """A moment at which a recommendation was given a status. `before`: the one it had, where that was noted."""

    recommendation_id: int
    at: datetime
    status: str
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """How many recommendations went from one status to another."""

    before: str
    after: str
    count: int


def transitions(steps: Iterable[Step], now: Mapping[int, str], since: datetime) -> list[Transition]:
    """Return what became of the statuses since a moment, the most frequent first.

    `now`: the status of each recommendation; one that has come back to what it was has not changed.
    """
    counted: dict[tuple[str, str], int] = {}
    ordered = sorted(steps, key=attrgetter("recommendation_id", "at"))
    for id_, taken in groupby(ordered, key=attrgetter("recommendation_id")):
        moved = (_before(list(taken), since), now.get(id_))
        if moved[0] is not None and moved[1] is not None and moved[0] != moved[1]:
            counted[moved[0], moved[1]] = counted.get((moved[0], moved[1]), 0) + 1
    found = [Transition(before, after, count) for (before, after), count in counted.items()]
    return sorted(found, key=lambda one: (-one.count, _place(one.before), _place(one.after)))


def _before(steps: Sequence[Step], since: datetime) -> str | None:
    """The status at a moment, of a recommendation that took a step since then; None where it took none."""
    later = next((one for one in steps if one.at >= since), None)
    if later is None:
        return None
    earlier = [one.status for one in steps if one.at < since]
    return later.before or (earlier[-1] if earlier else Status.NO_INFORMATION.value)


def by_status(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Return (status, count) of every status in its order, none left out; one of a later version comes last."""
    known = [(status.value, counts.get(status.value, 0)) for status in Status]
    return (*known, *((status, count) for status, count in sorted(counts.items()) if _place(status) == len(Status)))


def _place(status: str) -> int:
    return next((place for place, one in enumerate(Status) if one.value == status), len(Status))
