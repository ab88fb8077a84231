"""A reply on its way: what is known of it, what an earlier process left of it, what uncertainty does to it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db.queries import outbox
from db.queries.outbox import Reply
from db.work import Work
from domain.delivery import State, Uncertain, repeat_uncertain


@dataclass(slots=True)
class Leaving:
    """A reply on its way, with what happened to it so far."""

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


def left_over(work: Work) -> list[Reply]:
    """Open replies of an earlier process, oldest first; those it had begun to send become uncertain."""
    replies = []
    for reply in outbox.open_replies(work):
        if reply.state is not State.SENDING:
            replies.append(reply)
            continue
        began, is_edit = reply.attempt_started_at or work.now, reply.edits_message is not None
        before = reply.uncertain_at is not None
        uncertain = Uncertain(began, is_edit, before, reply.attempts, stopped=True)
        if note_uncertain(work, reply.id, uncertain, "stopped"):
            replies.append(replace(reply, state=State.UNCERTAIN))
    return replies


def note_uncertain(work: Work, row: int, uncertain: Uncertain, reason: str) -> bool:
    """Note that a reply may have arrived, and tell whether it goes again; if not, that is its end.

    Both in one commit: a reply found uncertain and open is always one whose repeat has not begun.
    """
    outbox.mark_uncertain(work, row, reason)
    if repeat_uncertain(uncertain, work.now):
        return True
    outbox.end_reply(work, row, State.UNCERTAIN, failure="uncertain")
    return False
