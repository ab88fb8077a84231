"""An institution acknowledges what it was assigned, or says that it is not its own, and a coordinator decides once."""

from __future__ import annotations

from datetime import date

import pytest
from seen import data, received
from sqlalchemy import select, update
from stage import Stage

from db.queries.assignments import institutions_of
from db.tables import assignments, audit_events, contests, institutions, outbox, recommendations, roles
from domain.due import Part
from domain.role import Role
from services.assign import Selection, assign
from services.set_up import add_country
from simulator.person import Person
from views.texts import Texts

REASON = "Police stations are under the Ministry of the Interior."
CONTESTED = "Competence contested"
DECIDED = "no longer waits for an answer"
INTERIOR = {"en": "Interior", "fr": "Intérieur", "pt": "Interior", "zh": "内政"}


def holders(stage: Stage, reference: str) -> dict[str, Part]:
    """Who has a recommendation now, by code."""
    with stage.database.at_once(stage.hour()) as work:
        id_ = stage.recommendation_id(int(reference.partition("-")[2]))
        return {one.code: one.part for one in institutions_of(work, id_)}


def had_by(stage: Stage, code: str, part: Part = Part.LEAD) -> list[str]:
    """The numbers of what an institution has in a part."""
    rows = stage.rows(
        select(recommendations.c.number)
        .select_from(recommendations.join(assignments).join(institutions))
        .where(institutions.c.code == code, assignments.c.part == part.value, assignments.c.ended_at.is_(None))
        .order_by(recommendations.c.number)
    )
    return [f"QS-{row.number:04d}" for row in rows]


def own(stage: Stage) -> str:
    """A recommendation that the Ministry of Justice alone has."""
    return next(one for one in had_by(stage, "MJ") if set(holders(stage, one)) == {"MJ"})


async def begins(justice: Person, reference: str) -> None:
    """The institution opens the card and says that it is not its own."""
    await justice.says(reference)
    await justice.sees("Implementation status:")
    await justice.presses("Not our competence")
    await justice.sees("Which institution is competent?")


async def contests_it(justice: Person, reference: str, named: str = "I do not know") -> None:
    """The institution says whose it is, and why, and sends it."""
    await begins(justice, reference)
    await justice.presses(named)
    await justice.sees("Please write the reason")
    await justice.says(REASON)
    await justice.sees("To add to the reason, write on.")
    await justice.presses("Send")
    await justice.sees("The coordinator has been told")


# --- contested and decided ---------------------------------------------------------------------------


async def test_contested_competence_is_accepted_and_the_named_one_leads(stage: Stage, language: str, t: Texts) -> None:
    interior, justice = await stage.joined("interior", language), await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    stage.hour.moves(minutes=1)
    reference = own(stage)
    due_on = stage.rows(select(assignments.c.due_on).where(assignments.c.due_on == date(2026, 3, 14)))
    assert due_on
    await justice.says(reference)
    await justice.presses(t("Not our competence"))
    await justice.sees(t("Which institution is competent? Choose it, or write a part of its name or its code."))
    await justice.says("MI")
    asked = await justice.sees(INTERIOR[language])
    assert t("Competent in your view:") in asked.text
    await justice.says("One.")
    await justice.sees("One.")
    await justice.says(REASON)
    await justice.sees(f"One.\n\n{REASON}")
    await justice.presses(t("Send"))
    await justice.sees(t("The coordinator has been told"))
    got = await nadege.sees(t("Competence contested"))
    assert f"One.\n\n{REASON}" in got.text
    assert INTERIOR[language] in got.text
    await nadege.presses(INTERIOR[language])
    await nadege.sees(t("Accepted. The institutions are told."))
    await justice.sees(t("No longer assigned to your institution"))
    one = "{count} recommendation has been assigned to your institution."
    await interior.sees(t.n(one, "{count} recommendations have been assigned to your institution.", 1))
    assert holders(stage, reference) == {"MI": Part.LEAD}
    assert stage.count(assignments, assignments.c.ended_at == stage.hour()) == 1


