"""What an export of UHRI says, cell by cell; what it may not say stands in test_uhri_refusals.py."""

from __future__ import annotations

from datetime import date

import pytest
from export_files import HEADER, table

from domain.errors import (
    ColumnsMissing,
)
from domain.record import Kind, Position, Record, Sdg, State
from formats import recognise, uhri
from formats.sheet import opened

WHOLE = Record(
    row=2,
    text="41.7 Build a well in every village (Finland);",
    countries=("KE",),
    mechanism="UPR",
    kind=Kind.RECOMMENDATION,
    annotation_id="0b0e",
    symbol="A/HRC/99/7",
    paragraph="41.7",
    published_on=date(2021, 3, 4),
    session=34,
    position=Position.SUPPORTED,
    recommending_states=(State("Finland", "FI"), State("Turkey", "TR")),
    themes=("Water", "Sanitation"),
    affected_persons=("women",),
    sdgs=(Sdg(6, "6.1"), Sdg(6)),
    source_type="Recommendations",
)


@pytest.fixture
def one(records_of):
    """Read the one record of a table with one change to the usual row."""

    def _one(**change):
        (found,) = records_of({name.replace("_", " "): value for name, value in change.items()})
        return found

    return _one


def test_a_row_is_read_whole(records_of):
    (found,) = records_of({})
    assert found == WHOLE
    assert found.source_type == "Recommendations"


def test_a_csv_file_reads_as_the_workbook_does(as_csv):
    for encoding, delimiter in (("utf-8", ","), ("utf-8-sig", ";"), ("cp1252", ";"), ("utf-16", "\t")):
        path = as_csv(table({}), encoding=encoding, delimiter=delimiter)
        assert list(uhri.records(opened(path))) == [WHOLE]


def test_columns_may_stand_in_any_order(records_of):
    assert records_of({}, header=HEADER[::-1]) == [WHOLE]


def test_a_corrected_spelling_of_the_header_is_read(xlsx):
    rows = table({})
    rows[0] = [
        {
            "Reccomending Body": "RECOMMENDING BODIES",
            "UPR Reccomending States": "UPR Recommending State",
            "Themes": "Theme",
            "Sdgs": "SDGs",
            "Affected Persons": "Affected\u00a0Person",
            "OHCHR Annotation Id": "Annotation ID",
            "Countries Concerned": " Country  concerned ",
        }.get(name, name)
        for name in rows[0]
    ]
    assert list(uhri.records(opened(xlsx(rows)))) == [WHOLE]


def test_three_columns_are_enough(records_of):
    (found,) = records_of({}, header=HEADER[:3])
    assert found == Record(2, WHOLE.text, ("KE",), "UPR", paragraph="41.7")


def test_a_country_may_be_a_code_and_a_row_may_concern_several(one):
    assert one(Countries_Concerned="KE").countries == ("KE",)
    assert one(Countries_Concerned="- XA").countries == ("XA",)
    assert one(Countries_Concerned="- Kenya\n- Tchad\n- KE").countries == ("KE", "TD")
    assert one(Countries_Concerned="Kenya; Chad").countries == ("KE", "TD")


def test_recommending_states_keep_their_order_and_come_once(one):
    states = one(UPR_Reccomending_States="- Türkiye\n- Atlantis\n- Turkey\n- France; Chad").recommending_states
    assert states == (State("Türkiye", "TR"), State("Atlantis"), State("France", "FR"), State("Chad", "TD"))


@pytest.mark.parametrize(
    "written", ["34", "34.0", 34, 34.0, "Session 34", "34 - November 2019", "- 34", "34th session"]
)
def test_a_session_has_many_writings(one, written):
    assert one(UPR_Session=written).session == 34


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("- Supported", Position.SUPPORTED),
        ("NOTED", Position.NOTED),
        ("supported/Noted", Position.SUPPORTED_IN_PART),
        ("- Supported / Noted", Position.SUPPORTED_IN_PART),
        ("- Supported\n- Noted", Position.SUPPORTED_IN_PART),
        (None, None),
    ],
)
def test_a_position_is_one_of_three_or_none(one, written, position):
    assert one(UPR_Position=written).position == position


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("- Concerns/Observations", Kind.CONCERN),
        ("- Recommendations", Kind.RECOMMENDATION),
        ("- (unmapped)", Kind.RECOMMENDATION),
        (None, Kind.RECOMMENDATION),
    ],
)
def test_a_type_that_is_not_known_is_a_recommendation_and_kept_as_written(one, written, kind):
    found = one(Type=written)
    assert found.kind == kind
    assert found.source_type == (written or "").removeprefix("- ")


def test_a_mechanism_is_kept_as_written(one):
    assert one(Reccomending_Body="- SR Torture").mechanism == "SR Torture"


def test_serial_dates_and_dates_of_the_spreadsheet_are_days(one):
    for written in (41983, 41983.0, "41983.0", date(2014, 12, 10), "2014-12-10T00:00:00"):
        assert one(Document_Publication_Date=written).published_on == date(2014, 12, 10)


def test_a_text_keeps_its_line_breaks_and_its_typing_errors(one):
    found = one(Text="Old wells 31. The\u200b Committee\u00a0 likes:_x000D_\n (a)  Rohin g y a wells;\u202e \n")
    assert found.text == "Old wells 31. The Committee likes:\n(a) Rohin g y a wells;"


def test_the_header_is_recognised():
    assert uhri.recognises(HEADER)
    assert uhri.recognises(HEADER[:3])
    assert uhri.recognises(["UPR Position", "Annotation Id", "Affected persons"])
    assert not uhri.recognises(["To", "Text", "From", "Response", "Action", "Issue", "Session"])
    assert not uhri.recognises(["state", "text", "sdgtargets", "mechanism", "type", "documentcode", "paragraph"])
    assert not uhri.recognises([])


def test_the_columns_that_are_missing_are_named(xlsx):
    path = xlsx(table({}, header=HEADER[3:]))
    with pytest.raises(ColumnsMissing) as refused:
        recognise.reader(path)
    assert refused.value.missing == ("Text", "Countries Concerned", "Recommending Body")
