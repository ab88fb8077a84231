"""What a file of recommendations holds, once read: values, whatever the format. Reading stands in formats/."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from domain.errors import Refusal


class Kind(StrEnum):
    """What sort of text a mechanism addressed to the State (glossary: *kind*)."""

    RECOMMENDATION = "recommendation"
    CONCERN = "concern"
    PLEDGE = "pledge"
    DECISION = "decision"
    JUDGMENT = "judgment"
    FOLLOW_UP = "follow-up"


class Position(StrEnum):
    """The position of the State under review; only the UPR has one."""

    SUPPORTED = "supported"
    NOTED = "noted"
    SUPPORTED_IN_PART = "supported-in-part"
    AWAITING_REPLY = "awaiting-reply"


@dataclass(frozen=True, slots=True)
class State:
    """A recommending State: its ISO 3166 alpha-2 code where the name is known, and the name as written."""

    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Sdg:
    """A Sustainable Development Goal (`target` is None) or one of its targets ("4.1", "16.a")."""

    goal: int
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """One recommendation to one or several States, as a file has it, in one language.

    `row` is the row in the sheet as a spreadsheet counts it (the header is row 1). `text` is cleaned of
    stray spaces and controls; the paragraph that headed it stands in `paragraph` and is left in the text.
    """

    row: int
    text: str
    countries: tuple[str, ...]
    mechanism: str
    kind: Kind = Kind.RECOMMENDATION
    annotation_id: str | None = None
    symbol: str | None = None
    paragraph: str | None = None
    published_on: date | None = None
    session: int | None = None
    position: Position | None = None
    recommending_states: tuple[State, ...] = ()
    themes: tuple[str, ...] = ()
    affected_persons: tuple[str, ...] = ()
    sdgs: tuple[Sdg, ...] = ()
    source_type: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that could not be read, and why; the rows around it are read all the same."""

    row: int
    reason: Refusal
