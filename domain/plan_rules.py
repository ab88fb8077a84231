"""Plans: who may read and write them, how an entry is changed, and how much may stand in one. Pure."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from domain.errors import (
    AmountTooLarge,
    EndsBeforeStart,
    MessageEmpty,
    NotInThisRole,
    PlanListFull,
    PlanNotThere,
    PlanTextTooLong,
)
from domain.plan import Activity, Content, Indicator, Mark, Owner
from domain.role import INDEPENDENT_KINDS, Holding, Role
from domain.text import units

MOST_ITEMS = 300
"""Activities and indicators of one institution."""

MOST_BENCHMARKS = 12
MOST_VALUES = 200
GREATEST = 10**15
"""Amounts and figures beyond it, either way, are slips."""

LONGEST = {"title": 200, "responsible": 200, "funds": 200, "notes": 1200, "unit": 40, "source": 200}
"""UTF-16 units of what is written, so that all of it fits into one message."""

LONGEST_WORDS = 80
"""UTF-16 units of a group's name, and of what a structural indicator says in words."""


class PlanAction(StrEnum):
    """What can be done with a plan."""

    READ = "read"
    WRITE = "write"


BY: dict[PlanAction, frozenset[Role]] = {
    PlanAction.READ: frozenset({Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER, Role.COORDINATOR}),
    PlanAction.WRITE: frozenset({Role.FOCAL_POINT, Role.DEPUTY}),
}
"""Who does it: of the institution itself, or, as a coordinator, of the country. Independent bodies have no plan."""


def authorise(action: PlanAction, holding: Holding | None, owner: Owner) -> None:
    """Raise PlanNotThere to another country or institution, as where there is none; NotInThisRole."""
    if holding is None or holding.country != owner.country or owner.kind in INDEPENDENT_KINDS:
        raise PlanNotThere
    if holding.role is not Role.COORDINATOR and holding.institution_id != owner.institution_id:
        raise PlanNotThere
    if holding.role not in BY[action]:
        raise NotInThisRole


# --- changing ----------------------------------------------------------------------------------------


def parts_of(content: Content) -> frozenset[str]:
    """Return the names of what can be said of an activity, or of an indicator."""
    return frozenset(field.name for field in fields(content))


def changed(content: Content, part: str, value: Any) -> Content:
    """Return it with another value in a part; of benchmarks with one more, or another of that day.

    Raises MessageEmpty, PlanTextTooLong, EndsBeforeStart, PlanListFull.
    """
    if part in LONGEST:
        value = _text(part, value)
    if isinstance(content, Activity) and part in {"starts_on", "ends_on"}:
        return _dated(content, part, value)
    if isinstance(content, Indicator) and part == "benchmarks":
        return replace(content, benchmarks=_marked(content.benchmarks, value))
    return replace(content, **{part: value})


def without(content: Indicator, on: date) -> Indicator:
    """Return an indicator without the benchmark of a day."""
    return replace(content, benchmarks=tuple(one for one in content.benchmarks if one.on != on))


def clash(seen: Content, now: Content, part: str, value: Any) -> bool:
    """Tell whether somebody else has changed a part since it was read, to something else than is wanted.

    Of benchmarks the one of the same day counts: two people may each add one.
    """
    there = _at(now, part, value)
    return bool(there not in {_at(seen, part, value), value})


def within(text: str, most: int) -> str:
    """Return a text on one line. Raises PlanTextTooLong, MessageEmpty."""
    line = " ".join(text.split())
    if not line:
        raise MessageEmpty
    if units(line) > most:
        raise PlanTextTooLong(units(line), most)
    return line


def plausible(number: Decimal) -> Decimal:
    """Return a number that may be meant. Raises AmountTooLarge."""
    if abs(number) > GREATEST:
        raise AmountTooLarge(GREATEST)
    return number


def _text(part: str, text: str) -> str:
    kept = text.strip() if part == "notes" else " ".join(text.split())
    if part == "title" and not kept:
        raise MessageEmpty
    if units(kept) > LONGEST[part]:
        raise PlanTextTooLong(units(kept), LONGEST[part])
    return kept


def _dated(content: Activity, part: str, day: date | None) -> Activity:
    """A start past the end leaves the end to be said anew."""
    if part == "starts_on":
        ends = None if day and content.ends_on and content.ends_on < day else content.ends_on
        return replace(content, starts_on=day, ends_on=ends)
    if day and content.starts_on and day < content.starts_on:
        raise EndsBeforeStart(content.starts_on)
    return replace(content, ends_on=day)


def _marked(benchmarks: tuple[Mark, ...], new: Mark) -> tuple[Mark, ...]:
    kept = [one for one in benchmarks if one.on != new.on]
    if len(kept) >= MOST_BENCHMARKS:
        raise PlanListFull(MOST_BENCHMARKS)
    return tuple(sorted([*kept, new], key=lambda one: one.on))


def _at(content: Content, part: str, value: Any) -> Any:
    if isinstance(content, Indicator) and part == "benchmarks":
        return next((one for one in content.benchmarks if one.on == value.on), None)
    return getattr(content, part)
