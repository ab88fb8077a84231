"""The filters of a search as the person who searches may use them, asked anew each time: labels, and the query's own.

What may be used by whom is decided in domain/finding.py; searching stands in find.py.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.dated import Late
from db.facets import label_of
from db.filters import Filters
from db.queries import clusters, rounds, setup
from db.work import Work
from domain.contribution import Status
from domain.finding import (
    FLAGS,
    YES,
    Narrowing,
    Priority,
    Search,
    followed_country,
    may_narrow,
    whose_dates,
)
from domain.record import Position
from domain.role import Person
from domain.round import counted_from
from domain.timezone import local_date, zone_of
from domain.upr import CYCLES
from services.rounds import zone

_CLOSED: dict[str, frozenset[str]] = {
    "status": frozenset(one.value for one in Status),
    "position": frozenset(one.value for one in Position),
    "priority": frozenset(one.value for one in Priority),
    "cycle": frozenset(map(str, CYCLES)),
    "goal": frozenset(map(str, range(1, 18))),
    **dict.fromkeys(FLAGS, frozenset({YES})),
}
"""The keys of filters with a closed list of values."""

_NUMBERS = frozenset({"theme", "affected", "goal", "mechanism", "cycle", "institution", "cluster"})


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The filters of a search. `left_out`: those that are not there any more, or that the person may not use."""

    narrowings: tuple[Narrowing, ...]
    left_out: tuple[str, ...]
    filters: Filters


def narrowed(work: Work, person: Person, kept: Search) -> Narrowed:
    """Return the filters of a search, those that the person may use and whose values are still there."""
    found = {by: (key, value_of(work, person, by, key)) for by, key in kept.narrowed}
    usable = {by: key for by, (key, value) in found.items() if value is not None}
    return Narrowed(
        tuple(value for _, value in found.values() if value is not None),
        tuple(by for by in found if by not in usable),
        _filters(work, person, usable),
    )


def value_of(work: Work, person: Person, by: str, key: str) -> Narrowing | None:
    """Return a value that the person may narrow a search to; None where they may not, or where it is not there."""
    if not may_narrow(person, by):
        return None
    if by in _CLOSED:
        return Narrowing(by, key) if key in _CLOSED[by] else None
    if by in _LOOKED_UP:
        return _LOOKED_UP[by](work, person, key)
    if by != "target" and not (key.isascii() and key.isdigit()):
        return None
    label = label_of(work, by, key)
    return Narrowing(by, label) if label is not None else None


def today(work: Work, person: Person) -> date:
    """Return the day that it is where the person lives."""
    return local_date(work.now, zone_of(person))


def _filters(work: Work, person: Person, usable: dict[str, str]) -> Filters:
    """The filters as the query takes them; which closed countries show is asked anew each time."""
    values: dict[str, Any] = {by: int(key) if by in _NUMBERS else key for by, key in usable.items()}
    values |= dict.fromkeys(FLAGS & values.keys(), True)
    if "silence" in values:
        values["silence"] = counted_from(date.fromisoformat(values["silence"]), zone_of(person))
    inside = followed_country(person)
    return Filters(
        readable=tuple(sorted({holding.country for holding in person.holdings})),
        inside=inside,
        late=_late(work, person, inside) if inside else None,
        **values,
    )


def _late(work: Work, person: Person, country: str) -> Late:
    """What is overdue today, of the dates that the person may see."""
    day = today(work, person)
    there = zone(work, country)
    opened = rounds.open_rounds(work, country, day)
    return Late(day, country, whose_dates(person), tuple((one.id, counted_from(one.opens_on, there)) for one in opened))


def _country(work: Work, _person: Person, key: str) -> Narrowing | None:
    found = setup.country(work, key)
    return Narrowing("country", key, found.names) if found else None


def _institution(work: Work, person: Person, key: str) -> Narrowing | None:
    every = setup.active_institutions(work, followed_country(person) or "")
    found = next((one for one in every if str(one.id) == key), None)
    return Narrowing("institution", found.code, found.names) if found else None


def _cluster(work: Work, person: Person, key: str) -> Narrowing | None:
    every = clusters.clusters_of(work, followed_country(person) or "")
    found = next((one for one in every if str(one.id) == key), None)
    return Narrowing("cluster", found.name) if found else None


def _state(_work: Work, _person: Person, key: str) -> Narrowing | None:
    return Narrowing("state", key) if len(key) == 2 and key.isascii() and key.isupper() else None


def _silence(work: Work, person: Person, key: str) -> Narrowing | None:
    try:
        day = date.fromisoformat(key)
    except ValueError:
        return None
    return Narrowing("silence", key) if day.isoformat() == key and day <= today(work, person) else None


_LOOKED_UP: dict[str, Callable[[Work, Person, str], Narrowing | None]] = {
    "country": _country,
    "institution": _institution,
    "cluster": _cluster,
    "state": _state,
    "silence": _silence,
}
