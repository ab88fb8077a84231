# ruff: noqa: ASYNC110 - what is waited for stands in a database: there is no event of it
"""Evidence while a contribution is written: stored without metadata, shown to those who may see it, or refused."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from stage import Stage

from db.queries import contributing, dialogs
from db.queries import evidence as evidence_rows
from db.tables import contributions, evidence, institutions, persons, roles
from domain.contribution import Content, Part, State, Status
from domain.evidence import Evidence
from simulator.person import Person
from tests.formats.test_cleaned_file import PLACE, hidden, picture, zipped


async def writing(stage: Stage, key: str = "justice", number: int = 4, language: str = "en") -> tuple[Person, int]:
    """Somebody who is in the middle of a contribution; its id."""
    person = await stage.joined(key, language)
    people = stage.rows(select(roles.c.person_id, roles.c.institution_id).order_by(roles.c.id.desc()))
    with stage.database.at_once(stage.hour()) as work:
        content = Content(Status.IN_PROGRESS, {Part.MEASURES: "A law was passed."})
        draft = contributing.add_draft(
            work, stage.recommendation_id(number), people[0].institution_id, content, people[0].person_id
        )
        dialogs.save_dialog(work, people[0].person_id, "contribute", "part", 1, {"contribution": draft})
    return person, draft


def pieces(stage: Stage, draft: int) -> list[Evidence]:
    with stage.database.at_once(stage.hour()) as work:
        return evidence_rows.of_contribution(work, draft)


async def stored(stage: Stage, draft: int, state: str = "stored") -> list[Evidence]:
    """The pieces of a contribution, once all of them are fetched."""
    async with asyncio.timeout(20):
        while not (found := pieces(stage, draft)) or any(piece.state != state for piece in found):
            await asyncio.sleep(0.02)
    await stage.settles()
    return found


async def files(person: Person) -> list[bytes]:
    """What files the bot has sent to somebody."""
    return [message.file.content for message in person.screen if message.from_bot and message.file is not None]


async def test_a_photo_is_stored_without_metadata_and_comes_back_to_those_who_may_see_it(office: Stage) -> None:
    justice, draft = await writing(office)
    content = picture()
    assert PLACE in hidden(content)
    await justice.sends_photo(content, caption="The new law")
    await justice.sees("1 piece of evidence so far.")
    piece = (await stored(office, draft))[0]
    assert piece.mime_type == "image/jpeg"
    await justice.presses("Evidence")
    listed = await justice.sees("photo, 1 kB")
    assert "not public" in listed.text
    await justice.presses("1 · Make public")
    await justice.sees(", public")
    await justice.presses("1 · Open")
    await office.settles()
    async with asyncio.timeout(10):
        while not (sent := await files(justice)):
            await asyncio.sleep(0.02)
    assert hidden(sent[0]) == []
    assert Image.open(io.BytesIO(sent[0])).size == (64, 32)
    await justice.presses("1 · Remove")
    await justice.sees("There is no evidence.")
    assert office.count(evidence, evidence.c.removed_at.is_not(None)) == 1


async def test_what_may_not_be_kept_is_refused_and_its_giver_told(office: Stage) -> None:
    justice, draft = await writing(office)
    await justice.sends_document("holiday.jpg", b"MZ\x90\x00" + bytes(range(256)))
    await justice.sees("1 piece of evidence so far.")
    await stored(office, draft, "refused")
    await justice.sees("holiday.jpg was not kept")
    await justice.sends_document("plan.docx", zipped(**{"[Content_Types].xml": b"x", "word/vbaProject.bin": b"x"}))
    await justice.sees("it holds macros")


async def test_a_file_that_telegram_does_not_give_is_fetched_again_an_hour_later(
    office: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.fetching._PAUSES", ())
    fault = office.world.faults.add("bad_gateway", method="getFile", standing=True)
    justice, draft = await writing(office)
    await justice.sends_document("law.txt", "Décret 3".encode())
    await justice.sees("1 piece of evidence so far.")
    await office.settles()
    assert [piece.state for piece in pieces(office, draft)] == ["planned"]
    office.world.faults.remove(fault)
    office.hour.moves(hours=2)
    await office.restarts()  # the hourly tidying runs at the start, too
    assert [piece.state for piece in await stored(office, draft)] == ["stored"]


async def test_nobody_else_sees_or_touches_it(office: Stage) -> None:
    justice, draft = await writing(office)
    await justice.sends_photo(picture())
    piece = (await stored(office, draft))[0]
    for key in ("interior", "coordinator", "public"):
        other = office.person(key, "en") if key == "public" else await office.joined(key)
        for data in (f"evidence:{draft}", *(f"piece:{act}:{piece.id}" for act in ("open", "public", "remove"))):
            await other.says("/help")
            await other.sees("What you can do here")
            await other.forges(data)
            # That there is a draft is known to the coordinator, and no more of it.
            refused = key == "coordinator" and "remove" in data
            await other.sees("The role that you act in" if refused else "There is no such recommendation")
        await office.settles()
        assert await files(other) == []
    assert [(one.id, one.public) for one in pieces(office, draft)] == [(piece.id, False)]


async def test_the_coordinator_sees_it_once_it_is_submitted_and_everybody_what_is_public_and_published(
    office: Stage,
) -> None:
    justice, draft = await writing(office)
    await justice.sends_photo(picture())
    await stored(office, draft)
    nadege, public = await office.joined("coordinator"), office.person("public", "en")
    await public.says("/start")
    await public.sees("Suivi")

    def becomes(before: State, after: State, **columns: object) -> None:
        with office.database.at_once(office.hour()) as work:
            assert contributing.set_state(work, draft, before, after, **columns)

    becomes(State.DRAFT, State.RETURNED)  # by a signing officer: it has never left the institution
    await nadege.forges(f"evidence:{draft}")
    await nadege.sees("There is no such recommendation")
    await nadege.says("/help")
    await nadege.sees("What you can do here")
    becomes(State.RETURNED, State.SUBMITTED, submitted_at=office.hour())
    await nadege.forges(f"evidence:{draft}")
    await nadege.sees("not public")
    await nadege.presses("1 · Make public")
    await nadege.sees(", public")
    await public.forges(f"evidence:{draft}")
    await public.sees("There is no such recommendation")
    becomes(State.SUBMITTED, State.PUBLISHED)
    await public.forges(f"evidence:{draft}")
    listed = await public.sees("photo, 1 kB")
    assert listed.buttons[0] == ["1 · Open"]
    assert not any("Remove" in label or "public" in label for row in listed.buttons for label in row)


async def test_the_photos_of_an_album_are_all_kept(office: Stage) -> None:
    justice, draft = await writing(office)
    for number in range(3):
        await justice.sends_photo(picture(), caption="The album" if number == 0 else "", album="7")
    await justice.sees("3 pieces of evidence so far.")
    assert len(await stored(office, draft)) == 3


async def test_outside_of_a_contribution_a_photo_has_no_place(office: Stage) -> None:
    justice = await office.joined("justice")
    await justice.sends_photo(picture())
    await justice.sees("Suivi can do nothing with this here")
    assert office.count(evidence) == 0


async def test_a_voice_message_is_kept_and_a_text_still_asked_for(office: Stage) -> None:
    justice, draft = await writing(office)
    await justice.sends_voice(b"OggS no voice at all")
    await justice.sees("Please write what it says, too")
    assert [piece.kind for piece in pieces(office, draft)] == ["voice"]


async def test_twenty_pieces_are_the_most(office: Stage) -> None:
    justice, draft = await writing(office)
    with office.database.at_once(office.hour()) as work:
        person: Any = office.rows(select(persons.c.id))[0].id
        for number in range(20):
            details = {"name": f"https://example.org/{number}"}
            evidence_rows.add(
                work, draft, evidence_rows.EvidenceKind.LINK, details, person, evidence_rows.EvidenceState.STORED
            )
    await justice.sends_photo(picture())
    await justice.sees("There are 20 pieces of evidence already")
    await justice.forges(f"evidence:{draft}:4")
    await justice.sees("example.org/19")
    assert office.count(contributions) == 1
    assert office.count(institutions) > 1
