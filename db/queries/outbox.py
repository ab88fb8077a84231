"""The outbox: messages to be sent, each with its kind and sealed parameters; rendered only when it leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from sqlalchemy import Row, and_, bindparam, exists, insert, or_, select, update

from db.prepared import Prepared
from db.tables import outbox, processes
from db.work import Work
from domain.delivery import Lane, State

PARAMETERS_KEPT = timedelta(days=7)
PURPOSE = "outbox"
_NEW = ("person_id", "kind", "params_sealed", "lane", "state", "edits_message", "leased_by", "created_at")

_ADD = Prepared(insert(outbox).values({name: bindparam(name) for name in _NEW}).returning(outbox.c.id))
_OURS = and_(outbox.c.id == bindparam("row"), outbox.c.leased_by == bindparam("process"), outbox.c.ended_at.is_(None))
_earlier = outbox.alias()
_IS_FIRST = ~exists().where(
    _earlier.c.person_id == outbox.c.person_id,
    _earlier.c.id < outbox.c.id,
    _earlier.c.ended_at.is_(None),
    _earlier.c.lane == Lane.REPLY.value,
)
_ATTEMPT = Prepared(
    update(outbox)
    .where(
        _OURS,
        exists().where(processes.c.name == bindparam("process")),
        or_(outbox.c.lane != Lane.REPLY.value, _IS_FIRST),
    )
    .values(state=State.SENDING.value, attempts=outbox.c.attempts + 1, attempt_started_at=bindparam("now"))
    .returning(outbox.c.id)
)
_STILL_OURS = select(outbox.c.id).where(_OURS)
_END = (
    update(outbox)
    .where(_OURS)
    .values(
        state=bindparam("end"),
        failure=bindparam("why"),
        message_id=bindparam("message"),
        leased_by=None,
        ended_at=bindparam("now"),
    )
)
_RETRY = (
    update(outbox).where(_OURS).values(state=State.RETRY.value, not_before=bindparam("when"), failure=bindparam("why"))
)
_UNCERTAIN = (
    update(outbox)
    .where(_OURS)
    .values(state=State.UNCERTAIN.value, uncertain_at=bindparam("now"), failure=bindparam("why"))
)
_RELEASE = update(outbox).where(_OURS).values(leased_by=None, not_before=bindparam("when"))
_OWN = select(outbox.c.kind, outbox.c.params_sealed).where(
    outbox.c.id == bindparam("row"), outbox.c.person_id == bindparam("person")
)


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply to send. `edits_message`: Telegram's number of the message it replaces, or None for a new one."""

    id: int
    person_id: int
    kind: str
    params: dict[str, Any]
    edits_message: int | None = None
    state: State = State.PLANNED
    attempts: int = 0
    attempt_started_at: datetime | None = None
    uncertain_at: datetime | None = None
    not_before: datetime | None = None
    address: int | None = None
    """The person's Telegram number, where the turn knew it."""
    lane: Lane = Lane.REPLY


class Begun(Enum):
    """Whether an attempt may be made: not before earlier replies have ended, and never by a process declared dead."""

    YES = "yes"
    NOT_YET = "not yet"
    NOT_OURS = "not ours"


def add_reply(
    work: Work,
    person_id: int,
    kind: str,
    params: dict[str, Any],
    *,
    process: str,
    edits_message: int | None = None,
    address: int | None = None,
) -> Reply:
    """Put a reply into the outbox, leased to this process from birth; the sender takes it after the commit."""
    row_id = work.one(
        _ADD,
        {
            "person_id": person_id,
            "kind": kind,
            "params_sealed": sealed(work, params),
            "lane": Lane.REPLY.value,
            "state": State.PLANNED.value,
            "edits_message": edits_message,
            "leased_by": process,
            "created_at": work.now,
        },
    ).id
    return Reply(row_id, person_id, kind, params, edits_message, address=address)


def sealed(work: Work, params: dict[str, Any]) -> bytes:
    """Return the parameters of a message as the outbox keeps them."""
    return work.sealer.seal_json(PURPOSE, params)


def open_messages(work: Work, *conditions: Any) -> list[Reply]:
    """Return the messages that have not come to an end and of which this is true, oldest first. Raises SealBroken."""
    wanted = select(outbox).where(outbox.c.ended_at.is_(None), *conditions).order_by(outbox.c.id)
    return [read_row(work, row) for row in work.all(wanted)]


def parameters_of_own(work: Work, row_id: int, person_id: int) -> tuple[str, dict[str, Any]] | None:
    """Return kind and parameters of a message to this very person; None once wiped, or where it is another's."""
    row = work.one(_OWN, {"row": row_id, "person": person_id})
    if row is None or row.params_sealed is None:
        return None
    return row.kind, work.sealer.open_json(PURPOSE, row.params_sealed)


def start_attempt(work: Work, row_id: int, process: str) -> Begun:
    """Note, and commit, before Telegram is called: after a crash this one may have arrived."""
    values = {"row": row_id, "process": process, "now": work.now}
    if work.one(_ATTEMPT, values) is not None:
        return Begun.YES
    return Begun.NOT_OURS if work.one(_STILL_OURS, values) is None else Begun.NOT_YET


def end_reply(
    work: Work, row_id: int, process: str, state: State, message_id: int | None = None, failure: str | None = None
) -> None:
    """Note how a message ended; `failure` is a word for the log and the reports, never a text.

    Nothing is noted of a message that another process has in hand by now; the same holds for what follows.
    """
    values = {"end": state.value, "why": failure, "message": message_id, "now": work.now}
    work.at_the_end(_END, {"row": row_id, "process": process, **values})


def retry_reply(work: Work, row_id: int, process: str, when: datetime, failure: str) -> None:
    """Note that a message provably did not arrive and goes again from `when` on."""
    work.execute(_RETRY, {"row": row_id, "process": process, "when": when, "why": failure})


def mark_uncertain(work: Work, row_id: int, process: str, failure: str) -> None:
    """Note that nobody knows whether a message arrived."""
    work.execute(_UNCERTAIN, {"row": row_id, "process": process, "why": failure, "now": work.now})


def release(work: Work, row_id: int, process: str, when: datetime) -> None:
    """Give a bulk message back to the dispatcher, to go from `when` on."""
    work.execute(_RELEASE, {"row": row_id, "process": process, "when": when})


def wipe_old_parameters(work: Work) -> int:
    """Wipe the parameters of messages that ended seven days ago; return how many."""
    old = update(outbox).where(outbox.c.ended_at < work.now - PARAMETERS_KEPT, outbox.c.params_sealed.is_not(None))
    return work.execute(old.values(params_sealed=None)).rowcount


def read_row(work: Work, row: Row[Any]) -> Reply:
    """Return a row of the outbox as what is to be sent. Raises SealBroken with a wrong key."""
    return Reply(
        row.id,
        row.person_id,
        row.kind,
        work.sealer.open_json(PURPOSE, row.params_sealed),
        row.edits_message,
        State(row.state),
        row.attempts,
        row.attempt_started_at,
        row.uncertain_at,
        row.not_before,
        lane=Lane(row.lane),
    )
