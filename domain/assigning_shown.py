"""What is shown to a coordinator who assigns recommendations: values that services load and views render."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.assigning import Which
from domain.shown import Names


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that recommendations can be chosen by. `label`: as the source or the country writes it."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Offers:
    """A page of such values."""

    by: str
    values: tuple[Offer, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen, with its label and how many recommendations that is."""

    which: Which
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class InstitutionLine:
    """An institution to be chosen. `mark`: "" nothing, "associated", "out"; `has`: how many of the chosen it has."""

    id: int
    names: Names
    independent: bool
    has: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class InstitutionChoice:
    """A page of institutions to choose from."""

    chosen: Chosen
    sought: str
    institutions: tuple[InstitutionLine, ...]
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class OrderShown:
    """An order before it is carried out. Counts are of assignments, `lead_changes` of recommendations."""

    row: int
    chosen: Chosen
    lead: Names | None
    associated: tuple[Names, ...]
    out: tuple[Names, ...]
    new: int
    kept: int
    ended: int
    lead_changes: int
    former_stays: bool
    instructions: str
    due_on: date | None
    changes: bool
    unreached: tuple[Names, ...]
    """Of those who would be told something, the institutions of which nobody can be reached."""


@dataclass(frozen=True, slots=True)
class OrderDone:
    """What an order has done."""

    new: int
    lead_changes: int
    ended: int
    told: int
    """Of the institutions that have something new, the people who are told."""
    institutions: tuple[Names, ...]
    untold: tuple[Names, ...]
