"""What is shown of a contribution to those who write and clear it: values that services load and views render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from domain.contribution import Content, Part, State
from domain.letter import Letter
from domain.mailing import Reader
from domain.reference import Reference
from domain.role import Role
from domain.sheet import Printed
from domain.shown import Excerpt, Line, Names


@dataclass(frozen=True, slots=True)
class ContributionShown:
    """A version as its institution sees it. `stamp`: of the text that is shown, so that no other one is submitted.

    `said_on`: when it was submitted. `officers`: how many could clear it. `following`: what may be answered next.
    """

    id: int
    reference: Reference
    institution: Names
    excerpt: Excerpt | None
    paragraph: str | None
    state: State
    content: Content
    no_change: bool
    reason: str | None
    said_on: date | None
    wants_clearance: bool
    independent: bool
    letter: Letter | None
    on_behalf: bool
    round_id: int | None
    stamp: int
    role: Role | None
    officers: int = 0
    evidence: int = 0
    following: Reference | None = None
    letters: int = 0
    """How many photos or files of a signed letter there are."""
    asked: int = 0
    answered: int = 0
    """Of the institution's units, how many were asked for their part, and how many have answered."""


@dataclass(frozen=True, slots=True)
class PartShown:
    """A contribution, and which of its parts is being written."""

    contribution: ContributionShown
    part: Part


@dataclass(frozen=True, slots=True)
class Reading:
    """A contribution to be read in full, a page of it."""

    contribution: ContributionShown
    page: int


@dataclass(frozen=True, slots=True)
class TaskList:
    """A page of what an institution is to answer. `returned`, `drafts`, `open`, `awaiting`: how many there are."""

    lines: tuple[tuple[Line, State | None], ...]
    number: int
    pages: int
    returned: int
    drafts: int
    open: int
    awaiting: int


@dataclass(frozen=True, slots=True)
class Clearance:
    """What awaits clearance: a page of it. `first`: the one to be read first. `on_paper`: whether a letter may do it.

    `own`: how many of them the reader wrote, so that somebody else has to clear them.
    """

    institution: Names
    lines: tuple[Line, ...]
    first: int | None
    number: int
    pages: int
    total: int
    own: int
    officers: int
    on_paper: bool


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A letter by which what awaits clearance is cleared. `row`: of the message that asks; `pages`: photos of it.

    `sheets`: those that it may be about instead, each with fewer contributions than all that wait.
    """

    row: int
    letter: Letter
    count: int
    pages: int = 0
    sheets: tuple[Printed, ...] = ()


@dataclass(frozen=True, slots=True)
class Returning:
    """A contribution about to be sent back with a reason. `row`: of the message that asks."""

    row: int
    contribution: ContributionShown
    reason: str


@dataclass(frozen=True, slots=True)
class ClearanceNotice:
    """What somebody of an institution is told: so many wait, or were cleared; or one was sent back."""

    reader: Reader
    institution: Names
    count: int = 0
    contribution: ContributionShown | None = None


def stamp(content: Content) -> int:
    """Return a number that stands for a text in a button's data: another text has another one."""
    said = [content.status or "", *(f"{part.value}={content.parts.get(part, '')}" for part in Part)]
    return int.from_bytes(sha256("\0".join(said).encode()).digest()[:6])


LONGEST_REASON = 2000
"""UTF-16 units of why something is sent back: it is shown in one message."""

LONGEST_LETTER_NUMBER = 60
