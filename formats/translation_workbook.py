"""The workbook of missing translations: texts of which there is none in a language, and a column to write it in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.errors import TextTooLong
from domain.record import RefusedRow
from domain.workbook import Column, Row, Stamp, Words
from formats.fields import LONGEST_TEXT
from formats.returned_table import Returned
from formats.written_sheet import Hidden, book, finish, write_header, write_row

_COLUMNS = (Column.REFERENCE, Column.TEXT, Column.TRANSLATION)
_WIDTHS = (11, 80, 80)


def write(path: Path, words: Words, stamp: Stamp, rows: Iterable[tuple[str, str]]) -> int:
    """Write (reference, text in an available language) and an empty column; return how many there are."""
    heads = (words.headers[Column.REFERENCE], words.headers[Column.TEXT], words.translations[stamp.language])
    count = 0
    with book(path) as (made, styles):
        sheet: Any = made.add_worksheet(words.sheet)
        Hidden(made, stamp)
        write_header(sheet, styles, list(zip(_COLUMNS, heads, _WIDTHS, strict=True)))
        for count, (reference, text) in enumerate(rows, start=1):
            cells = zip(_COLUMNS, (reference, text, ""), strict=True)
            write_row(sheet, styles, count, list(cells))
        finish(sheet, count, len(_COLUMNS))
    return count


def rows(table: Returned) -> Iterator[Row | RefusedRow]:
    """Yield the rows of a table that was sent back in which a translation was written, or could not be read."""
    for found in table.rows((Column.TRANSLATION,)):
        if isinstance(found, RefusedRow):
            yield found
            continue
        row, _ = found
        text = row.texts.get(Column.TRANSLATION, "")
        if len(text) > LONGEST_TEXT:
            yield replace(row, texts={}, refused=(TextTooLong(len(text), LONGEST_TEXT),))
        elif text or row.refused:
            yield row
