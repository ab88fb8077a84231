"""Requests for another date: what may be asked for, and what is shown of one. Rounds themselves: round.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.due import Due
from domain.errors import DateInThePast, DateNotLater, ReasonTooLong
from domain.mailing import Reader
from domain.reference import Reference
from domain.round import Round
from domain.shown import Names
from domain.text import with_more

LONGEST_REASON = 1500
"""Characters of a reason."""


class Decision(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Subject:
    """What another date is asked for: a recommendation's own date, or an institution's in a round; one of the two."""

    institution_id: int
    due_on: date
    assignment_id: int | None = None
    reference: Reference | None = None
    member_id: int | None = None
    round: Round | None = None


@dataclass(frozen=True, slots=True)
class Asking:
    """A request that is being made. `row`: the message that shows it; `wanted` and `reason` as far as they are."""

    row: int
    subject: Subject
    due: Due
    wanted: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it stands. `wanted`: the date asked for; `decided`: the date granted; `answer`: why refused."""

    id: int
    institution: Names
    subject: Subject
    due: Due
    wanted: date
    reason: str
    decision: Decision
    decided: date | None = None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Requests:
    """A page of the requests that wait for the coordinator, the oldest first."""

    requests: tuple[Asked, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Granting:
    """Another date than was wanted, typed by the coordinator, before it is granted."""

    asked: Asked
    on: date


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, as the institution is told."""

    reader: Reader
    asked: Asked


def wanted(day: date, due_on: date, today: date) -> date:
    """Return the date that may be asked for. Raises DateInThePast, DateNotLater."""
    if day <= today:
        raise DateInThePast(day)
    if day <= due_on:
        raise DateNotLater(due_on)
    return day


def granted(day: date, today: date) -> date:
    """Return a date that may be granted; it may lie before the present one. Raises DateInThePast."""
    if day < today:
        raise DateInThePast(day)
    return day


def extended(reason: str, more: str) -> str:
    """Return a reason with what was typed further. Raises MessageEmpty, ReasonTooLong."""
    whole = with_more(reason, more)
    if len(whole) > LONGEST_REASON:
        raise ReasonTooLong(len(whole), LONGEST_REASON)
    return whole
