"""A file's table, header and rows; .xlsx and CSV are told apart by content. What columns mean stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from domain.errors import FileEmpty, FileUnreadable
from formats import delimited, workbook
from formats.cell import Cell, is_blank, text

_ZIP = b"PK\x03\x04"
_BLANK = b" \t\r\n\0\xef\xbb\xbf\xfe\xff"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One opened table. `header`: the cells of the first written row, as text; `header_row`: where it stands.

    Holds what calamine read of a workbook, and nothing of a CSV file; it does not know any format.
    """

    header: tuple[str, ...]
    header_row: int
    source: workbook.Source

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """Yield the rows below the header with anything in them, and their numbers (a first line is row 1).

        Can be called again. May still raise FileUnreadable, where a CSV file is damaged further down.
        """
        for number, cells in self.source():
            if number > self.header_row and not all(map(is_blank, cells)):
                yield number, cells


def opened(path: Path) -> Sheet:
    """Open the first sheet with a header and a row below; .xlsx and CSV are told apart by their first bytes.

    Raises FileUnreadable (not there, a folder, not allowed, encrypted, damaged, another kind of file),
    FileEmpty (nothing, or a header alone) and FileTooLarge (a workbook beyond `workbook.MOST_BYTES`).
    """
    head = _head(path)
    if not head.strip(_BLANK):
        raise FileEmpty(path.name)
    is_workbook = head.startswith(_ZIP)
    sources = workbook.sheets(path) if is_workbook else iter([partial(delimited.rows, path)])
    for source in sources:
        sheet = _table(source)
        if sheet is not None:
            return sheet
    raise FileEmpty(path.name)


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():  # a folder, or a pipe, which would be waited for
            raise FileUnreadable(path.name)
        with path.open("rb") as file:
            return file.read(4096)
    except (OSError, ValueError) as fault:
        raise FileUnreadable(path.name) from fault


def _table(source: workbook.Source) -> Sheet | None:
    for number, cells in source():
        if not all(map(is_blank, cells)):
            sheet = Sheet(tuple(text(cell) for cell in cells), number, source)
            return sheet if next(sheet.rows(), None) else None
    return None
