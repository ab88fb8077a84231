"""A workbook of ours that was sent back: its table found among the sheets by its header, and what the stamp says.

Spreadsheets may have reordered columns, added sheets, translated nothing and dropped the hidden sheet. What the rows
mean stands in secretariat_workbook.py and translation_workbook.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

from domain.errors import (
    CellsMerged,
    ColumnsMissing,
    FormulaInCell,
    ReferenceRepeated,
    ReferenceUnknown,
    WorkbookOutdated,
)
from domain.record import RefusedRow
from domain.reference import Reference, typed
from domain.text import fold
from domain.workbook import EDITABLE, VERSION, Column, Row, Stamp, Words
from formats import cell, delimited, workbook
from formats.cell import Cell, is_blank
from formats.sheet import Sheet
from formats.sheet_marks import Marks, marks
from formats.written_sheet import STAMP

_ZIP = b"PK\x03\x04"
_ABOVE = 10
"""Written rows among which the header is looked for: people put a title above a table."""

_TELLING = 3
"""So many of our columns make a table ours where there is no stamp."""


@dataclass(frozen=True, slots=True)
class Returned:
    """A table of ours. `places`: where its columns stand; `words`: those of its header's language.

    `stamp` None: the hidden sheet is gone. `language`: of the column to be translated into, "" where there is none.
    """

    sheet: Sheet
    places: Mapping[Column, int]
    words: Words
    stamp: Stamp | None
    language: str
    marks: Marks

    def rows(self, read: Sequence[Column]) -> Iterator[tuple[Row, Sequence[Cell]] | RefusedRow]:
        """Yield the rows with what the cells of the columns `read` say, and all their cells as they were read.

        Of two rows about one recommendation the second is refused.
        """
        seen: dict[Reference, int] = {}
        for number, cells in self.sheet.rows():
            written = cell.text(self.cell(Column.REFERENCE, cells))
            reference = typed(written)
            if reference is None:
                yield RefusedRow(number, ReferenceUnknown(written[:100]))
            elif reference in seen:
                yield RefusedRow(number, ReferenceRepeated(seen[reference]))
            else:
                seen[reference] = number
                yield self._row(number, reference, cells, read), cells

    def cell(self, column: Column, cells: Sequence[Cell]) -> Cell:
        """Return what stands in a row's cell of this column, "" where the row ends before it."""
        return _at(cells, self.places[column])

    def _row(self, number: int, reference: Reference, cells: Sequence[Cell], read: Sequence[Column]) -> Row:
        formulas = [one for one in read if (number, self.places[one]) in self.marks.formulas]
        texts = {one: cell.text(self.cell(one, cells)) for one in read if one not in formulas}
        return Row(number, reference, texts, (), tuple(FormulaInCell(one.value) for one in formulas))


def returned(path: Path, words: Sequence[Words]) -> Returned | None:
    """Return the table of a workbook of ours, None where the file is none; `words` in every language.

    Raises ColumnsMissing, CellsMerged, WorkbookOutdated; FileUnreadable, FileTooLarge.
    """
    sources: list[workbook.Source] = [partial(delimited.rows, path)]
    if _is_workbook(path):
        sources = list(workbook.sheets(path))
    stamp = next(filter(None, map(_stamp, sources)), None)
    found = [(_header(source, words), place) for place, source in enumerate(sources) if not _is_stamp(source)]
    best, place = max(found, key=lambda one: len(one[0].places) if one[0] else 0, default=(None, 0))
    if best is None or (len(best.places) < _TELLING and stamp is None):
        return None
    _require(best, stamp)
    marked = marks(path, place) if _is_workbook(path) else Marks()
    if marked.merged:
        raise CellsMerged(marked.merged)
    sheet = Sheet(best.header, best.row, sources[place])
    return Returned(sheet, best.places, best.words, stamp, best.language, marked)


@dataclass(frozen=True, slots=True)
class _Header:
    header: tuple[str, ...]
    row: int
    places: dict[Column, int]
    words: Words
    language: str


def _is_workbook(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_ZIP)) == _ZIP


def _header(source: workbook.Source, words: Sequence[Words]) -> _Header | None:
    """The row, among the first, that names most of our columns, in whichever language."""
    best: _Header | None = None
    for number, cells in islice((one for one in source() if not all(map(is_blank, one[1]))), _ABOVE):
        names = tuple(cell.text(one) for one in cells)
        for spoken in words:
            found = _matched(number, names, spoken)
            if Column.REFERENCE in found.places and (best is None or len(found.places) > len(best.places)):
                best = found
    return best


def _matched(number: int, names: tuple[str, ...], words: Words) -> _Header:
    columns = {_folded(name): column for column, name in words.headers.items()}
    languages = {_folded(name): language for language, name in words.translations.items()}
    places: dict[Column, int] = {}
    language = ""
    for place, name in enumerate(map(_folded, names)):
        column = Column.TRANSLATION if name in languages else columns.get(name)
        if column is not None and column not in places:
            places[column] = place
            language = languages.get(name, language)
    return _Header(names, number, places, words, language)


def _folded(name: str) -> str:
    return re.sub(r"[\W_]", "", fold(name))


def _require(found: _Header, stamp: Stamp | None) -> None:
    """Raise ColumnsMissing where a column is gone that is read: better than to take its cells for emptied."""
    if Column.TRANSLATION in found.places:
        return
    if stamp is not None and stamp.language:
        raise ColumnsMissing((found.words.translations[stamp.language],))
    missing = [column for column in EDITABLE if column not in found.places]
    if missing:
        raise ColumnsMissing(tuple(found.words.headers[column] for column in missing))


def _is_stamp(source: workbook.Source) -> bool:
    first = next(source(), None)
    return first is not None and bool(first[1]) and cell.text(first[1][0]) == STAMP


def _stamp(source: workbook.Source) -> Stamp | None:
    if not _is_stamp(source):
        return None
    rows = ([cell.text(one) for one in cells] for _, cells in source())
    _, kind, country, version, language, *_ = [*next(rows), *[""] * 5]
    if version != str(VERSION):
        raise WorkbookOutdated
    held = {row[0]: dict(zip(EDITABLE, row[1:], strict=False)) for row in rows if row and row[0]}
    return Stamp(kind, country, VERSION, language, held)


def _at(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else ""
