"""The plan of an institution: activities and what they lack, budgets shown back, what is served, who sees it."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select
from stage import Stage

from db.tables import audit_events, institutions, plan_items, plan_recommendations, plan_versions
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

TRAIN = "Train prison staff in the Mandela Rules"
NOT_THERE = "There is no such entry in a plan here, or no longer."
STALE = "This button is no longer valid."


def labels(message: Message) -> list[str]:
    return [label for row in message.buttons for label in row]


def served(stage: Stage) -> int:
    return stage.count(plan_recommendations)


def plain(message: Message) -> str:
    """What a message says, with ordinary spaces."""
    return re.sub(r"[\u00a0\u202f]", " ", message.text)


async def added(person: Person, title: str = TRAIN, what: str = "Add an activity") -> Message:
    """Somebody adds an entry to the plan of their institution."""
    await person.says("/plan")
    await person.presses(what)
    await person.says(title)
    return await person.sees(title)


async def test_plan_is_built_part_by_part(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/plan")
    await justice.sees(t("no activity yet"))
    await justice.presses(t("Add an activity"))
    await justice.sees(t("What will be done? Write it in one sentence."))
    await justice.says(TRAIN)
    item = await justice.sees(TRAIN)
    names = [t(name) for name in ("responsible", "timeline", "budget", "source of funds", "recommendations")]
    assert t.list(names) in item.text
    await justice.presses(t("Responsible"))
    await justice.says("Prison service")
    await justice.sees("Prison service")
    await justice.presses(t("Dates"))
    await justice.sees(t("When does it begin?"))
    await justice.says("2026-04-01")
    await justice.sees(t("When does it end?"))
    await justice.says("2027-06-30")
    await justice.sees(t.date(stage.hour().date().replace(year=2027, month=6, day=30)))
    await justice.presses(t("Budget"))
    await justice.says("1200000 XOF")
    read = await justice.sees(t("Press what you mean, or write it again."))
    assert stage.count(plan_versions) == 4
    await justice.presses("XOF", message=read)
    await justice.sees("XOF")
    await justice.presses(t("Source of funds"))
    await justice.says("Treasury")
    await justice.sees("Treasury")
    await justice.presses(t("Recommendations"))
    await justice.says("1, 3")
    await justice.sees(t.n("{count} recommendation added.", "{count} recommendations added.", 2))
    await justice.presses(t("Done"))
    whole = await justice.sees("QS-0003")
    assert t.list(names[:2]) not in whole.text
    assert t("incomplete: {missing}", missing="").rstrip("：: ")[:6] not in whole.text
    await justice.says("/plan")
    page = await justice.sees(TRAIN)
    assert t.n("{count} activity", "{count} activities", 1) in page.text


async def test_the_plan_says_at_its_top_what_it_lacks(stage: Stage) -> None:
    justice = await stage.joined("justice")
    for title in ("One", "Two", "Three"):
        await added(justice, title)
    await justice.presses("Budget")
    await justice.says("0 EUR")
    await justice.presses("0 EUR", message=await justice.sees("Press what you mean"))
    free = await justice.sees("none needed")
    assert "source of funds" not in free.text
    await justice.says("/plan")
    page = await justice.sees("3 activities; no indicator yet")
    for fact in ("3 activities without anybody responsible", "3 activities without an end date",
                 "2 activities without a budget", "2 activities without a source of funds",
                 "3 activities that serve no recommendation"):  # fmt: skip
        assert f"• {fact}" in page.text
    assert "recommendations without an activity" in page.text


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("1 200 000 XOF", ["1 200 000 XOF"]),
        ("1.200.000,50 EUR", ["1 200 000,5 EUR"]),
        ("1.200 €", ["1 200 EUR", "1,2 EUR"]),
        ("300 francs CFA", ["300 XAF", "300 XOF"]),
    ],
)
async def test_an_amount_counts_only_once_it_was_shown_back(stage: Stage, typed: str, offered: list[str]) -> None:
    justice = await stage.joined("justice", "fr")
    await added(justice, what="Ajouter une activité")
    await justice.presses("Budget")
    await justice.says(typed)
    shown = await justice.sees("Appuyez sur ce que vous voulez dire")
    assert sorted(plain_labels(shown)) == sorted(offered)
    assert stage.count(plan_versions) == 1
    await justice.forges("planpick:999:XOF", message=shown)
    await justice.notices("Ce bouton n’est plus valable.")
    assert stage.count(plan_versions) == 1
    await justice.presses(next(label for label in labels(shown) if "EUR" in label or "XOF" in label), message=shown)
    kept = await justice.sees("Train prison staff")
    assert plain_of("EUR" if "EUR" in typed or "€" in typed else "XOF") in plain(kept)
    assert stage.count(plan_versions) == 2


def plain_labels(message: Message) -> list[str]:
    """The amounts on the buttons, with ordinary spaces."""
    return [re.sub(r"[\u00a0\u202f]", " ", one) for one in labels(message) if one[:1].isdigit()]


def plain_of(currency: str) -> str:
    return currency


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("1e9 EUR", "is not understood as an amount"),
        ("NaN", "is not understood as an amount"),
        ("-5 EUR", "is not understood as an amount"),
        ("Infinity EUR", "is not understood as an amount"),
        ("a lot", "is not understood as an amount"),
        ("12,5 Mio", "“Mio” names no currency"),
        ("100 FRF", "“FRF” names no currency"),
        ("9999999999999999 EUR", "which must be a slip"),
        ("100", "The currency is missing."),
    ],
)
async def test_an_amount_that_is_none_is_refused_with_what_to_write(stage: Stage, typed: str, answer: str) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Budget")
    await justice.says(typed)
    await justice.sees(answer)
    await justice.says("500 EUR")
    await justice.presses("500 EUR", message=await justice.sees("This was understood:"))
    await justice.sees("Budget: 500 EUR")


async def test_the_currency_of_the_plan_is_taken_where_none_is_typed(stage: Stage) -> None:
    justice = await stage.joined("justice")
    for typed in ("500 MZN", "700"):
        await added(justice, f"Costs {typed}")
        await justice.presses("Budget")
        await justice.says(typed)
        await justice.presses("MZN", message=await justice.sees("Mozambican meticals"))
        await justice.sees("MZN")


async def test_a_start_past_the_end_asks_for_the_end_anew(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Dates")
    await justice.presses("Only the end")
    await justice.says("30 June 2026")
    await justice.sees("until 30 June 2026")
    await justice.presses("Dates")
    await justice.says("1 September 2026")
    await justice.sees("When does it end?")
    await justice.says("1 August 2026")
    await justice.sees("The activity begins on 1 September 2026")
    await justice.says("03/04/2027")
    await justice.presses("3 April 2027", message=await justice.sees("Which day do you mean?"))
    await justice.sees("1 September 2026 – 3 April 2027")


async def test_long_notes_come_in_several_messages_and_are_written_anew(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Notes")
    await justice.says("First.")
    await justice.says("Second.")
    await justice.sees("Kept: 15 characters.")
    await justice.says("x" * 1300)
    await justice.sees("where 1,200 is the most")
    await justice.presses("Done", message=await _done(justice))
    await justice.sees("First.\n\nSecond.")
    await justice.presses("Notes")
    await justice.presses("Write anew")
    await justice.says("Third.")
    await justice.presses("Done", message=await justice.sees("Kept: 6 characters."))
    whole = await justice.sees("Third.")
    assert "First." not in whole.text


async def _done(person: Person) -> Message:
    await person.says(".")
    return await person.sees("Kept: 18 characters.")


async def test_a_part_is_emptied_and_a_title_changed(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Responsible")
    await justice.says("Prison service")
    await justice.presses("Responsible", message=await justice.sees("Prison service"))
    asked = await justice.sees("So far:")
    await justice.presses("Remove", message=asked)
    await justice.sees("Incomplete: responsible")
    await justice.presses("Change the title")
    await justice.says("x" * 201)
    await justice.sees("where 200 is the most")
    await justice.says("Train all prison staff")
    await justice.sees("Train all prison staff")


async def test_a_step_is_left_with_cancel(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/plan")
    await justice.presses("Add an indicator")
    await justice.sees("What is to be measured?")
    await justice.says("/cancel")
    await justice.sees("ancel")
    assert stage.count(plan_items) == 0
    await added(justice)
    for button in ("Responsible", "Dates", "Budget", "Recommendations", "Notes"):
        await justice.forges("planitem:1:open")
        await justice.presses(button, message=await justice.sees("Incomplete:"))
        await stage.settles()
        await justice.says("/cancel")
        await justice.sees("ancel")
    assert stage.count(plan_versions) == 1


async def test_recommendations_are_linked_by_press_by_number_and_never_of_others(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Recommendations")
    page = await justice.sees("Which recommendations does it serve?")
    first = next(label for label in labels(page) if label.startswith("＋"))
    for _ in range(2):
        await justice.forges(f"planitem:1:serves:1:{int(first[-4:])}:1", message=page)
    await stage.settles()
    assert f"✓ {first[2:]}" in labels(page)
    assert served(stage) == 1
    await justice.presses(f"✓ {first[2:]}", message=page)
    await stage.settles()
    assert served(stage) == 0
    await justice.says("education of girls")
    await justice.sees("These are no numbers of recommendations.")
    await justice.says("9999")
    await justice.sees("not assigned to your institution")
    foreign = stage.rows(select(institutions.c.id).where(institutions.c.code == "ME"))[0].id
    others = _assigned_only_to(stage, foreign)
    await justice.forges(f"planitem:1:serves:1:{others}:1", message=page)
    await justice.sees("not assigned to your institution")
    await justice.says("1-40")
    await justice.sees("recommendations added.")
    assert others not in _served_numbers(stage)
    assert served(stage) > 5


def _assigned_only_to(stage: Stage, institution_id: int) -> int:
    from db.queries.plans import assigned_numbers

    with stage.database.at_once(stage.hour()) as work:
        mine = set(assigned_numbers(work, 1).values())
        return next(number for number in assigned_numbers(work, institution_id).values() if number not in mine)


def _served_numbers(stage: Stage) -> set[int]:
    from db.queries.plans import item, numbers_of

    with stage.database.at_once(stage.hour()) as work:
        found = item(work, 1)
        assert found is not None
        return set(numbers_of(work, found.serves).values())


async def test_all_that_the_institution_has_of_a_cluster_is_linked_at_once(stage: Stage) -> None:
    from db.queries.clusters import add_cluster, add_members

    with stage.database.at_once(stage.hour()) as work:
        cluster = add_cluster(work, stage.sample.country, "Prisons")
        add_members(work, cluster, [stage.recommendation_id(number) for number in (1, 3)])
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Recommendations")
    await justice.presses("Clusters")
    await justice.presses("Prisons (2)")
    await justice.sees("2 recommendations added.")
    assert served(stage) == 2


async def test_from_the_card_to_what_serves_it_and_a_new_activity_that_does(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0001")
    await justice.presses("Plan")
    await justice.sees("No activity or indicator serves this recommendation yet.")
    await justice.presses("Add an activity")
    await justice.says(TRAIN)
    await justice.sees("Serves: QS-0001")
    await justice.says("QS-0001")
    await justice.presses("Plan")
    page = await justice.sees("Plan for QS-0001")
    assert "Activity · incomplete: responsible, timeline, budget and source of funds" in page.text
    await justice.presses(TRAIN, message=page)
    await justice.sees("Serves: QS-0001")


async def test_an_archived_entry_leaves_the_plan_and_can_be_put_back(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Archive")
    asked = await justice.sees("Archive it?")
    for _ in range(2):
        await justice.forges("planitem:1:archive:yes", message=asked)
    archived = await justice.sees("Archived: it is no longer part of the plan.")
    assert "Responsible" not in str(archived.buttons)
    await justice.forges("planitem:1:ask:notes")
    await justice.sees(NOT_THERE)
    await justice.says("/plan")
    await justice.sees("no activity yet")
    await justice.presses("Put back", message=archived)
    await stage.settles()
    assert "Responsible" in str(archived.buttons)
    events = [row.event for row in stage.rows(select(audit_events).where(audit_events.c.subject == "plan_items"))]
    assert events == ["plan item added", "plan item archived", "plan item restored"]


async def test_a_plan_is_read_by_signing_officer_and_coordinator_and_written_by_neither(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    await justice.presses("Recommendations")
    await justice.says("1")
    await justice.sees("1 recommendation added.")
    anselmo = await stage.joined("signing")
    nadege = await stage.joined("coordinator")
    await anselmo.says("/plan")
    page = await anselmo.sees(TRAIN)
    assert "Add an activity" not in str(page.buttons)
    await nadege.says("/plan")
    listed = await nadege.sees("Implementation plans")
    assert "National Assembly" not in listed.text
    while "Ministry of Justice" not in str(listed.buttons):
        await nadege.presses("›", message=listed)
        await stage.settles()
    await nadege.presses("Ministry of Justice", message=listed)
    page = await nadege.sees("1 activity; no indicator yet")
    assert "Add an activity" not in str(page.buttons)
    for reader in (anselmo, nadege):
        await reader.presses(TRAIN)
        item = await reader.sees("Serves: QS-0001")
        assert labels(item) == ["Implementation plan", "Menu"]
        for verb in ("ask:title", "ask:money", "serves:1:1:0", "archive:yes", "clear:title:1", "restore"):
            await reader.forges(f"planitem:1:{verb}")
            await reader.sees("The role that you act in may not do this.")
        await reader.forges("plan:new:activity")
        await reader.sees("may not do this" if reader is anselmo else NOT_THERE)
    await nadege.says("QS-0001")
    await nadege.presses("Plan")
    await nadege.sees("Activity · Ministry of Justice")
    assert (served(stage), stage.count(plan_versions)) == (1, 1)


async def test_a_plan_is_shown_to_nobody_else(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await added(justice)
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    abroad = stage.person("interior", "en")
    await stage.accepts(abroad, stage.invites(Role.COORDINATOR, country="CV"))
    others = [abroad, await stage.joined("education"), await stage.joined("nhri"), await stage.joined("parliament")]
    public = stage.person("public", "en")
    for one in (*others, public):
        await one.says("/help")
        await one.sees("What you can do here")
        for data in (
            "planitem:1",
            "planitem:1:open",
            "planitem:1:ask:title",
            "planitem:1:values:1",
            "planitem:1:archive:yes",
            "plan:of:1:1",
            "plan:QS-0001",
            "plan:new:activity:QS-0001",
        ):
            await one.forges(data)
            await stage.settles()
        assert TRAIN not in one.transcript()
        assert "Add an activity" not in str([message.buttons for message in one.screen[-1:]])
    await others[2].says("/plan")
    await others[2].sees("No plan is asked of an independent body")
    await public.says("/plan")
    await public.sees("This list is for people who act for an institution.")
    assert "/plan" not in (await public.sees("")).text
    assert stage.count(plan_items, plan_items.c.archived_at.is_not(None)) == 0
