"""Rows of an export of UHRI that cannot be read: each is refused alone, with the reason; blank ones are passed over."""

from __future__ import annotations

import pytest
from export_files import table

from domain.errors import (
    CountryMissing,
    CountryUnknown,
    DateUnreadable,
    MechanismMissing,
    PositionUnknown,
    SdgUnknown,
    SessionUnreadable,
    TextMissing,
    TextTooLong,
)
from domain.record import Record, RefusedRow
from formats import uhri
from formats.sheet import opened


@pytest.mark.parametrize(
    ("column", "written", "reason"),
    [
        ("Text", "", TextMissing()),
        ("Text", " \u200b_x000D_", TextMissing()),
        ("Text", "x" * 32_000 + "y" * 700, None),
        ("Countries Concerned", "", CountryMissing()),
        ("Countries Concerned", "- ", CountryMissing()),
        ("Countries Concerned", "- Kenya\n- Atlantis", CountryUnknown("Atlantis")),
        ("Reccomending Body", None, MechanismMissing()),
        ("Sdgs", "- 6 - WATER\n- 18 - SPACE", SdgUnknown("18 - SPACE")),
        ("UPR Position", "- Accepted", PositionUnknown("Accepted")),
        ("UPR Session", "next", SessionUnreadable("next")),
        ("UPR Session", "0", SessionUnreadable("0")),
        ("UPR Session", "34.5", SessionUnreadable("34.5")),
        ("UPR Session", "November 2019", SessionUnreadable("November 2019")),
        ("Document Publication Date", "10/12/2014", DateUnreadable("10/12/2014")),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_alone(records_of, column, written, reason):
    before, refused, after = records_of({}, {column: written}, {})
    assert (before.row, refused.row, after.row) == (2, 3, 4)
    assert refused == RefusedRow(3, reason) if reason else isinstance(refused, Record)


def test_a_text_longer_than_any_paragraph_is_refused(as_csv):
    path = as_csv(table({"Text": "x" * 60_000}, {"Text": "x" * 60_001}))
    short, long = uhri.records(opened(path))
    assert len(short.text) == 60_000
    assert long == RefusedRow(3, TextTooLong(60_001, 60_000))


def test_blank_rows_are_no_refusals(xlsx):
    rows = table({}, {})
    rows.insert(2, ["", " ", None, "\u00a0"])
    assert [found.row for found in uhri.records(opened(xlsx(rows)))] == [2, 4]


def test_rows_may_be_shorter_than_the_header(tmp_path):
    path = tmp_path / "short.csv"
    path.write_text("Text,Countries Concerned,Recommending Body,Sdgs\nDig,KE,UPR\nDig,KE\n", encoding="utf-8")
    assert list(uhri.records(opened(path))) == [Record(2, "Dig", ("KE",), "UPR"), RefusedRow(3, MechanismMissing())]
