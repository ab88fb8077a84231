"""What a coordinator is shown while reviewing contributions: values that services load and views render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.contributed import ContributionShown
from domain.contribution import Action, State, Status
from domain.due import Part
from domain.letter import Letter
from domain.mailing import Reader
from domain.reference import Reference
from domain.round import Round
from domain.shown import Line, Names


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A contribution in the queue. `days`: since it was submitted."""

    contribution_id: int
    line: Line
    institution: Names
    status: Status | None
    state: State
    days: int
    no_change: bool


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """A page of what waits for a country's coordinators, what has waited longest first.

    `approved`: how many of them only remain to be published. `unchanged`: how many say "no change" and may be
    approved by the reader.
    """

    lines: tuple[ReviewLine, ...]
    number: int
    pages: int
    submitted: int
    approved: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A contribution as a coordinator reads it.

    `present`: the recommendation's status by now. `part`: None where the institution no longer has it.
    `unchanged_since`: when it was last said anew. `actions`: what the reader may do. `is_own`: the reader wrote or
    submitted it. `answers`: it is the country's answer. `following`: (id, number) of what waits next.
    """

    contribution: ContributionShown
    present: str
    part: Part | None
    round: Round | None
    unchanged_since: date | None
    days: int
    actions: frozenset[Action]
    is_own: bool
    answers: bool
    is_shared: bool
    following: tuple[int, Reference] | None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What may be approved together, because it says "no change". `until`: the moment of the newest.

    `publishable`: how many of them are the country's answer.
    """

    references: tuple[Reference, ...]
    total: int
    publishable: int
    until: int


@dataclass(frozen=True, slots=True)
class UnchangedDone:
    """How many were approved together, and how many of them published."""

    approved: int
    published: int


@dataclass(frozen=True, slots=True)
class ReviewNotice:
    """What an institution is told: its contributions that were approved and published within a few minutes."""

    reader: Reader
    institution: Names
    approved: tuple[Reference, ...]
    published: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class EnteredNotice:
    """What an institution is told: the secretariat has entered what came in a letter of its own."""

    reader: Reader
    institution: Names
    contribution_id: int
    reference: Reference
    status: Status | None
    letter: Letter | None


@dataclass(frozen=True, slots=True)
class BehalfChoice:
    """The institutions of the State that have a recommendation, (id, names), to choose whose letter it is."""

    reference: Reference
    institutions: tuple[tuple[int, Names], ...]


@dataclass(frozen=True, slots=True)
class LetterShown:
    """A letter as it was understood, before its content is entered. `row`: of the message that asks.

    `pages`: how many photos or files of it there are.
    """

    row: int
    reference: Reference
    institution: Names
    letter: Letter | None = None
    pages: int = 0


def moment(at: datetime) -> int:
    """Return a moment as a number that fits into a button's data: milliseconds."""
    return int(at.timestamp() * 1000)
