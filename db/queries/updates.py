"""Updates from Telegram: stored before they are acknowledged, wiped when done, forgotten after 48 hours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from db.prepared import Prepared
from db.tables import updates
from db.work import Work

KEPT = timedelta(hours=48)
PARKED_KEPT = timedelta(days=7)
PURPOSE = "update"

_KNOWN = select(updates.c.update_id).where(updates.c.update_id.in_(bindparam("ids", expanding=True)))
_ADDED = (
    select(updates.c.id, updates.c.update_id)
    .where(updates.c.update_id.in_(bindparam("ids", expanding=True)))
    .order_by(updates.c.id)
)
# Two processes may be given the same update at once. On PostgreSQL the later one's transaction is then run again, and
# finds it there; SQLite understands the clause and never needs it.
_ADD = insert(updates).on_conflict_do_nothing()
_DONE = (
    update(updates)
    .where(updates.c.id == bindparam("row"))
    .values(state="done", payload_sealed=None, ended_at=bindparam("now"))
)
_PARK = (
    update(updates)
    .where(updates.c.id == bindparam("row"), updates.c.state == "pending")
    .values(state="parked", reference=bindparam("code"), ended_at=bindparam("now"))
)
_OLDEST = Prepared(
    select(updates.c.id, updates.c.chat_hash, updates.c.payload_sealed, updates.c.attempts)
    .where(updates.c.state == "pending", updates.c.chat_hash == bindparam("chat"))
    .order_by(updates.c.id)
    .limit(1)
    # Where another process has ended it since this transaction began, the whole of it runs again, and sees that.
    .with_for_update()
)
_LOCK_CHAT = Prepared(select(func.pg_try_advisory_xact_lock(bindparam("chat", type_=BigInteger)).label("locked")))
_COUNT_ATTEMPT = update(updates).where(updates.c.id == bindparam("row")).values(attempts=updates.c.attempts + 1)


class ChatBusy(Exception):
    """Another process has a turn of this chat in hand."""


@dataclass(frozen=True, slots=True)
class Stored:
    """An update that waits for its turn. `payload` is what Telegram sent, as JSON values."""

    id: int
    chat: bytes
    payload: dict[str, Any]
    attempts: int = 0


def add_updates(work: Work, batch: Sequence[tuple[dict[str, Any], bytes]], process: str) -> list[Stored]:
    """Store a batch of (update, chat hash) in the order given, skipping ids that are there; return what was new.

    What is stored is in the hands of `process`.
    """
    given = {payload["update_id"]: (payload, chat) for payload, chat in reversed(batch)}
    known = {row.update_id for row in work.all(_KNOWN, {"ids": list(given)})}
    new = [update_id for update_id in reversed(given) if update_id not in known]
    if not new:
        return []
    work.execute(
        _ADD,
        [
            {
                "update_id": update_id,
                "chat_hash": given[update_id][1],
                "payload_sealed": work.sealer.seal_json(PURPOSE, given[update_id][0]),
                "state": "pending",
                "taken_by": process,
                "received_at": work.now,
            }
            for update_id in new
        ],
    )
    # Ids count up in the order in which the rows were given.
    rows = work.all(_ADDED, {"ids": new})
    return [Stored(row.id, given[row.update_id][1], given[row.update_id][0]) for row in rows]


def next_of_chat(work: Work, stored: Stored) -> Stored | None:
    """Return the update whose turn it is in the chat of `stored`: the oldest that waits, whoever took it in.

    None where none waits any more, because another process was faster. The chat is this transaction's until its end;
    raises ChatBusy where it is another's just now. On SQLite the one process there is keeps the order by itself.
    """
    if work.on_sqlite:
        return stored
    key = int.from_bytes(stored.chat[:8], "big", signed=True)
    if not work.one(_LOCK_CHAT, {"chat": key}).locked:
        raise ChatBusy
    row = work.one(_OLDEST, {"chat": stored.chat})
    if row is None or row.id == stored.id:
        return stored if row else None
    return stored_row(work, row)


def stored_row(work: Work, row: Any) -> Stored:
    """Return an update as it was stored. Raises SealBroken with a wrong key."""
    return Stored(row.id, bytes(row.chat_hash), work.sealer.open_json(PURPOSE, row.payload_sealed), row.attempts)


def count_attempt(work: Work, row_id: int) -> None:
    """Note, before the turn, that an update is tried again after a process ended in the middle of its turn."""
    work.execute(_COUNT_ATTEMPT, {"row": row_id})


def mark_done(work: Work, row_id: int) -> None:
    """Note that the turn is done, and wipe what was sent."""
    work.at_the_end(_DONE, {"row": row_id, "now": work.now})


def park(work: Work, row_id: int, reference: str) -> bool:
    """Set an update aside with a reference, its payload kept sealed for seven days; False where it has ended by now."""
    return work.execute(_PARK, {"row": row_id, "code": reference, "now": work.now}).rowcount == 1


def forget_old_updates(work: Work) -> int:
    """Delete updates done 48 hours ago and wipe parked ones after seven days; return how many."""
    done = delete(updates).where(updates.c.state == "done", updates.c.ended_at < work.now - KEPT)
    parked = (
        update(updates)
        .where(
            updates.c.state == "parked",
            updates.c.ended_at < work.now - PARKED_KEPT,
            updates.c.payload_sealed.is_not(None),
        )
        .values(payload_sealed=None)
    )
    return work.execute(done).rowcount + work.execute(parked).rowcount
