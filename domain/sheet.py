"""The sheet that an institution signs: what stands in it, in plain values. Making the file: formats/signature_sheet.py.

Which contributions a letter clears that refers to such a sheet: services/sheet.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from domain.contribution import Part, Status
from domain.reference import Reference
from domain.role import Role
from domain.round import Round

MOST = 300
"""Contributions of one sheet; the rest stands in the next one."""

MOST_OFFERED = 3
"""Sheets that a letter is offered to be about: the newest ones."""

SIGNS = frozenset({Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER})
"""Who may have the sheet of their institution made."""

PRINTED = (Part.MEASURES, Part.DIFFICULTIES, Part.NEXT_STEPS)
"""The parts that stand in the sheet: the internal note never does."""


@dataclass(frozen=True, slots=True)
class Made:
    """A sheet that was made: its number, the moment, and the contributions in it, by id."""

    id: int
    at: datetime
    contributions: frozenset[int]

    def holds(self, contribution_id: int, changed_at: datetime) -> bool:
        """Tell whether a contribution stands in it as it is now: what has changed since does not."""
        return contribution_id in self.contributions and changed_at <= self.at


@dataclass(frozen=True, slots=True)
class Printed:
    """A sheet that a letter may be about: its number, when it was made, how many of it still await clearance."""

    id: int
    on: date
    time: str
    count: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """So many contributions of a round await clearance; `round` None: of no round."""

    round: Round | None
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One contribution that is to stand in the sheet. `language`: of the recommendation's text, None: there is none."""

    reference: Reference
    recommendation: str
    language: str | None
    status: Status | None
    parts: Mapping[Part, str]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One contribution in the sheet, in words. `language`: of the recommendation's text."""

    reference: str
    recommendation: str
    language: str | None
    status: str
    parts: Mapping[Part, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that the sheet says, in words. `head`: lines under the title; `blanks`: what is filled in by hand."""

    language: str
    title: str
    above: str
    head: tuple[str, ...]
    statement: str
    columns: tuple[str, ...]
    lines: tuple[SheetLine, ...]
    blanks: tuple[str, ...]
    stamp: str


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """What the head of a sheet is worded from. `time`: of day, where the person lives."""

    mechanism: Mapping[str, str]
    country: str
    country_names: Mapping[str, str]
    institution: Mapping[str, str]
    round: Round | None
    on: date
    time: str
