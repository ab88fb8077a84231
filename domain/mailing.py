"""Messages that people get without having asked: what they show, and what became of them. No wording, no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from domain.delivery import State
from domain.due import Due
from domain.errors import MessageTooLong
from domain.reference import Reference
from domain.shown import Capacity, Names
from domain.text import units, with_more

LONGEST = 3000
"""UTF-16 units of a message to an institution; names, notes and the preview's lines then fit beside it."""

UNREACHABLE = "unreachable"
"""The failure of a message that Telegram does not let through to its reader."""


@dataclass(frozen=True, slots=True)
class People:
    """How many act for an institution, and how many of them cannot be reached on Telegram."""

    joined: int
    unreachable: int

    @property
    def reachable(self) -> int:
        """How many can be reached."""
        return self.joined - self.unreachable


NOBODY = People(0, 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many messages of a mailing stand where. `withdrawn`: their readers no longer acted for the institution."""

    sent: int = 0
    on_the_way: int = 0
    uncertain: int = 0
    unreachable: int = 0
    failed: int = 0
    withdrawn: int = 0


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """A page of institutions, (id, names) each. `row`: the message that keeps `sought`, the words typed."""

    row: int
    sought: str
    institutions: tuple[tuple[int, Names], ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Addressee:
    """The institution that a message is for."""

    id: int
    names: Names
    independent: bool
    people: People


@dataclass(frozen=True, slots=True)
class InstitutionMessage:
    """A coordinator's message. `sender`: the mechanism's own names, empty where the country has set none."""

    sender: Names
    country: str
    country_names: Names
    institution: Names
    independent: bool
    text: str


@dataclass(frozen=True, slots=True)
class Preview:
    """A message before it is sent. `row`: of the message that shows it, by which its buttons find it."""

    row: int
    message: InstitutionMessage
    people: People


@dataclass(frozen=True, slots=True)
class Sent:
    """A message after it was sent. `at`: the hour, as 14:05, at which this was so."""

    mailing_id: int
    institution: Names
    outcome: Outcome
    at: str


@dataclass(frozen=True, slots=True)
class Reader:
    """The role in which somebody gets a message of their institution, and whether it is the one they act in now."""

    capacity: Capacity
    acts_so: bool


@dataclass(frozen=True, slots=True)
class Received:
    """A coordinator's message as one of the institution's people gets it."""

    message: InstitutionMessage
    reader: Reader


@dataclass(frozen=True, slots=True)
class AssignedNotice:
    """What an institution was newly assigned. `due`: the earliest date; `same_date`: whether all have that one.

    `instructions`: the coordinator's, "" where there are none; `unacknowledged`: how many of them are not yet.
    """

    reader: Reader
    independent: bool
    count: int
    due: Due
    same_date: bool
    mailing: int = 0
    instructions: str = ""
    unacknowledged: int = 0


@dataclass(frozen=True, slots=True)
class EndedNotice:
    """What an institution has no longer: the numbers, in order."""

    reader: Reader
    independent: bool
    institution: Names
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class OutOfReach:
    """An institution of which nobody can be reached any more."""

    institution: Names
    country: str
    country_names: Names


def outcome(counts: Mapping[tuple[State, str | None], int]) -> Outcome:
    """Return what became of a mailing; `counts`: messages by state and failure."""
    told = {"sent": 0, "on_the_way": 0, "uncertain": 0, "unreachable": 0, "failed": 0, "withdrawn": 0}
    for (state, failure), count in counts.items():
        told[_standing(state, failure)] += count
    return Outcome(**told)


def _standing(state: State, failure: str | None) -> str:
    if state in {State.SENT, State.UNCERTAIN, State.WITHDRAWN}:
        return state.value
    if state in {State.FAILED, State.EXPIRED}:
        return "unreachable" if failure == UNREACHABLE else "failed"
    return "on_the_way"


def extended(text: str, more: str, most: int = LONGEST) -> str:
    """Return a message with what was typed further, as a paragraph of its own. Raises MessageEmpty, MessageTooLong."""
    whole = with_more(text, more)
    if units(whole) > most:
        raise MessageTooLong(units(whole), most)
    return whole
