"""Exports of the Universal Human Rights Index (uhri.ohchr.org) as records. How a cell is read stands in cell.py."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.errors import MechanismMissing, PositionUnknown
from domain.record import Kind, Position, Record, RefusedRow
from domain.text import fold
from formats import fields
from formats.cell import Cell, day, joined, values
from formats.paragraph import paragraph_of
from formats.sdg import sdgs
from formats.sheet import Sheet

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

_POSITIONS = {
    frozenset({"supported"}): Position.SUPPORTED,
    frozenset({"noted"}): Position.NOTED,
    frozenset({"supported", "noted"}): Position.SUPPORTED_IN_PART,
}


def recognises(header: Sequence[str]) -> bool:
    """Tell whether a header is UHRI's: all columns that we need, or three that only UHRI has."""
    found = fields.columns(header, _COLUMNS).keys()
    return found >= _REQUIRED.keys() or len(found & _TELLING) >= 3


def check(header: Sequence[str]) -> None:
    """Raise ColumnsMissing where the header lacks the text, the countries or the recommending body."""
    fields.require(header, _COLUMNS, _REQUIRED)


def records(sheet: Sheet) -> Iterator[Record | RefusedRow]:
    """Return every written row, in order, as a record or with the first reason for which it is none.

    Columns are found by name, in any order, in UHRI's spelling ("Reccomending") or corrected; others are
    ignored. Raises ColumnsMissing, and FileUnreadable as `Sheet.rows` does.
    """
    check(sheet.header)
    return fields.records(sheet, _COLUMNS, _record)


def _record(number: int, row: dict[str, Cell]) -> Record:
    said = fields.said(row.get("text", ""))
    countries = fields.countries(row.get("countries", ""))
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
        session=fields.session(row.get("session", "")),
        position=_position(row.get("position", "")),
        recommending_states=fields.states(row.get("states", "")),
        themes=values(row.get("themes", "")),
        affected_persons=values(row.get("persons", "")),
        sdgs=sdgs(row.get("sdgs", "")),
        source_type=source_type,
    )


def _kind(source_type: str) -> Kind:
    return Kind.CONCERN if fold(source_type).startswith(("concern", "observation")) else Kind.RECOMMENDATION


def _position(cell: Cell) -> Position | None:
    written = joined(cell)
    if not written:
        return None
    position = _POSITIONS.get(frozenset(re.split(r"[/\s]+", fold(written))))
    if position is None:
        raise PositionUnknown(written[:100])
    return position
