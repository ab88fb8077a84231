"""Exports of the Universal Human Rights Index (uhri.ohchr.org) as records. How a cell is read stands in cell.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.errors import (
    ColumnsMissing,
    CountryMissing,
    CountryUnknown,
    MechanismMissing,
    PositionUnknown,
    Refusal,
    SessionUnreadable,
    TextMissing,
    TextTooLong,
)
from domain.record import Kind, Position, Record, RefusedRow, State
from domain.text import fold
from formats.cell import Cell, day, joined, text, values
from formats.country_names import code_of
from formats.paragraph import paragraph_of
from formats.sdg import sdgs
from formats.sheet import Sheet

LONGEST_TEXT = 60_000
"""In characters. The longest paragraph of a UN document known to us has about 9,000."""

_REQUIRED = {
    "text": "Text",
    "countries": "Countries Concerned",
    "mechanism": "Recommending Body",
}
_COLUMNS = {
    "text": r"(?:annotation)?texts?",
    "countries": r"(?:countr(?:y|ies)|states?)concerned|concerned(?:countr(?:y|ies)|states?)",
    "mechanism": r"rec+om+ending(?:bod(?:y|ies)|mechanisms?)",
    "symbol": r"documentsymbols?|symbols?",
    "themes": r"themes?",
    "persons": r"affectedpersons?|personsaffected",
    "sdgs": r"sdgs?",
    "published": r"(?:document)?publicationdate",
    "states": r"(?:upr)?rec+om+ending(?:states?|countr(?:y|ies))",
    "position": r"(?:upr)?positions?",
    "type": r"(?:annotation)?types?",
    "id": r"(?:ohchr)?annotationid",
    "session": r"(?:upr)?sessions?",
}
_TELLING = frozenset({"countries", "mechanism", "states", "position", "id", "persons"})
"""Three of these are an export of UHRI's even where a column that we need is not among them."""

_SESSION = re.compile(r"[^\d.,-]*(\d{1,3})(?:\.0+)?(?![\d%]|[.,]\d)")
_POSITIONS = {
    frozenset({"supported"}): Position.SUPPORTED,
    frozenset({"noted"}): Position.NOTED,
    frozenset({"supported", "noted"}): Position.SUPPORTED_IN_PART,
}


def recognises(header: Sequence[str]) -> bool:
    """Tell whether a header is UHRI's: all columns that we need, or three that only UHRI has."""
    found = _columns(header).keys()
    return found >= _REQUIRED.keys() or len(found & _TELLING) >= 3


def check(header: Sequence[str]) -> None:
    """Raise ColumnsMissing where the header lacks the text, the countries or the recommending body."""
    found = _columns(header)
    missing = tuple(name for column, name in _REQUIRED.items() if column not in found)
    if missing:
        raise ColumnsMissing(missing)


def records(sheet: Sheet) -> Iterator[Record | RefusedRow]:
    """Yield every written row, in order, as a record or with the first reason for which it is none.

    Columns are found by name, in any order, in UHRI's spelling ("Reccomending") or corrected; others are
    ignored. Raises ColumnsMissing, and FileUnreadable as `Sheet.rows` does.
    """
    check(sheet.header)
    columns = _columns(sheet.header)
    for number, cells in sheet.rows():
        row = {column: cells[place] for column, place in columns.items() if place < len(cells)}
        try:
            yield _record(number, row)
        except Refusal as reason:
            yield RefusedRow(number, reason)


def _columns(header: Sequence[str]) -> dict[str, int]:
    """Return where each column stands that the header names; of two with one name the first."""
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        folded = re.sub(r"[\W_]", "", fold(name))
        for column, pattern in _COLUMNS.items():
            if re.fullmatch(pattern, folded):
                found.setdefault(column, place)
    return found


def _record(number: int, row: dict[str, Cell]) -> Record:
    said = _text(row.get("text", ""))
    countries = _countries(row.get("countries", ""))
    mechanism = joined(row.get("mechanism", ""))
    if not mechanism:
        raise MechanismMissing
    source_type = joined(row.get("type", ""))
    return Record(
        row=number,
        text=said,
        countries=countries,
        mechanism=mechanism,
        kind=_kind(source_type),
        annotation_id=joined(row.get("id", "")) or None,
        symbol=joined(row.get("symbol", "")) or None,
        paragraph=paragraph_of(said, mechanism),
        published_on=day(row.get("published", "")),
        session=_session(row.get("session", "")),
        position=_position(row.get("position", "")),
        recommending_states=_states(row.get("states", "")),
        themes=values(row.get("themes", "")),
        affected_persons=values(row.get("persons", "")),
        sdgs=sdgs(row.get("sdgs", "")),
        source_type=source_type,
    )


def _text(cell: Cell) -> str:
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        raise TextTooLong(len(cell), LONGEST_TEXT)
    said = text(cell)
    if not said:
        raise TextMissing
    return said


def _names(cell: Cell) -> Iterator[str]:
    for value in values(cell):
        yield from filter(None, map(str.strip, value.split(";")))


def _countries(cell: Cell) -> tuple[str, ...]:
    codes: dict[str, None] = {}
    for name in _names(cell):
        code = code_of(name)
        if code is None:
            raise CountryUnknown(name[:100])
        codes[code] = None
    if not codes:
        raise CountryMissing
    return tuple(codes)


def _states(cell: Cell) -> tuple[State, ...]:
    """Return the recommending States without doubles: "Turkey" and "Türkiye" are one."""
    states = (State(name, code_of(name)) for name in _names(cell))
    found: dict[str, State] = {}
    for state in states:
        found.setdefault(state.code or fold(state.name), state)
    return tuple(found.values())


def _kind(source_type: str) -> Kind:
    return Kind.CONCERN if fold(source_type).startswith(("concern", "observation")) else Kind.RECOMMENDATION


def _session(cell: Cell) -> int | None:
    written = joined(cell)
    if not written:
        return None
    found = _SESSION.match(written)
    if found is None or not int(found[1]):
        raise SessionUnreadable(written[:100])
    return int(found[1])


def _position(cell: Cell) -> Position | None:
    written = joined(cell)
    if not written:
        return None
    position = _POSITIONS.get(frozenset(re.split(r"[/\s]+", fold(written))))
    if position is None:
        raise PositionUnknown(written[:100])
    return position
