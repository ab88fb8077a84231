"""Which files are tables, whatever their name, and what a table is."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from export_files import SMALL, read, written, zipped

from domain.errors import FileEmpty, FileUnreadable
from formats.sheet import opened


def test_rows_are_counted_as_the_spreadsheet_does(xlsx):
    path = xlsx([[], ["Name", "Text"], [], ["a", 1.5], ["", "\u00a0"], ["b", date(2020, 1, 2)]])
    sheet = opened(path)
    assert (sheet.header, sheet.header_row) == (("Name", "Text"), 2)
    assert list(sheet.rows()) == [(4, ["a", 1.5]), (6, ["b", date(2020, 1, 2)])]
    assert list(sheet.rows()) == list(sheet.rows())


def test_the_first_sheet_with_rows_below_a_header_is_read(xlsx):
    assert read(xlsx(SMALL, cover=True)) == [(2, ["a", "b"])]


@pytest.mark.parametrize("name", ["export.csv", "export", "export.xls", "export.txt"])
def test_a_workbook_is_told_by_its_content(tmp_path, xlsx, name):
    assert read(xlsx(SMALL).rename(tmp_path / name)) == [(2, ["a", "b"])]


@pytest.mark.parametrize("rows", [[], [["Name", "Text"]], [["Name"], [""], [" "]]])
def test_a_workbook_without_rows_is_empty(xlsx, rows):
    with pytest.raises(FileEmpty):
        opened(xlsx(rows))


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\nsome text\nand more",
        b"{\\rtf1 some text\nand more}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # an .xls, and an encrypted .xlsx
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        bytes(range(256)) * 9,
        "Name,Text\na,肯尼亚挖井培训\n".encode() + b"\xff\n",  # one broken byte does not make it Windows-1252
        b"\xef\xbb\xbfName,Text\na,\xff\n",
        b"\xff\xfeN\0a\0\0",
        "Name,Text\na,b\n".encode("utf-16-le"),  # without its mark
        b"Name,Text\na,\x81\n",  # neither UTF-8 nor Windows-1252
        b"PK\x03\x04 not a zip",
        b"PK\x05\x06" + b"\0" * 18,
        zipped(word__document_xml=b"<w/>"),
        zipped(xl__workbook_xml=b"<workbook"),
        zipped(xl__workbook_xml=b"<workbook/>", content_xml=b"<x/>"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content):
    with pytest.raises(FileUnreadable):
        opened(written(tmp_path, content))


def test_missing_folders_and_pipes_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "missing", tmp_path, tmp_path / "pipe", Path("a\0b"), tmp_path / ("x" * 300)):
        with pytest.raises(FileUnreadable):
            opened(path)


def test_a_file_that_may_not_be_read_is_refused(as_csv, monkeypatch):
    def denied(*_args, **_named):
        raise PermissionError

    path = as_csv(SMALL)
    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(FileUnreadable):
        opened(path)
