"""The measurement's server: what it refuses as too fast, and what it makes of messages that nobody asked for."""

from bench.arrivals import Arrivals
from bench.ledger import Ledger
from bench.limits import Limits


def _passed(limits: Limits, chats: list[int], seconds: float, every: float) -> int:
    """How many messages pass, one after the other to these chats in turn, over so many seconds."""
    count = round(seconds / every)
    return sum(limits.wait(chats[number % len(chats)], 100 + number * every) == 0 for number in range(count))


def test_a_chat_takes_five_at_once_and_then_one_a_second() -> None:
    limits = Limits()
    assert [limits.wait(1, 100.0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]
    assert limits.wait(1, 101.0) == 0
    assert limits.wait(1, 101.5) == 1
    assert limits.refused == 2


def test_the_bot_takes_a_second_s_worth_at_once_and_then_thirty_a_second() -> None:
    assert _passed(Limits(), list(range(1000)), seconds=10, every=0.01) == 30 + 30 * 10 - 1


def test_exactly_the_permitted_rate_passes_for_as_long_as_one_likes() -> None:
    assert _passed(Limits(), list(range(3000)), seconds=100, every=1 / 30) == 3000


def test_a_refused_message_costs_its_chat_nothing() -> None:
    limits = Limits()
    for chat in range(30):
        assert limits.wait(chat, 100.0) == 0
    assert limits.wait(7, 100.0) == 1
    assert [limits.wait(7, 101.0) for _ in range(6)] == [0, 0, 0, 0, 0, 1]


def test_a_message_that_comes_twice_or_wrong_is_not_taken_for_one_that_came() -> None:
    arrivals = Arrivals()
    arrivals.expect({"first": 10, "count": 3, "expected": "word"})
    assert not arrivals.note(9, b"word", 1.0)
    assert arrivals.note(10, b"the word", 2.0)
    assert arrivals.note(10, b"the word", 3.0)
    assert arrivals.note(12, b"another", 4.0)
    found = arrivals.report()
    assert (found["expected"], found["arrived"], found["surplus"], found["wrong"]) == (3, 1, 1, 1)


def test_an_update_that_is_asked_for_late_counts_from_when_it_was_due() -> None:
    ledger = Ledger()
    updates = [(chat, "/mine", "x", "mine", "en") for chat in range(3)]
    ledger.load({"updates": updates, "every": 0.5}, 10.0)
    assert len(ledger.hand_out(100, 10.1)) == 1
    assert (ledger.next_due(10.1), ledger.next_due(13.3)) == (10.5, 13.5)
    assert len(ledger.hand_out(100, 10.2)) == 0
    assert len(ledger.hand_out(100, 13.0)) == 2
    ledger.answer(1, b"x", 13.5)
    assert ledger.report()["latencies"] == [("mine", 3.0)]
