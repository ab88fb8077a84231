"""/assign: a coordinator chooses recommendations, a lead and others, sees what changes, and assigns them once."""

from __future__ import annotations

import pytest
from seen import data, received
from sqlalchemy import select, update
from stage import Stage

from db.queries.assignments import institutions_of
from db.tables import assignments, audit_events, institutions, outbox, recommendations, roles
from domain.due import Part
from domain.role import Role
from services.set_up import add_country, add_institution
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

NAME = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
MOST_ACTS = 8


def holders(stage: Stage, number: int) -> dict[str, Part]:
    """Who has a recommendation now, by code."""
    with stage.database.at_once(stage.hour()) as work:
        return {one.code: one.part for one in institutions_of(work, stage.recommendation_id(number))}


def free(stage: Stage) -> list[int]:
    """The numbers of the recommendations that nobody has."""
    taken = select(assignments.c.recommendation_id)
    rows = stage.rows(
        select(recommendations.c.number).where(recommendations.c.id.not_in(taken)).order_by(recommendations.c.number)
    )
    return [row.number for row in rows]


def led_by(stage: Stage, code: str) -> list[int]:
    """The numbers of the recommendations that an institution leads."""
    rows = stage.rows(
        select(recommendations.c.number)
        .select_from(recommendations.join(assignments).join(institutions))
        .where(institutions.c.code == code, assignments.c.part == "lead", assignments.c.ended_at.is_(None))
        .order_by(recommendations.c.number)
    )
    return [row.number for row in rows]


async def previews(stage: Stage, nadege: Person, what: str, lead: str) -> Message:
    """The coordinator has an order before them."""
    stage.hour.moves(minutes=1)
    await nadege.says(f"/assign {what}")
    await nadege.sees("Which institution leads?")
    await nadege.says(lead)
    return await nadege.sees("Lead institution:")


