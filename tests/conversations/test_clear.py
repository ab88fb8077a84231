"""Clearance: a signing officer reads, clears or sends back with a reason; a focal point enters a signed letter."""

from __future__ import annotations

from datetime import date

from seen import data
from sqlalchemy import select, update
from stage import Stage
from test_contribute import LAW, drafts, submits, versions, wants_clearance

from db.tables import audit_events, contributions, roles
from domain.contributed import stamp
from domain.contribution import Part, State
from simulator.person import Person


async def awaits(stage: Stage, *numbers: str) -> tuple[Person, Person]:
    """The focal point has sent these for clearance; return them and the signing officer."""
    wants_clearance(stage)
    signing, justice = await stage.joined("signing"), await stage.joined("justice")
    for number in numbers:
        await submits(justice, number, "Send for clearance")
        await justice.sees("It awaits clearance")
    return justice, signing


async def test_what_was_read_is_cleared_and_the_writers_are_told_once(stage: Stage) -> None:
    justice, signing = await awaits(stage, "QS-0001", "QS-0003")
    deputy = await stage.joined("deputy")
    await signing.says("/update")
    await signing.sees("2 contributions await clearance.")
    await signing.presses("Read and clear")
    await signing.sees(LAW)
    await signing.presses("Clear")
    await signing.sees("QS-0003")
    await signing.presses("Clear")
    await signing.sees("Nothing awaits clearance.")
    assert [one.state for one in versions(stage)] == [State.SUBMITTED, State.SUBMITTED]
    stage.hour.moves(minutes=11)
    for person in (justice, deputy):
        await person.sees("2 contributions were cleared and submitted to the coordinator.")
    events = stage.rows(select(audit_events.c.event).where(audit_events.c.event == "contribution cleared"))
    assert len(events) == 2


async def test_one_is_sent_back_with_a_reason_and_written_again(stage: Stage) -> None:
    justice, signing = await awaits(stage, "QS-0001")
    await signing.says("/update")
    await signing.presses("Read and clear")
    await signing.sees(LAW)
    await signing.presses("Send back")
    await signing.sees("What is missing, or wrong?")
    await stage.restarts()
    await signing.says("Please add the figures.")
    first = await signing.sees("Please add the figures.")
    await signing.says("And the dates.")
    second = await signing.sees("And the dates.")
    await signing.presses("Send back", message=first)
    await signing.notices("This button is no longer valid.")
    await signing.presses("Send back", message=second)
    await signing.sees("It was sent back.")
    await signing.forges(data(first, "Send back"), message=second)
    told = await justice.sees("Please add the figures.")
    assert "And the dates." in told.text
    await justice.presses("Report progress", message=told)
    draft = await justice.sees("Returned for completion:")
    assert "Please add the figures." in draft.text
    assert LAW in draft.text
    await justice.presses("Next steps")
    await justice.sees("What comes next")
    await justice.says("In June.")
    await justice.presses("Preview")
    await justice.presses("Send for clearance")
    await justice.sees("It awaits clearance")
    old, new = versions(stage)
    assert (old.state, new.state) == (State.RETURNED, State.AWAITING_CLEARANCE)
    assert new.content.parts == {Part.MEASURES: LAW, Part.NEXT_STEPS: "In June."}


async def test_what_has_changed_since_it_was_read_is_shown_and_not_cleared(stage: Stage) -> None:
    justice, signing = await awaits(stage, "QS-0001")
    await signing.says("/update")
    await signing.presses("Read and clear")
    read = await signing.sees(LAW)
    pressed = data(read, "Clear")
    stage.hour.moves(minutes=1)
    await justice.presses("Take back")
    await justice.sees("QS-0001 · draft")
    await signing.forges(pressed, message=read)
    await signing.sees("has moved on meanwhile")
    await justice.presses("Measures taken")
    await justice.sees("added at the end")
    await justice.says("Another word.")
    await justice.presses("Preview")
    await justice.presses("Send for clearance")
    await justice.sees("It awaits clearance")
    await signing.forges(pressed, message=read)
    await signing.sees("Another word.")
    assert [one.state for one in versions(stage)] == [State.AWAITING_CLEARANCE]
    # Word of what awaits clearance may come in between, with a button of a longer name.
    await signing.presses("Clear", message=read)
    await signing.sees("Nothing awaits clearance.")
    stage.hour.moves(minutes=11)
    await justice.sees("1 contribution was cleared and submitted")


async def test_a_signed_letter_clears_what_was_there_when_it_was_entered(stage: Stage) -> None:
    wants_clearance(stage)
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("Nobody in your institution is a signing officer here")
    await justice.presses("Enter a signed letter")
    await justice.sees("1 contribution awaits clearance.")
    for wrong, answer in (
        ("123/GM/2026", "with a comma between them"),
        ("123/GM/2026, 31/02/2026", "date"),
        ("123/GM/2026, 15/12/2026", "has not come yet"),
    ):
        await justice.says(wrong)
        await justice.sees(answer)
    await justice.says("123/GM/2026, 28/02/2026")
    preview = await justice.sees("Letter 123/GM/2026 of 28 February 2026")
    stage.hour.moves(minutes=1)
    await submits(deputy, "QS-0003", "Send for clearance")
    await deputy.sees("It awaits clearance")
    await justice.presses("Clear", message=preview)
    await justice.sees("1 contribution was cleared.")
    first, second = versions(stage)
    assert (first.state, second.state) == (State.SUBMITTED, State.AWAITING_CLEARANCE)
    assert (first.letter_number, first.letter_on) == ("123/GM/2026", date(2026, 2, 28))
    stage.hour.moves(minutes=11)


async def test_nobody_clears_what_they_wrote_themselves(stage: Stage) -> None:
    _, signing = await awaits(stage, "QS-0001")
    (found,) = versions(stage)
    stage.changes(update(contributions).values(written_by=signing_id(stage)))
    await signing.says("/update")
    page = await signing.sees("You wrote 1 of them yourself")
    assert "Read and clear" not in {label for row in page.buttons for label in row}
    await signing.forges(f"clear:read:{found.id}")
    await signing.sees("somebody else has to clear")
    await signing.forges(f"clear:yes:{found.id}:{stamp(found.content)}")
    await signing.sees("somebody else has to clear")
    assert [one.state for one in versions(stage)] == [State.AWAITING_CLEARANCE]


def signing_id(stage: Stage) -> int:
    """The signing officer's number."""
    return int(stage.rows(select(roles.c.person_id).where(roles.c.role == "signing-officer"))[0].person_id)


async def test_nobody_else_reads_or_clears(stage: Stage) -> None:
    justice, _ = await awaits(stage, "QS-0001")
    (found,) = versions(stage)
    read = stamp(found.content)
    people = [justice, *[await stage.joined(key) for key in ("deputy", "education", "coordinator", "nhri")]]
    for person in people:
        for pressed in (f"clear:read:{found.id}", f"clear:yes:{found.id}:{read}", f"clear:back:{found.id}"):
            await person.says("/help")
            await person.sees("What you can do here")
            await person.forges(pressed)
    await stage.settles()
    assert [one.state for one in versions(stage)] == [State.AWAITING_CLEARANCE]
    for person in people[1:]:
        assert not [message for message in person.screen if LAW in message.text]


async def test_a_draft_is_no_matter_for_clearance(stage: Stage) -> None:
    wants_clearance(stage)
    justice, signing = await stage.joined("justice"), await stage.joined("signing")
    await drafts(justice, "QS-0001")
    await signing.says("/update")
    await signing.sees("Nothing awaits clearance.")
    assert not [message for message in signing.screen if "1 contribution awaits" in message.text]
