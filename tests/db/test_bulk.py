"""Bulk messages are written once, go within their times, and are counted by what became of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from db.queries import bulk, mailings, outbox, people
from db.queries.bulk import Planned
from db.tables import processes
from db.work import Work
from domain.delivery import State

DAY = timedelta(days=1)


@pytest.fixture
def person(work: Work) -> int:
    work.execute(insert(processes).values(name="me", seen_at=work.now))
    return people.add_person(work, 77, "fr")


def later(work: Work, by: timedelta) -> Work:
    return Work(work.connection, work.sealer, work.now + by)


def test_the_same_key_is_written_once(work: Work, person: int) -> None:
    twice = [Planned(person, "notice", {"n": 1}, "a"), Planned(person, "notice", {"n": 2}, "a")]
    assert bulk.add_messages(work, twice) == 1
    assert bulk.add_messages(work, [*twice, Planned(person, "notice", {}, "b")]) == 1
    assert bulk.add_messages(work, []) == 0


def test_what_is_claimed_is_not_claimed_again(work: Work, person: int) -> None:
    bulk.add_messages(work, [Planned(person, "notice", {"n": n}, str(n)) for n in range(5)])
    assert [one.params["n"] for one in bulk.claim(work, "me", 3)] == [0, 1, 2]
    assert [one.params["n"] for one in bulk.claim(work, "me", 3)] == [3, 4]
    assert bulk.claim(work, "me", 3) == []


def test_nothing_goes_before_its_time(work: Work, person: int) -> None:
    bulk.add_messages(work, [Planned(person, "notice", {}, "a", not_before=work.now + DAY)])
    assert bulk.claim(work, "me", 9) == []
    assert len(bulk.claim(later(work, DAY), "me", 9)) == 1


def test_what_is_late_expires(work: Work, person: int) -> None:
    bulk.add_messages(work, [Planned(person, "notice", {}, "a", not_after=work.now + DAY)])
    assert bulk.claim(later(work, 2 * DAY), "me", 9) == []
    assert work.one(text("SELECT state FROM outbox")).state == "expired"


def test_nothing_is_tried_with_somebody_who_cannot_be_reached(work: Work, person: int) -> None:
    assert people.mark_unreachable(work, person)
    assert not people.mark_unreachable(work, person)
    bulk.add_messages(work, [Planned(person, "notice", {}, "a")])
    assert bulk.claim(work, "me", 9) == []
    assert tuple(work.one(text("SELECT state, failure FROM outbox"))) == ("failed", "unreachable")


def test_a_message_given_back_goes_from_its_time_on(work: Work, person: int) -> None:
    bulk.add_messages(work, [Planned(person, "notice", {}, "a")])
    (one,) = bulk.claim(work, "me", 9)
    outbox.release(work, one.id, "me", work.now + DAY)
    assert bulk.claim(work, "me", 9) == []
    assert len(bulk.claim(later(work, DAY), "me", 9)) == 1


def test_a_mailing_is_counted_by_what_became_of_it(work: Work, person: int) -> None:
    work.execute(text("INSERT INTO countries (code, language, timezone, names, mechanism_names, created_at) "
                      "VALUES ('QS', 'en', 'UTC', '{}', '{}', '2026-01-01 00:00:00')"))  # fmt: skip
    mailing = bulk.add_mailing(work, "remind", "QS", None, person)
    bulk.add_messages(work, [Planned(person, "notice", {}, str(n)) for n in range(3)], mailing)
    sent, _, _ = bulk.claim(work, "me", 9)
    outbox.end_reply(work, sent.id, "me", State.SENT, 4)
    assert mailings.outcomes(work, mailing) == {(State.SENT, None): 1, (State.PLANNED, None): 2}
