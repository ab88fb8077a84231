"""The bulk lane of the outbox: messages that nobody waits for in a conversation. Sending them: bot/dispatcher.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update

from db.queries.outbox import Reply, read_row, sealed
from db.tables import mailings, outbox, persons
from db.work import Work
from domain.delivery import Lane, State

_DUE = (
    select(outbox, persons.c.unreachable_since)
    .join(persons, persons.c.id == outbox.c.person_id)
    .where(outbox.c.ended_at.is_(None), outbox.c.lane == Lane.BULK.value, outbox.c.leased_by.is_(None))
    .order_by(outbox.c.id)
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A bulk message to be written down. `key` makes writing it twice impossible; it does not go outside its times."""

    person_id: int
    kind: str
    params: dict[str, Any]
    key: str
    not_before: datetime | None = None
    not_after: datetime | None = None


def add_mailing(work: Work, kind: str, country: str, institution_id: int | None, person_id: int | None) -> int:
    """Note that something goes to several people; return its id. `person_id`: who sends it; None: nobody in a chat."""
    values = {"kind": kind, "country": country, "institution_id": institution_id, "person_id": person_id}
    return work.inserted_id(insert(mailings), {**values, "created_at": work.now})


def add_messages(work: Work, planned: Sequence[Planned], mailing_id: int | None = None) -> int:
    """Put bulk messages into the outbox, skipping those whose key is there; return how many are new."""
    rows = {one.key: one for one in planned}
    known = {row.unique_key for row in work.all(select(outbox.c.unique_key).where(outbox.c.unique_key.in_(list(rows))))}
    new = [
        {
            "person_id": one.person_id,
            "kind": one.kind,
            "params_sealed": sealed(work, one.params),
            "unique_key": key,
            "mailing_id": mailing_id,
            "lane": Lane.BULK.value,
            "state": State.PLANNED.value,
            "not_before": one.not_before,
            "not_after": one.not_after,
            "created_at": work.now,
        }
        for key, one in rows.items()
        if key not in known
    ]
    if new:
        work.execute(insert(outbox), new)
    return len(new)


def claim(work: Work, process: str, most: int) -> list[Reply]:
    """Take up to `most` bulk messages in hand whose time has come, oldest first.

    Those whose time has passed expire here; those to people whom Telegram does not let us reach fail.
    """
    due = _DUE.where(or_(outbox.c.not_before.is_(None), outbox.c.not_before <= work.now)).limit(most)
    rows = work.all(due.with_for_update(of=outbox, skip_locked=True))
    late = [row.id for row in rows if row.not_after is not None and row.not_after < work.now]
    away = [row.id for row in rows if row.unreachable_since is not None and row.id not in set(late)]
    _end(work, late, State.EXPIRED, None)
    _end(work, away, State.FAILED, "unreachable")
    ended = {*late, *away}
    left = [row for row in rows if row.id not in ended]
    if left:
        work.execute(update(outbox).where(outbox.c.id.in_([row.id for row in left])).values(leased_by=process))
    return [read_row(work, row) for row in left]


def _end(work: Work, ids: Sequence[int], state: State, failure: str | None) -> None:
    if ids:
        ended = {"state": state.value, "failure": failure, "ended_at": work.now}
        work.execute(update(outbox).where(outbox.c.id.in_(list(ids))).values(ended))
