"""What an institution asks its units for, and what they answer. The plan stands in plans.py, the units in units.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, insert, select, update

from db.tables import institutions, part_requests, recommendations, units
from db.work import Work
from domain.parts import PartStanding, PartState
from domain.reference import Reference

PURPOSE = "part"


@dataclass(frozen=True, slots=True)
class PartRequest:
    """A request to a unit, with its answer, "" where there is none."""

    id: int
    recommendation_id: int
    reference: Reference
    institution_id: int
    institution_names: dict[str, str]
    unit_id: int
    unit: str
    asked_by: int
    question: str
    due_on: date | None
    state: PartState
    answer: str

    @property
    def standing(self) -> PartStanding:
        """The request as the rules see it."""
        return PartStanding(self.state, self.reference.country, self.institution_id, self.unit_id)


_WANTED = (
    select(
        part_requests,
        recommendations.c.country,
        recommendations.c.number,
        institutions.c.names,
        units.c.name.label("unit"),
    )
    .select_from(part_requests)
    .join(recommendations, recommendations.c.id == part_requests.c.recommendation_id)
    .join(institutions, institutions.c.id == part_requests.c.institution_id)
    .join(units, units.c.id == part_requests.c.unit_id)
)
_OPEN_FIRST = case((part_requests.c.state == PartState.ASKED.value, 0), else_=1)


def add_request(
    work: Work, recommendation_id: int, institution_id: int, unit_id: int, person_id: int, question: str,
    due_on: date | None,
) -> int:  # fmt: skip
    """Add a request to a unit; return its id."""
    return work.inserted_id(
        insert(part_requests),
        {
            "recommendation_id": recommendation_id,
            "institution_id": institution_id,
            "unit_id": unit_id,
            "asked_by": person_id,
            "question_sealed": work.sealer.seal(PURPOSE, question.encode()),
            "due_on": due_on,
            "state": PartState.ASKED.value,
            "created_at": work.now,
        },
    )


def request(work: Work, request_id: int) -> PartRequest | None:
    """Return a request by its id."""
    row = work.one(_WANTED.where(part_requests.c.id == request_id))
    return _read(work, row) if row else None


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose requests: those to these units and not taken back; else an institution's, on one recommendation or all."""

    units: tuple[int, ...] = ()
    institution_id: int | None = None
    recommendation_id: int | None = None


def page(work: Work, whose: Whose, most: int, skip: int) -> list[PartRequest]:
    """Return requests, the open first, then the newest first."""
    found = _WANTED.where(_of(whose)).order_by(_OPEN_FIRST, part_requests.c.id.desc())
    return [_read(work, row) for row in work.all(found.limit(most).offset(skip))]


def counts(work: Work, whose: Whose) -> dict[PartState, int]:
    """Count requests by state."""
    counted = select(part_requests.c.state, func.count().label("n")).where(_of(whose))
    return {PartState(row.state): row.n for row in work.all(counted.group_by(part_requests.c.state))}


def open_of_unit(work: Work, unit_id: int) -> list[int]:
    """Return the requests that wait for a unit's answer, by id."""
    waits = and_(part_requests.c.unit_id == unit_id, part_requests.c.state == PartState.ASKED.value)
    return [row.id for row in work.all(select(part_requests.c.id).where(waits).order_by(part_requests.c.id))]


def close(work: Work, request_id: int, after: PartState, person_id: int | None = None, answer: str = "") -> bool:
    """End a request that waits; return False where it does no more. `person_id`: who of the unit answered it."""
    waits = and_(part_requests.c.id == request_id, part_requests.c.state == PartState.ASKED.value)
    ended = {
        "state": after.value,
        "answered_by": person_id,
        "answered_at": work.now,
        "answer_sealed": work.sealer.seal(PURPOSE, answer.encode()) if answer else None,
    }
    return work.execute(update(part_requests).where(waits).values(ended)).rowcount == 1


def _of(whose: Whose) -> ColumnElement[bool]:
    if whose.institution_id is None:
        there = part_requests.c.state != PartState.WITHDRAWN.value
        return and_(part_requests.c.unit_id.in_(whose.units), there)
    own = part_requests.c.institution_id == whose.institution_id
    about = part_requests.c.recommendation_id == whose.recommendation_id
    return own if whose.recommendation_id is None else and_(own, about)


def _read(work: Work, row: Any) -> PartRequest:
    return PartRequest(
        row.id,
        row.recommendation_id,
        Reference(row.country, row.number),
        row.institution_id,
        row.names,
        row.unit_id,
        row.unit,
        row.asked_by,
        work.sealer.open(PURPOSE, row.question_sealed).decode(),
        row.due_on,
        PartState(row.state),
        work.sealer.open(PURPOSE, row.answer_sealed).decode() if row.answer_sealed else "",
    )
