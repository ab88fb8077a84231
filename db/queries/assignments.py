"""Assignments: which institution has which recommendation, in which part, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, func, insert, select, update

from db.prepared import Prepared
from db.tables import assignments, institutions, recommendations
from db.work import Work
from domain.due import Part
from domain.role import INDEPENDENT_KINDS, InstitutionKind

INSTRUCTIONS = "instructions"
"""What the coordinator's instructions to an institution are sealed for."""


@dataclass(frozen=True, slots=True)
class AssignmentLine:
    """A line of a list of assignments."""

    recommendation_id: int
    institution_id: int
    part: Part
    due_on: date | None


@dataclass(frozen=True, slots=True)
class AssignedInstitution:
    """An institution that a recommendation is assigned to, with the names that are shown."""

    institution_id: int
    code: str
    kind: InstitutionKind
    names: dict[str, str]
    part: Part
    due_on: date | None
    acknowledged: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """How many assignments there are, how many carry a date, and how many of the dates have passed."""

    total: int
    dated: int
    overdue: int


_LINE = (assignments.c.recommendation_id, assignments.c.institution_id, assignments.c.part, assignments.c.due_on)
_OF_INSTITUTION = and_(assignments.c.institution_id == bindparam("institution"), assignments.c.ended_at.is_(None))
_OF_COUNTRY = and_(
    institutions.c.country == bindparam("in_country"),
    institutions.c.id == assignments.c.institution_id,
    assignments.c.ended_at.is_(None),
)
_COUNTED = (
    func.count().label("total"),
    func.count(assignments.c.due_on).label("dated"),
    func.count().filter(assignments.c.due_on < bindparam("today")).label("overdue"),
)
_COUNT_OF_INSTITUTION = Prepared(select(*_COUNTED).select_from(assignments).where(_OF_INSTITUTION))
# Independent bodies are never overdue, in nobody's figures.
_DUE_TO = and_(assignments.c.due_on < bindparam("today"), institutions.c.kind.not_in(sorted(INDEPENDENT_KINDS)))
_COUNTED_OF_COUNTRY = (*_COUNTED[:2], func.count().filter(_DUE_TO).label("overdue"))
_COUNT_OF_COUNTRY = select(*_COUNTED_OF_COUNTRY).select_from(assignments.join(institutions)).where(_OF_COUNTRY)
_MOST: BindParameter[int] = bindparam("most")
_SKIP: BindParameter[int] = bindparam("skip")
_MINE = Prepared(
    select(*_LINE).where(_OF_INSTITUTION).order_by(assignments.c.recommendation_id).limit(_MOST).offset(_SKIP)
)
_DUE_OF_INSTITUTION = Prepared(
    select(*_LINE)
    .where(_OF_INSTITUTION, assignments.c.due_on.is_not(None))
    .order_by(assignments.c.due_on, assignments.c.recommendation_id)
    .limit(_MOST)
    .offset(_SKIP)
)
_DUE_OF_COUNTRY = Prepared(
    select(*_LINE)
    .select_from(assignments.join(institutions))
    .where(_OF_COUNTRY, assignments.c.due_on.is_not(None))
    .order_by(assignments.c.due_on, assignments.c.recommendation_id, assignments.c.part.desc())
    .limit(_MOST)
    .offset(_SKIP)
)
_OF_RECOMMENDATION = (
    select(
        institutions.c.id,
        institutions.c.code,
        institutions.c.kind,
        institutions.c.names,
        assignments.c.part,
        assignments.c.due_on,
        assignments.c.acknowledged_at,
    )
    .select_from(assignments.join(institutions))
    .where(assignments.c.recommendation_id == bindparam("wanted"), assignments.c.ended_at.is_(None))
    .order_by(assignments.c.part.desc(), institutions.c.code)
)


def count_of_institution(work: Work, institution_id: int, today: date) -> Counts:
    """Count an institution's assignments."""
    row = work.one(_COUNT_OF_INSTITUTION, {"institution": institution_id, "today": today})
    return _counts(row)


