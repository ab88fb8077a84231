"""/update: an institution reports progress: chosen, written in parts, kept, read, submitted, taken back."""

from __future__ import annotations

import pytest
from giving import LAW, gives, versions
from seen import labels
from sqlalchemy import select, update
from stage import Stage

from db.queries.assignments import add_assignments
from db.tables import assignments, contributions, countries, institutions, outbox
from domain.contributed import stamp
from domain.contribution import LONGEST_PART, Part, State, Status
from domain.due import Part as Share
from domain.role import Role
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts


def wants_clearance(stage: Stage) -> None:
    """The country lets nothing leave an institution without clearance."""
    stage.changes(update(countries).values(clearance=True))


def assigns(stage: Stage, code: str, number: int) -> None:
    """Assign one more recommendation to an institution."""
    institution = stage.rows(select(institutions.c.id).where(institutions.c.code == code))[0].id
    with stage.database.at_once(stage.hour()) as work:
        add_assignments(work, [(stage.recommendation_id(number), institution, Share.ASSOCIATED, None)])


async def drafts(person: Person, number: str, text: str = LAW) -> Message:
    """Somebody begins a contribution, with a status and a text."""
    await person.says(f"/update {number}")
    await person.sees("Choose the status first")
    await person.presses("In progress")
    await person.sees("What has been done?")
    await person.says(text)
    return await person.sees("Kept:")


async def submits(person: Person, number: str, button: str = "Submit") -> Message:
    """Somebody writes a contribution and submits it."""
    await drafts(person, number)
    await person.presses("Preview")
    await person.sees(LAW)
    await person.presses(button)
    return await person.sees(number)


