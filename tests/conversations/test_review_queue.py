"""The queue of /review: its order, its pages, the way to the next one; and what the institution is told, once."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from giving import LAW, gives, passes, repeats, returns, versions
from seen import received
from sqlalchemy import update
from stage import Stage

from db.queries.people import person_by_address
from db.tables import countries
from domain.contributed import LONGEST_REASON
from domain.contribution import LONGEST_PART, State
from services import clear
from simulator.person import Person
from simulator.state import Message


@pytest.fixture(autouse=True)
def _is_told(stage: Stage) -> Iterator[None]:
    """At the end ten minutes pass, in which what was approved is gathered to be told."""
    yield
    stage.hour.moves(minutes=11)


async def opens(nadege: Person, label: str, text: str = LAW) -> Message:
    """The coordinator opens one from the queue."""
    await nadege.says("/review")
    await nadege.presses(label)
    return await nadege.sees(text)


async def test_the_longest_waiting_comes_first_five_a_page_and_next_leads_through_all(stage: Stage) -> None:
    justice, interior, nadege = [await stage.joined(one) for one in ("justice", "interior", "coordinator")]
    await nadege.says("/review")
    await nadege.sees("Nothing waits to be checked or published.")
    order = [28, 4, 1]
    for number in order:
        gives(stage, justice, number)
        stage.hour.moves(days=1)
    theirs = [int(label[3:7]) for label in await mine(interior)][:4]
    for number in theirs:
        gives(stage, interior, number)
    await nadege.says("/review")
    page = await nadege.sees("7 submitted")
    labels = [row[0] for row in page.buttons if row[0].startswith("QS-")]
    assert labels[:3] == [f"QS-{number:04} · Ministry of Justice" for number in order]
    assert len(labels) == 5
    assert "waiting for 3 days" in page.text
    assert "waiting since today" in page.text
    await nadege.presses("›", message=page)
    await nadege.sees("2/2")
    assert len([row for row in page.buttons if row[0].startswith("QS-")]) == 2
    await opens(nadege, labels[0])
    for number in [*order[1:], *theirs, order[0]]:
        await nadege.presses(f"Next: QS-{number:04}")
        await nadege.sees(f"QS-{number:04} · submitted")


async def mine(person: Person) -> list[str]:
    """The numbers of the recommendations on the first page of somebody's /mine."""
    await person.says("/mine")
    page = await person.sees("My institution’s recommendations")
    return [label for row in page.buttons for label in row if label.startswith("QS-")]


async def test_a_long_contribution_is_read_to_its_end_before_it_is_decided_on(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    gives(stage, justice, 28, "The law was applied. " * (LONGEST_PART // 21 - 1) + "The end.")
    page = await opens(nadege, "QS-0028", "The law was applied.")
    for number in range(2, 8):
        assert "Approve" not in str(page.buttons)
        await nadege.presses("›", message=page)
        await nadege.sees(f"{number}/7")
    assert "Internal note (never published)" in page.text
    await nadege.presses("Approve and publish")
    await nadege.sees("It is published.")


async def test_a_long_reason_reaches_the_institution_whole(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    given = gives(stage, justice, 28)
    await opens(nadege, "QS-0028")
    await nadege.presses("Return")
    await nadege.sees("What is to be completed or corrected?")
    reason = ("Which law? " * 200)[: LONGEST_REASON - 9].rstrip() + " The end."
    await nadege.says(reason + " And more.")
    await nadege.sees("a reason holds at most 2,000")
    await nadege.says(reason)
    shown = await nadege.sees("The end.")
    await nadege.presses("Return", message=shown)
    await nadege.sees("It was returned for completion.")
    assert reason in (await justice.sees("The coordinator returns this contribution")).text
    assert [one.state for one in versions(stage) if one.id == given] == [State.RETURNED]


async def test_what_was_approved_is_returned_after_all_and_only_the_newest_reason_is_sent(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    gives(stage, justice, 28)
    await opens(nadege, "QS-0028")
    await nadege.presses("Approve")
    await nadege.sees("It is approved.")
    await nadege.presses("Return")
    await nadege.says("Which law?")
    first = await nadege.sees("Which law?")
    await nadege.says("And its budget?")
    second = await nadege.sees("And its budget?")
    await nadege.presses("Return", message=first)
    await nadege.notices("This button is no longer valid.")
    assert versions(stage)[0].state is State.APPROVED
    await nadege.presses("Return", message=second)
    await nadege.sees("It was returned for completion.")
    await justice.sees("And its budget?")
    await passes(stage, minutes=1)
    assert len(received(justice, "The coordinator returns")) == 1
    assert received(justice, "Your contributions") == []  # it is not approved any more


async def test_what_is_approved_within_ten_minutes_is_told_in_one_message(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    deputy, signing = await stage.joined("deputy", "en"), await stage.joined("signing", "en")
    for number in (28, 4):
        gives(stage, justice, number)
        await opens(nadege, f"QS-{number:04}")
        await nadege.presses("Approve and publish" if number == 4 else "Approve")
        await nadege.sees("The institution will be told.")
    assert received(justice, "Your contributions") == []
    await passes(stage, minutes=1)
    for one in (justice, deputy):
        (message,) = received(one, "Your contributions")
        assert "Published: QS-0004" in message.text
        assert "Approved: QS-0028" in message.text
    assert received(signing, "Your contributions") == []


async def test_what_was_sent_back_within_the_institution_is_not_there_for_the_coordinator(stage: Stage) -> None:
    stage.changes(update(countries).values(clearance=True))
    justice, nadege, signing = [await stage.joined(one) for one in ("justice", "coordinator", "signing")]
    given = gives(stage, justice, 28)
    with stage.database.at_once(stage.hour()) as work:
        found = person_by_address(work, signing.id)
        assert found is not None
        clear.send_back(work, found.person, given, "Not like this.")
    assert versions(stage)[0].state is State.RETURNED
    await nadege.says("/review")
    await nadege.sees("Nothing waits to be checked or published.")
    await nadege.forges(f"review:open:{given}")
    await nadege.sees("There is no such recommendation")
    assert LAW not in nadege.transcript()


async def test_it_says_since_when_nothing_has_changed(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    last = gives(stage, justice, 28)
    for _ in range(2):
        stage.hour.moves(days=30)
        last = repeats(stage, justice, last)
    read = await opens(nadege, "QS-0028")
    assert "No change since 2 March 2026." in read.text
    returns(stage, nadege, last, "Nothing at all?")
    await nadege.presses("Approve", message=read)
    await nadege.sees("It was returned for completion.")  # pressed by who returned it: the present state
