"""What a dead process had in hand is taken by another, once; what a living one has is left alone."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import insert

from db.queries import leases, outbox, people, updates
from db.queries.bulk import Planned, add_messages, claim
from db.queries.outbox import Begun
from db.tables import processes
from db.work import Work
from domain.delivery import State

CHAT = b"c" * 32


@pytest.fixture
def person(work: Work) -> int:
    return people.add_person(work, 77, "fr")


def lives(work: Work, *names: str) -> None:
    work.execute(insert(processes), [{"name": name, "seen_at": work.now} for name in names])


def update(number: int) -> tuple[dict[str, Any], bytes]:
    return {"update_id": number}, CHAT


def test_updates_of_the_dead_are_taken_and_those_of_the_living_are_not(work: Work) -> None:
    lives(work, "me", "other", "dying")
    (mine,) = updates.add_updates(work, [update(1)], "dying")
    updates.add_updates(work, [update(2)], "other")
    assert leases.take_updates(work, "me") == []
    leases.bury(work, ["dying"])
    assert leases.take_updates(work, "me") == [mine]
    assert leases.take_updates(work, "other") == []


def test_an_update_in_nobodys_hands_is_taken(work: Work) -> None:
    lives(work, "me")
    (parked,) = updates.add_updates(work, [update(1)], "me")
    work.execute(processes.delete())
    lives(work, "next")
    assert leases.take_updates(work, "next") == [parked]


def test_replies_of_the_dead_are_taken_as_they_stand(work: Work, person: int) -> None:
    lives(work, "me", "dying")
    begun = outbox.add_reply(work, person, "find", {}, process="dying")
    waiting = outbox.add_reply(work, person, "help", {}, process="dying")
    assert outbox.start_attempt(work, begun.id, "dying") is Begun.YES
    leases.bury(work, ["dying"])
    taken = leases.take_messages(work, "me")
    assert [(one.id, one.state) for one in taken] == [(begun.id, State.SENDING), (waiting.id, State.PLANNED)]
    assert leases.take_messages(work, "me") == []


def test_one_that_was_buried_begins_and_ends_nothing_any_more(work: Work, person: int) -> None:
    lives(work, "me", "dying")
    reply = outbox.add_reply(work, person, "find", {}, process="dying")
    leases.bury(work, ["dying"])
    assert outbox.start_attempt(work, reply.id, "dying") is Begun.NOT_YET
    leases.take_messages(work, "me")
    assert outbox.start_attempt(work, reply.id, "dying") is Begun.NOT_OURS
    outbox.end_reply(work, reply.id, "dying", State.SENT, 5)
    outbox.retry_reply(work, reply.id, "dying", work.now, "x")
    outbox.mark_uncertain(work, reply.id, "dying", "x")
    (still,) = outbox.open_messages(work)
    assert still.state is State.PLANNED
    assert outbox.start_attempt(work, reply.id, "me") is Begun.YES


def test_no_reply_begins_while_an_earlier_one_of_its_chat_is_open(work: Work, person: int) -> None:
    lives(work, "me", "other")
    first = outbox.add_reply(work, person, "find", {}, process="other")
    second = outbox.add_reply(work, person, "find", {}, process="me")
    elsewhere = outbox.add_reply(work, people.add_person(work, 78, None), "find", {}, process="me")
    assert outbox.start_attempt(work, second.id, "me") is Begun.NOT_YET
    assert outbox.start_attempt(work, elsewhere.id, "me") is Begun.YES
    outbox.end_reply(work, first.id, "other", State.SENT, 5)
    assert outbox.start_attempt(work, second.id, "me") is Begun.YES


def test_bulk_messages_wait_for_no_reply_and_no_reply_waits_for_them(work: Work, person: int) -> None:
    lives(work, "me")
    add_messages(work, [Planned(person, "notice", {}, "a")])
    (bulk,) = claim(work, "me", 10)
    reply = outbox.add_reply(work, person, "find", {}, process="me")
    assert outbox.start_attempt(work, reply.id, "me") is Begun.YES
    assert outbox.start_attempt(work, bulk.id, "me") is Begun.YES


def test_a_bulk_message_that_the_dead_had_claimed_is_taken_and_one_that_waits_is_not(work: Work, person: int) -> None:
    lives(work, "me", "dying")
    add_messages(work, [Planned(person, "notice", {}, key) for key in "ab"])
    (claimed,) = claim(work, "dying", 1)
    leases.bury(work, ["dying"])
    assert [one.id for one in leases.take_messages(work, "me")] == [claimed.id]
