"""The sheet for signature: made of what awaits clearance, sent into the chat, and what a letter about it clears."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import docx
from sqlalchemy import insert, select, update
from stage import Stage
from test_contribute import LAW, labels, submits, versions, wants_clearance

from db.tables import audit_events, contributions, jobs, roles, rounds
from domain.contribution import State
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts


def files(person: Person) -> list[Message]:
    """The messages of the bot that brought a file, in their order."""
    return [message for message in person.screen if message.from_bot and message.file]


def opened(message: Message) -> Any:
    """The Word file that a message brought."""
    assert message.file is not None
    return docx.Document(io.BytesIO(message.file.content))


def references(message: Message) -> list[str]:
    """Which recommendations stand in a sheet."""
    return [row.cells[0].text for row in opened(message).tables[0].rows][1:]


async def gets(person: Person, button: str = "Sheet for signature") -> Message:
    """Somebody presses the button and gets the sheet."""
    await person.presses(button)
    await person.sees("The sheet is ready")
    return files(person)[-1]


async def clearance(person: Person) -> Message:
    """Somebody opens the list of what awaits clearance."""
    await person.forges("clear")
    return await person.sees("await")


def asked_in(stage: Stage, number: int) -> int:
    """A round has asked for a contribution that awaits clearance; return the round's id."""
    person = stage.rows(select(roles.c.person_id))[0].person_id
    days = {"opens_on": date(2026, 3, 1), "closes_on": date(2027, 6, 30)}
    stage.changes(
        insert(rounds).values(
            country="QS", feeds="mid-term", name="", clearance=True, created_by=person, created_at=stage.hour(), **days
        )
    )
    id_ = int(stage.rows(select(rounds.c.id))[0].id)
    recommendation = stage.recommendation_id(number)
    stage.changes(update(contributions).where(contributions.c.recommendation_id == recommendation).values(round_id=id_))
    return id_


async def test_the_sheet_is_made_from_the_list_in_the_language_of_who_asks(
    office: Stage, language: str, t: Texts
) -> None:
    wants_clearance(office)
    justice = await office.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("It awaits clearance")
    await submits(justice, "QS-0003", "Send for clearance")
    await justice.sees("It awaits clearance")
    await justice.says(f"/language {language}")
    await justice.forges("clear")
    await justice.sees(t("Sheet for signature"))
    await justice.presses(t("Sheet for signature"))
    ready = await justice.sees(t("The sheet is ready"))
    sent = files(justice)[-1]
    assert sent.file is not None
    assert sent.file.name == "signature-QS-MJ-2026-03-02.docx"
    assert sent.file.name in ready.text
    assert t.date(date(2026, 3, 2)) in sent.text
    assert references(sent) == ["QS-0001", "QS-0003"]
    everything = "\n".join(cell.text for row in opened(sent).tables[0].rows for cell in row.cells)
    assert LAW in everything
    assert t("Measures taken") in everything
    assert office.count(audit_events, audit_events.c.event == "signature sheet made") == 1


async def test_it_is_made_by_a_process_of_its_own(whole_office: Stage) -> None:
    wants_clearance(whole_office)
    justice = await whole_office.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("It awaits clearance")
    await clearance(justice)
    assert references(await gets(justice)) == ["QS-0001"]


async def test_the_deputy_and_the_signing_officer_get_it_too_and_nobody_else(office: Stage) -> None:
    wants_clearance(office)
    justice = await office.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("It awaits clearance")
    for key in ("deputy", "signing"):
        person = await office.joined(key)
        await clearance(person)
        assert references(await gets(person)) == ["QS-0001"]
    made = office.count(jobs)
    for key, answer in (("coordinator", "institution"), ("nhri", "may not do this"), ("education", "Nothing awaits")):
        other = await office.joined(key)
        await other.forges("sheet")
        await other.sees(answer)
        await other.forges("sheet:all")
        await other.sees(answer)
        assert files(other) == []
    assert office.count(jobs) == made


