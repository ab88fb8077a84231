"""The sheets of an .xlsx file as rows of cells, guarded against damaged and hostile ones. No meaning here."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, TypeVar

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

from domain.errors import FileTooLarge, FileUnreadable
from formats.cell import Cell

Found = TypeVar("Found")

Source = Callable[[], Iterator[tuple[int, list[Cell]]]]
"""Gives the rows of one sheet anew at each call: the row as a spreadsheet counts it, and its cells."""

MOST_BYTES = 2 * 1024**3
"""Unpacked. All of the Universal Human Rights Index (270,000 records) takes about a quarter of it."""

MOST_RATIO, _RATIO_FROM = 200, 64 * 1024**2
"""Sheets pack 5 to 60 to one; beyond 200 (looked at from 64 MiB on) somebody made a bomb."""

MOST_CELLS = 64 * 1024**2
"""calamine keeps a full rectangle up to the last cell, so one cell in XFD1048576 would ask for 500 GB."""

_WORKBOOK = re.compile(r"^xl/workbook[^/]*\.xml$", re.IGNORECASE)
_PLACED = re.compile(
    rb" r *= *\"([A-Z]{0,7})(\d{1,18})\""  # where a cell or a row stands
    rb"(?! *(?:[\w:]+=\"[^\"<>]*\" *)*(?:/>|> *</))"  # and is not closed at once: formatted, with nothing in it
)
_COUNTED = re.compile(rb" uniqueCount *= *\"(\d{1,30})\"")
"""Of shared strings. calamine makes room for as many as the file states, before it looks at the first."""

_PLAIN = bytes.maketrans(b"\t\r\n'", b'   "')
_CHUNK = 1024**2


def sheets(path: Path) -> Iterator[Source]:
    """Yield the sheets of a workbook, in its order; chart sheets are left out.

    Raises FileUnreadable (a zip that is no workbook, an encrypted or a damaged one) and FileTooLarge; a row
    source may raise FileUnreadable as well. Nothing else comes out, whatever calamine does.
    """
    _checked(path)
    with path.open("rb") as file:
        book = _guarded(lambda: CalamineWorkbook.from_filelike(file), path.name)
    for index, known in enumerate(book.sheets_metadata):
        if known.typ == SheetTypeEnum.WorkSheet:
            yield _source(_sheet(book, index, path.name), path.name)


def _sheet(book: CalamineWorkbook, index: int, name: str) -> CalamineSheet:
    return _guarded(lambda: book.get_sheet_by_index(index), name)


def _source(sheet: CalamineSheet, name: str) -> Source:
    def rows() -> Iterator[tuple[int, list[Cell]]]:
        cells = iter(sheet.iter_rows())
        number = 0
        while (row := _guarded(lambda: next(cells, None), name)) is not None:
            number += 1
            yield number, row

    return rows


def _guarded(call: Callable[[], Found], name: str) -> Found:
    """Return what calamine returns; its panics (BaseException of pyo3's, not Exception) are refusals too."""
    try:
        return call()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as fault:
        raise FileUnreadable(name) from fault


def _checked(path: Path) -> None:
    """Refuse what calamine must not be given: it would take all memory, which ends the process, not the call."""
    try:
        with zipfile.ZipFile(path) as archive:
            _check_size(archive, path.name)
            columns, rows = _extent(archive)
    except (FileTooLarge, FileUnreadable, MemoryError):
        raise
    except Exception as fault:
        raise FileUnreadable(path.name) from fault
    if columns * rows > MOST_CELLS:
        raise FileTooLarge(path.name, MOST_BYTES)


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    members = archive.infolist()
    if not any(_WORKBOOK.match(member.filename) for member in members):
        raise FileUnreadable(name)
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members)
    if unpacked > MOST_BYTES or (unpacked > _RATIO_FROM and unpacked > MOST_RATIO * packed):
        raise FileTooLarge(name, MOST_BYTES)


def _extent(archive: zipfile.ZipFile) -> tuple[int, int]:
    """Return the last column and row that hold anything, over all sheets.

    Reading all members to their ends also proves their sizes and checksums: zipfile stops at the size that
    the directory states, and complains when that was not all.
    """
    columns, rows = {b"A"}, 1
    for member in archive.infolist():
        with archive.open(member) as stream:
            for piece in pieces(stream):
                if any(int(count) > member.file_size for count in _COUNTED.findall(piece)):
                    raise ValueError(member.filename)
                places = _PLACED.findall(piece)
                columns.update(letters for letters, _ in places)
                rows = max(rows, *(int(row) for _, row in places), 1)
    return max(map(column_number, columns)), rows


def pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield the member's bytes in parts that are not cut within a cell's place or before its end is seen.

    Tabs and line ends come as spaces, apostrophes as quotation marks.
    """
    rest = b""
    while chunk := stream.read(_CHUNK):
        piece = rest + chunk.translate(_PLAIN)
        cut = max(piece.rfind(b" r"), 0)
        yield piece[:cut]
        rest = piece[cut:][-_CHUNK:]
    yield rest


def column_number(letters: bytes) -> int:
    """Return the number of a column, from 1: A, B, … Z, AA."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