async def test_update_is_chosen_written_previewed_and_submitted(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/update")
    await justice.sees(t.n("{count} without contribution", "{count} without contribution", 11))
    await justice.presses("QS-0001")
    await justice.sees(t("How far is it implemented? Choose the status first."))
    await justice.presses(t("in progress").capitalize())
    await justice.sees(t("Measures taken"))
    await justice.says(LAW)
    await justice.sees(t.n("Kept: {count} character.", "Kept: {count} characters.", 25))
    await justice.says("第二项法律。")
    await justice.sees(t("Done"))
    await justice.presses(t("Done"))
    await justice.sees(t("Everything is kept as you write it; you can go on at any time with /update."))
    await justice.presses(t("Internal note"))
    await justice.sees(t("What should the coordinator know?"))
    await justice.says("Provisional.")
    await justice.presses(t("Preview"))
    preview = await justice.sees(t("never published"))
    assert f"{LAW}\n\n第二项法律。" in preview.text
    await justice.presses(t("Submit"))
    done = await justice.sees(
        t("It has been submitted. The coordinator reads it next, and publishes it or asks for completion.")
    )
    assert t("Next: {reference}", reference="QS-0003") in labels(done)
    (given,) = versions(stage)
    assert (given.state, given.content.status) == (State.SUBMITTED, Status.IN_PROGRESS)
    assert given.content.parts == {Part.MEASURES: f"{LAW}\n\n第二项法律。", Part.NOTE: "Provisional."}


async def test_a_number_is_understood_as_it_is_typed(stage: Stage) -> None:
    justice = await stage.joined("justice")
    for typed in ("/update QS-0001", "/update 1", "/update 0001", "/update qs 1"):
        await justice.says(typed)
        await justice.sees("QS-0001 · draft")
    await justice.says("/update")
    await justice.sees("1 draft; 10 without contribution")
    await justice.says("prisons")
    await justice.sees("This is no number of a recommendation.")
    await justice.says("3")
    await justice.sees("QS-0003 · draft")
    await justice.says("/update 2")
    await justice.sees("is not assigned to your institution")
    await justice.says("/update CV-0001")
    await justice.sees("There is no such recommendation.")
    assert len(versions(stage)) == 2


async def test_a_draft_outlives_a_restart_another_language_and_a_week(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    await drafts(justice, "QS-0003", "Of the third.")
    await stage.restarts()
    await justice.says("More of the third.")
    await justice.sees("Kept: 33 characters.")
    await justice.says("/language fr")
    await justice.sees("Faire le point")
    stage.hour.moves(days=7)
    await justice.says("/update")
    page = await justice.sees("2 brouillons ; 9 sans contribution".replace(" ;", "\u00a0;"))
    assert labels(page)[:2] == ["QS-0001", "QS-0003"]
    await justice.presses("QS-0003")
    await justice.sees("Of the third. More of the third.")
    await justice.presses("QS-0001")
    await justice.sees(LAW)
    assert [one.state for one in versions(stage)] == [State.DRAFT, State.DRAFT]


async def test_the_draft_is_the_institutions_so_that_a_deputy_goes_on_with_it(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await drafts(justice, "QS-0001")
    await deputy.says("/update 1")
    await deputy.sees(LAW)
    await justice.presses("Preview")
    seen = await justice.sees(LAW)
    await deputy.presses("Difficulties")
    await deputy.sees("What stands in the way?")
    await deputy.says("There is no budget.")
    await deputy.sees("Kept:")
    await justice.presses("Submit", message=seen)
    anew = await justice.sees("There is no budget.")
    assert [one.state for one in versions(stage)] == [State.DRAFT]
    await justice.presses("Submit", message=anew)
    await justice.sees("It has been submitted.")
    await deputy.says("And no staff.")
    await deputy.sees("It has been submitted.")
    (given,) = versions(stage)
    assert given.content.parts[Part.DIFFICULTIES] == "There is no budget."


async def test_what_is_typed_at_no_part_is_asked_about_and_not_lost(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/update 1")
    await justice.sees("Choose the status first")
    await justice.says(LAW)
    await justice.sees("Which part does this text belong to?")
    await justice.says("And a budget.")
    await justice.sees("Which part does this text belong to?")
    await stage.restarts()
    await justice.presses("Next steps")
    await justice.sees("Kept: 40 characters.")
    (draft,) = versions(stage)
    assert draft.content.parts == {Part.NEXT_STEPS: f"{LAW}\n\nAnd a budget."}


async def test_a_part_is_written_anew_and_kept_within_its_limit(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    for _ in range(4):
        await justice.says("x" * 4096)
        await justice.sees("Kept:")
    await justice.says("x" * 4096)
    await justice.sees("one part holds 20,000 characters")
    assert len(versions(stage)[0].content.parts[Part.MEASURES]) <= LONGEST_PART
    await justice.presses("Done")
    await justice.presses("Preview")
    first = await justice.sees("1/6")
    assert "Submit" not in labels(first)
    await justice.presses("Change")
    await justice.presses("Measures taken")
    await justice.sees("What you write is added at the end.")
    await justice.presses("Write anew")
    await justice.sees("What has been done?")
    await justice.says("Short.")
    await justice.sees("Kept: 6 characters.")


async def test_an_edited_message_is_answered(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    mine = [message for message in justice.screen if not message.from_bot][-1]
    await justice.edits(mine, "A decree was adopted in May.")
    await justice.sees("a change made to a message does not reach it")
    assert versions(stage)[0].content.parts == {Part.MEASURES: LAW}


async def test_nothing_is_submitted_that_is_not_complete(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/update 1")
    draft = await justice.sees("Choose the status first")
    assert not {"Submit", "Preview"} & set(labels(draft))
    found = versions(stage)[0]
    for missing in ("The implementation status is still missing", "There is no text yet"):
        await justice.forges(f"draft:{found.id}:submit:{stamp(found.content)}")
        await justice.sees(missing)
        await justice.forges(f"draft:{found.id}:status:in-progress")
        await justice.sees("What has been done?")
        found = versions(stage)[0]
    assert found.state is State.DRAFT


async def test_no_change_is_one_press_and_a_second_one_does_nothing(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await submits(justice, "QS-0001")
    stage.hour.moves(days=180)
    await justice.says("/update 1")
    offer = await justice.sees("Has anything changed since?")
    assert "2 March 2026" in offer.text
    for _ in range(3):
        await justice.forges(next(k["callback_data"] for k in offer.keys if k["text"] == "No change"), message=offer)
    await justice.sees("No change since the last contribution.")
    await stage.settles()
    first, second = versions(stage)
    assert (first.state, second.state) == (State.SUPERSEDED, State.SUBMITTED)
    assert (second.no_change, second.content) == (True, first.content)


async def test_writing_again_begins_with_the_last_text(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await submits(justice, "QS-0001")
    await justice.says("/update 1")
    await justice.sees("Has anything changed since?")
    await justice.presses("Write")
    await justice.sees("QS-0001 · draft")
    await justice.presses("Measures taken")
    await justice.sees(LAW)
    await justice.says("And a decree.")
    await justice.sees("Kept:")
    await justice.presses("Preview")
    await justice.presses("Submit")
    await justice.sees("It has been submitted.")
    old, new = versions(stage)
    assert old.content.parts == {Part.MEASURES: LAW}
    assert new.content.parts == {Part.MEASURES: f"{LAW}\n\nAnd a decree."}
    assert not new.no_change


async def test_an_independent_body_publishes_at_once(stage: Stage) -> None:
    wants_clearance(stage)
    nhri = await stage.joined("nhri")
    assigns(stage, "CNDH", 1)
    await nhri.says("/update")
    await nhri.sees("1 without contribution")
    await submits(nhri, "QS-0001", "Publish")
    await nhri.sees("It is published.")
    assert [one.state for one in versions(stage)] == [State.PUBLISHED]


async def test_what_awaits_clearance_is_taken_back(stage: Stage) -> None:
    wants_clearance(stage)
    justice = await stage.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    shown = await justice.sees("It awaits clearance within your institution")
    assert "Nobody in your institution is a signing officer here" in shown.text
    await justice.presses("Take back")
    await justice.sees("QS-0001 · draft")
    await justice.presses("Take back", message=shown) if "Take back" in labels(shown) else None
    assert [one.state for one in versions(stage)] == [State.DRAFT]


async def test_nobody_else_writes_or_sees_a_draft(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    (draft,) = versions(stage)
    for key in ("education", "coordinator", "signing", "nhri", "public"):
        other = stage.person("public", "en") if key == "public" else await stage.joined(key)
        for data in (f"draft:{draft.id}", f"draft:{draft.id}:preview", f"draft:{draft.id}:status:implemented",
                     f"draft:{draft.id}:empty:measures", f"update:same:{draft.id}"):  # fmt: skip
            await other.says("/help")
            await other.sees("What you can do here")
            await other.forges(data)
        await stage.settles()
        assert not [message for message in other.screen if LAW in message.text]
    assert versions(stage) == [draft]


async def test_old_buttons_show_how_it_stands(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await submits(justice, "QS-0001")
    (given,) = versions(stage)
    for data in ("", ":status", ":status:implemented", ":part:measures", ":empty:measures", ":submit:1", ":back",
                 ":leave"):  # fmt: skip
        await justice.says("/help")
        await justice.sees("What you can do here")
        await justice.forges(f"draft:{given.id}{data}")
        await justice.sees("It has been submitted.")
    assert versions(stage) == [given]


async def test_an_assignment_that_has_ended_is_answered_no_more(stage: Stage) -> None:
    justice = await stage.joined("justice")
    stage.changes(update(assignments).values(ended_at=stage.hour()))
    await justice.says("/update 1")
    await justice.sees("is not assigned to your institution")
    await justice.says("/update")
    await justice.sees("There is nothing to be done here.")


async def test_saving_a_draft_leaves_it(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await drafts(justice, "QS-0001")
    await justice.presses("Done")
    await justice.sees("QS-0001 · draft")
    await justice.presses("Save draft")
    await justice.sees("Your draft is kept.")
    await justice.says("torture")
    await justice.sees("recommendations found")
    await justice.presses("Continue")
    await justice.sees(LAW)


async def test_a_discarded_draft_leaves_what_was_submitted_before(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    gives(stage, justice, 1)
    await justice.says("/update QS-0001")
    await justice.presses(t("Write"))
    await justice.sees(t("draft"))
    await justice.presses(t("Discard"))
    await justice.sees(
        t("What was written in this draft will not be used. What was submitted before it stays as it is.")
    )
    await justice.presses(t("Discard the draft"))
    await justice.sees(t("The draft was discarded."))
    assert [one.state for one in versions(stage)] == [State.SUBMITTED, State.DISCARDED]
    await justice.says("/update QS-0001")
    await justice.sees(LAW)
    await justice.presses(t("No change"))
    await justice.sees(t("No change since the last contribution."))
    assert [one.state for one in versions(stage)] == [State.SUPERSEDED, State.DISCARDED, State.SUBMITTED]


@pytest.mark.parametrize("key", ["coordinator", "public"])
async def test_whoever_writes_for_no_institution_is_told(stage: Stage, key: str) -> None:
    person = await stage.joined(key) if key != "public" else stage.person(key, "en")
    await person.says("/update 1")
    await person.sees("institution")
    assert versions(stage) == []


async def test_twelve_are_answered_and_sent_for_clearance_in_under_sixty_acts(stage: Stage) -> None:
    """Four with "no change", eight written: what a focal point presses and writes is counted."""
    wants_clearance(stage)
    stage.invites(Role.SIGNING_OFFICER, "MJ")
    justice, signing = await stage.joined("justice"), await stage.joined("signing")
    assigns(stage, "MJ", 2)
    four = ["QS-0001", "QS-0002", "QS-0003", "QS-0004"]
    for number in four:
        await submits(justice, number, "Send for clearance")
    stage.changes(update(contributions).values(state=State.PUBLISHED.value, submitted_at=stage.hour()))
    stage.hour.moves(days=180)
    before = len(justice.screen)
    acts = 0
    for number in four:
        await justice.says(f"/update {number}")
        await justice.sees("Has anything changed since?")
        await justice.presses("No change")
        await justice.sees("It awaits clearance")
        acts += 2
    for _ in range(8):
        await justice.presses("Next:")
        await justice.sees("Choose the status first")
        await justice.presses("In progress")
        await justice.sees("What has been done?")
        await justice.says(LAW)
        await justice.sees("Kept:")
        await justice.presses("Preview")
        await justice.sees("Send for clearance")
        await justice.presses("Send for clearance")
        await justice.sees("It awaits clearance")
        acts += 5
    awaiting = [one for one in versions(stage) if one.state is State.AWAITING_CLEARANCE]
    assert len(awaiting) == 12
    assert sum(one.no_change for one in awaiting) == 4
    assert acts < 60
    assert len(justice.screen) > before
    await signing.says("/update")
    await signing.sees("12 contributions await clearance.")
    await signing.presses("Read and clear")
    presses = 2
    for _ in range(12):
        await signing.sees("Clear")
        await signing.presses("Clear")
        presses += 1
    await signing.sees("Nothing awaits clearance.")
    assert presses < 40
    stage.hour.moves(minutes=11)
    await justice.sees("12 contributions were cleared and submitted")
    await stage.settles()
    assert stage.count(outbox, outbox.c.kind == "to clear") == 2
