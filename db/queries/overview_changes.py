"""What changed since a moment, of what an overview counts. What is counted as it stands now: overview.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, true

from db.queries.overview import within
from db.tables import (
    assignments,
    audit_events,
    contributions,
    extension_requests,
    institutions,
    recommendations,
    round_institutions,
)
from db.work import Work
from domain.extension import Decision
from domain.overview import Scope, Step
from domain.role import INDEPENDENT_KINDS

_APPROVED = "contribution approved"
_STATUS_SET = "status set"
_ASSIGNED = "recommendations assigned"
_ROUND_MOVED = "round date changed"


def imported(work: Work, scope: Scope, since: datetime) -> int:
    """Count the recommendations that came into the register."""
    counted = select(func.count().label("n")).select_from(recommendations)
    return int(work.one(counted.where(within(scope), recommendations.c.created_at >= since)).n)


def assigned(work: Work, scope: Scope, since: datetime) -> int:
    """Count the recommendations that an institution was assigned, and still has; of one institution, that one."""
    newly = and_(assignments.c.assigned_at >= since, assignments.c.ended_at.is_(None))
    given_to = select(assignments.c.recommendation_id).where(newly, _of(scope, assignments.c.institution_id))
    counted = select(func.count().label("n")).select_from(recommendations)
    return int(work.one(counted.where(within(scope), recommendations.c.id.in_(given_to))).n)


def given(work: Work, scope: Scope, since: datetime) -> tuple[int, int]:
    """Count the contributions that were submitted, and those that were published; of one institution, its own."""
    submitted, published = contributions.c.submitted_at >= since, contributions.c.published_at >= since
    counted = select(
        func.count().filter(submitted).label("submitted"), func.count().filter(published).label("published")
    ).select_from(_WITH_RECOMMENDATION)
    row = work.one(counted.where(or_(submitted, published), within(scope), _of(scope, contributions.c.institution_id)))
    return row.submitted, row.published


def approved(work: Work, scope: Scope, since: datetime) -> int:
    """Count the contributions that were approved, by the audit log; of one institution, its own."""
    counted = select(func.count(contributions.c.id.distinct()).label("n")).select_from(
        audit_events.join(contributions, contributions.c.id == audit_events.c.subject_id).join(
            recommendations, recommendations.c.id == contributions.c.recommendation_id
        )
    )
    noted = and_(_noted(scope, since, _APPROVED), audit_events.c.subject == "contributions")
    return int(work.one(counted.where(noted, within(scope), _of(scope, contributions.c.institution_id))).n)


def dates(work: Work, scope: Scope, since: datetime) -> int:
    """Count the due dates that were changed: granted, set anew with an assignment, moved with a round.

    Of one institution, its own; a round's date that moved for all is not told apart by institution, and left out.
    """
    found = _granted(work, scope, since)
    wanted = select(audit_events.c.event, audit_events.c.subject, audit_events.c.subject_id, audit_events.c.details)
    for row in work.all(wanted.where(_noted(scope, since, _ASSIGNED, _ROUND_MOVED))):
        if row.event == _ROUND_MOVED:
            found += row.details.get("institutions", 0) if scope.institution is None else 0
        elif scope.institution is None or (row.subject, row.subject_id) == ("institutions", scope.institution):
            found += row.details.get("date changed", 0)
    return found


def steps(work: Work, scope: Scope, since: datetime) -> tuple[list[Step], dict[int, str]]:
    """Return when recommendations were given which status, of those that were since then; and what they have now.

    By publication of a contribution of the State's, and by the secretariat's workbook, which the audit log holds.
    """
    joined = _WITH_RECOMMENDATION.join(institutions, institutions.c.id == contributions.c.institution_id)
    of_state = institutions.c.kind.not_in(sorted(INDEPENDENT_KINDS))
    published = (
        select(contributions.c.recommendation_id, contributions.c.published_at, contributions.c.status)
        .select_from(joined)
        .where(contributions.c.status.is_not(None), of_state, within(scope))
    )
    noted = and_(audit_events.c.event == _STATUS_SET, audit_events.c.subject == "recommendations")
    set_ = (
        select(audit_events.c.subject_id, audit_events.c.at, audit_events.c.details)
        .select_from(audit_events.join(recommendations, recommendations.c.id == audit_events.c.subject_id))
        .where(audit_events.c.country == scope.country, noted, within(scope))
    )
    late = _published(work.all(published.where(contributions.c.published_at >= since)))
    late += _set(work.all(set_.where(audit_events.c.at >= since)))
    touched = sorted({one.recommendation_id for one in late})
    if not touched:
        return [], {}
    earlier = _published(
        work.all(published.where(contributions.c.published_at < since, contributions.c.recommendation_id.in_(touched)))
    )
    earlier += _set(work.all(set_.where(audit_events.c.at < since, audit_events.c.subject_id.in_(touched))))
    now = select(recommendations.c.id, recommendations.c.status).where(recommendations.c.id.in_(touched))
    return [*earlier, *late], {row.id: row.status for row in work.all(now)}


_WITH_RECOMMENDATION = contributions.join(recommendations, recommendations.c.id == contributions.c.recommendation_id)


def _granted(work: Work, scope: Scope, since: datetime) -> int:
    asked = (
        extension_requests.outerjoin(assignments, assignments.c.id == extension_requests.c.assignment_id)
        .outerjoin(round_institutions, round_institutions.c.id == extension_requests.c.round_institution_id)
        .join(
            institutions,
            institutions.c.id == func.coalesce(assignments.c.institution_id, round_institutions.c.institution_id),
        )
    )
    granted = and_(extension_requests.c.state == Decision.GRANTED.value, extension_requests.c.decided_at >= since)
    counted = select(func.count().label("n")).select_from(asked)
    here = and_(institutions.c.country == scope.country, _of(scope, institutions.c.id))
    return int(work.one(counted.where(granted, here)).n)


def _noted(scope: Scope, since: datetime, *events: str) -> ColumnElement[bool]:
    return and_(audit_events.c.country == scope.country, audit_events.c.at >= since, audit_events.c.event.in_(events))


def _of(scope: Scope, column: Any) -> ColumnElement[bool]:
    return true() if scope.institution is None else column == scope.institution


def _published(rows: Sequence[Any]) -> list[Step]:
    return [Step(row.recommendation_id, row.published_at, row.status) for row in rows]


def _set(rows: Sequence[Any]) -> list[Step]:
    return [Step(row.subject_id, row.at, row.details["to"], row.details["from"]) for row in rows]
