"""The secretariat's workbook: its columns, what a recommendation holds in them, what a sent-back one says.

What it changes is decided in workbook_change.py; how it stands in a file, in formats/.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.errors import Refusal
from domain.record import Position, Sdg, State
from domain.reference import Reference
from domain.shown import Names
from domain.text import fold

VERSION = 2
"""Of the workbook's shape; one of another version is refused, since its hidden sheet may mean something else."""

RECOMMENDATIONS = "workbook"
TRANSLATIONS = "translations"
EVERYTHING = "all"
"""What is asked for where it is all recommendations, and not the texts missing in a language."""

_APART = re.compile(r"[,;，；、\n]")


class Column(StrEnum):
    """The columns, in their order; TEXT and TRANSLATION are those of the workbook of missing translations too."""

    REFERENCE = "reference"
    DOCUMENT = "document"
    PARAGRAPH = "paragraph"
    MECHANISM = "mechanism"
    CYCLE = "cycle"
    POSITION = "position"
    TEXT = "text"
    THEMES = "themes"
    SDGS = "sdgs"
    AFFECTED = "affected"
    STATES = "states"
    CLUSTERS = "clusters"
    LEAD = "lead"
    ASSOCIATED = "associated"
    DATE = "date"
    STATUS = "status"
    PRIORITY = "priority"
    PARLIAMENT = "parliament"
    ASSISTANCE = "assistance"
    TRANSLATION = "translation"


NEEDS = (Column.PARLIAMENT, Column.ASSISTANCE)
"""The columns that say yes or nothing."""

EDITABLE = (
    Column.CLUSTERS,
    Column.LEAD,
    Column.ASSOCIATED,
    Column.DATE,
    Column.STATUS,
    Column.PRIORITY,
    *NEEDS,
)
"""The columns that are read when a workbook is sent back."""

OF_RECOMMENDATIONS = tuple(column for column in Column if column is not Column.TRANSLATION)

Cell = str | date | None


@dataclass(frozen=True, slots=True)
class Values:
    """What a recommendation holds in the editable columns. `lead`, `associated`: codes, "" for none.

    `parliament`, `assistance`: "yes" where it is needed, else "".
    `due_on`: the lead's date; where there is no lead, the earliest of the others.
    """

    lead: str = ""
    associated: tuple[str, ...] = ()
    due_on: date | None = None
    status: str = ""
    clusters: tuple[str, ...] = ()
    priority: str = ""
    parliament: str = ""
    assistance: str = ""

    def cell(self, column: Column) -> str:
        """Return what the column says, as text: a day as ISO 8601, a status as its code."""
        if column is Column.DATE:
            return self.due_on.isoformat() if self.due_on else ""
        if column in {Column.ASSOCIATED, Column.CLUSTERS}:
            return ", ".join(getattr(self, column.value))
        return str(getattr(self, column.value))


def parts(text: str) -> tuple[str, ...]:
    """Return the things that a cell names, told apart by commas, semicolons or lines, each once."""
    found = {fold(one): one for one in map(str.strip, _APART.split(text)) if one}
    return tuple(found.values())


def plain(column: Column, text: str) -> str:
    """Return what a cell says without what makes no difference: capitals, accents, the order of a list."""
    if column in {Column.ASSOCIATED, Column.CLUSTERS}:
        return ",".join(sorted(fold(one) for one in parts(text)))
    return fold(text.strip())


def fingerprint(column: Column, text: str) -> str:
    """Return what tells a cell's text from any other; the letter before keeps spreadsheets from reading a number."""
    return "v" + hashlib.sha256(f"{column}\0{plain(column, text)}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Exported:
    """A recommendation as a workbook shows it; `text` in the reader's language, else in the best there is."""

    reference: Reference
    mechanism: str
    symbol: str | None
    session: int | None
    paragraph: str | None
    position: Position | None
    text: str
    themes: tuple[str, ...]
    affected: tuple[str, ...]
    sdgs: tuple[Sdg, ...]
    states: tuple[State, ...]
    values: Values


@dataclass(frozen=True, slots=True)
class Row:
    """A row that was sent back. `texts`: what the cells say that can be read; `refused`: why others cannot.

    `days`: the days that the cell of the date may mean, two where it is not clear which number is the month.
    """

    number: int
    reference: Reference
    texts: Mapping[Column, str]
    days: tuple[date, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the hidden sheet says: of which kind, country and version the workbook is; `language`: of translations.

    `held`: by reference, the fingerprints of the editable cells when it was made.
    """

    kind: str
    country: str
    version: int
    language: str = ""
    held: Mapping[str, Mapping[Column, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a workbook in one language: headers, labels of what is chosen, names of sheets, how a row reads.

    `translations`: the header of the column to be filled in, by language. `choices`: labels by code, by column.
    """

    language: str
    headers: Mapping[Column, str]
    translations: Mapping[str, str]
    choices: Mapping[Column, Mapping[str, str]]
    sheet: str
    institutions: str
    code: str
    name: str
    from_list: str
    cells: Callable[[Exported], Mapping[Column, str]]
    named: Callable[[Names], str]


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution that can be named in a workbook."""

    id: int
    code: str
    names: Names
    independent: bool


@dataclass(frozen=True, slots=True)
class Offer:
    """What can be exported: how many recommendations there are, and by language how many have no text in it."""

    total: int
    missing: tuple[tuple[str, int], ...]
