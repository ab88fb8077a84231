"""What an export of UPR Info says, in either layout; and rows of it that cannot be read, each refused alone."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
from export_files import HEADER, write_csv
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import (
    ColumnsMissing,
    CountryMissing,
    CountryUnknown,
    PositionUnknown,
    SessionUnreadable,
    TextMissing,
    TextTooLong,
)
from domain.record import Kind, Position, Record, RefusedRow, State
from domain.text import cleaned
from formats import recognise, upr_info
from formats.sheet import opened

OLD = ("To", "To-Rgrp", "To-Org", "Text", "From", "From-Rgrp", "From-Org", "Response", "Action", "Issue", "Session")
PRESENT = {
    "To": "State under Review",
    "Text": "Recommendation",
    "From": "Recommending State",
    "Action": "Action Category",
    "Issue": "Issues",
}
ROW = {
    "To": "Kenya",
    "To-Rgrp": "Africa",
    "To-Org": "AU, Commonwealth",
    "Text": "Build a well in every village.",
    "From": "Turkey",
    "From-Rgrp": "WEOG",
    "From-Org": "OIC",
    "Response": "Accepted",
    "Action": "5",
    "Issue": "Right to water,Right to health",
    "Session": "21",
}
WHOLE = Record(
    row=2,
    text="Build a well in every village.",
    countries=("KE",),
    mechanism="UPR",
    kind=Kind.RECOMMENDATION,
    session=21,
    position=Position.SUPPORTED,
    recommending_states=(State("Turkey", "TR"),),
    themes=("Right to water", "Right to health"),
)


def table(*changes: dict[str, str], header: tuple[str, ...] = OLD) -> list[list[object]]:
    """A header and a row for each of `changes` to ROW."""
    return [list(header), *([{**ROW, **change}.get(name) for name in header] for change in changes)]


@pytest.fixture
def read(as_csv):
    """Read a table as an export of UPR Info's."""
    return lambda *changes, header=OLD, **how: list(
        upr_info.records(opened(as_csv(table(*changes, header=header), **how)))
    )


@pytest.fixture
def one(read):
    """Read the one record of a table with one change to the usual row."""

    def _one(**change: str) -> Any:
        (found,) = read(change)
        return found

    return _one


def test_a_row_is_read_whole(read):
    assert read({}) == [WHOLE]


@pytest.mark.parametrize(
    ("encoding", "delimiter"), [("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", "\t"), ("utf-16", "\t")]
)
def test_encoding_and_delimiter_do_not_matter(read, encoding, delimiter):
    (found,) = read({"Text": "Respecter l’égalité"}, encoding=encoding, delimiter=delimiter)
    assert found.text == "Respecter l’égalité"
    assert found.themes == WHOLE.themes


def test_columns_may_stand_in_any_order_and_more_of_them(read):
    assert read({}, header=("Date", *OLD[::-1], "Remark")) == [WHOLE]
    assert read({}, header=tuple(dict.fromkeys(("Text", "Session", "To", *OLD)))) == [WHOLE]


def test_capitals_in_the_header_do_not_matter(as_csv):
    rows = table({})
    rows[0] = [str(name).upper() for name in rows[0]]
    assert list(recognise.reader(as_csv(rows)).records()) == [WHOLE]


def test_the_present_layout_is_read(as_csv):
    rows = table(
        {"Issue": "Right to water|Poverty, hunger", "Session": "21 - January 2015", "Action": "5 - Specific action"}
    )
    rows[0] = ["Title", "Template", *(PRESENT.get(str(name), name) for name in rows[0])]
    rows[1] = ["Kenya from Turkey", "Recommendation", *rows[1]]
    reader = recognise.reader(as_csv(rows))
    assert reader.name == "upr-info"
    (found,) = reader.records()
    assert found.themes == ("Right to water", "Poverty, hunger")
    assert (found.session, found.text, found.countries) == (21, WHOLE.text, ("KE",))
    assert found.recommending_states == WHOLE.recommending_states


def test_short_names_of_columns_are_known(as_csv):
    rows = table({})
    rows[0] = [{"To": "SuR", "From": "RS"}.get(str(name), name) for name in rows[0]]
    assert list(recognise.reader(as_csv(rows)).records()) == [WHOLE]


def test_an_export_is_recognised_and_uhris_is_not_taken_for_one():
    assert upr_info.recognises(OLD)
    assert upr_info.recognises(["text", "to", "session", "issue"])
    assert upr_info.recognises(["From", "Response", "Action"])
    assert not upr_info.recognises(HEADER)
    assert not upr_info.recognises(["state", "text", "sdgtargets", "mechanism", "type", "documentcode", "paragraph"])
    assert not upr_info.recognises(["From", "To", "Text", "Date"])
    assert not upr_info.recognises([])


def test_the_columns_that_are_missing_are_named(as_csv):
    with pytest.raises(ColumnsMissing) as refused:
        recognise.reader(as_csv(table({}, header=("From", "Response", "Action", "Issue"))))
    assert refused.value.missing == ("Text", "State under Review (To)", "Session")


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("Accepted", Position.SUPPORTED),
        ("supported", Position.SUPPORTED),
        ("Noted", Position.NOTED),
        ("Rejected", Position.NOTED),
        ("Not Supported", Position.NOTED),
        ("Supported/Noted", Position.SUPPORTED_IN_PART),
        ("Partially accepted", Position.SUPPORTED_IN_PART),
        ("Pending", Position.AWAITING_REPLY),
        ("In progress", Position.AWAITING_REPLY),
        ("", None),
    ],
)
def test_a_response_is_a_position(one, written, position):
    found = one(Response=written)
    assert (found.position, found.kind) == (position, Kind.RECOMMENDATION)


