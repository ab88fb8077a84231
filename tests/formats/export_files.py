"""Tables and files that the tests of the readers are made of. Fixtures stand in conftest.py."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import openpyxl

from formats.sheet import opened

SMALL: list[list[object]] = [["Name", "Text"], ["a", "b"]]

HEADER = (
    "Text",
    "Countries Concerned",
    "Reccomending Body",
    "Document Symbol",
    "Themes",
    "Affected Persons",
    "Sdgs",
    "Document Publication Date",
    "UPR Reccomending States",
    "UPR Position",
    "Type",
    "OHCHR Annotation Id",
    "UPR Session",
    "Regions Concerned",
    "Date of publication on UHRI",
)

ROW = {
    "Text": "41.7 Build a well in every village (Finland);",
    "Countries Concerned": "- Kenya",
    "Reccomending Body": "- UPR",
    "Document Symbol": "A/HRC/99/7",
    "Themes": "- Water\n- Sanitation",
    "Affected Persons": "- women",
    "Sdgs": "- 6.1 - Water for all\n- 6 - CLEAN WATER",
    "Document Publication Date": "2021-03-04",
    "UPR Reccomending States": "- Finland\n- Turkey",
    "UPR Position": "- Supported",
    "Type": "- Recommendations",
    "OHCHR Annotation Id": "0b0e",
    "UPR Session": "34",
    "Regions Concerned": "- Africa",
    "Date of publication on UHRI": "2022-01-01",
}


def table(*changes: dict[str, object], header: Sequence[str] = HEADER) -> list[list[object]]:
    """Return a header and a row for each of `changes` to ROW."""
    return [list(header), *([{**ROW, **change}.get(name) for name in header] for change in changes)]


def write_xlsx(path: Path, rows: list[list[object]], *, cover: bool = False) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    if cover:
        sheet.append(["Read me"])
        sheet = book.create_sheet("Export")
    for row in rows:
        sheet.append(row)
    book.save(path)
    return path


def write_csv(
    path: Path, rows: list[list[object]], *, encoding: str = "utf-8", delimiter: str = ",", before: str = ""
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        file.write(before)
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


def read(path: Path) -> list[tuple[int, list[object]]]:
    return list(opened(path).rows())


def written(tmp_path: Path, content: bytes, name: str = "file.dat") -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return buffer.getvalue()
