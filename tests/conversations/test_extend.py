"""Another date: an institution asks for it with a reason, the coordinators decide, once, and the institution hears."""

from __future__ import annotations

from datetime import date

from seen import data, received
from sqlalchemy import select, update
from stage import Stage

from db.tables import assignments, audit_events, extension_requests, institutions, outbox, round_institutions, rounds
from domain.due import Part
from domain.extension import LONGEST_REASON
from domain.role import Role
from domain.round import By, Choice, Feeds, Round
from services.set_up import add_country
from simulator.person import Person
from views.texts import Texts

WHY = "The audit of the prisons ends in May."
REQUEST = "Request for another date"
DECIDED = "it has been decided or replaced"


async def asks(justice: Person, wanted: str = "15 June", why: str = WHY, number: str = "QS-0028") -> None:
    """The institution asks for another date for a recommendation."""
    await justice.says(number)
    await justice.sees("Implementation status:")
    await justice.presses("Ask for more time")
    await justice.sees("Which date would be possible?")
    await justice.says(wanted)
    await justice.sees("Please write the reason")
    await justice.says(why)
    await justice.sees("The coordinator will decide.")
    await justice.presses("Send")
    await justice.sees("Your request has been sent")


def due_of(stage: Stage, number: int, code: str = "MJ") -> tuple[date | None, int]:
    """The date of its own, and its version, that an institution has for a recommendation."""
    found = select(assignments.c.due_on, assignments.c.deadline_version).join(institutions)
    of_it = assignments.c.recommendation_id == stage.recommendation_id(number)
    row = stage.rows(found.where(of_it, institutions.c.code == code))[0]
    return row.due_on, row.deadline_version


