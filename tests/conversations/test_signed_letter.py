# ruff: noqa: ASYNC110 - what is waited for stands in a database: there is no event of it
"""The photo of a signed letter: sent with its number or before, kept with what it clears, seen by those who may."""

from __future__ import annotations

import asyncio

from sqlalchemy import select
from stage import Stage
from test_contribute import labels, submits, versions, wants_clearance

from db.queries import evidence as evidence_rows
from db.tables import contributions, evidence, jobs
from domain.contribution import State
from domain.evidence import Evidence, EvidenceKind
from simulator.person import Person
from simulator.state import Message
from tests.formats.test_cleaned_file import PLACE, hidden, picture
from views.texts import Texts

LETTER = "123/GM/2026, 28/02/2026"


def pieces(stage: Stage) -> list[Evidence]:
    """All evidence there is, in the order in which it came."""
    with stage.database.at_once(stage.hour()) as work:
        ids = [row.id for row in stage.rows(select(contributions.c.id).order_by(contributions.c.id))]
        found = [one for id_ in ids for one in evidence_rows.of_contribution(work, id_)]
    return sorted(found, key=lambda one: one.id)


async def fetched(stage: Stage, state: str = "stored") -> list[Evidence]:
    """All evidence, once every file of it is fetched, or refused."""
    async with asyncio.timeout(20):
        while not (found := pieces(stage)) or any(one.state != state for one in found):
            await asyncio.sleep(0.02)
    await stage.settles()
    return found


async def files(person: Person, count: int) -> list[bytes]:
    """The files that the bot has sent to somebody, once there are so many."""
    async with asyncio.timeout(10):
        while len(found := [one.file for one in person.screen if one.from_bot and one.file]) < count:
            await asyncio.sleep(0.02)
    return [file.content for file in found]


async def awaits(stage: Stage, *numbers: str) -> Person:
    """The focal point has sent these for clearance, and nobody signs here."""
    wants_clearance(stage)
    justice = await stage.joined("justice")
    for number in numbers:
        await submits(justice, number, "Send for clearance")
        await justice.sees("It awaits clearance")
    return justice


async def clears(stage: Stage, justice: Person) -> Message:
    """The focal point enters the letter that is in hand, and clears."""
    await justice.presses("Clear")
    cleared = await justice.sees("cleared.")
    stage.hour.moves(minutes=11)  # the writers are told of all of the last minutes at once
    return cleared


async def test_a_photo_sent_after_the_number_is_kept_with_all_that_the_letter_clears(
    office: Stage, language: str, t: Texts
) -> None:
    justice = await awaits(office, "QS-0001", "QS-0003")
    await justice.says(f"/language {language}")
    await justice.forges("clear:letter")
    await justice.sees(t("Enter a signed letter"))
    await justice.says(LETTER)
    await justice.sees(t("You can also send a photo or a PDF of it."))
    content = picture()
    assert PLACE in hidden(content)
    await justice.sends_photo(content)
    received = t.n(
        "{count} photo or file of the letter received.", "{count} photos or files of the letter received.", 1
    )
    preview = await justice.sees(received)
    assert "123/GM/2026" in preview.text
    await office.restarts()
    await justice.presses(t("Clear"))
    await justice.sees(received)
    office.hour.moves(minutes=11)
    kept = await fetched(office)
    assert [(one.contribution_id, one.kind, one.public) for one in kept] == [
        (one.id, EvidenceKind.LETTER, False) for one in versions(office)
    ]
    assert kept[0].sha256 == kept[1].sha256
    assert office.count(jobs, jobs.c.kind == "evidence") == 1
    await justice.forges(f"draft:{kept[0].contribution_id}")
    await justice.presses(t("Letter"))
    sent = await files(justice, 1)
    assert hidden(sent[0]) == []


async def test_a_photo_sent_first_is_kept_and_the_number_asked_for(office: Stage) -> None:
    justice = await awaits(office, "QS-0001")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.sends_photo(picture(), caption="the letter")
    asked = await justice.sees("1 photo or file of the letter received.")
    assert "Write the number and the date" in asked.text
    await justice.says("no idea")
    await justice.sees("Write the letter’s number and its date")
    await justice.says(LETTER)
    await justice.sees("1 photo or file of the letter received.")
    await clears(office, justice)
    assert [one.kind for one in await fetched(office)] == [EvidenceKind.LETTER]


async def test_number_and_date_may_stand_under_the_photo_and_an_album_is_several_pages(office: Stage) -> None:
    justice = await awaits(office, "QS-0001")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.sends_photo(picture(), caption=LETTER)
    first = await justice.sees("Letter 123/GM/2026 of 28 February 2026")
    await justice.sends_document("page2.jpg", picture())
    await justice.sees("2 photos or files of the letter received.")
    await justice.presses("Clear", message=first)
    await justice.notices("This button is no longer valid.")
    assert [one.state for one in versions(office)] == [State.AWAITING_CLEARANCE]
    await clears(office, justice)
    assert len(await fetched(office)) == 2
    await justice.forges(f"letter:{versions(office)[0].id}")
    assert len(await files(justice, 2)) == 2


async def test_a_letter_clears_without_a_photo_and_one_can_be_added_later(office: Stage) -> None:
    justice = await awaits(office, "QS-0001", "QS-0003")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.says(LETTER)
    await justice.sees("It clears 2 contributions.")
    await clears(office, justice)
    first, second = versions(office)
    await justice.forges(f"draft:{second.id}")
    shown = await justice.sees("It has been submitted.")
    assert "Letter" not in labels(shown)
    await justice.presses("Add a photo of the letter")
    await justice.sees("Send a photo or a PDF of the signed letter.")
    await office.restarts()
    await justice.says("here it is")
    await justice.sees("Send a photo or a PDF of the signed letter.")
    await justice.sends_photo(picture())
    await justice.sees("1 photo or file of the letter received.")
    assert [one.contribution_id for one in await fetched(office)] == [first.id, second.id]


