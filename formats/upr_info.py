"""Exports of UPR Info's database of recommendations and voluntary pledges as records. Cells stand in cell.py.

Two layouts are known: the older table (`To,To-Rgrp,To-Org,Text,From,From-Rgrp,From-Org,Response,Action,Issue,Session`)
and that of the present database (upr-info-database.uwazi.io), with a column a property and `|` between values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.errors import PositionUnknown
from domain.record import Kind, Position, Record, RefusedRow
from domain.text import fold
from domain.upr import MECHANISM
from formats import fields
from formats.cell import Cell, joined, values
from formats.paragraph import paragraph_of
from formats.sheet import Sheet

_REQUIRED = {"text": "Text", "country": "State under Review (To)", "session": "Session"}
_COLUMNS = {
    "country": r"to|sur|(?:state|country)(?:under)?review(?:ed)?|reviewed(?:state|country)",
    "text": r"text|recommendations?(?:text)?|(?:voluntary)?pledge(?:text)?|recommendationorvoluntarypledge",
    "states": r"from|rs|rec+om+ending(?:states?|countr(?:y|ies))",
    "response": r"(?:states?|sur|upr)?(?:response|position)s?",
    "themes": r"issues?|themes?",
    "session": r"(?:upr)?sessions?",
    "type": r"template|type",
    "action": r"action(?:category)?",
}
_TELLING = frozenset({"country", "states", "response", "themes", "action"})
"""Three of these are an export of UPR Info's even where a column that we need is not among them."""

_POSITIONS = {
    "accepted": Position.SUPPORTED,
    "supported": Position.SUPPORTED,
    "noted": Position.NOTED,
    "rejected": Position.NOTED,  # the Council knows two positions: what is not supported is noted
    "notsupported": Position.NOTED,
    "notaccepted": Position.NOTED,
    "partiallyaccepted": Position.SUPPORTED_IN_PART,
    "partiallysupported": Position.SUPPORTED_IN_PART,
    "supportednoted": Position.SUPPORTED_IN_PART,
    "acceptednoted": Position.SUPPORTED_IN_PART,
    "pending": Position.AWAITING_REPLY,
    "responsepending": Position.AWAITING_REPLY,
    "pendingresponse": Position.AWAITING_REPLY,
    "awaitingresponse": Position.AWAITING_REPLY,
    "awaitingreply": Position.AWAITING_REPLY,
    "inprogress": Position.AWAITING_REPLY,
    "tobeexamined": Position.AWAITING_REPLY,
}
_PLEDGE = re.compile(r"(?:voluntary)?(?:pledge|commitment)s?")
_NOT_LETTERS = re.compile(r"[\W_]")


def recognises(header: Sequence[str]) -> bool:
    """Tell whether a header is UPR Info's: all columns that we need and one more that it has, or three of its own."""
    found = fields.columns(header, _COLUMNS).keys()
    return (found >= _REQUIRED.keys() and bool(found & (_TELLING - {"country"}))) or len(found & _TELLING) >= 3


def check(header: Sequence[str]) -> None:
    """Raise ColumnsMissing where the header lacks the text, the State under review or the session."""
    fields.require(header, _COLUMNS, _REQUIRED)


def records(sheet: Sheet) -> Iterator[Record | RefusedRow]:
    """Return every written row, in order, as a record or with the first reason for which it is none.

    Columns are found by name, in any order, in either layout; others are ignored. Raises ColumnsMissing, and
    FileUnreadable as `Sheet.rows` does.
    """
    check(sheet.header)
    return fields.records(sheet, _COLUMNS, _record)


def _record(number: int, row: dict[str, Cell]) -> Record:
    said = fields.said(row.get("text", ""))
    countries = fields.countries(row.get("country", ""))
    states = fields.states(row.get("states", ""))
    response = _plain(row.get("response", ""))
    by_itself = not response and {state.code for state in states} == set(countries)
    pledge = by_itself or any(map(_PLEDGE.fullmatch, (response, _plain(row.get("type", "")))))
    return Record(
        row=number,
        text=said,
        countries=countries,
        mechanism=MECHANISM,
        kind=Kind.PLEDGE if pledge else Kind.RECOMMENDATION,
        paragraph=paragraph_of(said, MECHANISM),
        session=fields.session(row.get("session", "")),
        # A pledge is the State's own word: UPR Info names the State itself as its author.
        position=None if pledge else _position(response, row.get("response", "")),
        recommending_states=() if pledge else states,
        themes=_themes(row.get("themes", "")),
    )


def _plain(cell: Cell) -> str:
    return _NOT_LETTERS.sub("", fold(joined(cell)))


def _position(response: str, cell: Cell) -> Position | None:
    if not response:
        return None
    position = _POSITIONS.get(response)
    if position is None:
        raise PositionUnknown(joined(cell)[:100])
    return position


def _themes(cell: Cell) -> tuple[str, ...]:
    """Return the issues without doubles; a comma stands in a name only where another sign parts them."""
    written = "\n".join(values(cell))
    parted = re.split(r"[|;]" if re.search(r"[|;]", written) else r"[,\n]", written)
    return tuple(dict.fromkeys(issue for one in parted if (issue := one.strip())))