async def test_what_nobody_is_named_for_is_taken_back_and_not_assigned(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    reference = own(stage)
    await contests_it(justice, reference)
    await nadege.sees("Competent in its view: no institution named")
    await nadege.presses("Accept: take it back")
    await nadege.sees("Accepted.")
    await justice.sees("No longer assigned to your institution")
    assert holders(stage, reference) == {}
    event = stage.rows(select(audit_events).where(audit_events.c.event == "competence accepted"))[0]
    assert event.details["recommendation"] == stage.recommendation_id(int(reference[3:]))


async def test_a_new_lead_takes_over_the_date_and_an_independent_body_is_only_invited(stage: Stage) -> None:
    mateus, justice = await stage.joined("nhri"), await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    stage.hour.moves(minutes=1)
    reference = own(stage)
    await begins(justice, reference)
    await justice.says("CNDH")
    await justice.sees("Please write the reason")
    await justice.says(REASON)
    await justice.presses("Send")
    await nadege.sees(CONTESTED)
    await nadege.presses("Accept and assign:")
    await mateus.sees("Your contribution is invited on 1 more recommendation.")
    assert holders(stage, reference) == {"CNDH": Part.ASSOCIATED}


async def test_a_refusal_says_why_and_changes_nothing(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    nadege = await stage.joined("coordinator")
    reference = own(stage)
    before = holders(stage, reference)
    await contests_it(justice, reference, "Ministry of Education")
    await nadege.sees(CONTESTED)
    await nadege.presses("Refuse")
    await nadege.sees("the institution will read it")
    await nadege.says("The Code of Criminal Procedure")
    await nadege.sees("To add something, write on.")
    await nadege.says("is yours.")
    await nadege.presses("Refuse", message=await nadege.sees("The Code of Criminal Procedure\n\nis yours."))
    await nadege.sees("Refused. The institution is told, with the reason:")
    for person in (justice, deputy):
        answer = await person.sees("The Code of Criminal Procedure\n\nis yours.")
        assert "It stays with your institution" in answer.text
    assert holders(stage, reference) == before
    await contests_it(justice, reference)
    assert stage.count(contests) == 2


async def test_open_questions_are_listed_until_they_are_decided(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    alone = [one for one in had_by(stage, "MJ") if set(holders(stage, one)) == {"MJ"}][:2]
    for reference in alone:
        await contests_it(justice, reference)
        await nadege.sees(f"{reference} · Ministry of Justice")
    await nadege.says("/assign")
    await nadege.presses(CONTESTED, message=await nadege.sees("Which ones?"))
    listed = await nadege.sees(f"{alone[1]} · Ministry of Justice\n{REASON}")
    assert alone[0] in listed.text
    await nadege.presses(f"{alone[0]} ·", message=listed)
    await nadege.presses("Accept: take it back", message=await nadege.sees("no institution named"))
    await nadege.presses(CONTESTED, message=await nadege.sees("Accepted."))
    await nadege.sees(f"{alone[1]} · Ministry of Justice")
    await nadege.forges("competence:list:99")
    await stage.settles()
    assert stage.count(contests, contests.c.state == "open") == 1


# --- once, and by whom -------------------------------------------------------------------------------


async def test_an_assignment_is_contested_once_at_a_time(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    reference = own(stage)
    await begins(deputy, reference)
    await contests_it(justice, reference)
    await deputy.presses("I do not know")
    await deputy.sees("The coordinator has this question already")
    await justice.forges(f"contest:{reference}")
    await justice.sees("The coordinator has this question already")
    assert stage.count(contests) == 1


async def test_only_the_preview_with_the_whole_reason_sends_and_only_once(stage: Stage) -> None:
    justice = await stage.joined("justice")
    reference = own(stage)
    await begins(justice, reference)
    await justice.presses("I do not know")
    await justice.says("One.")
    older = await justice.sees("One.")
    await justice.says("Two.")
    newer = await justice.sees("One.\n\nTwo.")
    await justice.forges(data(older, "Send"), message=older)
    await justice.notices("This button is no longer valid.")
    assert stage.count(contests) == 0
    for _ in range(2):
        await justice.forges(data(newer, "Send"), message=newer)
    await stage.settles()
    assert stage.count(contests) == 1


async def test_of_two_coordinators_who_decide_one_wins(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    other = stage.person("public", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR))
    await contests_it(justice, own(stage))
    first, second = await nadege.sees(CONTESTED), await other.sees(CONTESTED)
    accept, refuse = data(second, "Accept"), data(second, "Refuse")
    await other.forges(refuse)
    await other.sees("the institution will read it")
    await nadege.forges(data(first, "Accept"), message=first)
    await nadege.sees("Accepted.")
    await other.says("It stays.")
    await other.sees(DECIDED)
    for pressed in (accept, refuse):
        seen = len(received(other, DECIDED))
        await other.forges(pressed)
        await stage.settles()
        assert len(received(other, DECIDED)) == seen + 1
    assert stage.count(contests, contests.c.state == "accepted") == 1
    assert stage.count(audit_events, audit_events.c.event == "competence accepted") == 1
    assert stage.count(outbox, outbox.c.kind == "competence decided") == 1


async def test_an_institution_archived_meanwhile_gets_nothing(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    reference = own(stage)
    await begins(justice, reference)
    await justice.says("MI")
    await justice.sees("Please write the reason")
    await justice.says(REASON)
    preview = await justice.sees("To add to the reason, write on.")
    archived = update(institutions).where(institutions.c.code == "MI")
    stage.changes(archived.values(archived_at=stage.hour()))
    await justice.presses("Send", message=preview)
    await justice.sees("This institution cannot be named")
    stage.changes(archived.values(archived_at=None))
    await justice.presses("Send", message=preview)
    got = await nadege.sees(CONTESTED)
    stage.changes(archived.values(archived_at=stage.hour()))
    await nadege.presses("Accept and assign:", message=got)
    await nadege.sees("Competent in its view: no institution named")
    assert holders(stage, reference) == {"MJ": Part.LEAD}


async def test_a_role_that_ends_in_the_middle_sends_and_decides_nothing(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    reference = own(stage)
    await contests_it(justice, reference)
    got = await nadege.sees(CONTESTED)
    other = next(one for one in had_by(stage, "MJ") if one != reference)
    await begins(justice, other)
    await justice.presses("I do not know")
    await justice.says(REASON)
    preview = await justice.sees("To add to the reason, write on.")
    await stage.settles()
    stage.changes(update(roles).values(ended_at=stage.hour()))
    await justice.presses("Send", message=preview)
    await justice.sees("This list is for people who act for an institution.")
    await nadege.presses("Accept", message=got)
    await nadege.sees("This is for coordinators")
    assert stage.count(contests) == stage.count(contests, contests.c.state == "open") == 1


async def test_a_signing_officer_acknowledges_but_does_not_contest(stage: Stage) -> None:
    officer = stage.person("public", "en")
    await stage.accepts(officer, stage.invites(Role.SIGNING_OFFICER, "MJ"))
    reference = own(stage)
    await officer.forges(f"contest:{reference}")
    await officer.sees("The role that you act in may not do this.")
    await officer.forges(f"ack:{reference}")
    await officer.notices("Receipt acknowledged.")
    assert stage.count(contests) == 0
    assert stage.count(assignments, assignments.c.acknowledged_at.is_not(None)) == 1


@pytest.mark.parametrize("key", ["interior", "nhri", "public", "coordinator"])
async def test_others_can_neither_acknowledge_nor_contest_nor_decide(stage: Stage, key: str) -> None:
    justice = await stage.joined("justice")
    reference = own(stage)
    await contests_it(justice, reference)
    id_ = stage.rows(select(contests.c.id))[0].id
    other = stage.person(key, "en") if key == "public" else await stage.joined(key)
    forged = [
        f"ack:{reference}",
        f"contest:{reference}",
        "ack:all:1",
        "contest:send:1",
        "contest:bare",
        "contest:name:1",
    ]
    if key != "coordinator":
        forged += [
            f"competence:{id_}",
            f"competence:{id_}:accept:none",
            f"competence:{id_}:refuse",
            "competence:list:1",
        ]
    await other.says("/help")
    await other.sees("What you can do here")
    for one in [*forged, "competence:send:1", "contest:QS-9999", "contest:CV-0001", "competence:999"]:
        await other.forges(one)
    await stage.settles()
    assert stage.count(contests) == stage.count(contests, contests.c.state == "open") == 1
    assert stage.count(assignments, assignments.c.acknowledged_at.is_not(None)) == 0
    if key != "coordinator":
        assert REASON not in "".join(message.text for message in other.screen)


async def test_a_coordinator_of_another_country_finds_no_contest(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await contests_it(justice, own(stage))
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    other = stage.person("un", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    id_ = stage.rows(select(contests.c.id))[0].id
    for forged in (f"competence:{id_}", f"competence:{id_}:accept:none", f"competence:{id_}:refuse", "competence:999"):
        seen = len(received(other, DECIDED))
        await other.forges(forged)
        await stage.settles()
        assert len(received(other, DECIDED)) == seen + 1
    assert stage.count(contests, contests.c.state == "open") == 1


async def test_an_institution_of_another_country_cannot_be_named(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await begins(justice, own(stage))
    for id_ in (10**9, stage.institution_id("MJ")):
        await justice.forges(f"contest:name:{id_}")
        await justice.sees("This institution cannot be named")
    await justice.says("xylophone")
    await justice.sees("No institution has this in its name or code.")
    assert stage.count(contests) == 0


# --- independent bodies ------------------------------------------------------------------------------


@pytest.mark.parametrize("why", ["", "It lies outside our mandate."])
async def test_what_an_independent_body_declines_is_ended_at_once(stage: Stage, why: str) -> None:
    mateus, nadege = await stage.joined("nhri"), await stage.joined("coordinator")
    reference = own(stage)
    with stage.database.at_once(stage.hour()) as work:
        assign(work, "QS", "CNDH", None, Selection(places=(reference,)))
    await mateus.sees("Invitation to contribute")
    await mateus.says(reference)
    await mateus.presses("Decline the invitation")
    await mateus.sees("You may give a reason")
    if why:
        await mateus.says(why)
        await mateus.sees(why)
        await mateus.presses("Decline the invitation")
    else:
        await mateus.presses("Decline without a reason")
    await mateus.sees("The invitation has been declined")
    told = await nadege.sees("Invitation declined")
    assert not {"Refuse", "Accept"} & {str(key["text"])[:6] for key in told.keys}
    assert why in told.text
    assert ("Reason:" in told.text) == bool(why)
    assert "CNDH" not in holders(stage, reference)
    id_ = stage.rows(select(contests.c.id))[0].id
    await nadege.forges(f"competence:{id_}:refuse")
    await nadege.sees(DECIDED)


async def test_an_institution_of_the_state_cannot_contest_without_a_reason(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await begins(justice, own(stage))
    await justice.presses("I do not know")
    await justice.sees("Please write the reason")
    await justice.forges("contest:bare")
    await justice.notices("This button is no longer valid.")
    await justice.says("x" * 1501)
    await justice.sees("1,500")
    assert stage.count(contests) == 0


# --- acknowledged ------------------------------------------------------------------------------------


async def test_what_was_assigned_is_acknowledged_one_by_one_or_all_at_once(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    reference = own(stage)
    await justice.forges(f"ack:{reference}")
    await justice.notices("Receipt acknowledged.")
    await justice.sees("Lead institution:")
    others = [one for one in had_by(stage, "MI") if "MJ" not in holders(stage, one)][:2]
    stage.hour.moves(minutes=1)
    await nadege.says("/assign " + ", ".join(others))
    await nadege.sees("Which institution leads?")
    await nadege.says("MJ")
    await nadege.presses("Assign", message=await nadege.sees("Lead changes: 2"))
    notice = await justice.sees("2 recommendations have been assigned to your institution.")
    pressed = data(notice, "Acknowledge")
    await justice.presses("Acknowledge", message=notice)
    shown = await justice.sees("Receipt acknowledged.")
    assert shown.message_id == notice.message_id
    assert "Acknowledge" not in [key["text"] for key in shown.keys]
    at = select(assignments.c.acknowledged_at).where(assignments.c.acknowledged_at.is_not(None))
    assert len(stage.rows(at)) == 3
    then = stage.hour()
    stage.hour.moves(hours=1)
    await justice.forges(pressed, message=shown)
    await justice.forges(f"ack:{others[0]}")
    await stage.settles()
    assert {row.acknowledged_at for row in stage.rows(at)} <= {then, stage.rows(at)[0].acknowledged_at}
    assert stage.count(audit_events, audit_events.c.event == "assignments acknowledged") == 1
    assert stage.count(audit_events, audit_events.c.event == "assignment acknowledged") == 1