def count_of_country(work: Work, country: str, today: date) -> Counts:
    """Count the assignments of all institutions of a country."""
    return _counts(work.one(_COUNT_OF_COUNTRY, {"in_country": country, "today": today}))


def assigned_to(work: Work, institution_id: int, most: int, skip: int) -> list[AssignmentLine]:
    """Return an institution's assignments in the order of the recommendations' numbers."""
    return _lines(work, _MINE, {"institution": institution_id, "most": most, "skip": skip})


def due_of_institution(work: Work, institution_id: int, most: int, skip: int) -> list[AssignmentLine]:
    """Return an institution's assignments that carry a date, the earliest first."""
    return _lines(work, _DUE_OF_INSTITUTION, {"institution": institution_id, "most": most, "skip": skip})


def due_of_country(work: Work, country: str, most: int, skip: int) -> list[AssignmentLine]:
    """Return a country's assignments that carry a date, the earliest first."""
    return _lines(work, _DUE_OF_COUNTRY, {"in_country": country, "most": most, "skip": skip})


def institutions_of(work: Work, recommendation_id: int) -> list[AssignedInstitution]:
    """Return who has a recommendation now: the lead first, then the associated institutions by code."""
    return [
        AssignedInstitution(
            row.id,
            row.code,
            InstitutionKind(row.kind),
            row.names,
            Part(row.part),
            row.due_on,
            row.acknowledged_at is not None,
        )
        for row in work.all(_OF_RECOMMENDATION, {"wanted": recommendation_id})
    ]


def active_assignments(work: Work, recommendation_ids: Sequence[int]) -> dict[tuple[int, int], tuple[int, date | None]]:
    """Return (assignment id, due date) by (recommendation, institution), for these recommendations."""
    wanted = select(assignments).where(
        assignments.c.recommendation_id.in_(list(recommendation_ids)), assignments.c.ended_at.is_(None)
    )
    rows = work.all(wanted)
    return {(row.recommendation_id, row.institution_id): (row.id, row.due_on) for row in rows}


def recommendations_with_lead(work: Work, recommendation_ids: Sequence[int]) -> set[int]:
    """Return which of these recommendations have a lead institution."""
    wanted = select(assignments.c.recommendation_id).where(
        assignments.c.recommendation_id.in_(list(recommendation_ids)),
        assignments.c.ended_at.is_(None),
        assignments.c.part == Part.LEAD.value,
    )
    return {row.recommendation_id for row in work.all(wanted)}


def add_assignments(work: Work, rows: Sequence[tuple[int, int, Part, date | None]]) -> None:
    """Assign (recommendation, institution, part, due date), many at once."""
    if rows:
        work.execute(
            insert(assignments),
            [
                {
                    "recommendation_id": recommendation_id,
                    "institution_id": institution_id,
                    "part": part.value,
                    "due_on": due_on,
                    "next_look_at": work.now if due_on else None,
                    "assigned_at": work.now,
                }
                for recommendation_id, institution_id, part, due_on in rows
            ],
        )


def change_due_date(work: Work, assignment_ids: Sequence[int], due_on: date | None) -> None:
    """Give assignments another date: a new deadline version, so that reminders of the old one die."""
    if assignment_ids:
        changed = update(assignments).where(assignments.c.id.in_(list(assignment_ids)))
        work.execute(
            changed.values(due_on=due_on, deadline_version=assignments.c.deadline_version + 1, next_look_at=work.now)
        )


def numbered_ids(work: Work, country: str) -> list[int]:
    """Return the ids of all recommendations of a country that are not archived, in the order of their numbers."""
    wanted = select(recommendations.c.id).where(
        recommendations.c.country == country, recommendations.c.archived_at.is_(None)
    )
    return [row.id for row in work.all(wanted.order_by(recommendations.c.number))]


def _lines(work: Work, statement: Any, values: dict[str, Any]) -> list[AssignmentLine]:
    return [
        AssignmentLine(row.recommendation_id, row.institution_id, Part(row.part), row.due_on)
        for row in work.all(statement, values)
    ]


def _counts(row: Any) -> Counts:
    return Counts(row.total, row.dated, row.overdue)
