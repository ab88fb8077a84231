"""Parts of an answer that an institution asks its units for: who may do what with a request, and what is shown of it.

Nothing of it is ever submitted by itself: a writer puts an answer into the draft, or does not.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.appointment import ASKERS, Member
from domain.due import Due
from domain.errors import NoInstitution, NotFound, NotInThisRole, PartClosed
from domain.mailing import Reader
from domain.reference import Reference
from domain.role import Holding
from domain.shown import Names

LONGEST_UNIT_NAME = 80
LONGEST_QUESTION = 1000
LONGEST_ANSWER = 2000
"""The last two in UTF-16 units: each is shown in one message, beside the recommendation and what else is said."""


class PartState(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class PartAction(StrEnum):
    """What can be done with a request."""

    READ = "read"
    ANSWER = "answer"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    USE = "use"


OF_UNIT = frozenset({PartAction.READ, PartAction.ANSWER, PartAction.DECLINE})
"""What the colleagues of the unit do that is asked."""

OF_ASKERS = frozenset({PartAction.READ, PartAction.WITHDRAW, PartAction.USE})
"""What those do who may ask the units of the institution."""

FROM: dict[PartAction, frozenset[PartState]] = {
    PartAction.READ: frozenset(PartState),
    PartAction.ANSWER: frozenset({PartState.ASKED}),
    PartAction.DECLINE: frozenset({PartState.ASKED}),
    PartAction.WITHDRAW: frozenset({PartState.ASKED}),
    PartAction.USE: frozenset({PartState.ANSWERED}),
}


@dataclass(frozen=True, slots=True)
class PartStanding:
    """A request as the rules see it."""

    state: PartState
    country: str
    institution_id: int
    unit_id: int


def asking(holding: Holding | None) -> tuple[Holding, int]:
    """Return the role in which somebody asks the units of an institution, and which.

    Raises NoInstitution, NotInThisRole.
    """
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    if holding.role not in ASKERS:
        raise NotInThisRole
    return holding, holding.institution_id


def decide(action: PartAction, holding: Holding | None, units: Collection[int], standing: PartStanding) -> None:
    """Raise why somebody in this role, and a colleague of these units, may not do this with a request.

    NotFound to other institutions and units, as where there is none; NotInThisRole; PartClosed where its state does not
    allow it (any more).
    """
    inside = _is_inside(holding, standing)
    answers = standing.unit_id in units
    if not inside and not answers:
        raise NotFound
    asks = inside and holding is not None and holding.role in ASKERS
    if not (asks and action in OF_ASKERS) and not (answers and action in OF_UNIT):
        raise NotInThisRole
    if standing.state not in FROM[action]:
        raise PartClosed(standing.state.value)


def is_asker(holding: Holding | None, standing: PartStanding) -> bool:
    """Tell whether somebody writes for the institution that asks."""
    return _is_inside(holding, standing) and holding is not None and holding.role in ASKERS


def _is_inside(holding: Holding | None, standing: PartStanding) -> bool:
    there = (standing.country, standing.institution_id)
    return holding is not None and (holding.country, holding.institution_id) == there


@dataclass(frozen=True, slots=True)
class PartShown:
    """A request. `text`: the recommendation's; `asks`: the reader writes for who asks; `answers`: is of the unit.

    `row`: of the message that shows it; `nobody`: of the unit has joined; `draft`: that the answer could be put into,
    where there is one already.
    """

    id: int
    row: int
    reference: Reference
    paragraph: str | None
    text: str
    text_language: str | None
    institution: Names
    unit_id: int
    unit: str
    question: str
    due: Due | None
    state: PartState
    answer: str
    asks: bool = False
    answers: bool = False
    nobody: bool = False
    draft: int | None = None


@dataclass(frozen=True, slots=True)
class PartPreview:
    """A request before it is sent. `people`: how many of the unit have joined."""

    part: PartShown
    people: int = 0


@dataclass(frozen=True, slots=True)
class PartText:
    """A page of the text that a unit is asked about."""

    part: PartShown
    page: int


@dataclass(frozen=True, slots=True)
class PartNotice:
    """A request as somebody is told of it."""

    reader: Reader
    part: PartShown


@dataclass(frozen=True, slots=True)
class UnitPage:
    """A page of an institution's units, (id, name) each. `reference`: of what one of them is asked about."""

    units: tuple[tuple[int, str], ...]
    number: int
    pages: int
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit, and who of it has joined. `until`: the last day of the invitation that waits, if one does."""

    id: int
    name: str
    institution: Names
    members: tuple[Member, ...]
    until: date | None


@dataclass(frozen=True, slots=True)
class PartList:
    """A page of what the reader's units were asked for, or an institution asked its units for, the open ones first.

    `answers`: it is the reader's units'; `also`: they have the other list too; `reference`: where only those about one
    recommendation are shown; `leaving`: the reader's own places in units, (role, name) each.
    """

    parts: tuple[PartShown, ...]
    number: int
    pages: int
    total: int
    waiting: int
    answers: bool
    also: bool = False
    reference: Reference | None = None
    leaving: tuple[tuple[int, str], ...] = ()