async def test_the_coordinator_and_the_institution_see_it_and_nobody_else(office: Stage) -> None:
    justice = await awaits(office, "QS-0001")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.sends_photo(picture(), caption=LETTER)
    await justice.sees("It clears 1 contribution.")
    await clears(office, justice)
    (piece,) = await fetched(office)
    (given,) = versions(office)
    nadege, deputy = await office.joined("coordinator"), await office.joined("deputy")
    await nadege.says("/review")
    await nadege.presses("QS-0001 · Ministry of Justice")
    await nadege.presses("Letter")
    await files(nadege, 1)
    await deputy.forges(f"letter:{given.id}")
    await files(deputy, 1)
    await deputy.forges(f"letter:add:{given.id}")
    await deputy.sees("The role that you act in may not do this")
    # It is never made public, not even by the coordinator, and nobody takes it back.
    await nadege.forges(f"evidence:{given.id}")
    listed = await nadege.sees("signed letter, ")
    assert "1 · Make public" not in labels(listed)
    await nadege.forges(f"piece:public:{piece.id}")
    await nadege.sees("There is no such recommendation")
    await nadege.forges(f"letter:add:{given.id}")
    await nadege.sees("There is no such recommendation")
    await justice.forges(f"piece:remove:{piece.id}")
    await justice.sees("has moved on meanwhile")
    with office.database.at_once(office.hour()) as work:
        evidence_rows.set_public(work, piece.id, public=False)
    for key in ("interior", "nhri", "public"):
        other = office.person(key, "en") if key == "public" else await office.joined(key)
        await other.says("/help")
        await other.sees("What you can do here")
        for data in (f"letter:{given.id}", f"letter:add:{given.id}", "letter:999", f"piece:open:{piece.id}"):
            await other.forges(data)
            await other.sees("There is no such recommendation")
        await office.settles()
        assert await files(other, 0) == []


async def test_what_is_no_picture_and_no_pdf_is_refused_and_another_can_be_sent(office: Stage) -> None:
    justice = await awaits(office, "QS-0001")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.sends_sticker()
    await justice.sees("Suivi can do nothing with this here")
    await justice.sends_voice(b"OggS no voice at all")
    await justice.sees("Suivi can do nothing with this here")
    await justice.says(LETTER)
    await justice.sees("It clears 1 contribution.")
    await justice.sends_document("letter.jpg", b"MZ\x90\x00" + bytes(range(256)))
    await justice.sees("1 photo or file of the letter received.")
    await clears(office, justice)
    await fetched(office, "refused")
    await justice.sees("letter.jpg was not kept")
    (given,) = versions(office)
    assert (given.state, given.letter_number) == (State.SUBMITTED, "123/GM/2026")
    await justice.forges(f"letter:{given.id}")
    await justice.sees("This file is not stored, or not yet.")
    await justice.forges(f"letter:add:{given.id}")
    await justice.sees("Send a photo or a PDF of the signed letter.")
    await justice.sends_document("letter.txt", b"We agree.")
    async with asyncio.timeout(20):
        while [one.state for one in pieces(office)] != ["refused", "refused"]:
            await asyncio.sleep(0.02)
    await justice.sees("letter.txt was not kept: a signed letter is sent as a photo")
    for _ in range(5):
        await justice.sends_photo(picture())
    await justice.sees("5 photos or files of the letter received.")
    await justice.sends_photo(picture())
    await justice.sees("There are 5 pages already, which is the most.")


async def test_a_new_version_does_not_inherit_the_letter(office: Stage) -> None:
    justice = await awaits(office, "QS-0001")
    await justice.forges("clear:letter")
    await justice.sees("You can also send a photo")
    await justice.sends_photo(picture(), caption=LETTER)
    await justice.sees("It clears 1 contribution.")
    await clears(office, justice)
    await fetched(office)
    await justice.says("/update 1")
    await justice.sees("Has anything changed since?")
    await justice.presses("No change")
    await justice.sees("It awaits clearance")
    first, second = versions(office)
    assert office.count(evidence, evidence.c.contribution_id == first.id) == 1
    assert office.count(evidence, evidence.c.contribution_id == second.id) == 0


async def test_the_secretariat_keeps_the_photo_of_the_letter_that_it_enters(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await nadege.says("QS-0028")
    await nadege.presses("Enter a letter")
    await nadege.sees("You can also send a photo or a PDF of it.")
    await nadege.sends_photo(picture())
    await nadege.sees("1 photo or file of the letter received.")
    await nadege.says("123/GM/2026, 16/02/2026")
    await nadege.sees("1 photo or file of the letter received.")
    await nadege.sends_document("page2.jpg", picture())
    await nadege.sees("2 photos or files of the letter received.")
    await nadege.presses("Enter the content")
    await nadege.sees("Choose the status first")
    kept = await fetched(office)
    assert [one.kind for one in kept] == [EvidenceKind.LETTER] * 2
    await nadege.presses("In progress")
    await nadege.sees("What has been done?")
    await nadege.says("Two prisons were opened.")
    await nadege.sees("Kept:")
    await nadege.presses("Preview")
    await nadege.presses("Submit")
    await nadege.sees("It has been submitted.")
    await nadege.presses("Letter")
    assert len(await files(nadege, 2)) == 2
    justice = await office.joined("justice")
    await justice.forges(f"letter:{kept[0].contribution_id}")
    assert len(await files(justice, 2)) == 2
