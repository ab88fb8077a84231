"""What has happened to a recommendation, from the tables and the audit log. Who may know what is decided elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from db.tables import (
    assignments,
    audit_events,
    contests,
    contributions,
    extension_requests,
    institutions,
    recommendations,
    roles,
)
from db.work import Work
from domain.due import Part
from domain.role import InstitutionKind, Role


@dataclass(frozen=True, slots=True)
class Moved:
    """A step of a contribution from the audit log. `role`: in which its institution's person acted; else None."""

    at: datetime
    event: str
    contribution_id: int
    state: str
    role: Role | None


@dataclass(frozen=True, slots=True)
class WasAssigned:
    """An assignment that stands or stood."""

    institution_id: int
    names: dict[str, str]
    kind: InstitutionKind
    part: Part
    assigned_at: datetime
    acknowledged_at: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A contest, or a request for another date. `state`: as its table has it."""

    institution_id: int
    names: dict[str, str]
    at: datetime
    decided_at: datetime | None
    state: str
    wanted_on: date | None = None
    decided_on: date | None = None


_MOVES = "contribution %"


def last_moved_by(work: Work, contribution_id: int) -> int | None:
    """Return who did last what moved a contribution on, by id; None where nothing has."""
    mine = and_(audit_events.c.subject == "contributions", audit_events.c.subject_id == contribution_id)
    wanted = select(audit_events.c.person_id).where(mine, audit_events.c.event.like(_MOVES))
    row = work.one(wanted.order_by(audit_events.c.id.desc()).limit(1))
    return row.person_id if row else None


def moves(work: Work, recommendation_id: int) -> list[Moved]:
    """Return every step of every contribution on a recommendation, in the order in which they were done."""
    held = and_(
        roles.c.person_id == audit_events.c.person_id,
        roles.c.institution_id == contributions.c.institution_id,
        roles.c.role != Role.COLLEAGUE.value,  # nobody acts as a colleague
        roles.c.began_at <= audit_events.c.at,
        or_(roles.c.ended_at.is_(None), roles.c.ended_at > audit_events.c.at),
    )
    wanted = (
        select(audit_events.c.id, audit_events.c.at, audit_events.c.event, audit_events.c.subject_id)
        .add_columns(audit_events.c.details, roles.c.role)
        .select_from(audit_events)
        .join(contributions, contributions.c.id == audit_events.c.subject_id)
        .outerjoin(roles, held)
        .where(audit_events.c.subject == "contributions", audit_events.c.event.like(_MOVES))
        .where(contributions.c.recommendation_id == recommendation_id)
        .order_by(audit_events.c.id, roles.c.id)
    )
    # Who held two roles in the institution at the time has two rows: the newer role counts.
    found = {row.id: row for row in work.all(wanted)}
    return [
        Moved(row.at, row.event, row.subject_id, row.details.get("state", ""), Role(row.role) if row.role else None)
        for row in found.values()
    ]


def imported_at(work: Work, recommendation_id: int) -> datetime | None:
    """Return when a recommendation came into the register."""
    row = work.one(select(recommendations.c.created_at).where(recommendations.c.id == recommendation_id))
    return row.created_at if row else None


def ever_assigned(work: Work, recommendation_id: int) -> list[WasAssigned]:
    """Return every assignment of a recommendation, ended ones too, the first one first."""
    wanted = select(assignments, institutions.c.names, institutions.c.kind).join(institutions)
    rows = work.all(wanted.where(assignments.c.recommendation_id == recommendation_id).order_by(assignments.c.id))
    return [
        WasAssigned(
            row.institution_id,
            row.names,
            InstitutionKind(row.kind),
            Part(row.part),
            row.assigned_at,
            row.acknowledged_at,
            row.ended_at,
        )
        for row in rows
    ]


def contested(work: Work, recommendation_id: int) -> list[Asked]:
    """Return every contest of competence on a recommendation."""
    wanted = select(contests, assignments.c.institution_id, institutions.c.names)
    return _asked(work, wanted.select_from(contests.join(assignments).join(institutions, _HAS)), recommendation_id)


def later_dates(work: Work, recommendation_id: int) -> list[Asked]:
    """Return every request for another date of a recommendation's own."""
    wanted = select(extension_requests, assignments.c.institution_id, institutions.c.names)
    joined = extension_requests.join(assignments).join(institutions, _HAS)
    return _asked(work, wanted.select_from(joined), recommendation_id)


_HAS = institutions.c.id == assignments.c.institution_id


def _asked(work: Work, wanted: Select[Any], recommendation_id: int) -> list[Asked]:
    rows: Sequence[Any] = work.all(wanted.where(assignments.c.recommendation_id == recommendation_id))
    return [
        Asked(
            row.institution_id,
            row.names,
            row.created_at,
            row.decided_at,
            row.state,
            getattr(row, "wanted_on", None),
            getattr(row, "decided_on", None),
        )
        for row in rows
    ]
