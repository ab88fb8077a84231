"""What became of a mailing, in numbers; how long a message may be; who of an institution can be reached."""

from __future__ import annotations

import pytest

from domain.delivery import State
from domain.errors import MessageEmpty, MessageTooLong
from domain.mailing import LONGEST, Outcome, People, extended, outcome


def test_every_state_is_counted_once_under_what_it_means_to_the_sender() -> None:
    counts: dict[tuple[State, str | None], int] = {
        (State.PLANNED, None): 1,
        (State.SENDING, None): 2,
        (State.RETRY, "NetworkError"): 4,
        (State.SENT, None): 8,
        (State.UNCERTAIN, "uncertain"): 16,
        (State.FAILED, "unreachable"): 32,
        (State.FAILED, "not rendered"): 64,
        (State.EXPIRED, None): 128,
        (State.WITHDRAWN, "moot"): 256,
    }
    assert {state for state, _ in counts} == set(State)
    assert outcome(counts) == Outcome(
        sent=8, on_the_way=7, uncertain=16, unreachable=32, failed=64 + 128, withdrawn=256
    )
    assert outcome({}) == Outcome()


def test_what_is_written_further_is_a_paragraph_of_its_own() -> None:
    assert extended("", " One.\n") == "One."
    assert extended("One.", "Two.\nThree.") == "One.\n\nTwo.\nThree."


@pytest.mark.parametrize("letter", ["x", "人", "😀", "é"])
def test_length_is_counted_as_telegram_counts(letter: str) -> None:
    most = LONGEST // len(letter.encode("utf-16-le")) * 2
    assert extended("", letter * most) == letter * most
    with pytest.raises(MessageTooLong) as refused:
        extended("", letter * (most + 1))
    assert (refused.value.length > LONGEST, refused.value.limit) == (True, LONGEST)
    with pytest.raises(MessageTooLong):
        extended(letter * most, "x")


@pytest.mark.parametrize("nothing", ["", " ", "\n\n"])
def test_nothing_cannot_be_added(nothing: str) -> None:
    for text in ("", "One."):
        with pytest.raises(MessageEmpty):
            extended(text, nothing)


def test_whoever_is_not_unreachable_can_be_reached() -> None:
    assert People(3, 1).reachable == 2
