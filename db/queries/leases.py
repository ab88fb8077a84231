"""What processes have in hand, and what is left of the dead. How many may be dead, and since when: db/presence.py."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, or_, select, update

from db.queries import outbox as messages
from db.queries.outbox import Reply
from db.queries.updates import Stored, stored_row
from db.tables import outbox, processes, updates
from db.work import Work
from domain.delivery import Lane

_LIVING = select(processes.c.name)
_LEFT = select(updates).where(
    updates.c.state == "pending", or_(updates.c.taken_by.is_(None), updates.c.taken_by.not_in(_LIVING))
)


def bury(work: Work, dead: Sequence[str]) -> None:
    """Forget dead processes: what they had in hand is nobody's from now on, and they may begin nothing any more."""
    if dead:
        work.execute(delete(processes).where(processes.c.name.in_(list(dead))))


def take_updates(work: Work, process: str) -> list[Stored]:
    """Take in hand the updates that wait and that no living process has; return them, oldest first."""
    left = [stored_row(work, row) for row in work.all(_LEFT.order_by(updates.c.id))]
    if left:
        work.execute(update(updates).where(updates.c.id.in_([one.id for one in left])).values(taken_by=process))
    return left


def take_messages(work: Work, process: str) -> list[Reply]:
    """Take in hand the messages that are open and that a dead process had; return them, oldest first."""
    orphaned = outbox.c.leased_by.not_in(_LIVING)
    left = [
        *messages.open_messages(work, outbox.c.lane == Lane.REPLY.value, or_(outbox.c.leased_by.is_(None), orphaned)),
        *messages.open_messages(work, outbox.c.lane == Lane.BULK.value, outbox.c.leased_by.is_not(None), orphaned),
    ]
    if left:
        work.execute(update(outbox).where(outbox.c.id.in_([one.id for one in left])).values(leased_by=process))
    return left
