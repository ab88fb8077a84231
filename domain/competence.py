"""Competence that an institution contests: what it says, whom it names, what was decided. No wording, no database."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.due import Part
from domain.mailing import Reader
from domain.reference import Reference
from domain.shown import Excerpt, Names


class Decision(StrEnum):
    """What became of it."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Contest:
    """An institution says that a recommendation is not its own. `named`: whose it is in its view, by id.

    `standing`: the assignment has not ended. `answer`: why it was refused.
    """

    id: int
    country: str
    reference: Reference
    recommendation_id: int
    assignment_id: int
    institution_id: int
    institution: Names
    independent: bool
    part: Part
    named: int | None
    named_names: Names | None
    reason: str
    answer: str
    decision: Decision
    standing: bool

    @property
    def open(self) -> bool:
        """Whether it waits for the coordinator."""
        return self.decision is Decision.OPEN and self.standing


@dataclass(frozen=True, slots=True)
class Contesting:
    """What an institution is about to say. `named` None: nobody is named, or not asked yet."""

    row: int
    reference: Reference
    excerpt: Excerpt | None
    independent: bool
    named: Names | None
    reason: str


@dataclass(frozen=True, slots=True)
class NameChoice:
    """A page of the institutions that can be named, (id, names) each."""

    reference: Reference
    sought: str
    institutions: tuple[tuple[int, Names], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ContestShown:
    """What a coordinator reads of it. `answer`: the reason of a refusal, as it is being written."""

    row: int
    contest: Contest
    excerpt: Excerpt | None
    answer: str = ""


@dataclass(frozen=True, slots=True)
class ContestList:
    """A page of what waits for the coordinator, the oldest first."""

    contests: tuple[Contest, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class ContestDecided:
    """What the institution reads of the decision."""

    reader: Reader
    contest: Contest
