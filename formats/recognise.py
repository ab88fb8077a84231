"""Which format a file of recommendations has, and its reader. How a format is read stands in its own module."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from domain.errors import FormatUnknown
from domain.record import Record, RefusedRow
from formats import uhri, upr_info
from formats.sheet import Sheet, opened

_FORMATS: dict[str, ModuleType] = {"uhri": uhri, "upr-info": upr_info}

NAMES = tuple(_FORMATS)
"""What `--format` takes."""

_FIRST_CELLS = 8


@dataclass(frozen=True, slots=True)
class Reader:
    """An opened file and the name of its format. Holds a workbook's sheet in memory while it lives."""

    name: str
    sheet: Sheet

    def records(self) -> Iterator[Record | RefusedRow]:
        """Yield the file's rows as records and refusals; can be called again, without opening the file anew.

        May raise FileUnreadable, where a CSV file is damaged further down.
        """
        found: Iterator[Record | RefusedRow] = _FORMATS[self.name].records(self.sheet)
        return found


def reader(path: Path) -> Reader:
    """Open a file in whichever format its header shows.

    Raises FileUnreadable, FileEmpty, FileTooLarge; FormatUnknown with the first cells of a header that no
    format has; ColumnsMissing where the format is plain, but a column is not there that it needs.
    """
    sheet = opened(path)
    for name, known in _FORMATS.items():
        if known.recognises(sheet.header):
            return _reader(name, sheet)
    raise FormatUnknown(tuple(cell[:60] for cell in sheet.header if cell)[:_FIRST_CELLS])


def by_name(name: str, path: Path) -> Reader:
    """Open a file as the format of this name (one of NAMES), whatever its header.

    Raises as `reader` does: FormatUnknown with the name alone where there is no such format.
    """
    if name not in _FORMATS:
        raise FormatUnknown((name,))
    return _reader(name, opened(path))


def _reader(name: str, sheet: Sheet) -> Reader:
    _FORMATS[name].check(sheet.header)
    return Reader(name, sheet)
