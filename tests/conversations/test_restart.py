"""A process that stops in the middle of a dialog: the next one goes on where it was."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from stage import Stage

from db.tables import countries, dialogs
from handlers.registry import registry


async def test_an_invitation_is_confirmed_after_a_restart(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    await stage.restarts()
    await justice.presses("Confirm")
    await justice.sees("Welcome. The role has taken effect.")


async def test_words_are_searched_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await stage.restarts()
    await public.says("torture")
    await public.sees("3 recommendations found.")


async def test_a_time_zone_is_taken_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/settings")
    await public.presses("Time zone")
    await public.sees("Write a large city")
    await stage.restarts()
    await public.says("Maputo")
    await public.sees("Africa/Maputo")


async def test_a_message_to_an_institution_is_sent_once_after_a_restart(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind MI")
    await nadege.sees("Write the message.")
    await stage.restarts()
    await nadege.says("Please send your figures.")
    preview = await nadege.sees("Preview.")
    await stage.restarts()
    data = next(key["callback_data"] for key in preview.keys if key["text"] == "Send")
    await nadege.forges(data, message=preview)
    await interior.sees("Please send your figures.")
    await stage.restarts()
    await nadege.forges(data, message=preview)
    await nadege.sees("Your message has been sent")
    await stage.settles()
    assert len([message for message in interior.screen if "figures" in message.text]) == 1


async def test_a_round_is_made_after_a_restart(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/round")
    await nadege.presses("New round")
    await nadege.sees("What are the contributions for?")
    await stage.restarts()
    await nadege.says("Prisons")
    await nadege.presses("All that are assigned")
    await nadege.presses("Today")
    await nadege.sees("By when")
    await stage.restarts()
    await nadege.says("in three months")
    await nadege.sees("2 June 2026")
    await stage.restarts()
    await nadege.presses("Open the round")
    opened = await nadege.sees("Institutions that are done:")
    await nadege.presses("Change the date", message=opened)
    await nadege.sees("Which date shall it be?")
    await stage.restarts()
    await nadege.says("end of June")
    await nadege.sees("New date: 30 June 2026")


async def test_another_date_is_asked_for_and_refused_after_a_restart(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await justice.says("QS-0028")
    await justice.presses("Ask for more time")
    await justice.sees("Which date would be possible?")
    await stage.restarts()
    await justice.says("15 June")
    await justice.sees("Please write the reason")
    await stage.restarts()
    await justice.says("The audit ends in May.")
    await justice.presses("Send")
    await nadege.sees("The audit ends in May.", timeout=20)
    await nadege.presses("Refuse")
    await nadege.sees("Please write the reason")
    await stage.restarts()
    await nadege.says("The report is due in March.")
    await nadege.presses("Refuse", message=await nadege.sees("The report is due in March."))
    await nadege.sees("Refused.")


async def test_recommendations_are_assigned_by_a_cluster_after_a_restart(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/assign")
    await nadege.presses("Clusters: make and change")
    await nadege.presses("New cluster")
    await nadege.sees("What shall the cluster be called?")
    await stage.restarts()
    await nadege.says("Prisons")
    await nadege.presses("Add")
    await nadege.sees("Which ones?")
    await stage.restarts()
    await nadege.says("1-3")
    await nadege.sees("3 recommendations added.")
    await nadege.presses("Assign")
    await nadege.sees("Which institution leads?")
    await stage.restarts()
    await nadege.says("ME")
    await nadege.sees("Lead institution: Ministry of Education")
    await stage.restarts()
    await nadege.presses("Assign")
    await nadege.sees("The recommendations have been assigned")


async def test_competence_is_contested_and_the_answer_given_after_a_restart(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await justice.says("QS-0003")
    await justice.presses("Not our competence")
    await justice.sees("Which institution is competent?")
    await stage.restarts()
    await justice.says("MI")
    await justice.sees("Please write the reason")
    await stage.restarts()
    await justice.says("The police are not ours.")
    await justice.presses("Send")
    await nadege.sees("The police are not ours.", timeout=20)
    await nadege.presses("Refuse")
    await nadege.sees("Please write the reason")
    await stage.restarts()
    await nadege.says("The courts are.")
    await stage.restarts()
    await nadege.presses("Refuse", message=await nadege.sees("The courts are."))
    await justice.sees("It stays with your institution", timeout=20)


async def test_a_contribution_is_written_and_sent_back_after_a_restart(stage: Stage) -> None:
    stage.changes(update(countries).values(clearance=True))
    signing, justice = await stage.joined("signing"), await stage.joined("justice")
    await justice.says("/update 1")
    await justice.presses("In progress")
    await justice.sees("What has been done?")
    await stage.restarts()
    await justice.says("A law was adopted.")
    await justice.presses("Preview")
    await stage.restarts()
    await justice.presses("Send for clearance")
    await justice.sees("It awaits clearance")
    await signing.says("/update")
    await signing.presses("Read and clear")
    await signing.presses("Send back")
    await signing.sees("What is missing, or wrong?")
    await stage.restarts()
    await signing.says("Which law?")
    await signing.sees("Which law?")
    await stage.restarts()
    await signing.presses("Send back")
    await signing.sees("It was sent back.")


async def test_a_letter_is_entered_and_a_contribution_returned_after_a_restart(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/review")
    await nadege.presses("Enter a letter")
    await nadege.sees("Which recommendation is it about?")
    await stage.restarts()
    await nadege.says("28")
    await nadege.sees("Write the number and the date of the letter")
    await stage.restarts()
    await nadege.says("123/GM/2026, 16/02/2026")
    await nadege.sees("Letter 123/GM/2026 of 16 February 2026")
    await stage.restarts()
    await nadege.presses("Enter the content")
    await nadege.presses("In progress")
    await nadege.says("Two prisons were opened.")
    await nadege.presses("Preview")
    await nadege.presses("Submit")
    await nadege.sees("It has been submitted.")
    await nadege.says("/review")
    await nadege.presses("QS-0028 · Ministry of Justice")
    await nadege.presses("Return")
    await nadege.sees("What is to be completed or corrected?")
    await stage.restarts()
    await nadege.says("Which prisons?")
    await nadege.sees("Which prisons?")
    await stage.restarts()
    await nadege.presses("Return", message=await nadege.sees("Which prisons?"))
    await nadege.sees("It was returned for completion.")


async def test_a_step_is_cancelled_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await stage.restarts()
    await public.presses("Cancel")
    await public.sees("Cancelled.")


async def test_pages_and_filters_are_turned_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("women")
    page = await public.sees("1/2")
    await stage.restarts()
    await public.presses("›")
    assert (await public.sees("2/2")).message_id == page.message_id
    await public.presses("Filter")
    await stage.restarts()
    await public.presses("Mechanism")
    await public.sees("Universal Periodic Review (")


async def test_a_search_is_saved_and_renamed_across_restarts(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("torture")
    await public.presses("Save this search", message=await public.sees("found"))
    await public.sees("Proposed name:")
    await stage.restarts()
    await public.says("For the session")
    await public.sees("Saved.")
    await public.says("/searches")
    listed = await public.sees("1 search saved")
    await public.presses("Rename or delete", message=listed)
    await public.sees("Choose the one to rename or delete.")
    await public.presses("For the session", message=listed)
    await public.presses("Rename", message=listed)
    await public.sees("What shall this search be called?")
    await stage.restarts()
    await public.says("For Geneva")
    await public.sees("For Geneva")


async def test_what_is_sent_while_no_process_runs_is_answered_once_by_the_next(stage: Stage) -> None:
    public = stage.person("public", "en")
    await stage.closes()
    await public.says("/help")
    await stage.opens()
    await public.sees("What you can do here")
    await stage.settles()
    assert len([message for message in public.screen if message.from_bot]) == 1


@pytest.mark.parametrize(("name", "step"), sorted(registry().steps))
@pytest.mark.parametrize("change", ["version", "step", "name"])
async def test_a_step_of_another_version_ends_politely(stage: Stage, name: str, step: str, change: str) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    values = {"name": name, "step": step, "version": 1} | {change: 99 if change == "version" else "of another time"}
    stage.changes(update(dialogs).values(values))
    await public.says("torture")
    await public.sees("this step is no more")
    assert stage.count(dialogs) == 0
    await public.says("torture")
    await public.sees("found")


@pytest.mark.parametrize("button", ["join:yes", "join:no", "cancel"])
async def test_a_dialog_sealed_with_another_key_does_no_harm(stage: Stage, button: str) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    offer = await justice.sees("You are invited")
    stage.changes(update(dialogs).values(data_sealed=b"\x01not ours"))
    await justice.forges(button, message=offer)
    await justice.sees("")
    assert stage.roles() == 0


async def test_somebody_is_invited_after_a_restart(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/invite")
    await nadege.presses("People of an institution")
    await nadege.sees("Choose the institution")
    await stage.restarts()
    await nadege.says("MJ")
    await nadege.presses("Ministry of Justice")
    await nadege.presses("Invite a deputy")
    await nadege.sees("letter of appointment")
    await stage.restarts()
    await nadege.says("88/GM/2026, 16/02/2026")
    await nadege.sees("Letter 88/GM/2026 of 16 February 2026")
    await stage.restarts()
    await nadege.presses("Make the invitation")
    await nadege.sees("The invitation is made")


async def test_a_photo_of_a_letter_is_asked_for_again_after_a_restart(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.says("123/GM/2026, 16/02/2026")
    await nadege.presses("Enter the content")
    await nadege.presses("In progress")
    await nadege.says("Two prisons were opened.")
    await nadege.presses("Preview")
    await nadege.presses("Submit")
    await nadege.sees("It has been submitted.")
    await nadege.presses("Add a photo of the letter")
    await nadege.sees("Send a photo or a PDF of the signed letter.")
    await stage.restarts()
    await nadege.says("Here it is.")
    await nadege.sees("Send a photo or a PDF of the signed letter.")


async def test_a_plan_is_gone_on_with_after_a_restart(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/plan")
    await justice.presses("Add an activity")
    await justice.sees("What will be done?")
    await stage.restarts()
    await justice.says("Train prison staff")
    await justice.presses("Budget")
    await justice.sees("How much does it cost in all?")
    await stage.restarts()
    await justice.says("1 200 000 XOF")
    await justice.sees("This was understood:")
    await stage.restarts()
    await justice.presses("1,200,000 XOF")
    await justice.sees("Budget: 1,200,000 XOF")
    await justice.presses("Dates")
    await justice.sees("When does it begin?")
    await stage.restarts()
    await justice.says("5 January 2026")
    await justice.sees("When does it end?")


async def test_a_unit_is_asked_and_answers_after_a_restart(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask a unit")
    await justice.sees("Which unit is it?")
    await stage.restarts()
    await justice.says("Prison Statistics")
    await justice.sees("What do you need from this unit?")
    await stage.restarts()
    await justice.says("How many detainees?")
    await justice.presses("Set a date", message=await justice.sees("Preview."))
    await justice.sees("By when?")
    await stage.restarts()
    await justice.says("15 June")
    preview = await justice.sees("Wanted by: 15 June 2026")
    await stage.restarts()
    await justice.presses("Send", message=preview)
    made = await justice.sees("start=")
    ana = stage.world.person("Ana", "en")
    await stage.accepts(ana, made.text.partition("start=")[2].split()[0])
    await ana.sees("How many detainees?")
    await ana.says("/asked")
    await ana.presses("QS-0028", message=await ana.sees("Asked of your unit"))
    await ana.presses("Reply", message=await ana.sees("QS-0028, awaiting an answer"))
    await ana.sees("Write the answer")
    await stage.restarts()
    await ana.says("6,412.")
    preview = await ana.sees("Preview.")
    await stage.restarts()
    await ana.presses("Send", message=preview)
    told = await justice.sees("A unit has answered", timeout=20)
    await stage.restarts()
    await justice.presses("Put into: Measures taken", message=told)
    await justice.sees("Measures taken: 6,412.")
