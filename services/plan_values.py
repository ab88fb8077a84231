"""What an indicator was over time: written down and corrected. What stood there before stays in the database."""

from __future__ import annotations

from datetime import date

from db.queries import indicator_values, instance, plans
from db.work import Work
from domain.errors import DayNotPassed, PlanListFull, PlanNotThere
from domain.plan import Indicator, Item, Measure, Value
from domain.plan_rules import LONGEST_WORDS, MOST_VALUES, within
from domain.role import Person
from services.plan import writable
from services.typed_days import today


def indicator(work: Work, person: Person, item_id: int) -> Item:
    """Return an indicator that the person may change. Raises PlanNotThere, NotInThisRole."""
    found = writable(work, person, item_id)
    if not isinstance(found.content, Indicator):
        raise PlanNotThere
    return found


def value_of(work: Work, person: Person, item_id: int, value_id: int) -> Value:
    """Return a value that still counts, of an indicator that the person may change. Raises PlanNotThere."""
    indicator(work, person, item_id)
    found = next((one for one in indicator_values.values_of(work, item_id) if one.id == value_id), None)
    if found is None:
        raise PlanNotThere
    return found


def value(on: str, key: str, group: str) -> Value:
    """Return a value that is not written down yet. `on`: an ISO date; `key`: domain.plan.Measure."""
    return Value(0, date.fromisoformat(on), Measure.of(key), group)


def passed(work: Work, person: Person, on: date) -> date:
    """Return a day that has come. Raises DayNotPassed."""
    day = today(work, person)
    if on > day:
        raise DayNotPassed(day)
    return on


def group_named(typed: str) -> str:
    """Return the name of a group as it is kept. Raises MessageEmpty, PlanTextTooLong."""
    return within(typed, LONGEST_WORDS)


def put_down(work: Work, person: Person, item_id: int, value: Value, replaces: int | None) -> Value | None:
    """Write a value down; return None, or the value of that day and group that is there and was not to be replaced.

    Raises PlanNotThere, NotInThisRole, DayNotPassed, PlanListFull.
    """
    indicator(work, person, item_id)
    plans.hold(work, item_id)
    passed(work, person, value.on)
    there = indicator_values.values_of(work, item_id)
    same = next((one for one in there if one.same_place(value)), None)
    if same is not None and same.measure == value.measure:
        return None
    if same is not None and same.id != replaces:
        return same
    if same is not None:
        indicator_values.supersede_value(work, same.id)
    elif len(there) >= MOST_VALUES:
        raise PlanListFull(MOST_VALUES)
    added = indicator_values.add_value(work, item_id, value, person.id)
    _record(work, person, item_id, added, same)
    return None


def _record(work: Work, person: Person, item_id: int, added: int, before: Value | None) -> None:
    instance.record_event(
        work,
        "indicator value corrected" if before else "indicator value added",
        person_id=person.id,
        country=person.holding.country if person.holding else None,
        subject="plan_items",
        subject_id=item_id,
        details={"value": added, "superseded": before.id if before else None},
    )
