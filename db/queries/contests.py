"""Competence that an institution contests, and what the coordinator decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from db.tables import assignments, contests, institutions, recommendations
from db.work import Work
from domain.competence import Contest, Decision
from domain.due import Part
from domain.reference import Reference
from domain.role import INDEPENDENT_KINDS, InstitutionKind

PURPOSE = "contest"

_NAMED = institutions.alias("named")
_FOUND = (
    select(
        contests,
        recommendations.c.country,
        recommendations.c.number,
        recommendations.c.id.label("recommendation_id"),
        assignments.c.institution_id,
        assignments.c.part,
        assignments.c.ended_at,
        institutions.c.names,
        institutions.c.kind,
        _NAMED.c.names.label("named_names"),
        _NAMED.c.archived_at.label("named_archived_at"),
    )
    .select_from(contests)
    .join(assignments, assignments.c.id == contests.c.assignment_id)
    .join(recommendations, recommendations.c.id == assignments.c.recommendation_id)
    .join(institutions, institutions.c.id == assignments.c.institution_id)
    .outerjoin(_NAMED, _NAMED.c.id == contests.c.named_institution_id)
)


def contest(work: Work, contest_id: int) -> Contest | None:
    """Return the contest of this id, or None. An institution named that has been archived is named no more."""
    row = work.one(_FOUND.where(contests.c.id == contest_id))
    return _contest(work, row) if row else None


def waiting(work: Work, country: str, most: int, skip: int) -> list[Contest]:
    """Return the contests that wait for a country's coordinators, the oldest first."""
    rows = work.all(_FOUND.where(_waits(country)).order_by(contests.c.id).limit(most).offset(skip))
    return [_contest(work, row) for row in rows]


def count_waiting(work: Work, country: str) -> int:
    """Count the contests that wait for a country's coordinators."""
    held = contests.join(assignments, assignments.c.id == contests.c.assignment_id)
    held = held.join(recommendations, recommendations.c.id == assignments.c.recommendation_id)
    return int(work.one(select(func.count().label("n")).select_from(held).where(_waits(country))).n)


def is_contested(work: Work, assignment_id: int) -> bool:
    """Tell whether a contest of an assignment waits."""
    open_ = and_(contests.c.assignment_id == assignment_id, contests.c.state == Decision.OPEN.value)
    return work.one(select(contests.c.id).where(open_)) is not None


def add_contest(work: Work, assignment_id: int, person_id: int, named: int | None, reason: str) -> int:
    """Write a contest down; return its id."""
    values = {
        "assignment_id": assignment_id,
        "person_id": person_id,
        "named_institution_id": named,
        "reason_sealed": work.sealer.seal_json(PURPOSE, {"reason": reason, "answer": ""}),
        "state": Decision.OPEN.value,
        "created_at": work.now,
    }
    return work.inserted_id(insert(contests), values)


def decide(work: Work, found: Contest, decision: Decision, person_id: int, answer: str = "") -> bool:
    """Decide a contest; return False where somebody else has just done so."""
    open_ = and_(contests.c.id == found.id, contests.c.state == Decision.OPEN.value)
    values = {
        "state": decision.value,
        "decided_by": person_id,
        "decided_at": work.now,
        "reason_sealed": work.sealer.seal_json(PURPOSE, {"reason": found.reason, "answer": answer}),
    }
    return work.execute(update(contests).where(open_).values(values)).rowcount == 1


def _waits(country: str) -> ColumnElement[bool]:
    return and_(
        recommendations.c.country == country,
        contests.c.state == Decision.OPEN.value,
        assignments.c.ended_at.is_(None),
    )


def _contest(work: Work, row: Any) -> Contest:
    said = work.sealer.open_json(PURPOSE, row.reason_sealed)
    is_there = row.named_institution_id is not None and row.named_archived_at is None
    return Contest(
        row.id,
        row.country,
        Reference(row.country, row.number),
        row.recommendation_id,
        row.assignment_id,
        row.institution_id,
        row.names,
        InstitutionKind(row.kind) in INDEPENDENT_KINDS,
        Part(row.part),
        row.named_institution_id if is_there else None,
        row.named_names if is_there else None,
        said["reason"],
        said["answer"],
        Decision(row.state),
        row.ended_at is None,
    )
