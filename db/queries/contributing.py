"""Writing contributions: a draft, what it says by now, the state it comes to. Reading them: contributions.py."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, insert, select, update

from db.queries.contributions import PURPOSE, Contribution, of
from db.tables import contributions
from db.work import Work
from domain.contribution import Content, State
from domain.letter import Letter


def add_draft(
    work: Work,
    recommendation_id: int,
    institution_id: int,
    content: Content,
    person_id: int,
    *,
    round_id: int | None = None,
    no_change: bool = False,
    letter: Letter | None = None,
) -> int:
    """Add the next version, as a draft, and return its id; with a letter, on behalf of the institution."""
    highest = select(func.max(contributions.c.version).label("n")).where(of(recommendation_id, institution_id))
    return work.inserted_id(
        insert(contributions),
        {
            "recommendation_id": recommendation_id,
            "institution_id": institution_id,
            "round_id": round_id,
            "version": (work.one(highest).n or 0) + 1,
            "state": State.DRAFT.value,
            **_written(work, content, person_id),
            "no_change": no_change,
            "on_behalf": letter is not None,
            "letter_number": letter.number if letter else None,
            "letter_on": letter.on if letter else None,
            "created_at": work.now,
        },
    )


def save_content(work: Work, contribution_id: int, content: Content, person_id: int) -> None:
    """Store what a draft says by now, and who wrote it."""
    draft = and_(contributions.c.id == contribution_id, contributions.c.state == State.DRAFT.value)
    work.execute(update(contributions).where(draft).values(**_written(work, content, person_id), no_change=False))


def set_state(work: Work, contribution_id: int, before: State, after: State, **columns: Any) -> bool:
    """Move one on, with other columns; return False, and do nothing, where its state is another by now."""
    still = and_(contributions.c.id == contribution_id, contributions.c.state == before.value)
    moved = update(contributions).where(still).values(state=after.value, changed_at=work.now, **columns)
    return work.execute(moved).rowcount == 1


def seal_reason(work: Work, reason: str) -> bytes:
    """Return why something is returned, as the column `reason_sealed` keeps it."""
    return work.sealer.seal(PURPOSE, reason.encode())


def supersede(work: Work, newer: Contribution, states: Sequence[State]) -> None:
    """Mark an institution's earlier versions in these states as superseded."""
    earlier = and_(
        of(newer.recommendation_id, newer.institution_id),
        contributions.c.version < newer.version,
        contributions.c.state.in_(sorted(states)),
    )
    work.execute(update(contributions).where(earlier).values(state=State.SUPERSEDED.value, changed_at=work.now))


def _written(work: Work, content: Content, person_id: int) -> dict[str, Any]:
    said = {"parts": {part.value: text for part, text in content.parts.items()}}
    return {
        "status": content.status.value if content.status else None,
        "content_sealed": work.sealer.seal_json(PURPOSE, said),
        "written_by": person_id,
        "changed_at": work.now,
    }
