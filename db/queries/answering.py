"""What an institution is to answer: its assignments, with what it has in hand on each. Versions: contributions.py."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from db.tables import assignments, contributions, recommendations, round_recommendations
from db.work import Work
from domain.contribution import State


@dataclass(frozen=True, slots=True)
class Task:
    """A recommendation that an institution has work with. `state`: of its newest version, None where it has none."""

    recommendation_id: int
    state: State | None


_OPEN = (State.RETURNED.value, State.DRAFT.value)


def lock_assignment(work: Work, recommendation_id: int, institution_id: int) -> bool:
    """Tell whether an institution has a recommendation, and let nobody else begin an answer to it in this moment."""
    wanted = select(assignments.c.id).where(
        assignments.c.recommendation_id == recommendation_id,
        assignments.c.institution_id == institution_id,
        assignments.c.ended_at.is_(None),
    )
    return work.one(wanted.with_for_update()) is not None


def is_asked_in(work: Work, round_id: int, recommendation_id: int) -> bool:
    """Tell whether a round asks about a recommendation."""
    same = round_recommendations.c.recommendation_id == recommendation_id
    wanted = select(round_recommendations.c.round_id).where(round_recommendations.c.round_id == round_id, same)
    return work.one(wanted) is not None


def tasks(work: Work, institution_id: int, most: int, skip: int) -> list[Task]:
    """Return what was returned, then drafts, then what has no answer yet; each in the order of the numbers."""
    state = contributions.c.state
    chosen = _newest(institution_id).with_only_columns(assignments.c.recommendation_id, state)
    first = func.coalesce(func.nullif(state, State.RETURNED.value), "")
    waiting = or_(state.is_(None), state.in_(_OPEN))
    # "" (returned) comes before "draft", and what has no state last.
    order = (state.is_(None), first, recommendations.c.number)
    rows = work.all(chosen.where(waiting).order_by(*order).limit(most).offset(skip))
    return [Task(row.recommendation_id, State(row.state) if row.state else None) for row in rows]


def count_tasks(work: Work, institution_id: int) -> dict[State | None, int]:
    """Count an institution's recommendations by the state of its newest version; None: without any."""
    state = contributions.c.state
    counted = _newest(institution_id).with_only_columns(state, func.count().label("n")).group_by(state)
    return {State(row.state) if row.state else None: row.n for row in work.all(counted)}


def _newest(institution_id: int) -> Select[Any]:
    """An institution's assignments, each with its newest version."""
    other = contributions.alias()
    same = and_(
        other.c.recommendation_id == contributions.c.recommendation_id,
        other.c.institution_id == contributions.c.institution_id,
        other.c.state != State.DISCARDED.value,
    )
    newest = select(func.max(other.c.version)).where(same).scalar_subquery()
    joined = and_(
        contributions.c.recommendation_id == assignments.c.recommendation_id,
        contributions.c.institution_id == assignments.c.institution_id,
        contributions.c.version == newest,
    )
    return (
        select(assignments.c.recommendation_id)
        .select_from(assignments.join(recommendations).outerjoin(contributions, joined))
        .where(assignments.c.institution_id == institution_id, assignments.c.ended_at.is_(None))
    )