async def test_assign_is_chosen_seen_and_carried_out(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    stage.hour.moves(minutes=1)
    one, two = free(stage)[:2]
    await nadege.says("/assign")
    await nadege.sees(t("Which ones? Write words to search, or numbers such as 12, 15, 20-25; or choose."))
    await nadege.says(f"{one}, {two}")
    await nadege.sees(t("Which institution leads? Choose it, or write a part of its name or its code."))
    await nadege.says("MJ")
    preview = await nadege.sees(NAME[language])
    assert t.n("{count} recommendation", "{count} recommendations", 2) in preview.text
    await nadege.presses(t("Assign"))
    done = await nadege.sees(t("The recommendations have been assigned"))
    assert done.message_id == preview.message_id
    told = await justice.sees(
        t.n(
            "{count} recommendation has been assigned to your institution.",
            "{count} recommendations have been assigned to your institution.",
            2,
        )
    )
    await justice.presses(t("Acknowledge"), message=told)
    await justice.sees(t("Receipt acknowledged."))
    assert holders(stage, one) == holders(stage, two) == {"MJ": Part.LEAD}


async def test_a_selection_with_lead_and_associates_takes_at_most_eight_presses_or_messages(stage: Stage) -> None:
    interior, mateus = await stage.joined("interior"), await stage.joined("nhri")
    nadege = await stage.joined("coordinator")
    stage.hour.moves(minutes=1)
    number = free(stage)[0]
    before = len([entry for entry in nadege.screen if not entry.from_bot])
    await nadege.says(f"/assign {number}")
    await nadege.sees("Which institution leads?")
    await nadege.says("MJ")
    await nadege.sees("Lead institution:")
    presses = 0
    for label, answer in (
        ("Supporting institutions", "Press an institution once"),
        ("Ministry of the Interior", "✓ Ministry of the Interior"),
        ("›", "2/3"),
        ("National Human Rights", "✓ National Human Rights"),
        ("Done", "Lead institution:"),
        ("Assign", "have been assigned"),
    ):
        await nadege.presses(label)
        await nadege.sees(answer)
        presses += 1
    written = len([entry for entry in nadege.screen if not entry.from_bot]) - before
    assert written + presses == MOST_ACTS
    assert holders(stage, number) == {"MJ": Part.LEAD, "MI": Part.ASSOCIATED, "CNDH": Part.ASSOCIATED}
    await interior.sees("1 recommendation has been assigned to your institution.")
    await mateus.sees("Your contribution is invited on 1 more recommendation.")


async def test_a_lead_is_replaced_and_history_stays(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    one, two = [number for number in led_by(stage, "MJ") if set(holders(stage, number)) == {"MJ"}][:2]
    await previews(stage, nadege, f"{one} {two}", "MI")
    await nadege.sees("The former lead stays as supporting institution.")
    await nadege.presses("Former lead: take out")
    await nadege.sees("The former lead is taken out.")
    await nadege.presses("Due date")
    await nadege.sees("By when?")
    await nadege.says("31/12/2026")
    await nadege.sees("Due date: 31 December 2026")
    await nadege.presses("Assign")
    await nadege.sees("Lead changes: 2")
    assert holders(stage, one) == holders(stage, two) == {"MI": Part.LEAD}
    ended = select(assignments.c.part, assignments.c.ended_at).where(assignments.c.ended_at.is_not(None))
    assert [row.part for row in stage.rows(ended)] == ["lead", "lead"]
    events = stage.rows(select(audit_events).where(audit_events.c.event == "recommendations assigned"))
    assert events[-1].subject == "recommendations"
    assert len(events[-1].details["ended"]) == 2


async def test_an_institution_is_taken_out_and_told(stage: Stage, language: str, t: Texts) -> None:
    interior = await stage.joined("interior", language)
    nadege = await stage.joined("coordinator")
    number = next(one for one in led_by(stage, "MFE") if "MI" in holders(stage, one))
    await nadege.says(f"/assign {number}")
    await nadege.presses("Keep the lead")
    await nadege.presses("Supporting institutions")
    await nadege.says("MI")
    for mark in ("✓ ", "✕ "):
        await nadege.presses("Ministry of the Interior")
        await nadege.sees(f"{mark}Ministry of the Interior")
    await nadege.presses("Done")
    await nadege.sees("Taken out: Ministry of the Interior")
    await nadege.presses("Assign")
    await nadege.sees("Assignments ended: 1")
    assert "MI" not in holders(stage, number)
    told = await interior.sees(t("No longer asked of your institution"))
    assert f"QS-{number:04}" in told.text


async def test_it_is_chosen_by_theme_goal_document_or_what_nobody_leads(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    for way in ("A theme", "A goal (SDG)", "A document"):
        await nadege.says("/assign")
        await nadege.presses(way)
        offered = await nadege.sees(way)
        label = str(offered.keys[0]["text"])
        await nadege.presses(label)
        asked = await nadege.sees("Which institution leads?")
        count = label.rpartition("(")[2].rstrip(")")
        assert f"{count} recommendation" in asked.text
    await nadege.says("/assign")
    await nadege.presses("Not yet assigned")
    asked = await nadege.sees("Which institution leads?")
    assert f"{len(free(stage))} recommendations" in asked.text


async def test_what_it_says_already_changes_nothing(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    number = led_by(stage, "MJ")[0]
    preview = await previews(stage, nadege, str(number), "MJ")
    assert "This would change nothing" in preview.text
    assert "assign:do" not in str(preview.keys)


@pytest.mark.parametrize("what", ["xylophone", "4711", "4711-4712"])
async def test_what_is_not_there_cannot_be_assigned(stage: Stage, what: str) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says(f"/assign {what}")
    await nadege.sees("There is no recommendation at" if what == "4711" else "No recommendation matches.")


async def test_it_is_assigned_once_and_only_as_the_newest_preview_shows(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    number = free(stage)[0]
    first = await previews(stage, nadege, str(number), "MI")
    await nadege.presses("Lead")
    await nadege.sees("Which institution leads?")
    await nadege.says("MJ")
    second = await nadege.sees("Lead institution: Ministry of Justice")
    await nadege.forges(data(first, "Assign"), message=first)
    await nadege.notices("This button is no longer valid.")
    pressed = data(second, "Assign")
    for _ in range(3):
        await nadege.forges(pressed, message=second)
    await justice.sees("1 recommendation has been assigned to your institution.")
    await stage.settles()
    assert len(received(justice, "has been assigned to your institution")) == 1
    assert holders(stage, number) == {"MJ": Part.LEAD}


async def test_an_independent_body_never_leads(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    body = stage.rows(select(institutions.c.id).where(institutions.c.code == "CNDH"))[0].id
    await nadege.says(f"/assign {free(stage)[0]}")
    await nadege.sees("Which institution leads?")
    await nadege.says("CNDH")
    await nadege.sees("No institution has this in its name or code.")
    await nadege.forges(f"assign:lead:{body}")
    await nadege.sees("never leads")


async def test_an_institution_that_is_archived_meanwhile_gets_nothing(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    number = free(stage)[0]
    await previews(stage, nadege, str(number), "MI")
    stage.changes(update(institutions).where(institutions.c.code == "MI").values(archived_at=stage.hour()))
    await nadege.presses("Assign")
    await nadege.sees("There is no such institution.")
    assert holders(stage, number) == {}


async def test_a_role_that_ends_before_the_press_assigns_nothing(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    number = free(stage)[0]
    await previews(stage, nadege, str(number), "MI")
    stage.changes(update(roles).where(roles.c.role == Role.COORDINATOR.value).values(ended_at=stage.hour()))
    await nadege.presses("Assign")
    await nadege.sees("This is for coordinators")
    assert holders(stage, number) == {}


async def test_institutions_of_another_country_are_not_there(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
        elsewhere = add_institution(work, "CV", "MJCV", {"en": "Ministry of Justice of Cabo Verde"})
    number = free(stage)[0]
    await previews(stage, nadege, str(number), "MI")
    for forged in (f"assign:lead:{elsewhere}", f"assign:also:1:{elsewhere}"):
        await nadege.forges(forged)
        await nadege.sees("There is no such institution.")
    for forged in ("assign:pick:cluster:99", "assign:pick:theme:999999", "assign:by:words", "assign:do:1"):
        await nadege.forges(forged)
        await nadege.notices("This button is no longer valid.")
    assert holders(stage, number) == {}


@pytest.mark.parametrize("key", ["justice", "nhri", "public"])
async def test_nobody_else_assigns(stage: Stage, key: str) -> None:
    person = stage.person(key, "en") if key == "public" else await stage.joined(key)
    await person.says("/assign 1")
    await person.sees("This is for coordinators, while they act in that role.")
    for forged in ("assign", "assign:lead:1", "assign:do:1"):
        await person.forges(forged)
        await person.sees("This is for coordinators, while they act in that role.")


async def test_instructions_lie_sealed_in_the_database(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await previews(stage, nadege, str(free(stage)[0]), "MI")
    await nadege.presses("Instructions")
    await nadege.sees("Write what the institutions should know")
    await nadege.says("xylophone")
    await nadege.sees("xylophone")
    await nadege.presses("Assign")
    await nadege.sees("have been assigned")
    await stage.settles()
    assert stage.count(assignments, assignments.c.instructions_sealed.is_not(None)) == 1
    stored = "".join(str(stage.rows(select(table))) for table in (assignments, outbox, audit_events))
    assert "xylophone" not in stored
