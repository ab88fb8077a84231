"""A unit is asked for its part of an answer, answers or does not, and nothing gets into the draft by itself."""

from __future__ import annotations

import re

import pytest
from giving import versions
from sqlalchemy import select, update
from stage import Stage

from db.tables import (
    assignments,
    audit_events,
    countries,
    institutions,
    invitations,
    outbox,
    part_requests,
    roles,
    units,
)
from domain.contribution import Part
from domain.parts import LONGEST_ANSWER, LONGEST_QUESTION
from domain.role import Role
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts, texts

ASK = "How many detainees were there at the end of 2025?"
FIGURES = "6,412 on 31 December 2025, in 14 prisons."


CODE = re.compile(r"start=([A-Za-z0-9_-]{22})")


def data(message: Message, label: str) -> str:
    """What pressing a button sends."""
    return next(str(key["callback_data"]) for key in message.keys if key["text"] == label)


def links(person: Person) -> list[str]:
    """The codes of the links that somebody was given, the newest last."""
    return [found[1] for message in person.screen if (found := CODE.search(message.text))]


async def asks(justice: Person, unit: str = "Prison Statistics", question: str = ASK, language: str = "en") -> Message:
    """A focal point asks a unit about QS-0028, from its card; returns the request as it then stands."""
    t = texts(language)
    await justice.says("QS-0028")
    await justice.presses(t("Ask a unit"), message=await justice.sees(t("Implementation status:")))
    await justice.sees(t("Ask a unit"))
    await justice.says(unit)
    await justice.sees(t("What do you need from this unit? It sees the recommendation and what you write now."))
    await justice.says(question)
    await justice.presses(t("Send"), message=await justice.sees(t("Preview. This is what the unit will read:")))
    return await justice.sees(t("awaiting an answer"))


async def colleague_of(stage: Stage, justice: Person, name: str = "Ana", language: str = "en") -> Person:
    """Somebody of the unit that has just been asked, who has accepted the link."""
    await justice.sees("start=")
    person = stage.world.person(name, language)
    await stage.accepts(person, links(justice)[-1], language)
    return person


async def answers(ana: Person, text: str = FIGURES) -> None:
    """Somebody of the unit answers what is asked."""
    await ana.presses("Reply", message=await ana.sees("Your unit is asked"))
    await ana.sees("Write the answer")
    await ana.says(text)
    await ana.presses("Send", message=await ana.sees("Preview."))
    await ana.sees("Your answer has been sent.")


def received(person: Person, text: str) -> list[Message]:
    """The bot's messages to somebody that hold this."""
    return [message for message in person.screen if message.from_bot and text in message.text]


