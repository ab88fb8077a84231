"""Workbooks that are damaged, or made to take all memory; and sound ones that look so."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import openpyxl
import pytest
from export_files import SMALL, read, write_xlsx, written, zipped

from domain.errors import FileTooLarge, FileUnreadable
from formats import workbook
from formats.sheet import opened


def test_a_workbook_cut_short_is_refused(xlsx):
    path = xlsx(SMALL)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileUnreadable):
        opened(path)


def test_a_bomb_is_refused_by_its_ratio(tmp_path):
    path = written(tmp_path, zipped(xl__workbook_xml=b"<workbook/>", xl__big_xml=b"\0" * 70_000_000))
    with pytest.raises(FileTooLarge) as refused:
        opened(path)
    assert refused.value.limit == workbook.MOST_BYTES


def test_a_workbook_beyond_the_limit_is_refused(xlsx, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_BYTES", 1000)
    with pytest.raises(FileTooLarge):
        opened(xlsx(SMALL))


def test_a_size_that_lies_is_refused(tmp_path):
    content = bytearray(zipped(xl__workbook_xml=b"<workbook>" + b" " * 10_000 + b"</workbook>"))
    entry = content.index(b"PK\x01\x02")
    content[entry + 24 : entry + 28] = (20).to_bytes(4, "little")  # what the directory says it unpacks to
    with pytest.raises(FileUnreadable):
        opened(written(tmp_path, bytes(content)))


def test_one_cell_in_the_last_corner_does_not_take_all_memory(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Name", "far"
    book.save(tmp_path / "far.xlsx")
    with pytest.raises(FileTooLarge):
        opened(tmp_path / "far.xlsx")


def test_formatting_without_content_in_the_last_corner_does_no_harm(tmp_path):
    book = openpyxl.Workbook()
    for row in SMALL:
        book.active.append(row)
    book.active["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    book.save(tmp_path / "far.xlsx")
    assert read(tmp_path / "far.xlsx") == [(2, ["a", "b"])]


def test_moments_stay_moments(xlsx):
    moment = datetime(2020, 1, 2, 3, 4)  # noqa: DTZ001 - a spreadsheet knows no zones
    assert read(xlsx([["Name"], [moment]])) == [(2, [moment])]


def test_a_panic_of_calamine_is_a_refusal(xlsx, monkeypatch):
    class PanicException(BaseException):  # pyo3's own cannot be imported
        pass

    class Panics:
        def from_filelike(self, _file):
            raise PanicException

    monkeypatch.setattr(workbook, "CalamineWorkbook", Panics())
    with pytest.raises(FileUnreadable):
        opened(xlsx(SMALL))


def test_an_interruption_is_none(xlsx, monkeypatch):
    class Interrupted:
        def from_filelike(self, _file):
            raise KeyboardInterrupt

    monkeypatch.setattr(workbook, "CalamineWorkbook", Interrupted())
    with pytest.raises(KeyboardInterrupt):
        opened(xlsx(SMALL))


def test_a_chart_sheet_is_passed_over(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["Name", "Text"])
    book.active.append(["a", "b"])
    book.create_chartsheet("Chart", 0)
    book.save(tmp_path / "chart.xlsx")
    assert read(tmp_path / "chart.xlsx") == [(2, ["a", "b"])]


@pytest.mark.parametrize(
    "place",
    [
        b'r="B4294967295"',
        b'r="ZZZZZZZ2"',
        b'r="XFD99999999999999999"',
        b'r="XFD1048576"',
        b"y='>' r\t=\n'XFD1048576' z='/>'",
    ],
)
def test_a_cell_placed_out_of_this_world_does_not_take_all_memory(tmp_path, place):
    buffer = io.BytesIO()
    sound = zipfile.ZipFile(write_xlsx(tmp_path / "sound.xlsx", SMALL))
    with sound, zipfile.ZipFile(buffer, "w") as hostile:
        for name in sound.namelist():
            hostile.writestr(name, sound.read(name).replace(b'r="B2"', place, 1))
    with pytest.raises(FileTooLarge):
        opened(written(tmp_path, buffer.getvalue()))


def test_shared_strings_by_the_milliard_do_not_take_all_memory(tmp_path):
    path = write_xlsx(tmp_path / "strings.xlsx", SMALL)
    with zipfile.ZipFile(path, "a") as hostile:
        hostile.writestr("xl/more/sharedStrings.xml", b'<sst uniqueCount="4000000000"><si><t>a</t></si></sst>')
    with pytest.raises(FileUnreadable):
        opened(path)
