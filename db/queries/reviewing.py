"""What waits for a country's coordinators: submitted contributions, and approved ones that are to be published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, case, exists, func, or_, select

from db.tables import assignments, contributions, institutions, recommendations
from db.work import Work
from domain.contribution import State
from domain.due import Part
from domain.reference import Reference
from domain.role import INDEPENDENT_KINDS

_KINDS = sorted(INDEPENDENT_KINDS)
_other, _others = assignments.alias("other"), institutions.alias("others")
_shared = (
    exists()
    .where(
        _other.c.recommendation_id == contributions.c.recommendation_id,
        _other.c.institution_id != contributions.c.institution_id,
        _other.c.ended_at.is_(None),
        _others.c.id == _other.c.institution_id,
        _others.c.kind.not_in(_KINDS),
    )
    .correlate(contributions)
)
# The country's answer is the lead's contribution, or the only institution's (domain/consolidation.py).
_ANSWERS = or_(assignments.c.part == Part.LEAD.value, and_(assignments.c.id.is_not(None), ~_shared))
_WAITS = or_(
    contributions.c.state == State.SUBMITTED.value, and_(contributions.c.state == State.APPROVED.value, _ANSWERS)
)
_ORDER = (contributions.c.submitted_at, contributions.c.id)


@dataclass(frozen=True, slots=True)
class Same:
    """A contribution that says "no change". `answers`: it is the country's answer."""

    id: int
    reference: Reference
    institution_id: int
    changed_at: datetime
    answers: bool


def waiting(work: Work, country: str, most: int, skip: int) -> list[int]:
    """Return what waits, by id; what has waited longest first."""
    rows = work.all(_queue(country).order_by(*_ORDER).limit(most).offset(skip))
    return [row.id for row in rows]


def count_waiting(work: Work, country: str) -> dict[State, int]:
    """Count what waits, by state."""
    state = contributions.c.state
    rows = work.all(_queue(country).with_only_columns(state, func.count().label("n")).group_by(state))
    return {State(row.state): row.n for row in rows}


def after(work: Work, country: str, contribution_id: int, submitted_at: datetime) -> int | None:
    """Return what waits next after a contribution, by id; after the last one, the first."""
    others = _queue(country).where(contributions.c.id != contribution_id).order_by(*_ORDER).limit(1)
    same = and_(contributions.c.submitted_at == submitted_at, contributions.c.id > contribution_id)
    row = work.one(others.where(or_(contributions.c.submitted_at > submitted_at, same))) or work.one(others)
    return row.id if row else None


def unchanged(work: Work, country: str, person_id: int, most: int) -> list[Same]:
    """Return what others than this person submitted as "no change", at most so many; the longest waiting first."""
    answers = case((_ANSWERS, 1), else_=0).label("answers")
    wanted = _unchanged(country, person_id).add_columns(
        recommendations.c.number, contributions.c.institution_id, contributions.c.changed_at, answers
    )
    return [
        Same(row.id, Reference(country, row.number), row.institution_id, row.changed_at, bool(row.answers))
        for row in work.all(wanted.order_by(*_ORDER).limit(most))
    ]


def count_unchanged(work: Work, country: str, person_id: int) -> int:
    """Count what was submitted as "no change" by others than this person."""
    counted = _unchanged(country, person_id).with_only_columns(func.count().label("n"))
    return int(work.one(counted).n)


def _unchanged(country: str, person_id: int) -> Select[Any]:
    said = and_(contributions.c.no_change, contributions.c.state == State.SUBMITTED.value)
    by_others = and_(
        contributions.c.written_by != person_id, func.coalesce(contributions.c.submitted_by, 0) != person_id
    )
    return _queue(country).where(said, by_others)


def _queue(country: str) -> Select[Any]:
    mine = and_(
        assignments.c.recommendation_id == contributions.c.recommendation_id,
        assignments.c.institution_id == contributions.c.institution_id,
        assignments.c.ended_at.is_(None),
    )
    return (
        select(contributions.c.id)
        .select_from(contributions)
        .join(recommendations, recommendations.c.id == contributions.c.recommendation_id)
        .join(institutions, institutions.c.id == contributions.c.institution_id)
        .outerjoin(assignments, mine)
        .where(recommendations.c.country == country, institutions.c.kind.not_in(_KINDS), _WAITS)
    )
