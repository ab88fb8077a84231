"""The secretariat's workbook of all recommendations: written with drop-down lists, and read when it comes back.

What a row changes is decided in domain/workbook_change.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from domain.errors import DateUnreadable
from domain.record import RefusedRow
from domain.text import fold
from domain.workbook import (
    EDITABLE,
    OF_RECOMMENDATIONS,
    Cell,
    Column,
    Exported,
    Institution,
    Row,
    Stamp,
    Words,
)
from formats.cell import Cell as Read
from formats.cell import day, joined
from formats.returned_table import Returned
from formats.written_sheet import Hidden, Styles, book, finish, write_header, write_row

_WIDTHS = {
    Column.REFERENCE: 11,
    Column.DOCUMENT: 18,
    Column.MECHANISM: 22,
    Column.TEXT: 70,
    Column.THEMES: 30,
    Column.CLUSTERS: 24,
    Column.ASSOCIATED: 22,
    Column.STATUS: 24,
}
_WIDTH = 14
_NAME = 50
_LISTED = {Column.STATUS: 3, Column.PRIORITY: 4, Column.PARLIAMENT: 5, Column.ASSISTANCE: 6}
"""Where the lists of what is chosen stand on the sheet of institutions."""

_ROOM = 2000
"""Rows below the last that have the drop-down lists too."""

_LOCAL = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})(?: .*)?$")
_DAY_FIRST = frozenset({"fr", "pt"})


def write(
    path: Path, words: Words, stamp: Stamp, institutions: Sequence[tuple[Institution, str]], rows: Iterable[Exported]
) -> int:
    """Write the workbook; return how many recommendations are in it. `institutions`: with the name to be shown."""
    names = [(column, words.headers[column], _WIDTHS.get(column, _WIDTH)) for column in OF_RECOMMENDATIONS]
    count = 0
    with book(path) as (made, styles):
        sheet: Any = made.add_worksheet(words.sheet)
        leads = _write_lists(made.add_worksheet(words.institutions), styles, words, institutions)
        hidden = Hidden(made, stamp)
        write_header(sheet, styles, names)
        for count, one in enumerate(rows, start=1):
            write_row(sheet, styles, count, _cells(words, one))
            hidden.hold(str(one.reference), {column: one.values.cell(column) for column in EDITABLE})
        _add_lists(sheet, words, count + _ROOM, leads)
        finish(sheet, count, len(names))
    return count


def rows(table: Returned, words: Sequence[Words]) -> Iterator[Row | RefusedRow]:
    """Yield the rows of a table that was sent back; what is chosen as its code, in whichever language it is."""
    codes = {
        column: {fold(label): code for one in words for code, label in one.choices[column].items()}
        for column in table.words.choices
    }
    for found in table.rows(EDITABLE):
        if isinstance(found, RefusedRow):
            yield found
            continue
        row, cells = found
        chosen = {column: by.get(fold(row.texts[column]), row.texts[column])
                  for column, by in codes.items() if column in row.texts}  # fmt: skip
        row = replace(row, texts={**row.texts, **chosen})
        yield _dated(row, table.cell(Column.DATE, cells), table.words.language) if Column.DATE in row.texts else row


def _dated(row: Row, written: Read, language: str) -> Row:
    """The row with the days that its date may mean; refused where it means none."""
    try:
        found = day(written)
    except DateUnreadable as reason:
        days = _local(joined(written), language)
        if days:
            return replace(row, days=days)
        texts: dict[Column, str] = {one: text for one, text in row.texts.items() if one is not Column.DATE}
        return replace(row, texts=texts, refused=(*row.refused, reason))
    return replace(row, days=(found,) if found else ())


def _local(written: str, language: str) -> tuple[date, ...]:
    """The days that 03/04/2026 may be: in French and Portuguese the day comes first, elsewhere it is not known."""
    found = _LOCAL.match(written)
    if found is None:
        return ()
    first, second, year = map(int, found.groups())
    orders = [(second, first)] if language in _DAY_FIRST else [(second, first), (first, second)]
    return tuple(date(year, month, number) for month, number in orders if month <= 12 and number <= 12)


def _cells(words: Words, one: Exported) -> list[tuple[Column, Cell]]:
    said = words.cells(one)
    values: dict[Column, Cell] = {column: one.values.cell(column) for column in EDITABLE}
    values[Column.DATE] = one.values.due_on
    for column, labels in words.choices.items():
        code = one.values.cell(column)
        values[column] = labels.get(code, code) if code else ""
    return [(column, values[column] if column in values else said[column]) for column in OF_RECOMMENDATIONS]


def _write_lists(sheet: Any, styles: Styles, words: Words, institutions: Sequence[tuple[Institution, str]]) -> int:
    """Write the sheet that the lists are taken from, State institutions first; return how many can lead."""
    ordered = sorted(institutions, key=lambda one: (one[0].independent, one[0].code))
    heads = [(0, words.code, _WIDTH), (1, words.name, _NAME)]
    heads += [(place, words.headers[column], 24) for column, place in _LISTED.items()]
    for place, name, width in heads:
        sheet.set_column(place, place, width)
        sheet.write_string(0, place, name, styles.head)
    lists = {place: list(words.choices[column].values()) for column, place in _LISTED.items()}
    lists |= {0: [one.code for one, _ in ordered], 1: [name for _, name in ordered]}
    for row in range(max(map(len, lists.values()))):
        for place, values in lists.items():
            if row < len(values):
                sheet.write_string(row + 1, place, values[row], styles.fixed)
    return sum(not one.independent for one, _ in ordered)


def _add_lists(sheet: Any, words: Words, last: int, leads: int) -> None:
    """Give the columns of the lead and of what is chosen their drop-down lists, and the date a check that it is one."""
    place: dict[Column, int] = {column: number for number, column in enumerate(OF_RECOMMENDATIONS)}
    name = "'" + words.institutions.replace("'", "''") + "'"
    wrong = {"error_message": words.from_list}
    lists = {column: (_LISTED[column], len(labels)) for column, labels in words.choices.items()}
    lists |= {Column.LEAD: (0, leads)} if leads else {}
    for column, (at, many) in lists.items():
        letter = "ABCDEFG"[at]
        rule = {"validate": "list", "source": f"={name}!${letter}$2:${letter}${many + 1}", **wrong}
        sheet.data_validation(1, place[column], last, place[column], rule)
    days = {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    sheet.data_validation(1, place[Column.DATE], last, place[Column.DATE], days)
