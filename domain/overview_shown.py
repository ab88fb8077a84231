"""What is shown of an overview: whose it is, its counts, its parts. What is counted for whom: overview.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.overview import Scope, Transition
from domain.shown import Names


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose overview it is. `at`: the country that was chosen to be looked at, "" for what one's own role shows."""

    scope: Scope
    country_names: Names
    institution: Names | None
    on: date
    at: str = ""


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts in recommendations. `changes` since a day, by name; `attention` by name, empty but for a coordinator."""

    whose: Whose
    total: int
    statuses: tuple[tuple[str, int], ...]
    since: date
    changes: Mapping[str, int]
    transitions: tuple[Transition, ...]
    attention: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Group:
    """A part of an overview. `names`: of an institution; `label`: of anything else, as its source writes it."""

    label: str
    names: Names
    independent: bool
    statuses: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        """How many recommendations it has."""
        return sum(count for _, count in self.statuses)


@dataclass(frozen=True, slots=True)
class GroupPicture:
    """As many of the parts as a picture holds. `first`: the place of the first one, from 1; `total`: of all."""

    whose: Whose
    by: str
    groups: tuple[Group, ...]
    first: int
    total: int


@dataclass(frozen=True, slots=True)
class GroupPage:
    """A page of the parts by one of GROUPS."""

    whose: Whose
    by: str
    groups: tuple[Group, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Whole:
    """An overview with all its parts, to be copied: by each of GROUPS, in their order."""

    overview: Overview
    parts: Mapping[str, tuple[Group, ...]]
    page: int = 1


@dataclass(frozen=True, slots=True)
class Places:
    """A page of the countries that can be looked at: (code, names) each."""

    countries: tuple[tuple[str, Names], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Unreachable:
    """A page of a country's institutions that nobody can be reached in: their names."""

    country: str
    country_names: Names
    institutions: tuple[Names, ...]
    number: int
    pages: int
    total: int
