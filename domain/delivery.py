"""The life of a message that is to be sent: its states, and what to do when it is unknown whether it arrived."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum

REPEAT_REPLY_WITHIN = timedelta(minutes=10)
MOST_ATTEMPTS = 10
MOST_ATTEMPTS_STOPPED = 4
_LONGEST_PAUSE = 60.0


class State(StrEnum):
    """Where a message stands. The last four are ends."""

    PLANNED = "planned"
    SENDING = "sending"
    RETRY = "retry"
    UNCERTAIN = "uncertain"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ENDS = frozenset({State.SENT, State.FAILED, State.WITHDRAWN, State.EXPIRED})


class Lane(StrEnum):
    """Replies go to the person in the conversation, at once; everything else is bulk, and paced."""

    REPLY = "reply"
    BULK = "bulk"


class Repeat(Enum):
    """What is done with a message of a kind when it may have arrived."""

    REPLY = "reply"  # once, within ten minutes
    MARKED = "marked"  # once, marked as a possible repeat
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A message that was begun and not answered, so that nobody knows whether it arrived.

    `stopped`: it was our own process that ended in the middle, most often before the request had left.
    """

    began_at: datetime
    is_edit: bool
    was_uncertain_before: bool
    attempts: int = 1
    stopped: bool = False
    repeat: Repeat = Repeat.REPLY


def repeat_uncertain(reply: Uncertain, now: datetime) -> bool:
    """Tell whether to send a message again that may have arrived.

    An edit again and again, up to ten attempts: the same content twice is the same content. A new message once, and
    within ten minutes: later the person has gone on, and an old answer confuses. Where our own process was killed, up
    to four attempts: two kills in a row must not leave anybody without an answer (docs/decisions/0008). A reminder
    once, whenever that is; what goes to many, never: it would be a nuisance to many.
    """
    if reply.is_edit:
        return reply.attempts < MOST_ATTEMPTS
    if reply.repeat is not Repeat.REPLY:
        return reply.repeat is Repeat.MARKED and not reply.was_uncertain_before
    may = reply.attempts < MOST_ATTEMPTS_STOPPED if reply.stopped else not reply.was_uncertain_before
    return may and now - reply.began_at <= REPEAT_REPLY_WITHIN


def pause_after(attempts: int) -> float:
    """Return the seconds to wait before the next attempt, after `attempts` that are known not to have arrived."""
    return min(0.5 * 2.0 ** max(attempts - 1, 0), _LONGEST_PAUSE)
