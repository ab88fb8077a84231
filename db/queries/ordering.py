"""Assignments that change hands: who has what, ending one, going on in another part. Lists: assignments.py.

What is ended stays as a row, so that it can be told who had a recommendation and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import and_, insert, select, update

from db.queries.assignments import INSTRUCTIONS
from db.tables import assignments, mailings, recommendations
from db.work import Work
from domain.assigning import Held
from domain.due import Part
from domain.reference import Reference

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Assignment:
    """An institution's present assignment of a recommendation."""

    id: int
    recommendation_id: int
    institution_id: int
    part: Part
    acknowledged: bool


def held(work: Work, ids: Sequence[int]) -> list[Held]:
    """Return who has these recommendations now, and keep others from changing it until the end of the transaction."""
    found: list[Held] = []
    for chunk in _chunks(ids):
        here = and_(assignments.c.recommendation_id.in_(chunk), assignments.c.ended_at.is_(None))
        rows = work.all(select(assignments).where(here).order_by(assignments.c.id))
        found += [Held(row.id, row.recommendation_id, row.institution_id, Part(row.part)) for row in rows]
    return found


def hold(work: Work, ids: Sequence[int]) -> None:
    """Let two who change the assignments of the same recommendations at once come one after the other."""
    for chunk in _chunks(ids):
        work.execute(
            update(recommendations).where(recommendations.c.id.in_(chunk)).values(number=recommendations.c.number)
        )


def end(work: Work, assignment_ids: Sequence[int]) -> None:
    """End assignments; the rows stay."""
    for chunk in _chunks(assignment_ids):
        here = and_(assignments.c.id.in_(chunk), assignments.c.ended_at.is_(None))
        work.execute(update(assignments).where(here).values(ended_at=work.now, next_look_at=None))


def go_on(work: Work, moved: Iterable[tuple[Held, Part]]) -> None:
    """Let ended assignments go on in another part: with their date and instructions; acknowledged only if it was."""
    parts = {one.id: part for one, part in moved}
    for chunk in _chunks(list(parts)):
        rows = work.all(select(assignments).where(assignments.c.id.in_(chunk)))
        new = [
            {
                "recommendation_id": row.recommendation_id,
                "institution_id": row.institution_id,
                "part": parts[row.id].value,
                "due_on": row.due_on,
                "next_look_at": work.now if row.due_on else None,
                "instructions_sealed": row.instructions_sealed,
                "assigned_at": work.now,
                "acknowledged_at": row.acknowledged_at if parts[row.id] is Part.ASSOCIATED else None,
            }
            for row in rows
        ]
        work.execute(insert(assignments), new)


def instruct(work: Work, ids: Sequence[int], institution_ids: Sequence[int], text: str) -> None:
    """Give institutions the coordinator's instructions on these recommendations."""
    sealed = work.sealer.seal_json(INSTRUCTIONS, text)
    for chunk in _chunks(ids):
        mine = and_(assignments.c.recommendation_id.in_(chunk), assignments.c.institution_id.in_(institution_ids))
        work.execute(
            update(assignments).where(mine, assignments.c.ended_at.is_(None)).values(instructions_sealed=sealed)
        )


def dated(work: Work, ids: Sequence[int], institution_ids: Sequence[int], due_on: date) -> list[int]:
    """Return the assignments of institutions, of these recommendations, that have another date or none."""
    found: list[int] = []
    for chunk in _chunks(ids):
        mine = and_(assignments.c.recommendation_id.in_(chunk), assignments.c.institution_id.in_(institution_ids))
        rows = work.all(select(assignments.c.id, assignments.c.due_on).where(mine, assignments.c.ended_at.is_(None)))
        found += [row.id for row in rows if row.due_on != due_on]
    return found


def assignment_of(work: Work, reference: Reference, institution_id: int) -> Assignment | None:
    """Return an institution's present assignment of a recommendation, or None."""
    wanted = (
        select(assignments)
        .select_from(assignments.join(recommendations))
        .where(recommendations.c.country == reference.country, recommendations.c.number == reference.number)
        .where(assignments.c.institution_id == institution_id, assignments.c.ended_at.is_(None))
    )
    row = work.one(wanted)
    if row is None:
        return None
    known = row.acknowledged_at is not None
    return Assignment(row.id, row.recommendation_id, row.institution_id, Part(row.part), known)


def told_in(work: Work, mailing_id: int) -> tuple[str, list[int]]:
    """Return the instructions of what a mailing told of and still stands, and the assignments not acknowledged yet.

    One order has one text of instructions; "" where there is none.
    """
    same = and_(
        assignments.c.institution_id == mailings.c.institution_id, assignments.c.assigned_at == mailings.c.created_at
    )
    wanted = (
        select(assignments.c.id, assignments.c.acknowledged_at, assignments.c.instructions_sealed)
        .select_from(mailings.join(assignments, same))
        .where(mailings.c.id == mailing_id, assignments.c.ended_at.is_(None))
        .order_by(assignments.c.id)
    )
    rows = work.all(wanted)
    sealed = next((row.instructions_sealed for row in rows if row.instructions_sealed is not None), None)
    text = str(work.sealer.open_json(INSTRUCTIONS, sealed)) if sealed is not None else ""
    return text, [row.id for row in rows if row.acknowledged_at is None]


def acknowledge(work: Work, assignment_ids: Sequence[int]) -> int:
    """Note that assignments have been acknowledged; return how many had not been yet."""
    count = 0
    for chunk in _chunks(assignment_ids):
        open_ = and_(assignments.c.id.in_(chunk), assignments.c.acknowledged_at.is_(None))
        count += work.execute(update(assignments).where(open_).values(acknowledged_at=work.now)).rowcount
    return count


def date_of(work: Work, assignment_id: int) -> date | None:
    """Return the date of its own that an assignment has or had."""
    row = work.one(select(assignments.c.due_on).where(assignments.c.id == assignment_id))
    return cast("date | None", row.due_on) if row else None


def _chunks(ids: Sequence[int]) -> list[list[int]]:
    return [list(ids[place : place + _AT_ONCE]) for place in range(0, len(ids), _AT_ONCE)]
