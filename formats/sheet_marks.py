"""Which cells of a sheet hold formulas, and which are merged: calamine gives values alone. Values: workbook.py."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.errors import FileUnreadable
from formats.workbook import column_number, pieces

_SHEET = re.compile(rb"<(?:\w+:)?sheet [^>]*?\bid=\"([^\"]+)\"")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship ([^>]*)>")
_ATTRIBUTE = re.compile(rb"(\w+)=\"([^\"]*)\"")
# As it stands behind a cell's place: the tag's end, then the formula. A shared or an array formula looks the same.
_FORMULA = re.compile(rb" r *= *\"([A-Z]{1,3})(\d{1,7})\"[^<>]*> *<(?:\w+:)?f[ />]")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell [^>]*\bref=\"([A-Z]{1,3}\d{1,7}:[A-Z]{1,3}\d{1,7})\"")
_INDEX = 4 * 1024**2
"""Bytes of a workbook's list of sheets; thousands of sheets take less."""


@dataclass(frozen=True, slots=True)
class Marks:
    """What a sheet has besides values. `formulas`: (row from 1, column from 0); `merged`: the first range, or ""."""

    formulas: frozenset[tuple[int, int]] = frozenset()
    merged: str = ""


def marks(path: Path, index: int) -> Marks:
    """Return the marks of the worksheet at this place (from 0, chart sheets not counted). Raises FileUnreadable.

    The file is one that `workbook.sheets` has opened, so that its sizes are known to be those it states.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _marks(archive, _worksheets(archive)[index])
    except (OSError, ValueError, LookupError, zipfile.BadZipFile) as fault:
        raise FileUnreadable(path.name) from fault


def _marks(archive: zipfile.ZipFile, name: str) -> Marks:
    formulas: set[tuple[int, int]] = set()
    merged = b""
    with archive.open(name) as stream:
        for piece in pieces(stream):
            formulas.update((int(row), column_number(letters) - 1) for letters, row in _FORMULA.findall(piece))
            found = _MERGED.search(piece)
            merged = merged or (found[1] if found else b"")
    return Marks(frozenset(formulas), merged.decode())


def _worksheets(archive: zipfile.ZipFile) -> list[str]:
    """The names of the members that hold the worksheets, in the workbook's order."""
    related = dict(_relations(_small(archive, "xl/_rels/workbook.xml.rels")))
    order = [related.get(found) for found in _SHEET.findall(_small(archive, "xl/workbook.xml"))]
    return [name for name in order if name is not None]


def _relations(content: bytes) -> Iterator[tuple[bytes, str]]:
    for found in _RELATION.findall(content):
        said = dict(_ATTRIBUTE.findall(found))
        if said.get(b"Type", b"").endswith(b"/worksheet"):
            target = said[b"Target"].decode().removeprefix("/xl/").removeprefix("./")
            yield said[b"Id"], f"xl/{target}"


def _small(archive: zipfile.ZipFile, name: str) -> bytes:
    with archive.open(name) as stream:
        return stream.read(_INDEX).replace(b"'", b'"')