async def test_asked_of_a_unit_it_answers_and_that_is_put_into_the_draft(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await asks(justice, language=language)
    await justice.sees(t("Nobody of this unit has joined yet."))
    made = await justice.sees(
        t("What the unit is asked reaches them as soon as they have joined. They see nothing else.")
    )
    assert "Prison Statistics" in made.text
    ana = await colleague_of(stage, justice, language=language)
    asked = await ana.sees(t("Your unit is asked for its part of an answer"))
    assert ASK in asked.text
    await ana.says("/asked")
    await ana.presses("QS-0028", message=await ana.sees(t("Asked of your unit")))
    await ana.presses(t("Reply"), message=await ana.sees(ASK))
    await ana.sees(t("Write the answer, in one message or several; you will see the whole before it is sent."))
    await ana.says("6,412.")
    await ana.sees("6,412.")
    await ana.says("In 14 prisons.")
    preview = await ana.sees("6,412.\n\nIn 14 prisons.")
    await ana.presses(t("Send"), message=preview)
    await ana.sees(t("Your answer has been sent. If something in it is wrong, tell your focal point."))
    told = await justice.sees(t("A unit has answered"))
    assert "6,412.\n\nIn 14 prisons." in told.text
    assert versions(stage) == []
    await justice.presses(t("Put into: {part}", part=t("Measures taken")), message=told)
    draft = await justice.sees(t("Units that have answered:"))
    assert "6,412." in draft.text
    assert versions(stage)[0].content.parts == {Part.MEASURES: "6,412.\n\nIn 14 prisons."}
    await justice.says("/asked")
    await justice.sees(t("answered"))


async def test_an_answer_is_put_into_a_part_once_and_into_others_too(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    await answers(await colleague_of(stage, justice))
    told = await justice.sees("A unit has answered")
    for _ in range(3):
        await justice.presses("Put into: Difficulties", message=told)
        await justice.sees("Units that have answered: 1 of 1")
    await justice.presses("Put into: Next steps", message=told)
    await justice.sees("Next steps: 6,412")
    parts = versions(stage)[0].content.parts
    assert parts == {Part.DIFFICULTIES: FIGURES, Part.NEXT_STEPS: FIGURES}


async def test_the_draft_shows_what_units_have_answered(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/update 28")
    await justice.presses("Ask a unit", message=await justice.sees("Choose the status first."))
    await justice.sees("Which unit is it?")
    await justice.says("Prison Statistics")
    await justice.sees("What do you need from this unit?")
    await justice.says(ASK)
    await justice.presses("Send", message=await justice.sees("Preview."))
    ana = await colleague_of(stage, justice)
    await justice.says("/update 28")
    await justice.sees("Units that have answered: 0 of 1")
    await answers(ana)
    await justice.sees("A unit has answered")
    await justice.says("/update 28")
    await justice.presses("Requests to units", message=await justice.sees("Units that have answered: 1 of 1"))
    await justice.presses("Prison Statistics", message=await justice.sees("QS-0028"))
    shown = await justice.sees(FIGURES)
    assert "Draft" in str(shown.buttons)
    await justice.presses("Put into: Measures taken", message=shown)
    await justice.sees("Measures taken: 6,412")


async def test_a_date_is_set_and_shown_to_the_unit(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await justice.says("QS-0028")
    await justice.presses("Ask a unit", message=await justice.sees("Implementation status:"))
    await justice.presses("Prison Statistics", message=await justice.sees("Choose the unit"))
    await justice.sees("What do you need from this unit?")
    await justice.says("And in 2024?")
    preview = await justice.sees("1 person will receive it.")
    undated = data(preview, "Send")
    await justice.presses("Set a date", message=preview)
    await justice.sees("By when?")
    await justice.says("1 March 2026")
    await justice.sees("A day that is still to come is needed")
    await justice.says("15 June")
    dated = await justice.sees("Wanted by: 15 June 2026")
    await justice.forges(undated)
    await justice.notices("This button is no longer valid.")
    await justice.presses("Send", message=dated)
    await justice.sees("awaiting an answer")
    asked = await ana.sees("And in 2024?")
    assert "15 June 2026" in asked.text
    assert stage.count(units) == 1
    assert not received(justice, "?start=")[1:]


async def test_a_unit_says_that_it_is_not_for_it(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    asked = await ana.sees("Your unit is asked")
    await ana.presses("This is not for us", message=asked)
    sure = await ana.sees("Tell your institution’s focal point that this is not for your unit?")
    await ana.presses("This is not for us", message=sure)
    await ana.sees("is told that this is not for your unit.")
    told = await justice.sees("A unit says that this is not for it")
    assert "Put into" not in str(told.buttons)
    await ana.presses("Reply", message=asked)
    await ana.sees("QS-0028, not for this unit")
    request = stage.rows(select(part_requests.c.id))[0].id
    await justice.forges(f"part:{request}:use:measures")
    await justice.sees("the unit has said that it is not for it")
    assert versions(stage) == []


async def test_a_request_is_withdrawn_while_the_unit_writes(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.presses("Reply", message=await ana.sees("Your unit is asked"))
    await ana.sees("Write the answer")
    await ana.says(FIGURES)
    preview = await ana.sees("Preview.")
    await justice.says("/asked")
    await justice.presses("Prison Statistics", message=await justice.sees("1 awaits an answer"))
    await justice.presses("Withdraw the request", message=await justice.sees("QS-0028, awaiting an answer"))
    await justice.sees("withdrawn")
    await ana.sees("An answer of your unit is no longer needed")
    await ana.presses("Send", message=preview)
    await ana.sees("QS-0028, withdrawn")
    await ana.says("/asked")
    await ana.sees("Your unit has not been asked for anything yet.")
    assert stage.rows(select(part_requests.c.answer_sealed))[0].answer_sealed is None


async def test_pressed_three_times_it_is_asked_and_answered_once(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask a unit", message=await justice.sees("Implementation status:"))
    await justice.sees("Which unit is it?")
    await justice.says("Prison Statistics")
    await justice.sees("What do you need")
    await justice.says(ASK)
    preview = await justice.sees("Preview.")
    pressed = data(preview, "Send")
    for _ in range(3):
        await justice.forges(pressed, message=preview)
    await stage.settles()
    assert (stage.count(part_requests), stage.count(units)) == (1, 1)
    ana = await colleague_of(stage, justice)
    await ana.presses("Reply", message=await ana.sees("Your unit is asked"))
    await ana.sees("Write the answer")
    await ana.says(FIGURES)
    preview = await ana.sees("Preview.")
    pressed = data(preview, "Send")
    for _ in range(3):
        await ana.forges(pressed, message=preview)
    await stage.settles()
    assert len(received(justice, "A unit has answered")) == 1
    assert stage.count(audit_events, audit_events.c.event == "part answered") == 1


async def test_a_colleague_sees_what_the_unit_is_asked_for_and_nothing_else(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/update 28")
    await justice.presses("In progress", message=await justice.sees("Choose the status first."))
    await justice.sees("What has been done?")
    await justice.says("A law was adopted in May.")
    await justice.sees("Kept:")
    await justice.says("/cancel")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.sees("Your unit is asked")
    await ana.says("/menu")
    menu = await ana.sees("Menu")
    assert "Colleague of a unit · Prison Statistics · Ministry of Justice" in menu.text
    public = stage.person("public", "en")
    await public.says("/menu")
    seen = (await public.sees("Menu")).buttons
    assert sorted(map(str, menu.buttons)) == sorted(map(str, [["Asked of your unit"], *seen]))
    draft = versions(stage)[0].id
    role = stage.rows(select(roles.c.id).where(roles.c.role == Role.COLLEAGUE.value))[0].id
    for command in ("/mine", "/due", "/round", "/update 28", "/invite", "/assign", "/review", "/remind", "/export"):
        await ana.says(command)
    for forged in (
        f"draft:{draft}", f"draft:{draft}:preview", "mine:1", "due:1", f"evidence:{draft}", "clear", "others:QS-0028",
        "ack:QS-0028", "contest:QS-0028", "later:QS-0028", "ask:QS-0028", "people", "people:0", "sheet", "units",
        "unit:1", "unit:1:invite", "asked:QS-0028", "update:QS-0028", "history:QS-0028", f"role:{role}", "open:mine",
        *(f"people:{one.id}" for one in stage.rows(select(institutions.c.id))),
    ):  # fmt: skip
        await ana.forges(forged)
    await ana.says("QS-0028")
    card = await ana.sees("Implementation status:")
    assert "Ministry" not in card.text
    assert card.buttons == [["Copy as text"], ["Menu"]]
    await stage.settles()
    assert "A law was adopted" not in "".join(one.text for one in ana.screen)
    assert "Lead institution" not in "".join(one.text for one in ana.screen)
    assert stage.count(assignments, assignments.c.acknowledged_at.is_not(None)) == 0


async def test_the_colleague_of_one_unit_sees_nothing_of_another(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await asks(justice, "Legal Affairs", "Which law?")
    rui = await colleague_of(stage, justice, "Rui")
    await rui.sees("Which law?")
    await ana.says("/asked")
    assert "Which law?" not in (await ana.sees("Asked of your unit")).text
    other = stage.rows(select(part_requests.c.id).order_by(part_requests.c.id.desc()))[0].id
    interior, nadege = await stage.joined("interior"), await stage.joined("coordinator")
    for person in (ana, interior, nadege):
        for forged in (f"part:{other}", f"part:{other}:answer", f"part:{other}:decline:yes", f"part:{other}:withdraw",
                       f"part:{other}:use:measures", f"part:{other}:send:1"):  # fmt: skip
            await person.forges(forged)
            await person.notices("This button is no longer valid.")
    signing = await stage.joined("signing")
    for forged in (f"part:{other}", f"part:{other}:withdraw"):
        await signing.forges(forged)
        await signing.sees("The role that you act in may not do this.")
    for forged in (f"part:{other}:answer", f"part:{other}:decline:yes"):
        await justice.forges(forged)
        await justice.sees("The role that you act in may not do this.")
    await stage.settles()
    assert [row.state for row in stage.rows(select(part_requests.c.state))] == ["asked", "asked"]
    assert not [one for one in (*ana.screen, *interior.screen, *nadege.screen) if "Which law?" in one.text]


@pytest.mark.parametrize("key", ["interior", "signing", "nhri", "coordinator", "public"])
async def test_only_writers_of_an_institution_that_has_it_ask_a_unit(stage: Stage, key: str) -> None:
    person = stage.person(key, "en") if key == "public" else await stage.joined(key)
    await person.says("QS-0028")
    card = await person.sees("Implementation status:")
    assert "Ask a unit" not in str(card.buttons)
    for forged in ("ask:QS-0028", "ask:QS-0028:at:1", "ask:send:1", "ask:when", "ask:day:2026-06-30", "ask:anew",
                   "ask:back", "units", "unit:1", "unit:1:invite", "unit:1:withdraw"):  # fmt: skip
        await person.forges(forged)
    await stage.settles()
    assert (stage.count(part_requests), stage.count(units)) == (0, 0)
    assert stage.count(invitations, invitations.c.role == Role.COLLEAGUE.value) == 0


async def test_a_deputy_asks_and_the_focal_point_hears_when_the_deputy_is_gone(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await asks(deputy)
    ana = await colleague_of(stage, deputy)
    stage.changes(update(roles).where(roles.c.role == Role.DEPUTY.value).values(ended_at=stage.hour()))
    await answers(ana)
    told = await justice.sees("A unit has answered")
    assert FIGURES in told.text
    await stage.settles()
    assert received(deputy, "A unit has answered") == []


async def test_an_answer_to_the_one_who_asked_and_to_nobody_else(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await asks(deputy)
    await answers(await colleague_of(stage, deputy))
    await deputy.sees("A unit has answered")
    await stage.settles()
    assert received(justice, "A unit has answered") == []
    await justice.says("/asked")
    await justice.sees("answered")


async def test_a_colleague_whose_access_has_ended_is_asked_no_more(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    asked = await ana.sees("Your unit is asked")
    await justice.says("/asked")
    await justice.presses("Units", message=await justice.sees("Requests to units"))
    await justice.presses("Prison Statistics", message=await justice.sees("Units of your institution"))
    await justice.presses("✕ 1. End access", message=await justice.sees("1. Colleague"))
    await justice.presses("End access", message=await justice.sees("The person is told."))
    await justice.sees("Nobody of this unit has joined yet.")
    ended = await ana.sees("Your access has ended")
    assert "Prison Statistics" in ended.text
    await ana.presses("Reply", message=asked)
    await ana.notices("This button is no longer valid.")
    await ana.says("/asked")
    await ana.sees("This list is for people who act for an institution.")
    await asks(justice, question="And in 2024?")
    await stage.settles()
    assert received(ana, "And in 2024?") == []
    assert len(links(justice)) == 2


async def test_a_colleague_leaves(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.says("/asked")
    await ana.presses("✕ End your access", message=await ana.sees("Asked of your unit"))
    await ana.presses("End your access", message=await ana.sees("What was written in this role stays"))
    await ana.sees("Thank you for your work.")
    await ana.says("/menu")
    assert "Colleague" not in (await ana.sees("Menu")).text
    assert stage.count(roles, roles.c.role == Role.COLLEAGUE.value, roles.c.ended_at.is_(None)) == 0


async def test_a_new_link_takes_the_place_of_the_one_before_and_can_be_withdrawn(stage: Stage) -> None:
    deputy = await stage.joined("deputy")
    await asks(deputy)
    await deputy.presses("People of the unit", message=await deputy.sees("Nobody of this unit has joined yet."))
    await deputy.presses("Invite a colleague", message=await deputy.sees("An invitation waits"))
    await deputy.sees("start=")
    first, second = links(deputy)
    ana = stage.world.person("Ana", "en")
    await ana.says(f"/start {first}")
    await ana.sees("invitation")
    await deputy.says("/asked")
    await deputy.presses("Units", message=await deputy.sees("Requests to units"))
    await deputy.presses("Prison Statistics", message=await deputy.sees("Units of your institution"))
    await deputy.presses("Withdraw the invitation", message=await deputy.sees("An invitation waits"))
    shown = await deputy.sees("Nobody of this unit has joined yet.")
    assert "waits" not in shown.text
    await ana.says(f"/start {second}")
    await ana.sees("invitation")
    assert stage.count(roles, roles.c.role == Role.COLLEAGUE.value) == 0


async def test_asked_twice_before_anybody_has_joined_there_is_one_link_and_both_arrive(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    await justice.sees("start=")
    await asks(justice, "prison STATISTICS", "And in 2024?")
    await stage.settles()
    assert (len(links(justice)), stage.count(units)) == (1, 1)
    ana = stage.world.person("Ana", "en")
    await stage.accepts(ana, links(justice)[0])
    await ana.sees(ASK)
    await ana.sees("And in 2024?")
    await justice.sees("Your invitation was accepted")


async def test_somebody_of_a_unit_is_no_colleague_of_it_twice(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    unit = stage.rows(select(units.c.id))[0].id
    await justice.forges(f"unit:{unit}:invite")
    await justice.sees("start=")
    await ana.says(f"/start {links(justice)[-1]}")
    await ana.sees("already")
    await asks(justice, "Legal Affairs", "Which law?")
    await justice.sees("start=")
    await stage.accepts(ana, links(justice)[-1])
    await ana.sees("Which law?")
    await ana.says("/asked")
    both = await ana.sees("2 await an answer")
    assert [label for row in both.buttons for label in row if "End your access" in label] == [
        "✕ End your access, Prison Statistics",
        "✕ End your access, Legal Affairs",
    ]


async def test_a_colleague_who_acts_in_a_role_elsewhere_answers_without_a_switch(stage: Stage) -> None:
    justice, interior = await stage.joined("justice"), await stage.joined("interior")
    await asks(justice)
    await justice.sees("start=")
    await stage.accepts(interior, links(justice)[-1])
    asked = await interior.sees("Your unit is asked")
    await interior.says("/menu")
    menu = await interior.sees("Menu")
    assert "Focal point · Ministry of the Interior" in menu.text
    assert "Act as" not in str(menu.buttons)
    await interior.says("QS-0028")
    assert "Ministry of Justice" in (await interior.sees("Implementation status:")).text  # as any focal point
    await interior.presses("Reply", message=asked)
    await interior.sees("Write the answer")
    await interior.says(FIGURES)
    await interior.presses("Send", message=await interior.sees("Preview."))
    await interior.sees("Your answer has been sent.")
    await justice.sees("A unit has answered")
    await interior.says("/asked")
    await interior.presses("Asked of your unit", message=await interior.sees("No unit has been asked yet."))
    await interior.sees("QS-0028")


async def test_a_closed_country_is_closed_to_a_colleague_but_for_what_is_asked(stage: Stage) -> None:
    justice = await stage.joined("justice")
    stage.rewrites(28, "Ensure that every prison has a doctor. " * 20)
    await asks(justice)
    ana = await colleague_of(stage, justice)
    asked = await ana.sees("Your unit is asked")
    stage.changes(update(countries).values(open=False))
    await ana.says("QS-0028")
    await ana.sees("There is no such recommendation.")
    await ana.presses("Read all", message=asked)
    whole = await ana.sees("has a doctor. Ensure")
    assert whole.text.count("has a doctor") == 20
    await ana.presses("Back", message=whole)
    await ana.sees("awaiting an answer")


async def test_bad_dates_and_a_day_that_can_be_read_in_two_ways(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask a unit", message=await justice.sees("Implementation status:"))
    await justice.sees("Which unit is it?")
    await justice.says("Prison Statistics")
    await justice.sees("What do you need")
    await justice.says(ASK)
    await justice.presses("Set a date", message=await justice.sees("Preview."))
    await justice.sees("By when?")
    await justice.says("someday")
    await justice.sees("someday")
    await justice.says("05/06/2026")
    await justice.presses("6 May 2026", message=await justice.sees("Which day do you mean?"))
    await justice.presses("Change the date", message=await justice.sees("Wanted by: 6 May 2026"))
    await justice.presses("Back", message=await justice.sees("By when?"))
    await justice.presses("Change", message=await justice.sees("Wanted by: 6 May 2026"))
    await justice.sees("What do you need")


async def test_nobody_is_reminded_or_counted_who_is_a_colleague(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.sees("Your unit is asked")
    await nadege.says("/remind MJ")
    await nadege.sees("1 person will receive it.")
    await nadege.says("Please send your figures.")
    await nadege.presses("Send", message=await nadege.sees("Preview."))
    await justice.sees("Please send your figures.")
    await stage.settles()
    assert received(ana, "figures") == []


async def test_too_much_or_nothing_is_refused_and_what_was_there_stays(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("QS-0028")
    await justice.presses("Ask a unit", message=await justice.sees("Implementation status:"))
    await justice.sees("Which unit is it?")
    await justice.says("x" * 121)
    await justice.sees("121 characters, where 80 is the most")
    await justice.says("  Prison \n Statistics ")
    await justice.sees("Unit: Prison Statistics")
    await justice.says("y" * (LONGEST_QUESTION - 1))
    await justice.sees("Preview.")
    await justice.says("z")
    await justice.sees("a message holds at most 1,000")
    preview = [one for one in justice.screen if "Preview." in one.text][-1]
    await justice.presses("Send", message=preview)
    ana = await colleague_of(stage, justice)
    await ana.presses("Reply", message=await ana.sees("Your unit is asked"))
    await ana.sees("Write the answer")
    await ana.says("😀" * (LONGEST_ANSWER // 2))
    preview = await ana.sees("Preview.")
    await ana.says("z")
    await ana.sees("a message holds at most 2,000")
    await ana.presses("Send", message=preview)
    told = await justice.sees("A unit has answered")
    assert "😀" * (LONGEST_ANSWER // 2) in told.text


async def test_what_is_asked_and_answered_lies_sealed(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice, question="xylophone")
    await answers(await colleague_of(stage, justice), "marimba")
    await justice.sees("marimba")
    await stage.settles()
    stored = "".join(str(stage.rows(select(table))) for table in (part_requests, outbox, audit_events))
    assert "xylophone" not in stored
    assert "marimba" not in stored


async def test_a_recommendation_that_is_no_longer_assigned_takes_no_answer_into_a_draft(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    await answers(await colleague_of(stage, justice))
    told = await justice.sees("A unit has answered")
    of_it = assignments.c.recommendation_id == stage.recommendation_id(28)
    stage.changes(update(assignments).where(of_it).values(ended_at=stage.hour()))
    await justice.presses("Put into: Measures taken", message=told)
    await justice.sees("This recommendation is not assigned to your institution, or no longer.")
    assert versions(stage) == []


async def test_a_successor_finds_what_units_were_asked_and_hears_the_answer(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.sees("Your unit is asked")
    successor = stage.world.person("Aïcha", "en")
    await stage.accepts(successor, stage.invites(Role.FOCAL_POINT, "MJ"))
    of_justice = select(roles.c.id).where(roles.c.role == Role.FOCAL_POINT.value).order_by(roles.c.id)
    stage.changes(update(roles).where(roles.c.id == stage.rows(of_justice)[0].id).values(ended_at=stage.hour()))
    await answers(ana)
    await successor.presses("Put into: Next steps", message=await successor.sees("A unit has answered"))
    await successor.sees("Next steps: 6,412")
    assert received(justice, "A unit has answered") == []
    await justice.says("/asked")
    await justice.sees("This list is for people who act for an institution.")


async def test_who_acts_in_another_role_when_the_answer_comes_is_shown_the_way(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    stage.hour.moves(minutes=1)
    await stage.accepts(justice, stage.invites(Role.SIGNING_OFFICER, "ME"))
    await answers(ana)
    told = await justice.sees("A unit has answered")
    assert FIGURES in told.text
    assert told.buttons == [["Act as Focal point · Ministry of Justice · Quessania"]]
    await justice.forges(data_of_use(stage))
    await justice.notices("This button is no longer valid.")
    stage.hour.moves(minutes=1)
    await justice.presses("Act as", message=told)
    await justice.sees("Menu")
    await justice.forges(data_of_use(stage))
    await justice.sees("Measures taken: 6,412")


def data_of_use(stage: Stage) -> str:
    """What putting the answer into the measures taken sends."""
    return f"part:{stage.rows(select(part_requests.c.id))[0].id}:use:measures"


async def test_a_photo_is_no_answer_and_the_answer_goes_on(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await asks(justice)
    ana = await colleague_of(stage, justice)
    await ana.presses("Reply", message=await ana.sees("Your unit is asked"))
    await ana.sees("Hand files to your focal point by another way.")
    await ana.sends_photo(b"figures")
    await ana.sees("")
    await ana.says(FIGURES)
    await ana.presses("Send", message=await ana.sees("Preview."))
    await ana.sees("Your answer has been sent.")
