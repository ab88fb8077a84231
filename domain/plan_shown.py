"""What is shown of plans: values that services load and views render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.plan import IndicatorKind, Item, ItemKind, Lack, Measure, Value
from domain.reference import Reference
from domain.shown import Line, Names


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A line of a plan. `indicator`: of which kind, where it is one and that was said."""

    id: int
    kind: ItemKind
    title: str
    starts_on: date | None
    ends_on: date | None
    indicator: IndicatorKind | None
    lacks: tuple[Lack, ...]
    institution: Names | None = None


@dataclass(frozen=True, slots=True)
class PlanCounts:
    """What is in an institution's plan. `unplanned`: recommendations that it has and no activity of its serves."""

    activities: int
    indicators: int
    lacking: Mapping[Lack, int]
    unplanned: int


@dataclass(frozen=True, slots=True)
class PlanPage:
    """A page of an institution's plan. `own`: it is the reader's institution; `writes`: they may change it."""

    institution_id: int
    institution: Names
    counts: PlanCounts
    lines: tuple[PlanLine, ...]
    number: int
    pages: int
    own: bool
    writes: bool


@dataclass(frozen=True, slots=True)
class Plans:
    """A page of a country's institutions, each with what is in its plan: (id, names, counts)."""

    institutions: tuple[tuple[int, Names, PlanCounts], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class RecommendationPlan:
    """A page of what serves a recommendation; of several institutions where a coordinator reads it."""

    reference: Reference
    lines: tuple[PlanLine, ...]
    number: int
    pages: int
    total: int
    writes: bool


@dataclass(frozen=True, slots=True)
class ItemShown:
    """An activity or indicator as one person sees it. `latest`: its newest value for everybody, or for any group."""

    item: Item
    institution: Names
    references: tuple[Reference, ...]
    writes: bool
    latest: Value | None = None
    values: int = 0


@dataclass(frozen=True, slots=True)
class PartAsked:
    """An entry, one of its parts that is being written, and what may be meant by what was typed."""

    shown: ItemShown
    part: str
    append: bool = True
    readings: tuple[str, ...] = ()
    measure: Measure | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else has written meanwhile, and what the person would have written."""

    shown: ItemShown
    part: str
    theirs: Any
    mine: Any


@dataclass(frozen=True, slots=True)
class ValuesPage:
    """A page of an indicator's values."""

    shown: ItemShown
    values: tuple[Value, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Serving:
    """A page of the recommendations that an institution has, each with whether the entry serves it."""

    shown: ItemShown
    lines: tuple[tuple[Line, bool], ...]
    number: int
    pages: int
    total: int
    clusters: int
    added: int | None = None
    misread: bool = False


@dataclass(frozen=True, slots=True)
class ClustersServed:
    """A page of clusters: (id, name, how many of its recommendations the institution has)."""

    shown: ItemShown
    clusters: tuple[tuple[int, str, int], ...]
    number: int
    pages: int
