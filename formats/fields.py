"""What several exports share: columns found by name, rows read in turn, what text, States and session say.

Cells stand in cell.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from domain.errors import (
    ColumnsMissing,
    CountryMissing,
    CountryUnknown,
    Refusal,
    SessionUnreadable,
    TextMissing,
    TextTooLong,
)
from domain.record import Record, RefusedRow, State
from domain.text import fold
from formats.cell import Cell, joined, text, values
from formats.country_names import code_of
from formats.sheet import Sheet

LONGEST_TEXT = 60_000
"""In characters. The longest paragraph of a UN document known to us has about 9,000."""

LAST_SESSION = 99
"""Of the UPR. At three sessions a year it comes in 2042; a larger number is a year or a slip."""

_SESSION = re.compile(r"[^\d.,-]*(\d{1,3})(?:\.0+)?(?![\d%]|[.,]\d)")
_NAMES_APART = re.compile(r"[;|]")


def columns(header: Sequence[str], patterns: Mapping[str, str]) -> dict[str, int]:
    """Return where each column stands that the header names; of two with one name the first.

    `patterns`: by column a regular expression for its whole name, folded, without spaces and punctuation.
    """
    found: dict[str, int] = {}
    for place, name in enumerate(header):
        folded = re.sub(r"[\W_]", "", fold(name))
        for column, pattern in patterns.items():
            if re.fullmatch(pattern, folded):
                found.setdefault(column, place)
    return found


def require(header: Sequence[str], patterns: Mapping[str, str], required: Mapping[str, str]) -> None:
    """Raise ColumnsMissing where the header lacks one of the columns in `required`: what people call it, by column."""
    found = columns(header, patterns)
    missing = tuple(name for column, name in required.items() if column not in found)
    if missing:
        raise ColumnsMissing(missing)


def records(
    sheet: Sheet, patterns: Mapping[str, str], read: Callable[[int, dict[str, Cell]], Record]
) -> Iterator[Record | RefusedRow]:
    """Yield every written row, in order, as the record that `read` makes of its number and its cells by column.

    A refusal that `read` raises is yielded in the record's place. Raises FileUnreadable as `Sheet.rows` does.
    """
    places = columns(sheet.header, patterns)
    for number, cells in sheet.rows():
        try:
            yield read(number, {column: cells[place] for column, place in places.items() if place < len(cells)})
        except Refusal as reason:
            yield RefusedRow(number, reason)


def said(cell: Cell) -> str:
    """Return the text of a recommendation. Raises TextMissing, TextTooLong."""
    if isinstance(cell, str) and len(cell) > LONGEST_TEXT:
        raise TextTooLong(len(cell), LONGEST_TEXT)
    words = text(cell)
    if not words:
        raise TextMissing
    return words


def countries(cell: Cell) -> tuple[str, ...]:
    """Return the codes of the States concerned, without doubles. Raises CountryMissing, CountryUnknown."""
    codes: dict[str, None] = {}
    for name in _names(cell):
        code = code_of(name)
        if code is None:
            raise CountryUnknown(name[:100])
        codes[code] = None
    if not codes:
        raise CountryMissing
    return tuple(codes)


def states(cell: Cell) -> tuple[State, ...]:
    """Return the recommending States without doubles: "Turkey" and "Türkiye" are one."""
    named = (State(name, code_of(name)) for name in _names(cell))
    found: dict[str, State] = {}
    for state in named:
        found.setdefault(state.code or fold(state.name), state)
    return tuple(found.values())


def session(cell: Cell) -> int | None:
    """Return the number of a session of the UPR, None where the cell is blank. Raises SessionUnreadable."""
    written = joined(cell)
    if not written:
        return None
    found = _SESSION.match(written)
    if found is None or not 1 <= int(found[1]) <= LAST_SESSION:
        raise SessionUnreadable(written[:100])
    return int(found[1])


def _names(cell: Cell) -> Iterator[str]:
    for value in values(cell):
        yield from filter(None, map(str.strip, _NAMES_APART.split(value)))