async def test_where_there_are_several_rounds_one_is_chosen(office: Stage) -> None:
    wants_clearance(office)
    justice = await office.joined("justice")
    for number in ("QS-0001", "QS-0003", "QS-0004"):
        await submits(justice, number, "Send for clearance")
        await justice.sees("It awaits clearance")
    round_id = asked_in(office, 3)
    await clearance(justice)
    await justice.presses("Sheet for signature")
    asked = await justice.sees("Which of them is the sheet to hold?")
    assert labels(asked)[:3] == ["All (3)", "Without a round (2)", "Mid-term report 2027 (1)"]
    assert references(await gets(justice, "Mid-term report 2027 (1)")) == ["QS-0003"]
    assert "Mid-term report 2027" in opened(files(justice)[-1]).paragraphs[3].text
    for data, there in ((f"sheet:{round_id}", ["QS-0003"]), ("sheet:none", ["QS-0001", "QS-0004"]), ("sheet:all", 3)):
        before = len(files(justice))
        await justice.forges(data, message=asked)
        await justice.sees("The sheet is ready")
        await office.settles()
        sent = files(justice)[before:]
        assert len(sent) == 1
        assert references(sent[0]) == there or len(references(sent[0])) == there
    await justice.forges("sheet:999")
    await justice.sees("Nothing awaits clearance any more")


async def test_a_letter_about_a_sheet_clears_what_stood_in_it_and_nothing_else(office: Stage) -> None:
    wants_clearance(office)
    justice, deputy = await office.joined("justice"), await office.joined("deputy")
    for number in ("QS-0001", "QS-0003"):
        await submits(justice, number, "Send for clearance")
        await justice.sees("It awaits clearance")
    await clearance(justice)
    assert references(await gets(justice)) == ["QS-0001", "QS-0003"]
    office.hour.moves(minutes=5)
    # One that was printed is written anew; and one comes that was not there.
    await deputy.says("/update 3")
    await deputy.presses("Take back")
    await deputy.presses("Measures taken")
    await deputy.sees("added at the end")
    await deputy.says("Another word.")
    await deputy.sees("Kept:")
    await deputy.presses("Preview")
    await deputy.presses("Send for clearance")
    await deputy.sees("It awaits clearance")
    await submits(deputy, "QS-0004", "Send for clearance")
    await deputy.sees("It awaits clearance")
    office.hour.moves(minutes=5)
    await justice.forges("clear:letter")
    await justice.sees("3 contributions await clearance.")
    await justice.says("123/GM/2026, 28/02/2026")
    preview = await justice.sees("It clears 3 contributions.")
    assert labels(preview)[:2] == ["Sheet of 2 March 2026, 09:30 (1)", "Clear all (3)"]
    await justice.forges(f"{preview.keys[0]['callback_data']}1", message=preview)
    await justice.notices("This button is no longer valid.")
    await justice.presses("Sheet of 2 March 2026", message=preview)
    await justice.sees("1 contribution was cleared.")
    assert [one.state for one in versions(office)] == [
        State.SUBMITTED,
        State.AWAITING_CLEARANCE,
        State.AWAITING_CLEARANCE,
    ]
    office.hour.moves(minutes=11)
    await justice.sees("1 contribution was cleared and submitted")


async def test_what_has_moved_on_before_the_sheet_is_made_is_not_in_it(office: Stage) -> None:
    wants_clearance(office)
    justice = await office.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("It awaits clearance")
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    await clearance(justice)
    await justice.presses("Sheet for signature")
    await justice.sees("is being made…")
    await justice.forges("sheet:all")
    await justice.sees("is being made…")
    office.changes(update(contributions).values(state=State.SUBMITTED.value, submitted_at=office.hour()))
    office.workplace = workplace
    await office.restarts()
    await justice.sees("The sheet did not come")
    await justice.sees("Nothing awaits clearance any more")
    assert files(justice) == []
    assert office.count(jobs, jobs.c.kind == "sheet") == 1


async def test_a_role_withdrawn_while_the_sheet_waits_sends_nothing(office: Stage) -> None:
    wants_clearance(office)
    justice = await office.joined("justice")
    await submits(justice, "QS-0001", "Send for clearance")
    await justice.sees("It awaits clearance")
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    await clearance(justice)
    await justice.presses("Sheet for signature")
    await justice.sees("is being made…")
    office.changes(update(roles).values(ended_at=office.hour()))
    office.workplace = workplace
    await office.restarts()
    await justice.sees("may not do this")
    assert files(justice) == []
