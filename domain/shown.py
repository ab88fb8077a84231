"""What is shown to a person: values that services load and views render. No wording, no database, no Telegram."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from domain.due import Due, Part
from domain.record import Kind, Position, Sdg, State
from domain.reference import Reference
from domain.role import Role

Names = Mapping[str, str]
"""A name by language; the one shown is the reader's, else English, else any."""

T = TypeVar("T")
LINES_PER_PAGE = 5
CHOICES_PER_PAGE = 8


@dataclass(frozen=True, slots=True)
class Capacity:
    """In what capacity somebody acts: role, country and, where the role has one, institution."""

    role_id: int
    role: Role
    country: str
    country_names: Names
    institution: Names | None
    unit: str = ""
    """Of a colleague."""


@dataclass(frozen=True, slots=True)
class Menu:
    """The menu of a person: the capacity they act in (None: a member of the public) and the others they have."""

    capacity: Capacity | None
    others: tuple[Capacity, ...]
    commands: tuple[tuple[str, str], ...]
    """(command, label in English as in the catalogues) of what this person may do."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The beginning of a text, and the language it is in."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a list of recommendations; `due` and `institution` where the list is of assignments."""

    reference: Reference
    excerpt: Excerpt | None
    mechanism: str
    paragraph: str | None
    position: Position | None
    due: Due | None = None
    part: Part | None = None
    institution: Names | None = None

    def on(self, due: Due, part: Part, institution: Names | None) -> Line:
        """Return the line as one of a list of assignments."""
        shown = (self.reference, self.excerpt, self.mechanism, self.paragraph, self.position)
        return Line(*shown, due, part, institution)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list: `number` counts from 1; `total` is of recommendations or assignments in the whole list."""

    lines: tuple[Line, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class AssignmentList:
    """/mine and /due: whose they are, and how many of the dates have passed."""

    page: Page
    institution: Names | None
    country: str
    country_names: Names
    overdue: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """An institution that has the recommendation; its date only where the reader may see it."""

    names: Names
    part: Part
    independent: bool
    due: Due | None


@dataclass(frozen=True, slots=True)
class Card:
    """A recommendation as one person may see it."""

    reference: Reference
    country_names: Names
    mechanism: str
    symbol: str | None
    session: int | None
    cycle: int | None
    published_on: date | None
    paragraph: str | None
    kind: Kind
    position: Position | None
    status: str
    archived: bool
    text: str
    text_language: str | None
    languages: tuple[str, ...]
    unofficial: bool
    themes: tuple[str, ...]
    affected_persons: tuple[str, ...]
    sdgs: tuple[Sdg, ...]
    recommending_states: tuple[State, ...]
    assigned: tuple[Assigned, ...]
    informed_on: date | None = None
    """When what is published of its implementation was submitted."""
    steps: tuple[str, ...] = ()
    """What this person may do next, by the name of the button that begins it."""
    clusters: tuple[str, ...] = ()
    priority: str | None = None
    needs: tuple[str, ...] = ()
    """By name of the filter that finds it: "parliament", "assistance"."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An invitation to be confirmed: what the person would become."""

    capacity: Capacity
    expires_on: date
    operator: str = ""
    """Who runs this bot, where they said so."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A role that has taken effect, and how many recommendations its institution has."""

    capacity: Capacity
    assigned: int


@dataclass(frozen=True, slots=True)
class Settings:
    """What a person has set: language and time zone, and whether each was chosen or assumed."""

    language: str
    language_chosen: bool
    timezone: str
    timezone_chosen: bool
    local_time: str


def page_count(total: int, per_page: int) -> int:
    """Return how many pages `total` things fill, at least one."""
    return max(1, -(-total // per_page))


def sliced(every: Sequence[T], page: int, per_page: int) -> tuple[Sequence[T], int, int]:
    """Return a page of a whole list, its number, and how many there are; the last one where the list is shorter now."""
    pages = page_count(len(every), per_page)
    number = max(1, min(page, pages))
    return every[(number - 1) * per_page : number * per_page], number, pages
