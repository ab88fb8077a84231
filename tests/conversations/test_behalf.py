"""The secretariat enters what an institution sent on paper; the institution is told; nobody else can do it."""

from __future__ import annotations

import pytest
from giving import another_coordinator, gives, versions
from stage import Stage

from db.tables import contributions
from domain.contribution import State
from domain.role import Role
from services.set_up import add_country, add_institution
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

LETTER = "123/GM/2026, 16/02/2026"


async def enters(nadege: Person, text: str = "Two prisons were opened.") -> Message:
    """The coordinator, who has the draft before them, writes and submits it."""
    await nadege.presses("In progress")
    await nadege.sees("What has been done?")
    await nadege.says(text)
    await nadege.sees("Kept:")
    await nadege.presses("Preview")
    await nadege.sees(text)
    await nadege.presses("Submit")
    return await nadege.sees("It has been submitted.")


async def test_a_letter_is_entered_from_the_card_and_the_institution_is_told(
    stage: Stage, language: str, t: Texts
) -> None:
    interior = await stage.joined("interior", language)
    nadege = await stage.joined("coordinator", language)
    await nadege.says("QS-0004")
    await nadege.presses(t("Enter a letter"))
    asked = await nadege.sees(t("Which institution sent it?"))
    assert len(asked.buttons) == 4  # the three ministries that have it, and the way out
    name = {"en": "Ministry of the Interior", "fr": "Ministère de l’Intérieur", "pt": "Ministério do Interior",
            "zh": "内政部"}[language]  # fmt: skip
    await nadege.presses(name)
    await nadege.sees(name)
    await nadege.says(LETTER)
    preview = await nadege.sees("123/GM/2026")
    assert t.date(stage.hour().date().replace(day=16, month=2)) in preview.text
    await nadege.presses(t("Enter the content"))
    await nadege.sees(t("How far is it implemented? Choose the status first."))
    await nadege.presses(t("in progress").capitalize())
    await nadege.sees(t("Measures taken"))
    await nadege.says("Two police stations were rebuilt.")
    await nadege.presses(t("Preview"))
    await nadege.sees("Two police stations were rebuilt.")
    await nadege.presses(t("Submit"))
    await nadege.sees("123/GM/2026")
    (entered,) = versions(stage)
    assert (entered.state, entered.on_behalf) == (State.SUBMITTED, True)
    assert (entered.letter_number, str(entered.letter_on)) == ("123/GM/2026", "2026-02-16")
    assert entered.institution_id == stage.institution_id("MI")
    told = await interior.sees(t("The secretariat has entered a contribution on behalf of your institution."))
    assert "123/GM/2026" in told.text
    await interior.presses(t("Read all"))
    await interior.sees("Two police stations were rebuilt.")


