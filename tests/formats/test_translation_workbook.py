"""The workbook of missing translations is read back by its header, in whichever language it was made."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from domain.errors import ColumnsMissing, FormulaInCell
from domain.record import RefusedRow
from domain.reference import Reference
from domain.workbook import VERSION, Column, Row, Stamp
from formats import translation_workbook
from formats.returned_table import Returned, returned
from views.workbook_words import every_language

WORDS = {one.language: one for one in every_language()}
MISSING = [("QS-0001", "Build a well."), ("QS-0002", "=Build a school."), ("QS-0003", "Ratify it.")]


def sent_back(path: Path, language: str, into: str, cells: dict[str, str], *, stamped: bool = True) -> Path:
    """A workbook with what somebody wrote into its cells."""
    stamp = Stamp("translations", "QS", VERSION, into)
    assert translation_workbook.write(path, WORDS[language], stamp, MISSING) == 3
    book = openpyxl.load_workbook(path)
    for place, text in cells.items():
        book.worksheets[0][place] = text
    if not stamped:
        book.remove(book["suivi"])
    book.save(path)
    return path


def table(path: Path) -> Returned:
    found = returned(path, tuple(WORDS.values()))
    assert found is not None
    return found


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("into", WORDS)
def test_rows_that_were_written_are_read_and_the_others_left(tmp_path: Path, language: str, into: str) -> None:
    path = sent_back(tmp_path / "t.xlsx", language, into, {"C2": "Construire un puits.", "C4": "="})
    found = table(path)
    assert found.language == into
    rows = list(translation_workbook.rows(found))
    assert [(one.number, one.texts.get(Column.TRANSLATION)) for one in rows if isinstance(one, Row)] == [
        (2, "Construire un puits."), (4, "="),
    ]  # fmt: skip


def test_a_formula_and_a_row_of_nothing_are_refused(tmp_path: Path) -> None:
    found = table(sent_back(tmp_path / "t.xlsx", "en", "fr", {"C2": "=B2", "A3": "what?", "C3": "Une école."}))
    first, second = translation_workbook.rows(found)
    assert isinstance(first, Row)
    assert (first.reference, first.refused) == (Reference("QS", 1), (FormulaInCell("translation"),))
    assert isinstance(second, RefusedRow)


def test_without_its_column_it_is_refused_by_name(tmp_path: Path) -> None:
    path = sent_back(tmp_path / "t.xlsx", "en", "pt", {"C1": "notes"})
    with pytest.raises(ColumnsMissing) as refused:
        table(path)
    assert refused.value.missing == ("Translation into Portuguese",)
