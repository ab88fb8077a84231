"""A message on its way: what is known of it, what an earlier process left of it, what uncertainty does to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db.queries import outbox
from db.queries.outbox import Reply
from db.work import Work
from domain.delivery import Lane, Repeat, State, Uncertain, repeat_uncertain
from handlers.registry import registry


@dataclass(slots=True)
class Leaving:
    """A message on its way, with what happened to it so far."""

    reply: Reply
    edits: int | None
    attempts: int
    uncertain_before: bool
    unsure_since: datetime | None = None
    """When the attempt began that may have arrived, where it is to be repeated."""
    pause: float = 0.0
    """Seconds to wait before the next attempt."""


def replaces(later: Reply, reply: Reply) -> bool:
    """Of several pending replacements of one message only the newest leaves."""
    return reply.edits_message is not None and later.edits_message == reply.edits_message


def wait_left(reply: Reply, now: datetime) -> float:
    """Return the seconds that a message has still to wait which was told to; 0 where it was not.

    Never longer than it was told, should the clock have been put back meanwhile.
    """
    if reply.not_before is None:
        return 0.0
    since = max(now, reply.attempt_started_at or now)
    return max(0.0, (reply.not_before - since).total_seconds())


def goes_on(work: Work, reply: Reply, process: str) -> Reply | None:
    """Go on with a message that a process left open: one it had begun to send has become uncertain.

    Returns what this process is to send now; None where it has ended, or goes with the bulk when its time comes.
    """
    if reply.state is State.SENDING:
        began, is_edit = reply.attempt_started_at or work.now, reply.edits_message is not None
        before = reply.uncertain_at is not None
        uncertain = Uncertain(began, is_edit, before, reply.attempts, stopped=True, repeat=repeat_of(reply.kind))
        if not note_uncertain(work, reply.id, process, uncertain, "stopped"):
            return None
        reply = replace(reply, state=State.UNCERTAIN)
    if reply.lane is Lane.BULK:
        outbox.release(work, reply.id, process, reply.not_before or work.now)
        return None
    return reply


def note_uncertain(work: Work, row: int, process: str, uncertain: Uncertain, reason: str) -> bool:
    """Note that a message may have arrived, and tell whether it goes again; if not, that is its end.

    Both in one commit: a message found uncertain and open is always one whose repeat has not begun.
    """
    outbox.mark_uncertain(work, row, process, reason)
    if repeat_uncertain(uncertain, work.now):
        return True
    outbox.end_reply(work, row, process, State.UNCERTAIN, failure="uncertain")
    return False


def repeat_of(kind: str) -> Repeat:
    """Return what is done with a message of this kind that may have arrived; of a kind that is not known, nothing."""
    known = registry().kinds.get(kind)
    return known.repeat if known else Repeat.NEVER
