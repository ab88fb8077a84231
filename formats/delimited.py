"""A text file of delimited cells (CSV) as rows: its encoding, its delimiter, its quoting. Meaning stands elsewhere."""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import TextIO

from domain.errors import FileUnreadable
from formats.cell import Cell

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins like UTF-16's, so it is asked first
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_BINARY = (b"%PDF-", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!")
_CONTROL = bytes(set(range(32)) - set(b"\0\t\n\v\f\r\x1a\x1b"))
_DELIMITERS = "\t;,"
_TOLD = re.compile(r"^sep=(.)\s*$", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_END = "\ue000end\ue000"
_CHUNK = 1024**2
_LONGEST_LINE = 4 * 1024**2
"""In characters. A line without an end is no table (JSON on one line, for one)."""


def rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """Yield the rows of a CSV file, counted as a spreadsheet does (a quoted line break is none), and their cells.

    UTF-8, UTF-16 and UTF-32 with a byte order mark; without one UTF-8, else Windows-1252. The delimiter is the one of
    comma, semicolon and tab that the header has most of, or what Excel's line `sep=;` says. Raises
    FileUnreadable: no text, damaged, or a quotation mark that is never closed, which would swallow rows.
    """
    try:
        with path.open(encoding=encoding(path), newline="") as file:
            yield from _records(file, path.name)
    except (OSError, ValueError, csv.Error) as fault:
        raise FileUnreadable(path.name) from fault


def encoding(path: Path) -> str:
    """Return the name of the file's encoding. Raises FileUnreadable where the file is no text, OSError."""
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    for mark, name in _BOMS:
        if head.startswith(mark):
            return name if _decodes(path, name) else _refused(path)
    controls = len(head) - len(head.translate(None, _CONTROL))
    if head.lstrip().startswith(_BINARY) or controls * 50 > len(head) or head.count(0) * 4 > len(head):
        return _refused(path)
    if _decodes(path, "utf-8"):
        return "utf-8"
    return "cp1252" if not _is_broken_utf8(head) and _decodes(path, "cp1252") else _refused(path)


def _refused(path: Path) -> str:
    raise FileUnreadable(path.name)


def _decodes(path: Path, name: str) -> bool:
    decoder = codecs.getincrementaldecoder(name)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _is_broken_utf8(head: bytes) -> bool:
    """Tell UTF-8 with a damaged byte from Windows-1252, which hardly ever forms a valid sequence by chance."""
    decoded = head.decode("utf-8", "replace")
    damaged = decoded.count("\ufffd")
    return sum(c > "\x7f" for c in decoded) - damaged > damaged


def _records(file: TextIO, name: str) -> Iterator[tuple[int, list[Cell]]]:
    head = file.read(65_536).replace("\0", "")
    told = _TOLD.match(head.split("\n", 1)[0])
    file.seek(0)
    # A last record of our own: it comes back alone unless a quotation mark before it is still open.
    lines = chain(_lines(file, name), [_END])
    reader = csv.reader(lines, delimiter=told[1] if told else _delimiter(head))
    for number, cells in enumerate(reader, start=1):
        if cells == [_END]:
            return
        if cells and cells[-1].endswith(_END):
            raise FileUnreadable(name)
        if not (told and number == 1):
            yield number, list(cells)


def _lines(file: TextIO, name: str) -> Iterator[str]:
    line = ""
    while line := file.readline(_LONGEST_LINE):
        if len(line) == _LONGEST_LINE:
            raise FileUnreadable(name)
        yield line.replace("\0", "")


def _delimiter(head: str) -> str:
    """Return which delimiter the first written line has most often outside quotation marks.

    Of equals the tab, then the semicolon: a comma stands in a name sooner than they.
    """
    lines = _QUOTED.sub("", head).splitlines()
    header = next((line for line in lines if line.strip()), "")
    return max(_DELIMITERS, key=header.count)
