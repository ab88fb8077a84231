"""Requests for another date, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from db.tables import assignments, extension_requests, institutions, recommendations, round_institutions, rounds
from db.work import Work
from domain.extension import Decision, Subject
from domain.reference import Reference
from domain.role import InstitutionKind
from domain.round import Feeds, Round

PURPOSE = "extension"
"""`reason_sealed` holds what both sides wrote: {"reason": why it is asked for, "answer": why it was refused}."""


@dataclass(frozen=True, slots=True)
class Request:
    """A request. `open`: whether what it is about is still there to be moved."""

    id: int
    country: str
    institution_id: int
    kind: InstitutionKind
    names: dict[str, str]
    subject: Subject
    wanted_on: date
    reason: str
    answer: str
    decision: Decision
    decided_on: date | None
    open: bool


_institution = func.coalesce(assignments.c.institution_id, round_institutions.c.institution_id)
_FOUND = (
    select(
        extension_requests,
        institutions.c.id.label("institution_id"),
        institutions.c.country.label("in_country"),
        institutions.c.kind,
        institutions.c.names,
        assignments.c.due_on.label("assignment_due"),
        assignments.c.ended_at.label("assignment_ended"),
        recommendations.c.number,
        round_institutions.c.due_on.label("member_due"),
        *(column.label(f"round_{column.name}") for column in rounds.c if column.name != "country"),
    )
    .select_from(extension_requests)
    .outerjoin(assignments, assignments.c.id == extension_requests.c.assignment_id)
    .outerjoin(recommendations, recommendations.c.id == assignments.c.recommendation_id)
    .outerjoin(round_institutions, round_institutions.c.id == extension_requests.c.round_institution_id)
    .outerjoin(rounds, rounds.c.id == round_institutions.c.round_id)
    .join(institutions, institutions.c.id == _institution)
)
_WAITING = and_(
    extension_requests.c.state == Decision.ASKED.value,
    or_(
        and_(assignments.c.id.is_not(None), assignments.c.ended_at.is_(None)),
        and_(rounds.c.id.is_not(None), rounds.c.ended_at.is_(None)),
    ),
)


def assignment_of(work: Work, reference: Reference, institution_id: int) -> tuple[int, date | None] | None:
    """Return (id, date of its own) of an institution's assignment of a recommendation, or None where it has none."""
    wanted = (
        select(assignments.c.id, assignments.c.due_on)
        .select_from(assignments.join(recommendations))
        .where(recommendations.c.country == reference.country, recommendations.c.number == reference.number)
        .where(assignments.c.institution_id == institution_id, assignments.c.ended_at.is_(None))
    )
    row = work.one(wanted)
    return (row.id, row.due_on) if row else None


def ask(work: Work, subject: Subject, wanted_on: date, reason: str, person_id: int) -> int:
    """Write a request down and return its id; one for the same date that still waits becomes the new one."""
    _hold(work, subject)
    values = {
        "asked_by": person_id,
        "wanted_on": wanted_on,
        "reason_sealed": work.sealer.seal_json(PURPOSE, {"reason": reason, "answer": ""}),
        "created_at": work.now,
    }
    about = {"assignment_id": subject.assignment_id, "round_institution_id": subject.member_id}
    same = and_(*(extension_requests.c[name] == value for name, value in about.items() if value is not None))
    waiting = and_(same, extension_requests.c.state == Decision.ASKED.value)
    row = work.one(select(extension_requests.c.id).where(waiting))
    if row is None:
        return work.inserted_id(insert(extension_requests), {**values, **about, "state": Decision.ASKED.value})
    work.execute(update(extension_requests).where(extension_requests.c.id == row.id).values(values))
    return int(row.id)


def request(work: Work, request_id: int) -> Request | None:
    """Return the request of this id, or None."""
    row = work.one(_FOUND.where(extension_requests.c.id == request_id))
    return _request(work, row) if row else None


def open_requests(work: Work, country: str, most: int, skip: int) -> list[Request]:
    """Return the requests of a country that wait, the oldest first."""
    wanted = _FOUND.where(_WAITING, institutions.c.country == country)
    ordered = wanted.order_by(extension_requests.c.created_at, extension_requests.c.id)
    return [_request(work, row) for row in work.all(ordered.limit(most).offset(skip))]


def count_open(work: Work, country: str, round_id: int | None = None) -> int:
    """Count the requests of a country that wait; with a round, those for a date in it."""
    wanted = _FOUND.where(_WAITING, institutions.c.country == country)
    if round_id is not None:
        wanted = wanted.where(rounds.c.id == round_id)
    return int(work.one(select(func.count().label("n")).select_from(wanted.subquery())).n)


def decide(
    work: Work, found: Request, decision: Decision, person_id: int, on: date | None = None, answer: str = ""
) -> bool:
    """Decide a request as it was read; return False where it has been decided, or asked anew, meanwhile."""
    same = and_(
        extension_requests.c.id == found.id,
        extension_requests.c.state == Decision.ASKED.value,
        extension_requests.c.wanted_on == found.wanted_on,
    )
    decided = update(extension_requests).where(same)
    said = {"reason": found.reason, "answer": answer}
    values = {
        "state": decision.value,
        "decided_by": person_id,
        "decided_on": on,
        "decided_at": work.now,
        "reason_sealed": work.sealer.seal_json(PURPOSE, said),
    }
    return work.execute(decided.values(values)).rowcount == 1


def _hold(work: Work, subject: Subject) -> None:
    """Let two of one institution who ask at once come one after the other, so that one request stays."""
    table = assignments if subject.assignment_id is not None else round_institutions
    row: ColumnElement[bool] = table.c.id == (subject.assignment_id or subject.member_id)
    work.execute(update(table).where(row).values(due_on=table.c.due_on))


def _request(work: Work, row: Any) -> Request:
    said = work.sealer.open_json(PURPOSE, row.reason_sealed)
    ended = row.round_ended_at if row.assignment_id is None else row.assignment_ended
    return Request(
        row.id,
        row.in_country,
        row.institution_id,
        InstitutionKind(row.kind),
        row.names,
        _subject(row),
        row.wanted_on,
        said["reason"],
        said["answer"],
        Decision(row.state),
        row.decided_on,
        row.state == Decision.ASKED.value and ended is None,
    )


def _subject(row: Any) -> Subject:
    if row.assignment_id is not None:
        reference = Reference(row.in_country, row.number)
        return Subject(row.institution_id, row.assignment_due, assignment_id=row.assignment_id, reference=reference)
    about = Round(
        row.round_id,
        row.in_country,
        Feeds(row.round_feeds),
        row.round_name,
        row.round_opens_on,
        row.round_closes_on,
        bool(row.round_clearance),
        row.round_ended_at is not None,
    )
    return Subject(row.institution_id, row.member_due, member_id=row.round_institution_id, round=about)
