"""Five replies at once, then one a second, for each chat by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot import pace
from bot.pace import Pace


def test_five_go_at_once_and_the_sixth_a_second_later() -> None:
    made = Pace()
    assert [made.wait(1, 100.0) for _ in range(7)] == [0, 0, 0, 0, 0, 1, 2]


def test_chats_do_not_wait_for_one_another() -> None:
    made = Pace()
    for _ in range(20):
        made.wait(1, 100.0)
    assert made.wait(2, 100.0) == 0


def test_the_allowance_comes_back_a_second_each() -> None:
    made = Pace()
    for _ in range(5):
        made.wait(1, 100.0)
    assert made.wait(1, 102.0) == 0
    assert made.wait(1, 102.0) == 0
    assert made.wait(1, 102.0) == 1


def test_chats_at_rest_are_forgotten() -> None:
    made = Pace()
    for chat in range(pace._MOST_REMEMBERED):
        made.wait(chat, 100.0)
    made.wait(-1, 200.0)
    assert len(made._whole_at) == 1


@given(st.lists(st.floats(0, 20), min_size=1, max_size=60))
def test_no_second_sees_more_than_burst_and_rate_allow(pauses: list[float]) -> None:
    made, now, leaving = Pace(), 0.0, []
    for pause in pauses:
        now += pause
        leaving.append(now + made.wait(1, now))
    for moment in leaving:
        assert sum(moment <= other < moment + 1 for other in leaving) <= pace.BURST + 1
