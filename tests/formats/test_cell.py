from datetime import UTC, date, datetime, time, timedelta

import pytest

from domain.errors import DateUnreadable
from formats.cell import day, is_blank, joined, text, values


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("  two   words ", "two words"),
        ("no\u00a0break\u2009thin", "no break thin"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("turned\u202e around\u2069", "turned around"),
        ("a\x00b\x07c", "abc"),
        ("e\u0301cole", "\u00e9cole"),
        ("one_x000D_\ntwo\r\nthree\rfour \n five", "one\ntwo\nthree\nfour\nfive"),
        ("Rohin g y a", "Rohin g y a"),
        (34.0, "34"),
        (34.5, "34.5"),
        (7, "7"),
        (date(2020, 2, 3), "2020-02-03"),
    ],
)
def test_a_cell_is_read_without_what_cannot_be_seen(cell, said):
    assert text(cell) == said


def test_values_stand_a_line_each_behind_a_dash():
    assert values("- Kenya\r\n-  Chad \n\n- Kenya\n-\n- ") == ("Kenya", "Chad")
    assert values("- F31 Children: definition\n- general principles") == (
        "F31 Children: definition",
        "general principles",
    )
    assert values("") == ()
    assert joined("- UPR") == "UPR"


def test_a_blank_cell_holds_nothing_to_see():
    assert all(map(is_blank, ["", "  ", "\u200b", "_x000D_", "\u00a0\n"]))
    assert not any(map(is_blank, ["a", "-", 0, 0.0, False, date(2020, 1, 1)]))


@pytest.mark.parametrize(
    "cell",
    [
        "2014-12-10",
        "- 2014-12-10",
        "2014-12-10T09:30:00Z",
        "2014-12-10 00:00:00",
        "2014/12/10",
        "41983",
        "41983.0",
        " 41983.25 ",
        41983,
        41983.0,
        date(2014, 12, 10),
        datetime(2014, 12, 10, 23, 59, tzinfo=UTC),
    ],
)
def test_one_day_in_many_writings(cell):
    assert day(cell) == date(2014, 12, 10)


def test_day_and_month_are_told_apart_where_only_one_can_be_a_month():
    assert day("25/12/2014") == day("12/25/2014") == day("25.12.2014") == date(2014, 12, 25)
    assert day("05/05/2014") == date(2014, 5, 5)
    assert day("") is None


@pytest.mark.parametrize(
    "cell",
    [
        *["10/12/2014", "December 2014", "2014", "31/02/2014", "2014-13-01", "99999999", "1e9", "nan", "13/13/2014"],
        *[2014, -5, 1e300, float("inf"), True, time(10, 0), timedelta(days=41983), "0001-01-01", "41983\n41984"],
    ],
)
def test_an_ambiguous_or_impossible_day_is_refused(cell):
    with pytest.raises(DateUnreadable):
        day(cell)
