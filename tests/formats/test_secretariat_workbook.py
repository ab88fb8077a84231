"""The secretariat's workbook is read back as it was written, whatever a spreadsheet did; what is unsafe is not."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.errors import (
    CellsMerged,
    ColumnsMissing,
    DateUnreadable,
    FileTooLarge,
    FormulaInCell,
    ReferenceRepeated,
    ReferenceUnknown,
    WorkbookOutdated,
)
from domain.record import RefusedRow, Sdg, State
from domain.reference import Reference
from domain.workbook import EDITABLE, VERSION, Column, Exported, Institution, Row, Stamp, Values, fingerprint
from formats import secretariat_workbook
from formats.returned_table import Returned, returned
from views.workbook_words import every_language

WORDS = {one.language: one for one in every_language()}
EVERY = tuple(WORDS.values())
VALUES = Values("MI", ("CNDH", "MS"), date(2026, 5, 1), "in-progress", ("Prisons",), "high", "yes")
INSTITUTIONS = [(Institution(1, "MI", {}, False), "Interior"), (Institution(2, "CNDH", {}, True), "Commission")]
Change = Callable[[Any], object]


def exported(number: int = 1, values: Values = VALUES, text: str = "Build a well.") -> Exported:
    return Exported(
        Reference("QS", number), "UPR", "A/HRC/43/15", 34, "122.10", None, text, ("Water",), ("Women",),
        (Sdg(6, "6.1"),), (State("Finland", "FI"),), values,
    )  # fmt: skip


def written(path: Path, *rows: Exported, language: str = "en", country: str = "QS", version: int = VERSION) -> Path:
    stamp = Stamp("workbook", country, version)
    secretariat_workbook.write(path, WORDS[language], stamp, INSTITUTIONS, rows or [exported()])
    return path


def changed(path: Path, change: Change) -> Path:
    """The workbook as openpyxl saves it after a change."""
    book = openpyxl.load_workbook(path)
    change(book)
    other = path.with_name("changed.xlsx")
    book.save(other)
    return other


def table(path: Path) -> Returned:
    found = returned(path, EVERY)
    assert found is not None
    return found


def rows(path: Path) -> list[Row | RefusedRow]:
    return list(secretariat_workbook.rows(table(path), EVERY))


def row(path: Path) -> Row:
    found = rows(path)[0]
    assert isinstance(found, Row)
    return found


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "workbook.xlsx"


AS_WRITTEN = {
    Column.CLUSTERS: "Prisons",
    Column.LEAD: "MI",
    Column.ASSOCIATED: "CNDH, MS",
    Column.DATE: "2026-05-01",
    Column.STATUS: "in-progress",
    Column.PRIORITY: "high",
    Column.PARLIAMENT: "yes",
    Column.ASSISTANCE: "",
}


@pytest.mark.parametrize("language", WORDS)
def test_a_workbook_is_read_back_as_it_was_written(path: Path, language: str) -> None:
    found = table(written(path, language=language))
    assert found.words.language == language
    assert found.stamp is not None
    assert found.stamp.held == {"QS-0001": {one: fingerprint(one, VALUES.cell(one)) for one in EDITABLE}}
    assert row(path) == Row(2, Reference("QS", 1), AS_WRITTEN, (date(2026, 5, 1),))


def test_it_has_filters_a_header_that_stays_lists_and_a_hidden_sheet(path: Path) -> None:
    written(path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:S2"
    lists = {str(one.sqref): one.formula1 for one in sheet.data_validations.dataValidation if one.type == "list"}
    assert lists == {
        "M2:M2002": "'Institutions'!$A$2:$A$2",
        "P2:P2002": "'Institutions'!$D$2:$D$8",
        "Q2:Q2002": "'Institutions'!$E$2:$E$4",
        "R2:R2002": "'Institutions'!$F$2:$F$3",
        "S2:S2002": "'Institutions'!$G$2:$G$3",
    }
    assert [cell.value for cell in book.worksheets[1]["E"] if cell.value] == ["Priority", "high", "medium", "low"]
    assert [one.sheet_state for one in book.worksheets] == ["visible", "visible", "hidden"]
    assert [cell.value for cell in book.worksheets[1]["A"] if cell.value] == ["Code", "MI", "CNDH"]
    assert isinstance(sheet["O2"].value, datetime)


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=cmd|' /C calc'!A0", "{=1}"])
def test_no_text_becomes_a_formula(path: Path, text: str) -> None:
    written(path, exported(text=text, values=Values(clusters=(text,))))
    with zipfile.ZipFile(path) as archive:
        assert re.findall(rb"<f[ >]", archive.read("xl/worksheets/sheet1.xml")) == []
    assert openpyxl.load_workbook(path).worksheets[0]["G2"].data_type == "s"
    assert not row(path).refused


def test_a_text_of_sixty_thousand_characters_is_cut_to_what_a_cell_holds(path: Path) -> None:
    written(path, exported(text="😀" * 30_000))
    text = openpyxl.load_workbook(path).worksheets[0]["G2"].value
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert text.endswith("…")


def move_columns(book: Any) -> None:
    sheet = book.worksheets[0]
    sheet.move_range("A1:A99", cols=20)
    sheet.move_range("M1:M99", cols=10)


def add_sheets(book: Any) -> None:
    first = book.create_sheet("Notes", 0)
    first.append(["Reference", "who asked"])
    first["A3"] = "=1+1"
    book.create_chartsheet("Chart", 0)


def add_a_title(book: Any) -> None:
    book.worksheets[0].insert_rows(1, amount=2)
    book.worksheets[0]["A1"] = "Follow-up of recommendations"


def say_it_in_french(book: Any) -> None:
    for cell in book.worksheets[0][1]:
        column = next(one for one, name in WORDS["en"].headers.items() if name == cell.value)
        cell.value = WORDS["fr"].headers[column].upper()
    book.worksheets[0]["P2"] = "  En Cours "


def drop_other_columns(book: Any) -> None:
    book.worksheets[0].delete_cols(2, 10)


@pytest.mark.parametrize("change", [move_columns, add_sheets, add_a_title, say_it_in_french, drop_other_columns])
def test_what_a_spreadsheet_does_to_it_changes_nothing(path: Path, change: Change) -> None:
    found = row(changed(written(path), change))
    assert (found.reference, dict(found.texts), found.refused) == (Reference("QS", 1), AS_WRITTEN, ())


def test_without_its_hidden_sheet_it_is_known_by_its_columns(path: Path) -> None:
    found = table(changed(written(path), lambda book: book.remove(book["suivi"])))
    assert found.stamp is None


def test_another_file_is_none_of_ours(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Text", "Countries Concerned", "Reference", "Themes"])
    book.active.append(["a", "b", "QS-0001", "d"])
    book.save(tmp_path / "other.xlsx")
    assert returned(tmp_path / "other.xlsx", EVERY) is None
    (tmp_path / "other.csv").write_text("Text,Themes\na,b\n")
    assert returned(tmp_path / "other.csv", EVERY) is None


def test_columns_that_are_gone_are_named(path: Path) -> None:
    with pytest.raises(ColumnsMissing) as refused:
        table(changed(written(path, language="fr"), lambda book: book.worksheets[0].delete_cols(13, 2)))
    assert refused.value.missing == ("Institution chef de file", "Institutions associées")


def test_another_version_is_refused(path: Path) -> None:
    with pytest.raises(WorkbookOutdated):
        table(written(path, version=VERSION - 1))


def test_merged_cells_are_refused_with_their_place(path: Path) -> None:
    written(path, *map(exported, range(1, 4)))
    with pytest.raises(CellsMerged) as refused:
        table(changed(path, lambda book: book.worksheets[0].merge_cells("M2:M3")))
    assert refused.value.place == "M2:M3"


def test_a_formula_is_refused_and_the_other_cells_are_read(path: Path) -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["M2"] = '="M"&"J"'
        book.worksheets[0]["G2"] = "=A1"

    found = row(changed(written(path), change))
    assert found.refused == (FormulaInCell("lead"),)
    assert Column.LEAD not in found.texts
    assert found.texts[Column.ASSOCIATED] == "CNDH, MS"


def test_rows_without_a_recommendation_or_about_the_same_one_are_refused(path: Path) -> None:
    written(path, *map(exported, range(1, 4)))

    def change(book: Any) -> None:
        book.worksheets[0]["A3"] = "qs 1"
        book.worksheets[0]["A4"] = "the well"

    refused = rows(changed(path, change))[1:]
    assert refused == [RefusedRow(3, ReferenceRepeated(2)), RefusedRow(4, ReferenceUnknown("the well"))]


@pytest.mark.parametrize(
    ("value", "days"),
    [
        (date(2027, 4, 3), (date(2027, 4, 3),)),
        ("2027-04-03", (date(2027, 4, 3),)),
        ("25/12/2027", (date(2027, 12, 25),)),
        ("03/04/2027", (date(2027, 4, 3), date(2027, 3, 4))),
        (None, ()),
    ],
)
def test_a_date_may_be_a_day_or_what_somebody_typed(path: Path, value: Any, days: tuple[date, ...]) -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["O2"] = value

    assert row(changed(written(path), change)).days == days


@pytest.mark.parametrize("value", ["soon", "31/02/2027", "2027-13-01", True, 12.5e9])
def test_what_is_no_date_is_refused(path: Path, value: Any) -> None:
    def change(book: Any) -> None:
        book.worksheets[0]["O2"] = value

    found = row(changed(written(path), change))
    assert [type(one) for one in found.refused] == [DateUnreadable]
    assert Column.DATE not in found.texts


@pytest.mark.parametrize(("language", "encoding"), [("fr", "cp1252"), ("pt", "utf-8-sig"), ("zh", "utf-8-sig")])
def test_a_file_with_semicolons_of_a_french_or_portuguese_excel_is_read(
    path: Path, language: str, encoding: str
) -> None:
    written(path, language=language)
    book = openpyxl.load_workbook(path)
    lines = [["" if cell is None else cell for cell in line] for line in book.worksheets[0].values]
    lines[1][14] = "03/04/2027" if language != "zh" else "2027/4/3"
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(lines)
    other = path.with_name("saved.csv")
    other.write_bytes(text.getvalue().encode(encoding, "replace"))
    found = table(other)
    assert found.stamp is None
    assert row(other).days == (date(2027, 4, 3),)
    assert row(other).texts[Column.STATUS] == "in-progress"


def with_sheet(path: Path, more: bytes) -> Path:
    """The workbook with more rows in its first sheet, written by hand."""
    other = path.with_name("more.xlsx")
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(other, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            content = archive.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = content.replace(b"</sheetData>", more + b"</sheetData>")
            copy.writestr(name, content)
    return other


def test_a_million_empty_rows_are_nothing(path: Path) -> None:
    empty = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (row, row) for row in range(3, 1_000_000, 5))
    assert len(rows(with_sheet(written(path), empty))) == 1


def test_a_cell_beyond_all_room_is_refused(path: Path) -> None:
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
    with pytest.raises(FileTooLarge):
        table(with_sheet(written(path), far))