async def test_a_letter_is_entered_from_the_queue_by_its_number(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/review")
    await nadege.presses("Enter a letter")
    await nadege.sees("Which recommendation is it about?")
    await nadege.says("the one on prisons")
    await nadege.sees("There is no such recommendation")
    await nadege.says("9999")
    await nadege.sees("There is no such recommendation")
    await nadege.says("28")  # only the Ministry of Justice has it
    await nadege.sees("Write the number and the date of the letter")
    await nadege.says("no idea")
    await nadege.sees("Write the letter’s number and its date")
    await nadege.says("123/GM/2026, 30/06/2027")
    await nadege.sees("This date has not come yet")
    await nadege.says("122/GM/2026, 15/02/2026")
    wrong = await nadege.sees("Letter 122/GM/2026 of 15 February 2026")
    await nadege.says(LETTER)
    await nadege.sees("Letter 123/GM/2026 of 16 February 2026")
    await nadege.presses("Enter the content", message=wrong)
    await nadege.notices("This button is no longer valid.")
    assert stage.count(contributions) == 0
    await nadege.presses("Enter the content")
    await nadege.sees("Choose the status first")
    await enters(nadege)
    await nadege.presses("Enter the content")
    await nadege.notices("This button is no longer valid.")
    assert stage.count(contributions) == 1


async def test_who_entered_it_does_not_approve_it_but_another_coordinator_does(stage: Stage) -> None:
    nadege, odete = await stage.joined("coordinator"), await another_coordinator(stage)
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.says(LETTER)
    await nadege.presses("Enter the content")
    await nadege.sees("Choose the status first")
    await enters(nadege)
    await nadege.says("/review")
    await nadege.presses("QS-0028 · Ministry of Justice")
    read = await nadege.sees("You entered this one yourself")
    assert "Approve" not in str(read.buttons)
    (entered,) = versions(stage)
    for act in ("approve", "publish"):
        await nadege.forges(f"review:{act}:{entered.id}")
        await nadege.sees("You wrote or submitted this contribution yourself")
    await odete.says("/review")
    await odete.presses("QS-0028 · Ministry of Justice")
    await odete.sees("Letter 123/GM/2026 of 16 February 2026")
    await odete.presses("Approve and publish")
    await odete.sees("It is published.")


async def test_an_institution_that_has_begun_itself_keeps_its_draft(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await justice.says("/update 28")
    await justice.presses("In progress")
    await justice.sees("What has been done?")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.sees("The institution has begun its own contribution")
    assert [one.on_behalf for one in versions(stage)] == [False]


@pytest.mark.parametrize("number", ["123/GM/2026", "123, annexe 4; GM/2026", "文〔2026〕12号"])
async def test_a_letters_number_may_hold_commas(stage: Stage, number: str) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.sees("Write the number and the date")
    await nadege.says(f" {number} ，\n 16 February 2026")
    await nadege.sees(f"Letter {number} of 16 February 2026")


async def test_a_letter_of_nothing_but_spaces_is_refused_at_once(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.sees("Write the number and the date")
    apart, date = "with a comma between them", "is not understood as a date"
    for text, answer in ((" " * 4000, apart), ("\n" * 4000, date), ("," * 4000, apart)):
        await nadege.says(f"x{text}x")
        await nadege.sees(answer)


async def test_a_letter_that_was_not_entered_to_the_end_stands_in_nobodys_way(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.sees("Write the number and the date")
    await nadege.says(LETTER)
    await nadege.presses("Enter the content")
    await nadege.sees("Choose the status first")
    await justice.says("/update 28")
    await justice.sees("The coordinator is entering what your institution wrote")
    await nadege.presses("Discard")
    await nadege.presses("Discard the draft")
    await nadege.sees("The draft was discarded.")
    await justice.says("/update 28")
    await justice.sees("Choose the status first")
    assert [one.state for one in versions(stage)] == [State.DISCARDED, State.DRAFT]


async def test_whoever_may_not_enter_a_letter_hears_the_same_whatever_they_press(stage: Stage) -> None:
    justice, nhri, nadege = [await stage.joined(one) for one in ("justice", "nhri", "coordinator")]
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "QT", language="en", timezone="UTC")
        add_institution(work, "QT", "MX", {"en": "Ministry of X"})
    abroad = stage.world.person("Ada", "en")
    await stage.accepts(abroad, stage.invites(Role.COORDINATOR, country="QT"))
    public = stage.person("public", "en")
    mine, body, theirs = (stage.institution_id(code) for code in ("MJ", "CNDH", "MX"))
    every = ["behalf", "behalf:QS-0028", f"behalf:QS-0028:{mine}", "behalf:QS-9999", "behalf:go:1"]
    for one in (justice, nhri, public):
        await one.says("/help")
        await one.sees("What you can do here")
        for data in every:
            await one.forges(data)
            await one.sees("This is for coordinators")
    await abroad.says("/help")
    await abroad.sees("What you can do here")
    for data in ("behalf:QS-0028", f"behalf:QS-0028:{mine}", f"behalf:QS-0028:{theirs}", "behalf:QT-0001"):
        await abroad.forges(data)
        await abroad.sees("There is no such recommendation")
    await nadege.says("/help")
    await nadege.sees("What you can do here")
    for wrong in (body, theirs, stage.institution_id("MS"), 10**9):
        await nadege.forges(f"behalf:QS-0028:{wrong}")
        await nadege.sees("There is no such recommendation")
    assert stage.count(contributions) == 0


async def test_the_institution_that_answers_meanwhile_is_not_overtaken(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.says(LETTER)
    await nadege.sees("Letter 123/GM/2026 of 16 February 2026")
    await justice.says("/update 28")
    await justice.presses("In progress")
    await justice.sees("What has been done?")
    await nadege.presses("Enter the content")
    await nadege.sees("The institution has begun its own contribution")
    (draft,) = versions(stage)
    assert not draft.on_behalf
    gives(stage, justice, 28)
    assert [one.state for one in versions(stage)] == [State.SUBMITTED]