@pytest.mark.parametrize("change", [{"Response": "Voluntary Pledge"}, {"Response": "voluntary pledges"}, {}])
def test_a_pledge_is_the_states_own_without_position_or_recommending_state(one, change):
    found = one(**{"From": "Kenya", "Response": "", **change})
    assert (found.kind, found.position, found.recommending_states) == (Kind.PLEDGE, None, ())
    assert (found.countries, found.themes) == (("KE",), WHOLE.themes)


def test_a_pledge_is_known_by_its_template_too(as_csv):
    rows = [
        ["Template", "Pledge", "State under review", "Session", "Issues"],
        ["Voluntary pledge", "We dig", "Kenya", "21", ""],
    ]
    reader = recognise.reader(as_csv(rows))
    assert reader.name == "upr-info"
    assert list(reader.records()) == [Record(2, "We dig", ("KE",), "UPR", Kind.PLEDGE, session=21)]


def test_several_states_are_told_apart(one):
    found = one(From="Turkey|Türkiye; Chad\nAtlantis")
    assert found.recommending_states == (State("Turkey", "TR"), State("Chad", "TD"), State("Atlantis"))
    assert one(To="Kenya; Chad").countries == ("KE", "TD")


def test_issues_come_once_and_without_empty_ones(one):
    assert one(Issue="Justice, Detention,,Justice ,").themes == ("Justice", "Detention")
    assert one(Issue="").themes == ()


def test_a_number_before_the_text_is_the_paragraph(one):
    found = one(Text="112.86 Build a well;")
    assert (found.paragraph, found.text) == ("112.86", "112.86 Build a well;")


def test_line_breaks_quotes_and_empty_lines_do_not_harm(tmp_path):
    path = tmp_path / "quirks.csv"
    path.write_bytes(
        b"\r\n"
        b"To,Text,From,Response,Action,Issue,Session\r\n"
        b'Kenya,"Build ""good"" wells,\r\nand keep  them ",Chad,Accepted,4,"Right to water,\nJustice",21\r\n'
        b",,,,,,\r\n"
        b"\r\n"
        b"Kenya,Dig,Chad,Noted,4\r\n"
        b"Kenya,Dig,Chad,Noted,4,,3\r\n"
    )
    first, without_session, last = recognise.reader(path).records()
    assert (first.row, first.text, first.themes) == (
        3,
        'Build "good" wells,\nand keep them',
        ("Right to water", "Justice"),
    )
    assert (without_session.row, without_session.session) == (6, None)
    assert (last.row, last.session, last.position) == (7, 3, Position.NOTED)


@pytest.mark.parametrize(
    ("column", "written", "reason"),
    [
        ("Text", " \u200b", TextMissing()),
        ("Text", "x" * 60_001, TextTooLong(60_001, 60_000)),
        ("To", "", CountryMissing()),
        ("To", "Atlantis", CountryUnknown("Atlantis")),
        ("Response", "General response", PositionUnknown("General response")),
        ("Session", "0", SessionUnreadable("0")),
        ("Session", "100", SessionUnreadable("100")),
        ("Session", "2015", SessionUnreadable("2015")),
        ("Session", "January 2015", SessionUnreadable("January 2015")),
    ],
)
def test_a_row_that_cannot_be_read_is_refused_alone(read, column, written, reason):
    before, refused, after = read({}, {column: written}, {})
    assert (before.row, after.row) == (2, 4)
    assert refused == RefusedRow(3, reason)


# --- any record, written and read ---------------------------------------------------------------------

_PLAIN = st.text(st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x2FFF), min_size=1, max_size=60)
_TEXTS = st.tuples(st.just("Dig"), st.lists(_PLAIN, max_size=4)).map(lambda one: "\n".join((one[0], *one[1])))
_ISSUES = st.lists(st.sampled_from(["Justice", "Right to water", "HIV - Aids", "Women's rights"]), unique=True)
_ROWS = st.fixed_dictionaries(
    {
        "To": st.sampled_from(["Kenya", "Cape Verde", "Macedonia FYR"]),
        "Text": _TEXTS,
        "From": st.sampled_from(["Chad", "Viet Nam", "Atlantis"]),
        "Response": st.sampled_from(["Accepted", "Noted", "Pending", "Voluntary Pledge", ""]),
        "Issue": _ISSUES.map(",".join),
        "Session": st.integers(1, 99).map(str),
    }
)


@given(
    rows=st.lists(_ROWS, min_size=1, max_size=5),
    delimiter=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    header=st.permutations(OLD),
)
def test_what_was_written_is_read(rows, delimiter, encoding, header):
    with tempfile.TemporaryDirectory() as folder:
        written = table(*rows, header=tuple(header))
        path = write_csv(Path(folder) / "any.csv", written, encoding=encoding, delimiter=delimiter)
        found = list(recognise.by_name("upr-info", path).records())
    assert [record.row for record in found] == [number + 2 for number in range(len(rows))]
    for row, record in zip(rows, found, strict=True):
        assert record.session == int(row["Session"])
        assert record.themes == tuple(filter(None, row["Issue"].split(",")))
        assert record.text.split() == cleaned(row["Text"]).split()
        pledge = row["Response"] == "Voluntary Pledge"
        assert (record.kind is Kind.PLEDGE, bool(record.recommending_states)) == (pledge, not pledge)
        assert [state.name for state in record.recommending_states] == ([] if pledge else [row["From"]])
