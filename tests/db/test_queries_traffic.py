"""Updates wait until they are done, replies until they have come to an end; what they held is then wiped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import insert, text

from db.queries import leases, outbox, people, updates
from db.queries.outbox import Begun
from db.sealing import SealBroken, Sealer
from db.tables import processes
from db.work import Work
from domain.delivery import State

CHAT, OTHER_CHAT = b"c" * 32, b"d" * 32


def update(number: int, **more: Any) -> dict[str, Any]:
    return {"update_id": number, "message": {"text": "femmes rurales"}, **more}


def later(work: Work, **by: float) -> Work:
    return Work(work.connection, work.sealer, work.now + timedelta(**by))


@pytest.fixture
def person(work: Work) -> int:
    work.execute(insert(processes).values(name="p1", seen_at=work.now))
    return people.add_person(work, 77, "fr")


# --- updates -----------------------------------------------------------------------------------------


def test_updates_wait_in_the_order_in_which_they_came(work: Work) -> None:
    # Ids are telegram's and may start again at random: a lower one is not an older one.
    stored = updates.add_updates(work, [(update(900), CHAT), (update(17), OTHER_CHAT)], "p1")
    stored += updates.add_updates(work, [(update(5), CHAT)], "p1")
    assert [one.payload["update_id"] for one in stored] == [900, 17, 5]
    assert leases.take_updates(work, "p1") == stored
    assert [one.chat for one in stored] == [CHAT, OTHER_CHAT, CHAT]


def test_an_update_that_is_there_already_is_skipped(work: Work) -> None:
    first = updates.add_updates(work, [(update(1), CHAT), (update(1, again=True), CHAT)], "p1")
    second = updates.add_updates(work, [(update(1), CHAT), (update(2), CHAT)], "p1")
    assert [one.payload for one in first + second] == [update(1), update(2)]
    assert updates.add_updates(work, [], "p1") == []


def test_an_update_of_telegrams_largest_numbers_is_stored(work: Work) -> None:
    numbers = [2**31, 2**52]
    updates.add_updates(work, [(update(number), CHAT) for number in numbers], "p1")
    assert [one.payload["update_id"] for one in leases.take_updates(work, "p1")] == numbers


def test_a_done_update_is_wiped_at_once_and_still_known(work: Work) -> None:
    (stored,) = updates.add_updates(work, [(update(1), CHAT)], "p1")
    updates.mark_done(work, stored.id)
    assert leases.take_updates(work, "p1") == []
    assert work.one(text("SELECT payload_sealed FROM updates")).payload_sealed is None
    assert updates.add_updates(work, [(update(1), CHAT)], "p1") == []


def test_attempts_are_counted(work: Work) -> None:
    one, other = updates.add_updates(work, [(update(1), CHAT), (update(2), CHAT)], "p1")
    updates.count_attempt(work, one.id)
    updates.count_attempt(work, one.id)
    assert {stored.id: stored.attempts for stored in leases.take_updates(work, "p1")} == {one.id: 2, other.id: 0}


def test_a_parked_update_waits_no_longer_and_keeps_what_it_held_for_a_week(work: Work) -> None:
    (stored,) = updates.add_updates(work, [(update(1), CHAT)], "p1")
    updates.park(work, stored.id, "K7QX-31")
    assert leases.take_updates(work, "p1") == []
    assert updates.forget_old_updates(later(work, days=7)) == 0
    assert updates.forget_old_updates(later(work, days=7, seconds=1)) == 1
    assert updates.forget_old_updates(later(work, days=8)) == 0
    row = work.one(text("SELECT state, reference, payload_sealed FROM updates"))
    assert tuple(row) == ("parked", "K7QX-31", None)


def test_a_done_update_is_forgotten_after_48_hours(work: Work) -> None:
    done, _waiting = updates.add_updates(work, [(update(1), CHAT), (update(2), CHAT)], "p1")
    updates.mark_done(work, done.id)
    assert updates.forget_old_updates(later(work, hours=48)) == 0
    assert updates.forget_old_updates(later(work, hours=48, seconds=1)) == 1
    assert [stored.payload for stored in leases.take_updates(later(work, days=400), "p1")] == [update(2)]


def test_updates_do_not_open_with_another_key(work: Work) -> None:
    updates.add_updates(work, [(update(1), CHAT)], "p1")
    with pytest.raises(SealBroken):
        leases.take_updates(Work(work.connection, Sealer(bytes(32)), work.now), "p1")


# --- the outbox --------------------------------------------------------------------------------------


def reply(work: Work, person: int, words: str = "eau", **more: Any) -> outbox.Reply:
    return outbox.add_reply(work, person, "find", {"words": words}, process="p1", **more)


def test_replies_are_open_in_order_until_their_end(work: Work, person: int) -> None:
    first, second = reply(work, person), reply(work, person, edits_message=2**40)
    assert outbox.open_messages(work) == [first, second]
    assert second.edits_message == 2**40
    outbox.end_reply(work, first.id, "p1", State.SENT, message_id=2**33)
    assert outbox.open_messages(work) == [second]
    row = work.one(text("SELECT state, message_id, leased_by FROM outbox WHERE id = :id"), {"id": first.id})
    assert tuple(row) == ("sent", 2**33, None)


def test_an_attempt_is_noted_before_it_and_counted(work: Work, person: int) -> None:
    begun = reply(work, person)
    assert outbox.start_attempt(work, begun.id, "p1") is Begun.YES
    (found,) = outbox.open_messages(work)
    assert (found.state, found.attempts, found.attempt_started_at) == (State.SENDING, 1, work.now)


def test_an_attempt_does_not_reopen_what_has_ended(work: Work, person: int) -> None:
    ended = reply(work, person)
    outbox.end_reply(work, ended.id, "p1", State.WITHDRAWN)
    assert outbox.start_attempt(work, ended.id, "p1") is Begun.NOT_OURS
    assert work.one(text("SELECT state FROM outbox")).state == "withdrawn"


def test_a_retry_waits_until_its_time_and_an_uncertain_one_says_since_when(work: Work, person: int) -> None:
    again, uncertain = reply(work, person), reply(work, person)
    when = work.now + timedelta(seconds=3)
    outbox.retry_reply(work, again.id, "p1", when, "connection refused")
    outbox.mark_uncertain(work, uncertain.id, "p1", "read timeout")
    found = {one.id: one for one in outbox.open_messages(work)}
    assert (found[again.id].state, found[again.id].not_before) == (State.RETRY, when)
    assert (found[uncertain.id].state, found[uncertain.id].uncertain_at) == (State.UNCERTAIN, work.now)


def test_parameters_are_returned_to_their_own_person_alone(work: Work, person: int) -> None:
    other = people.add_person(work, 78, None)
    kept = reply(work, person, "人权")
    assert outbox.parameters_of_own(work, kept.id, person) == ("find", {"words": "人权"})
    assert outbox.parameters_of_own(work, kept.id, other) is None
    assert outbox.parameters_of_own(work, kept.id + 1, person) is None


def test_parameters_are_wiped_a_week_after_the_end(work: Work, person: int) -> None:
    ended, waiting = reply(work, person), reply(work, person)
    outbox.end_reply(work, ended.id, "p1", State.FAILED, failure="chat not found")
    assert outbox.wipe_old_parameters(later(work, days=7)) == 0
    assert outbox.wipe_old_parameters(later(work, days=7, seconds=1)) == 1
    assert outbox.parameters_of_own(work, ended.id, person) is None
    assert outbox.parameters_of_own(work, waiting.id, person) is not None


def test_what_is_said_and_asked_stands_nowhere_in_the_clear(work: Work, person: int) -> None:
    updates.add_updates(work, [(update(1), CHAT)], "p1")
    reply(work, person, "femmes rurales")
    for table in ("updates", "outbox"):
        for row in work.all(text(f"SELECT * FROM {table}")):  # noqa: S608
            assert not any(b"femmes" in bytes(str(value), "utf-8") for value in row)
