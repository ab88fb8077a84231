"""One cell of a sheet as text, as the values that stand in it a line each, and as a day. Columns stand elsewhere."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from domain.errors import DateUnreadable
from domain.text import cleaned

Cell = int | float | str | bool | time | date | datetime | timedelta

_CARRIAGE_RETURN = re.compile(r"_x000[dD]_\n?|\r\n?")
_DASH = re.compile(r"^[-\u2013\u2022](?:\s+|(?=[^\W\d])|$)")
_ISO_DAY = re.compile(r"^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}.*)?$")
_NUMBER = re.compile(r"^\d{1,6}(?:\.\d+)?$")

_SERIAL_ZERO = date(1899, 12, 30)
_EARLIEST, _LATEST = date(1945, 1, 1), date(2199, 12, 31)
"""No document of the United Nations is older; a number outside is a year or a slip, not a serial."""


def text(cell: Cell) -> str:
    """Return what the cell says: without characters that cannot be seen, single spaces, line breaks kept.

    A whole number comes without ".0", a day as ISO 8601. Letters are composed (NFC).
    """
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, date | time):
        return cell.isoformat()
    lines = cleaned(_CARRIAGE_RETURN.sub("\n", str(cell))).split("\n")
    return "\n".join(line.strip() for line in lines).strip()


def is_blank(cell: Cell) -> bool:
    """Tell whether nothing that can be seen stands in the cell."""
    return isinstance(cell, str) and (not cell or not (cell[0].isalnum() or text(cell)))


def values(cell: Cell) -> tuple[str, ...]:
    """Return the values of a cell that holds one a line, each headed by "- ": in order, without doubles."""
    return _values(cell if isinstance(cell, str) else text(cell))


@lru_cache(maxsize=1024)  # the cells of a column are much alike
def _values(written: str) -> tuple[str, ...]:
    found = (_DASH.sub("", line).strip() for line in text(written).split("\n"))
    return tuple(dict.fromkeys(value for value in found if value))


def joined(cell: Cell) -> str:
    """Return the values of a cell on one line; for columns that hold one value."""
    return " ".join(values(cell))


def day(cell: Cell) -> date | None:
    """Return the day that a cell gives, None where it is blank.

    Read are: days and moments of the spreadsheet; its serial numbers (days since 30 December 1899), as text
    too; `2014-12-10`, with a time or without; `25/12/2014`, and `12/25/2014`, where only one of the two
    numbers can be a month or both are the same. Raises DateUnreadable for all else.
    """
    written = joined(cell)
    if not written:
        return None
    try:
        found = _day(cell, written)
    except (ValueError, OverflowError):
        found = None
    if found is None or not _EARLIEST <= found <= _LATEST:
        raise DateUnreadable(written[:100])
    return found


def _day(cell: Cell, written: str) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    return None if isinstance(cell, bool | time | timedelta) else _written_day(written)


def _written_day(written: str) -> date | None:
    if _NUMBER.match(written):
        return _SERIAL_ZERO + timedelta(days=int(float(written)))
    if iso := _ISO_DAY.match(written):
        return date(int(iso[1]), int(iso[3]), int(iso[4]))
    if local := _DAY_FIRST.match(written):
        return _unambiguous(int(local[1]), int(local[3]), int(local[4]))
    return None


def _unambiguous(first: int, second: int, year: int) -> date | None:
    if first == second or first > 12:
        return date(year, second, first)
    return date(year, first, second) if second > 12 else None
