"""What a restored database must not do again: since its backup was made, the bot has gone on (docs/decisions/0010)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, delete, func, not_, or_, select, update

from db.queries.instance import record_event
from db.tables import countries, jobs, outbox, persons, processes, recommendations, updates
from db.work import Work
from domain.delivery import REPEAT_REPLY_WITHIN, Lane, State
from domain.job import JobState

_WHY = "restored"


@dataclass(frozen=True, slots=True)
class Stopped:
    """How many messages will not be sent any more, and how many jobs have ended with the restoring."""

    messages: int
    jobs: int


def stop_what_was_open(work: Work) -> Stopped:
    """End what was under way when the backup was made, and most probably came to its end since.

    What goes on: replies of the last ten minutes, messages whose time is still to come, updates that wait: they are
    what is missing in the restored database.
    """
    work.execute(delete(processes))
    fresh = and_(outbox.c.lane == Lane.REPLY.value, outbox.c.created_at > work.now - REPEAT_REPLY_WITHIN)
    to_come = and_(outbox.c.lane == Lane.BULK.value, func.coalesce(outbox.c.not_before > work.now, False))
    past = update(outbox).where(outbox.c.ended_at.is_(None), not_(or_(fresh, to_come)))
    messages = work.execute(
        past.values(state=State.EXPIRED.value, failure=_WHY, leased_by=None, ended_at=work.now)
    ).rowcount
    begun = update(jobs).where(jobs.c.ended_at.is_(None))
    ended = work.execute(
        begun.values(state=JobState.FAILED.value, failure=_WHY, leased_by=None, ended_at=work.now)
    ).rowcount
    record_event(work, "database restored", details={"messages": messages, "jobs": ended})
    return Stopped(messages, ended)


def holds_nothing(work: Work) -> bool:
    """Tell whether the database has its tables and nothing in them that anybody would miss."""
    kept = (countries.c.code, persons.c.id, recommendations.c.id, updates.c.id)
    return not any(work.one(select(column).limit(1)) for column in kept)
