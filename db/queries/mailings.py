"""Mailings: what went to several people at once, what it was about, and what became of it. Writing them: bulk.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, bindparam, func, select

from db.tables import assignments, mailings, outbox, recommendations
from db.work import Work
from domain.delivery import State
from domain.reference import Reference


@dataclass(frozen=True, slots=True)
class Mailing:
    """Something that went to several people. `person_id`: who sent it; None: nobody in a chat."""

    id: int
    kind: str
    country: str
    institution_id: int | None
    person_id: int | None


@dataclass(frozen=True, slots=True)
class AssignedThen:
    """What an assignment run gave an institution and it still has; `first` and `last`: its due dates, where any."""

    count: int
    dated: int
    first: date | None
    last: date | None


_MAILING = select(mailings).where(mailings.c.id == bindparam("wanted"))
# The assignments and the mailing that tells of them are written at the same instant.
_THEN = and_(
    assignments.c.institution_id == mailings.c.institution_id, assignments.c.assigned_at == mailings.c.created_at
)
_ASSIGNED = (
    select(
        func.count().label("count"),
        func.count(assignments.c.due_on).label("dated"),
        func.min(assignments.c.due_on).label("first"),
        func.max(assignments.c.due_on).label("last"),
    )
    .select_from(mailings.join(assignments, _THEN))
    .where(mailings.c.id == bindparam("wanted"), assignments.c.ended_at.is_(None))
)


def mailing(work: Work, mailing_id: int) -> Mailing | None:
    """Return the mailing of this id, or None."""
    row = work.one(_MAILING, {"wanted": mailing_id})
    return Mailing(row.id, row.kind, row.country, row.institution_id, row.person_id) if row else None


def mailing_with(work: Work, keys: Sequence[str]) -> int | None:
    """Return the mailing that a message with one of these unique keys belongs to, or None."""
    found = select(outbox.c.mailing_id).where(outbox.c.unique_key.in_(list(keys)), outbox.c.mailing_id.is_not(None))
    row = work.one(found.limit(1))
    return int(row.mailing_id) if row else None


def outcomes(work: Work, mailing_id: int) -> dict[tuple[State, str | None], int]:
    """Return how many messages of a mailing stand where, by state and failure."""
    found = select(outbox.c.state, outbox.c.failure, func.count().label("count"))
    rows = work.all(found.where(outbox.c.mailing_id == mailing_id).group_by(outbox.c.state, outbox.c.failure))
    return {(State(row.state), row.failure): row.count for row in rows}


def assigned_in(work: Work, mailing_id: int) -> AssignedThen:
    """Return what the institution of a mailing was assigned at its instant and still has, with today's due dates."""
    row = work.one(_ASSIGNED, {"wanted": mailing_id})
    return AssignedThen(row.count, row.dated, row.first, row.last)


def ended_in(work: Work, mailing_id: int) -> list[Reference]:
    """Return what was taken from the institution of a mailing at its instant, and it does not have again."""
    again = assignments.alias()
    has = select(again.c.id).where(
        again.c.institution_id == assignments.c.institution_id,
        again.c.recommendation_id == assignments.c.recommendation_id,
        again.c.ended_at.is_(None),
    )
    then = and_(
        assignments.c.institution_id == mailings.c.institution_id, assignments.c.ended_at == mailings.c.created_at
    )
    wanted = (
        select(recommendations.c.country, recommendations.c.number)
        .select_from(mailings.join(assignments, then).join(recommendations))
        .where(mailings.c.id == mailing_id, ~has.exists())
        .order_by(recommendations.c.number)
    )
    return [Reference(row.country, row.number) for row in work.all(wanted)]
