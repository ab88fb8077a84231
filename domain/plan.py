"""The plan of an institution: what its activities and indicators say, and what they lack.

Who may do what with it, and how it changes, stands in plan_rules.py; what is shown, in plan_shown.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.role import InstitutionKind


class ItemKind(StrEnum):
    """What stands in a plan."""

    ACTIVITY = "activity"
    INDICATOR = "indicator"


class IndicatorKind(StrEnum):
    """What an indicator measures: commitments (laws, bodies), efforts (what is done), or results for people."""

    STRUCTURAL = "structural"
    PROCESS = "process"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and the ISO 4217 code of its currency; nothing at all is an amount too."""

    amount: Decimal
    currency: str


@dataclass(frozen=True, slots=True)
class Measure:
    """How much: a number, or words such as "in force" where the indicator is a structural one."""

    number: Decimal | None = None
    words: str = ""

    @property
    def key(self) -> str:
        """As it is stored: "12.5", "~in force"."""
        return f"~{self.words}" if self.number is None else format(self.number, "f")

    @classmethod
    def of(cls, key: str) -> Measure:
        """From what `key` gave."""
        return cls(None, key[1:]) if key.startswith("~") else cls(Decimal(key))


@dataclass(frozen=True, slots=True)
class Mark:
    """How much on which day: a baseline, a benchmark, a target. A year alone is its last day."""

    on: date
    measure: Measure


@dataclass(frozen=True, slots=True)
class Activity:
    """What an institution means to do; everything but the title may come later."""

    title: str
    responsible: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    money: Money | None = None
    funds: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True)
class Indicator:
    """How it is measured whether a recommendation is implemented."""

    title: str
    kind: IndicatorKind | None = None
    unit: str = ""
    baseline: Mark | None = None
    benchmarks: tuple[Mark, ...] = ()
    target: Mark | None = None
    source: str = ""
    notes: str = ""


Content = Activity | Indicator


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose plan it is."""

    country: str
    institution_id: int
    kind: InstitutionKind


@dataclass(frozen=True, slots=True)
class Item:
    """An activity or indicator as its newest version says it. `serves`: recommendations, by id.

    `changed_on`: the moment's date in UTC; `archived`: it is no longer part of the plan.
    """

    id: int
    owner: Owner
    version: int
    content: Content
    serves: tuple[int, ...]
    changed_on: date
    archived: bool = False

    @property
    def lacks(self) -> tuple[Lack, ...]:
        """What it lacks."""
        return lacks(self.content, len(self.serves))


@dataclass(frozen=True, slots=True)
class Value:
    """What an indicator was on a day. `group`: of whom, "" for everybody."""

    id: int
    on: date
    measure: Measure
    group: str = ""

    def same_place(self, other: Value) -> bool:
        """Tell whether another value is of the same day and group, so that one of the two counts."""
        return (self.on, self.group.casefold()) == (other.on, other.group.casefold())


class Lack(StrEnum):
    """What a plan needs and an activity or indicator does not have."""

    RESPONSIBLE = "responsible"
    TIMELINE = "timeline"
    BUDGET = "budget"
    FUNDS = "funds"
    RECOMMENDATIONS = "recommendations"
    KIND = "kind"
    BASELINE = "baseline"
    BENCHMARKS = "benchmarks"
    TARGET = "target"


def lacks(content: Content, serving: int) -> tuple[Lack, ...]:
    """Return what an activity or indicator lacks. `serving`: how many recommendations it serves.

    What costs nothing needs no source of funds; a timeline needs an end.
    """
    if isinstance(content, Activity):
        free = content.money is not None and not content.money.amount
        there = {
            Lack.RESPONSIBLE: bool(content.responsible),
            Lack.TIMELINE: content.ends_on is not None,
            Lack.BUDGET: content.money is not None,
            Lack.FUNDS: bool(content.funds) or free,
            Lack.RECOMMENDATIONS: serving > 0,
        }
    else:
        there = {
            Lack.KIND: content.kind is not None,
            Lack.BASELINE: content.baseline is not None,
            Lack.BENCHMARKS: bool(content.benchmarks),
            Lack.TARGET: content.target is not None,
        }
    return tuple(lack for lack, has in there.items() if not has)


def counted(lacking: Iterable[tuple[Lack, ...]]) -> Mapping[Lack, int]:
    """Return how many of a plan's entries lack each."""
    return Counter(lack for one in lacking for lack in one)


def as_data(value: Any) -> Any:
    """Return a part of a plan as it is stored in JSON."""
    if isinstance(value, Money):
        return [format(value.amount, "f"), value.currency]
    if isinstance(value, Mark):
        return [value.on.isoformat(), value.measure.key]
    if isinstance(value, tuple):
        return [as_data(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def from_data(part: str, data: Any) -> Any:
    """Return what `as_data` gave as it was."""
    if data is None:
        return None
    if part == "benchmarks":
        return tuple(from_data("target", one) for one in data)
    if part in {"starts_on", "ends_on"}:
        return date.fromisoformat(data)
    if part == "money":
        return Money(Decimal(data[0]), data[1])
    if part in {"baseline", "target"}:
        return Mark(date.fromisoformat(data[0]), Measure.of(data[1]))
    return IndicatorKind(data) if part == "kind" else data
