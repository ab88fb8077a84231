"""Whatever the bytes: records, refused rows, or one of the refusals that reading a file knows; nothing else."""

from __future__ import annotations

import io
import tempfile
import zipfile
from functools import partial
from pathlib import Path

import pytest
from export_files import table, write_csv, write_xlsx
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import ColumnsMissing, FileEmpty, FileTooLarge, FileUnreadable, FormatUnknown
from domain.record import Record, RefusedRow
from formats.recognise import NAMES, by_name, reader

REFUSALS = (FileUnreadable, FileEmpty, FileTooLarge, FormatUnknown, ColumnsMissing)
LIMITS = settings(max_examples=150, deadline=None)

MUTATIONS = st.lists(st.tuples(st.floats(0, 0.999), st.binary(min_size=0, max_size=6)), min_size=1, max_size=8)


def read(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file.xlsx"
        path.write_bytes(content)
        for way in (reader, *(partial(by_name, name) for name in NAMES)):
            try:
                found = list(way(path).records())
            except REFUSALS:
                continue
            assert all(isinstance(row, Record | RefusedRow) for row in found)


def mutated(content: bytes, mutations: list[tuple[float, bytes]]) -> bytes:
    changed = bytearray(content)
    for place, piece in mutations:
        start = int(place * len(changed))
        changed[start : start + len(piece)] = piece
    return bytes(changed)


@pytest.fixture(scope="module")
def workbook(tmp_path_factory) -> bytes:
    return write_xlsx(tmp_path_factory.mktemp("fuzz") / "a.xlsx", table({}, {"UPR Session": 34.0})).read_bytes()


@pytest.fixture(scope="module")
def delimited(tmp_path_factory) -> bytes:
    return write_csv(tmp_path_factory.mktemp("fuzz") / "a.csv", table({}, {"Text": "a\nb"})).read_bytes()


@LIMITS
@given(st.binary(max_size=400))
def test_random_bytes(content):
    read(content)
    read(b"PK\x03\x04" + content)
    read(b"Text,Countries Concerned,Recommending Body\n" + content)
    read(b"To,Text,From,Response,Session\n" + content)


@LIMITS
@given(MUTATIONS)
def test_mutated_csv(delimited, mutations):
    read(mutated(delimited, mutations))


@LIMITS
@given(MUTATIONS, st.floats(0.1, 1))
def test_mutated_and_shortened_workbooks(workbook, mutations, kept):
    read(mutated(workbook, mutations))
    read(workbook[: int(len(workbook) * kept)])


@LIMITS
@given(
    st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "xl/sharedStrings.xml"]), MUTATIONS
)
def test_workbooks_with_mutated_members_in_a_sound_zip(workbook, member, mutations):
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as sound, zipfile.ZipFile(buffer, "w") as damaged:
        for name in sound.namelist():
            content = sound.read(name)
            damaged.writestr(name, mutated(content, mutations) if name == member else content)
    read(buffer.getvalue())


CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["- UPR", "- Kenya", "- 1.4 - x", "- Supported", "34", "41983.0", "1/2/2020", "31. The Committee"]),
)


@LIMITS
@given(st.lists(st.lists(CELLS, min_size=15, max_size=15), min_size=1, max_size=4))
def test_any_cells_in_a_sound_export(rows):
    with tempfile.TemporaryDirectory() as folder:
        read(write_xlsx(Path(folder) / "a.xlsx", [*table(), *rows]).read_bytes())
        read(write_csv(Path(folder) / "a.csv", [*table(), *rows]).read_bytes())
