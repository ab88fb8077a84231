import pytest
from export_files import table

from domain.errors import ColumnsMissing, FormatUnknown
from formats import recognise


def test_an_export_of_uhri_is_recognised_and_read_more_than_once(xlsx):
    reader = recognise.reader(xlsx(table({}, {})))
    assert reader.name == "uhri"
    assert [found.row for found in reader.records()] == [2, 3]
    assert [found.row for found in reader.records()] == [2, 3]


def test_a_header_of_no_format_is_shown(as_csv):
    header = ["", "Dish", "x" * 100, *"abcdefgh"]
    with pytest.raises(FormatUnknown) as refused:
        recognise.reader(as_csv([header, ["1"] * 11]))
    assert refused.value.found == ("Dish", "x" * 60, *"abcdef")


def test_a_format_can_be_named(as_csv):
    assert recognise.NAMES == ("uhri", "upr-info")
    assert recognise.by_name("uhri", as_csv(table({}))).name == "uhri"
    with pytest.raises(ColumnsMissing):
        recognise.by_name("uhri", as_csv([["Dish"], ["soup"]]))
    with pytest.raises(FormatUnknown) as refused:
        recognise.by_name("soup", as_csv(table({})))
    assert refused.value.found == ("soup",)
