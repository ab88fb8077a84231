"""What indicators were on days past, of everybody or of a group. A corrected value supersedes the one before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, insert, select, update

from db.queries.plans import PURPOSE
from db.tables import indicator_values
from db.work import Work
from domain.plan import Measure, Value


def values_of(work: Work, item_id: int) -> list[Value]:
    """Return an indicator's values, the newest day first; of a day, in the order in which they were added."""
    valid = and_(indicator_values.c.item_id == item_id, indicator_values.c.superseded_at.is_(None))
    ordered = select(indicator_values).where(valid).order_by(indicator_values.c.as_of.desc(), indicator_values.c.id)
    return [_value(work, row) for row in work.all(ordered)]


def count_values(work: Work, item_id: int) -> int:
    """Count an indicator's values."""
    valid = and_(indicator_values.c.item_id == item_id, indicator_values.c.superseded_at.is_(None))
    return int(work.one(select(func.count().label("n")).select_from(indicator_values).where(valid)).n)


def add_value(work: Work, item_id: int, value: Value, person_id: int) -> int:
    """Write down what an indicator was; return the value's id. `value.id` is of no account."""
    said = {"measure": value.measure.key, "group": value.group}
    new = {"item_id": item_id, "as_of": value.on, "written_by": person_id, "written_at": work.now}
    return work.inserted_id(insert(indicator_values), {**new, "details_sealed": work.sealer.seal_json(PURPOSE, said)})


def supersede_value(work: Work, value_id: int) -> bool:
    """Let a value no longer count; False where it has ceased to already."""
    valid = and_(indicator_values.c.id == value_id, indicator_values.c.superseded_at.is_(None))
    return work.execute(update(indicator_values).where(valid).values(superseded_at=work.now)).rowcount == 1


def _value(work: Work, row: Any) -> Value:
    said = work.sealer.open_json(PURPOSE, row.details_sealed)
    return Value(row.id, row.as_of, Measure.of(said["measure"]), said["group"])