async def test_another_date_is_asked_for_granted_and_told(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    wanted = t.date(date(2026, 6, 15))
    await justice.says("QS-0028")
    await justice.presses(t("Ask for more time"))
    await justice.sees(t.aside(t.date(date(2026, 3, 14)), t.in_days(12)))
    await justice.says(wanted)
    await justice.sees(
        t("Please write the reason, in one message or several. You will see the whole before it is sent.")
    )
    await justice.says("One.")
    await justice.sees("One.")
    await justice.says("Two.")
    preview = await justice.sees("One.\n\nTwo.")
    assert wanted in preview.text
    await justice.presses(t("Send"))
    await justice.sees(t("Your request has been sent"))
    asked = await nadege.sees(t("Request for another date"))
    assert "One.\n\nTwo." in asked.text
    await nadege.presses(t("Grant {date}", date=wanted))
    await nadege.sees(t("Granted: {date}. The institution is told.", date=wanted))
    told = await justice.sees(t("The new date has been granted"))
    assert wanted in told.text
    assert due_of(stage, 28) == (date(2026, 6, 15), 2)
    row = stage.rows(select(assignments.c.next_look_at).where(assignments.c.deadline_version == 2))[0]
    assert row.next_look_at == stage.hour()


async def test_another_date_than_was_wanted_is_granted(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asks(justice)
    await nadege.sees(REQUEST)
    await nadege.presses("Another date")
    await nadege.sees("Wanted: 15 June 2026")
    for typed, answer in (("never", "is not understood as a date"), ("1 January 2026", "A day that is still to come")):
        await nadege.says(typed)
        await nadege.sees(answer)
    await nadege.says("04/05/2026")
    await nadege.presses("4 May 2026", message=await nadege.sees("Which day do you mean?"))
    await nadege.presses("Grant 4 May 2026", message=await nadege.sees("New date: 4 May 2026"))
    await nadege.sees("Granted: 4 May 2026.")
    told = await justice.sees("You had asked for 15 June 2026.")
    assert "Due date: 4 May 2026" in told.text
    assert due_of(stage, 28) == (date(2026, 5, 4), 2)


async def test_a_refusal_says_why_and_leaves_the_date(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    nadege = await stage.joined("coordinator")
    await asks(justice)
    await nadege.sees(REQUEST)
    await nadege.presses("Refuse")
    await nadege.sees("the institution will read it")
    await nadege.says("The report leaves in March.")
    preview = await nadege.sees("The report leaves in March.")
    await nadege.says("A few lines are enough.")
    await nadege.presses("Refuse", message=await nadege.sees("A few lines are enough."))
    await nadege.sees("Refused. The institution is told, with the reason:")
    for person in (justice, deputy):
        told = await person.sees("The date stays as it is")
        assert "The report leaves in March.\n\nA few lines are enough." in told.text
        assert "Due date: 14 March 2026" in told.text
    await nadege.forges(data(preview, "Refuse"), message=preview)
    await nadege.notices("This button is no longer valid.")
    assert due_of(stage, 28) == (date(2026, 3, 14), 1)
    assert len(received(justice, "The date stays as it is")) == 1


async def test_asked_twice_the_newer_replaces_and_the_older_button_grants_nothing(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asks(justice)
    older = await nadege.sees(REQUEST)
    grant = data(older, "Grant")
    stage.hour.moves(minutes=5)
    await asks(justice, "31 July", "The audit takes longer.")
    newer = await nadege.sees("The audit takes longer.")
    assert newer.message_id != older.message_id
    await nadege.forges(grant, message=older)
    await nadege.sees(DECIDED)
    assert due_of(stage, 28) == (date(2026, 3, 14), 1)
    assert stage.count(extension_requests) == 1
    await nadege.presses("Grant 31 July 2026", message=newer)
    await nadege.sees("Granted: 31 July 2026.")
    assert due_of(stage, 28) == (date(2026, 7, 31), 2)


async def test_of_two_coordinators_one_decides(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    second = stage.person("public", "en")
    await stage.accepts(second, stage.invites(Role.COORDINATOR))
    await asks(justice)
    one, other = await nadege.sees(REQUEST), await second.sees(REQUEST)
    await nadege.presses("Grant", message=one)
    await second.presses("Grant", message=other)
    await nadege.sees("Granted: 15 June 2026.")
    await second.sees(DECIDED)
    await second.presses("Refuse", message=other)
    await second.says("Too late.")
    await second.presses("Refuse", message=await second.sees("Too late."))
    await second.sees(DECIDED)
    await stage.settles()
    assert due_of(stage, 28) == (date(2026, 6, 15), 2)
    assert stage.count(audit_events, audit_events.c.event.in_(("date granted", "date refused"))) == 1
    assert len(received(justice, "The new date has been granted")) == 1


async def test_a_date_in_a_round_is_asked_for_and_becomes_the_institutions_own(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    _open_round(stage)
    await justice.says("/round")
    await justice.presses("Ask for more time")
    await justice.sees("Round: Mid-term report 2026")
    await justice.says("in 4 months")
    await justice.sees("New date: 2 July 2026")
    await justice.says(WHY)
    await justice.presses("Send", message=await justice.sees(WHY))
    await justice.sees("Your request has been sent")
    await nadege.sees(REQUEST)
    await nadege.says("/round")
    await nadege.sees("1 request for another date")
    await nadege.presses("1 request for another date")
    listed = await nadege.sees("Requests for another date")
    assert "Ministry of Justice" in listed.text
    await nadege.presses("Round: Mid-term report 2026")
    await nadege.presses("Grant", message=await nadege.sees("Wanted: 2 July 2026"))
    await nadege.sees("Granted: 2 July 2026.")
    rows = stage.rows(select(round_institutions))
    assert {(row.due_on, row.deadline_version) for row in rows} == {(date(2026, 6, 1), 1), (date(2026, 7, 2), 2)}
    await nadege.forges("round:members:1:2")
    await nadege.sees("own date: 2 July 2026")
    await nadege.forges("extension")
    await nadege.sees("No request is waiting.")
    await justice.says("/due")
    await justice.presses("›", message=await justice.sees("1/3"))
    await justice.presses("›", message=await justice.sees("2/3"))
    await justice.sees("in 122 days")


async def test_dates_and_reasons_that_cannot_be_are_refused_and_asked_again(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask for more time")
    for typed, answer in (
        ("31/02", "“31/02” is not understood as a date, or there is no such day."),
        ("yesterday", "A day that is still to come is needed; 1 March 2026 is not."),
        ("today", "A day that is still to come is needed; 2 March 2026 is not."),
        ("in 12 days", "The date is 14 March 2026 already: write a later one."),
    ):
        await justice.says(typed)
        await justice.sees(answer)
    await justice.says("15 June")
    await justice.sees("Please write the reason")
    await justice.says("x" * (LONGEST_REASON + 1))
    await justice.sees("a reason holds at most 1,500")
    await justice.says(WHY)
    await justice.sees(WHY)
    await justice.says("/cancel")
    await justice.sees("ancelled")
    assert stage.count(extension_requests) == 0


async def test_an_older_preview_sends_nothing(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask for more time")
    await justice.says("15 June")
    await justice.says("One.")
    first = await justice.sees("The coordinator will decide.")
    await justice.says("Two.")
    second = await justice.sees("Two.")
    await justice.presses("Send", message=first)
    await justice.notices("This button is no longer valid.")
    send = data(second, "Send")
    await justice.presses("Send", message=second)
    await justice.sees("Your request has been sent")
    await justice.forges(send, message=second)
    await justice.notices("This button is no longer valid.")
    assert stage.count(extension_requests) == 1


async def test_the_reason_lies_sealed_in_the_database(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await stage.joined("coordinator")
    await asks(justice, why="xylophone")
    await stage.settles()
    stored = [str(stage.rows(select(table))) for table in (extension_requests, outbox, audit_events)]
    assert "xylophone" not in "".join(stored)


# --- who may not ------------------------------------------------------------------------------------------


async def test_an_independent_body_is_asked_for_nothing_by_a_date(stage: Stage) -> None:
    from db.queries.assignments import add_assignments

    mateus = await stage.joined("nhri")
    with stage.database.at_once(stage.hour()) as work:
        has = stage.rows(select(institutions.c.id).where(institutions.c.code == "CNDH"))[0].id
        add_assignments(work, [(stage.recommendation_id(2), has, Part.ASSOCIATED, date(2026, 6, 1))])
    await mateus.says("QS-0002")
    card = await mateus.sees("Invited to contribute:")
    assert "Ask for more time" not in str(card.buttons)
    await mateus.forges("later:QS-0002")
    await mateus.sees("your institution is only invited")


async def test_a_recommendation_of_others_answers_like_one_that_is_not_there(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nothing = "There is no such recommendation."
    for forged in ("later:QS-0032", "later:QS-9999", "later:CV-0001"):
        await justice.forges(forged)
        await justice.sees(nothing)
    await justice.forges("later:round:1")
    await justice.sees("There is no such collection round.")
    stage.changes(update(assignments).values(due_on=None))
    await justice.forges("later:QS-0028")
    await justice.sees("There is no due date here that could be changed")


async def test_only_those_who_write_for_the_institution_ask(stage: Stage) -> None:
    signing, nadege = await stage.joined("signing"), await stage.joined("coordinator")
    await signing.forges("later:QS-0028")
    await signing.sees("The role that you act in may not do this.")
    await nadege.forges("later:QS-0028")
    await nadege.sees("This list is for people who act for an institution.")
    for forged in ("later:day:2026-06-15", "later:send:1", "later:day:2026-02-31", "later:day:20260615"):
        await signing.forges(forged)
        await signing.notices("This button is no longer valid.")


async def test_a_request_of_another_country_answers_like_one_that_is_not_there(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asks(justice)
    shown = await nadege.sees(REQUEST)
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    other = stage.person("un", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    grant = data(shown, "Grant")
    for forged in (grant, grant.replace("extension:1", "extension:99"), "extension:1", "extension:1:refuse:2026-06-15"):
        await other.forges(forged)
        await other.sees(DECIDED)
    await other.forges("extension")
    await other.sees("No request is waiting.")
    assert due_of(stage, 28) == (date(2026, 3, 14), 1)


async def test_what_is_no_longer_theirs_is_no_longer_asked_for(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asks(justice)
    shown = await nadege.sees(REQUEST)
    stage.changes(update(assignments).values(ended_at=stage.hour()))
    await nadege.presses("Grant", message=shown)
    await nadege.sees(DECIDED)
    await nadege.says("/round")
    listed = await nadege.sees("Collection rounds")
    assert "request" not in str(listed.buttons)


async def test_a_round_that_ends_meanwhile_moves_no_date(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await stage.joined("coordinator")
    _open_round(stage)
    await justice.says("/round")
    await justice.presses("Ask for more time")
    await justice.says("in 4 months")
    await justice.says(WHY)
    preview = await justice.sees("The coordinator will decide.")
    stage.changes(update(rounds).values(ended_at=stage.hour()))
    await justice.presses("Send", message=preview)
    await justice.sees("This collection round has been ended")
    assert stage.count(extension_requests) == 0


def _open_round(stage: Stage) -> None:
    """A round of all that is assigned, by 1 June, opened this morning."""
    from db.queries.rounds import add_round

    today = stage.hour().date()
    new = Round(0, stage.sample.country, Feeds.MID_TERM, "", today, date(2026, 6, 1), clearance=False)
    with stage.database.at_once(stage.hour()) as work:
        add_round(work, new, Choice(By.ASSIGNED), 1)
