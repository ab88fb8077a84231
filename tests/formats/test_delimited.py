"""CSV as the world writes it: encodings, delimiters, quotation marks."""

from __future__ import annotations

import pytest
from export_files import read, written

from domain.errors import FileEmpty, FileUnreadable
from formats.sheet import opened


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_text_in_its_usual_encodings_and_delimiters(as_csv, encoding, delimiter):
    rows = [["Name", "Text, or; so"], ["État – “déjà”", 'two\nlines, "quoted"; here']]
    sheet = opened(as_csv(rows, encoding=encoding, delimiter=delimiter))
    assert sheet.header == tuple(rows[0])
    assert list(sheet.rows()) == [(2, rows[1])]


def test_chinese_text_in_utf_8(as_csv):
    assert read(as_csv([["名称", "文本"], ["肯尼亚", "挖井"]])) == [(2, ["肯尼亚", "挖井"])]


def test_a_text_may_tell_its_delimiter(as_csv):
    path = as_csv([["Name|x", "Text"], ["a", "b"]], delimiter="|", before="sep=|\n")
    assert opened(path).header == ("Name|x", "Text")
    assert read(path) == [(3, ["a", "b"])]


def test_csv_rows_count_quoted_line_breaks_as_none_and_blank_lines_as_rows(tmp_path):
    path = written(tmp_path, b'\r\nName,Text\r\n"a\r\nb",c\r\n\r\n,\r\nd,e')
    assert read(path) == [(3, ["a\r\nb", "c"]), (6, ["d", "e"])]


def test_nul_bytes_are_dropped(tmp_path):
    assert read(written(tmp_path, b"Name,Text\na\0,b\0\0\n")) == [(2, ["a", "b"])]


@pytest.mark.parametrize(
    "content",
    [b"", b"\xef\xbb\xbf", b"\xff\xfe", b" \r\n\n\t", b"Name,Text", b"Name,Text\r\n,\r\n \r\n", b",,,\n,,\n"],
)
def test_a_text_without_rows_is_empty(tmp_path, content):
    with pytest.raises(FileEmpty) as refused:
        opened(written(tmp_path, content))
    assert refused.value.name == "file.dat"


def test_a_quotation_mark_that_never_closes_is_refused_not_swallowed(tmp_path):
    path = written(tmp_path, b'Name,Text\na,b\nc,"d\ne,f\n')
    with pytest.raises(FileUnreadable):
        read(path)


def test_a_line_without_end_is_refused(tmp_path):
    with pytest.raises(FileUnreadable):
        opened(written(tmp_path, b"Name,Text\n" + b"a" * 5_000_000))
