"""suivi updates list and suivi updates retry: what was set aside, and giving it its turn again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from db.queries import updates
from db.tables import updates as rows
from tests.command_line.conftest import Suivi
from tests.command_line.filled import NOW, WORDS, add_update, opened


@pytest.fixture
def parked(stored: str) -> int:
    """The number of an update that was set aside with the reference K7Q2XM."""
    with opened().at_once(NOW) as work:
        row = add_update(work, 1, 7001)
        updates.park(work, row, "K7Q2XM")
    return row


def test_nothing_is_set_aside(stored: str, suivi: Suivi) -> None:
    ended = suivi("updates", "list")
    assert (ended.code, ended.out) == (0, "No update is set aside.\n")


def test_the_list_says_which_and_until_when_and_neither_who_nor_what(parked: int, suivi: Suivi) -> None:
    ended = suivi("updates", "list")
    assert ended.code == 0
    (line,) = ended.out.splitlines()
    assert line.startswith(f"{parked}  K7Q2XM  received 2026-03-02 09:30 UTC, set aside 2026-03-02 09:30 UTC")
    assert line.endswith("after 1 turn; can be retried until 2026-03-09 09:30 UTC")
    assert WORDS not in line
    assert "7001" not in line


def test_one_whose_payload_is_wiped_says_so_and_cannot_be_retried(parked: int, suivi: Suivi) -> None:
    with opened().at_once(NOW + timedelta(days=8)) as work:
        assert updates.forget_old_updates(work) == 1
    assert "wiped, can be retried no more" in suivi("updates", "list").out
    assert suivi("updates", "retry", str(parked)).is_a_sentence("more than seven days ago", "wiped")


@pytest.mark.parametrize("name", ["{number}", "#{number}", "K7Q2XM", " k7q2xm "])
def test_it_is_retried_by_its_number_or_its_reference(name: str, parked: int, suivi: Suivi) -> None:
    ended = suivi("updates", "retry", name.format(number=parked))
    assert ended.code == 0, ended.err
    assert f"Update {parked} will be tried again" in ended.out
    with opened().at_once(NOW) as work:
        row = work.one(select(rows))
    assert (row.state, row.attempts, row.taken_by, row.ended_at) == ("pending", 0, None, None)
    assert suivi("updates", "retry", "K7Q2XM").is_a_sentence("not set aside", "waiting for its turn already")
    assert suivi("updates", "list").out == "No update is set aside.\n"


def test_one_that_is_done_is_not_retried(parked: int, suivi: Suivi) -> None:
    with opened().at_once(NOW) as work:
        updates.mark_done(work, parked)
    assert suivi("updates", "retry", str(parked)).is_a_sentence("not set aside: it is done")


@pytest.mark.parametrize("name", ["12345", "ZZZZZZ", "-1", "", "9" * 40, "１２", "x' OR 1=1"])
def test_one_that_is_not_there(name: str, parked: int, suivi: Suivi) -> None:
    ended = suivi("updates", "retry", "--", name)
    assert ended.is_a_sentence("Nothing that was set aside", "suivi updates list")


def test_a_reference_of_digits_goes_before_a_number_that_is_not_set_aside(stored: str, suivi: Suivi) -> None:
    with opened().at_once(NOW) as work:
        first, second = add_update(work, 1, 7001), add_update(work, 2, 7002)
        updates.mark_done(work, first)
        updates.park(work, second, str(first))
    assert f"Update {second} will be tried again" in suivi("updates", "retry", str(first)).out
