"""Writing workbooks: styles, header, widths, the hidden sheet. XlsxWriter streams rows to the disk, and writes text
as text whatever it begins with: nothing that somebody wrote ever becomes a formula. Columns stand elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from domain.text import units
from domain.workbook import EDITABLE, Cell, Column, Stamp, fingerprint

STAMP = "suivi-workbook"
"""What the first cell of the hidden sheet says."""

MOST_UNITS = 32_767
"""UTF-16 units of a cell; source: Excel specifications and limits."""

_PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TEXT = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#D0D0D0"}
# An apostrophe that is not seen: the text stays text when somebody edits the cell.
_FIXED = {**_TEXT, "bg_color": "#F2F2F2", "font_color": "#404040", "quote_prefix": True}
_OPEN = {**_TEXT, "bg_color": "#FFFBE6"}
_DAY = {**_OPEN, "num_format": "yyyy-mm-dd"}
_HEAD = {**_TEXT, "bold": True, "bg_color": "#D9D9D9"}
_OPEN_HEAD = {**_HEAD, "bg_color": "#FFE082"}


@dataclass(slots=True)
class Styles:
    """The looks of cells: those that are read when the workbook comes back are yellow, the others grey."""

    fixed: Any
    open: Any
    day: Any
    head: Any
    open_head: Any


@contextmanager
def book(path: Path) -> Iterator[tuple[xlsxwriter.Workbook, Styles]]:
    """Make a workbook at `path`; its parts lie beside it meanwhile, which is the job's own folder."""
    made = xlsxwriter.Workbook(str(path), {"constant_memory": True, "tmpdir": str(path.parent), **_PLAIN})
    styles = Styles(*(made.add_format(one) for one in (_FIXED, _OPEN, _DAY, _HEAD, _OPEN_HEAD)))
    try:
        yield made, styles
    finally:
        made.close()


def write_header(sheet: Any, styles: Styles, columns: Sequence[tuple[Column, str, int]]) -> None:
    """Write the header of columns (column, name, width in characters), which stays in sight."""
    for place, (column, name, width) in enumerate(columns):
        is_open = column in EDITABLE or column is Column.TRANSLATION
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, styles.open_head if is_open else styles.head)
    sheet.freeze_panes(1, 1)


def write_row(sheet: Any, styles: Styles, row: int, cells: Sequence[tuple[Column, Cell]]) -> None:
    """Write a row's cells, a day as a day; long texts are cut to what a cell holds."""
    for place, (column, value) in enumerate(cells):
        is_open = column in EDITABLE or column is Column.TRANSLATION
        if isinstance(value, date):
            sheet.write_datetime(row, place, value, styles.day)
        elif column is Column.DATE:
            sheet.write_blank(row, place, None, styles.day)
        else:
            sheet.write_string(row, place, _fitting(value or ""), styles.open if is_open else styles.fixed)


def finish(sheet: Any, rows: int, columns: int) -> None:
    """Set the filters of a table of so many rows and columns; paragraphs such as 122.10 are no mistaken numbers."""
    sheet.autofilter(0, 0, rows, columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:Z{rows + 1}"})


class Hidden:
    """The hidden sheet, which says what the workbook is, and what its cells held when it was made."""

    def __init__(self, made: xlsxwriter.Workbook, stamp: Stamp) -> None:
        self._sheet: Any = made.add_worksheet("suivi")
        self._sheet.hide()
        self._row = 0
        self._write(STAMP, stamp.kind, stamp.country, str(stamp.version), stamp.language)

    def hold(self, reference: str, texts: Mapping[Column, str]) -> None:
        """Note the fingerprints of a row's editable cells, given as Values.cell gives them."""
        self._write(reference, *(fingerprint(column, texts[column]) for column in EDITABLE))

    def _write(self, *cells: str) -> None:
        for place, value in enumerate(cells):
            self._sheet.write_string(self._row, place, value)
        self._row += 1


def _fitting(text: str) -> str:
    if units(text) <= MOST_UNITS:
        return text
    return text.encode("utf-16-le")[: (MOST_UNITS - 1) * 2].decode("utf-16-le", "ignore") + "…"
