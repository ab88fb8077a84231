"""Counting in collection rounds: what institutions have given of what they were asked, and what they have not."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select

from db.tables import assignments, contributions, recommendations, round_recommendations
from db.work import Work
from domain.contribution import GIVEN
from domain.round import Counter

_ASKED = round_recommendations.join(
    assignments, assignments.c.recommendation_id == round_recommendations.c.recommendation_id
).join(recommendations, recommendations.c.id == round_recommendations.c.recommendation_id)
_NOW = and_(assignments.c.ended_at.is_(None), recommendations.c.archived_at.is_(None))


def counters(work: Work, round_id: int, since: datetime) -> dict[int, Counter]:
    """Return each institution's counter in a round; `since`: from when on any answer counts, the day it opened."""
    counted = _counted(round_id, since).add_columns(assignments.c.institution_id)
    rows = work.all(counted.group_by(assignments.c.institution_id))
    return {row.institution_id: Counter(row.done, row.total) for row in rows}


def counter(work: Work, round_id: int, since: datetime, institution_id: int) -> Counter:
    """Return an institution's counter in a round: as in `counters`."""
    row = work.one(_counted(round_id, since).where(assignments.c.institution_id == institution_id))
    return Counter(row.done, row.total)


def unanswered(work: Work, round_id: int, since: datetime, institution_id: int, most: int, skip: int) -> list[int]:
    """Return the recommendations of a round that an institution has not answered, in the order of their numbers."""
    answered = given(round_id, since)
    wanted = (
        select(round_recommendations.c.recommendation_id)
        .select_from(_ASKED.outerjoin(answered, _same(answered)))
        .where(round_recommendations.c.round_id == round_id, _NOW, answered.c.recommendation_id.is_(None))
        .where(assignments.c.institution_id == institution_id)
        .order_by(recommendations.c.number)
    )
    return [row.recommendation_id for row in work.all(wanted.limit(most).offset(skip))]


def _counted(round_id: int, since: datetime) -> Any:
    answered = given(round_id, since)
    return (
        select(func.count(answered.c.recommendation_id).label("done"), func.count().label("total"))
        .select_from(_ASKED.outerjoin(answered, _same(answered)))
        .where(round_recommendations.c.round_id == round_id, _NOW)
    )


def given(round_id: int, since: datetime) -> Any:
    """Return what was answered for the round, or anyhow since it opened: (recommendation, institution), each once."""
    for_it = or_(contributions.c.round_id == round_id, contributions.c.submitted_at >= since)
    answered = and_(contributions.c.state.in_(sorted(GIVEN)), for_it)
    return (
        select(contributions.c.recommendation_id, contributions.c.institution_id).distinct().where(answered).subquery()
    )


def _same(answered: Any) -> Any:
    """Return the condition that one of what was `given` answers an assignment."""
    return and_(
        answered.c.recommendation_id == assignments.c.recommendation_id,
        answered.c.institution_id == assignments.c.institution_id,
    )
