import pytest

from domain.errors import SdgUnknown
from domain.record import Sdg
from formats.sdg import sdgs


def test_goals_and_targets_are_read_in_order_without_doubles():
    cell = "- 16.A - Strong institutions\n- 16 - PEACE\n- 1.4 - Equal rights\n- 16 - PEACE\n- 16.10 - Access"
    assert sdgs(cell) == (Sdg(16, "16.a"), Sdg(16), Sdg(1, "1.4"), Sdg(16, "16.10"))


@pytest.mark.parametrize("cell", ["", "- No SDG link identified", "no sdg link identified"])
def test_no_link_is_none(cell):
    assert sdgs(cell) == ()


@pytest.mark.parametrize("cell", ["SDG 5", "Goal 5: gender", "ODD 5", "5", 5.0, "05 - GENDER EQUALITY"])
def test_a_goal_has_many_writings(cell):
    assert sdgs(cell) == (Sdg(5),)


@pytest.mark.parametrize(
    "cell", ["0", "18 - SPACE", "17.20", "16.11", "16.c - x", "1.0", "17.a", "GENDER", "1234", "5.5.5", "4.11"]
)
def test_what_the_agenda_does_not_have_is_refused(cell):
    with pytest.raises(SdgUnknown):
        sdgs(cell)
