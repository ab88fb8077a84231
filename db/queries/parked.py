"""Updates that were set aside, as the operator sees them: neither who sent them nor what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select, update

from db.queries.updates import PARKED_KEPT
from db.tables import updates
from db.work import Work


@dataclass(frozen=True, slots=True)
class Parked:
    """An update set aside. `reference`: the code that the person was given; `turns`: how often it was tried.

    `kept_until`: until when it can be tried again; None where its payload is wiped.
    """

    id: int
    reference: str | None
    state: str
    received_at: datetime
    parked_at: datetime | None
    turns: int
    kept_until: datetime | None


_ROWS = select(
    updates.c.id,
    updates.c.reference,
    updates.c.state,
    updates.c.received_at,
    updates.c.ended_at,
    updates.c.attempts,
    updates.c.payload_sealed.is_not(None).label("kept"),
)


def parked_updates(work: Work) -> list[Parked]:
    """Return the updates that are set aside, oldest first."""
    rows = work.all(_ROWS.where(updates.c.state == "parked").order_by(updates.c.id))
    return [_parked(row) for row in rows]


def named_update(work: Work, name: str) -> Parked | None:
    """Return the update of this number, or of this reference, whatever state it is in; None where there is none.

    A reference can consist of digits: then what is set aside goes before what is not, a number before a reference.
    """
    number = int(name) if name.isascii() and name.isdigit() and len(name) < 18 else -1
    named = or_(updates.c.id == number, updates.c.reference == name.upper())
    order = ((updates.c.state == "parked").desc(), (updates.c.id == number).desc(), updates.c.id.desc())
    row = work.one(_ROWS.where(named).order_by(*order).limit(1))
    return _parked(row) if row else None


def put_back(work: Work, row_id: int) -> bool:
    """Let an update that is set aside have its turn again, as if it had just come; False where it cannot.

    The process that leads finds it within seconds.
    """
    still = updates.c.id == row_id, updates.c.state == "parked", updates.c.payload_sealed.is_not(None)
    anew = update(updates).where(*still).values(state="pending", attempts=0, taken_by=None, ended_at=None)
    return work.execute(anew).rowcount == 1


def _parked(row: Any) -> Parked:
    kept = row.kept and row.ended_at is not None
    until = row.ended_at + PARKED_KEPT if kept else None
    return Parked(row.id, row.reference, row.state, row.received_at, row.ended_at, row.attempts + 1, until)
