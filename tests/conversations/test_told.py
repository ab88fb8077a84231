# ruff: noqa: ASYNC110 - what is waited for stands in the database: there is no event of it
"""What people are told without having asked: what their institution is assigned, an institution out of reach."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import select, update
from stage import Stage

from db.tables import assignments, mailings, outbox, persons, roles
from domain.role import Role
from services.assign import Assigned, Selection, assign
from simulator.person import Person
from views.texts import Texts

JUNE = date(2026, 6, 30)
Assign = Callable[..., Assigned]


@pytest.fixture
def assigns(stage: Stage) -> Assign:
    """The operator assigns: `assigns("MJ", words="torture")`."""

    def run(institution: str, due: date | None = JUNE, **selection: str) -> Assigned:
        stage.hour.moves(minutes=1)
        chosen = Selection(**selection) if selection else Selection(everything=True)  # type: ignore[arg-type]
        with stage.database.at_once(stage.hour()) as work:
            return assign(work, "QS", institution, due, chosen)

    return run


def told(person: Person, *words: str) -> int:
    """How many of the bot's messages to somebody hold one of these."""
    return sum(message.from_bot and any(word in message.text for word in words) for message in person.screen)


# --- assigned ------------------------------------------------------------------------------------------


async def test_an_institution_is_told_of_what_it_is_assigned(
    stage: Stage, assigns: Assign, language: str, t: Texts
) -> None:
    interior = await stage.joined("interior", language)
    done = assigns("MI", words="torture")
    new = done.as_lead + done.as_associated
    assert (done.told.joined, done.told.reachable) == (1, 1)
    got = await interior.sees(t("New recommendations for your institution"))
    one, many = (
        "{count} recommendation has been assigned to your institution.",
        "{count} recommendations have been assigned to your institution.",
    )
    assert t.n(one, many, new) in got.text
    assert t.aside(t.date(JUNE), t.in_days(120)) in got.text
    assert stage.sample.country_names[language] in got.text
    await interior.presses(t("Due dates"))
    await interior.sees(t("due today"))
    assert t("New recommendations for your institution") in got.text
    await interior.presses(t("My institution’s recommendations"), message=got)
    await interior.sees("1/")


async def test_everybody_of_the_institution_is_told_once_and_nobody_else(stage: Stage, assigns: Assign) -> None:
    people = {key: await stage.joined(key) for key in ("justice", "deputy", "signing", "interior", "coordinator")}
    assert assigns("MJ", words="torture").told.joined == 3
    for key in ("justice", "deputy", "signing"):
        await people[key].sees("New recommendations for your institution")
    await stage.settles()
    assert [told(one, "New recommendations") for one in people.values()] == [1, 1, 1, 0, 0]
    assert stage.count(mailings, mailings.c.kind == "assigned", mailings.c.country == "QS") == 1


async def test_nothing_new_is_told_to_nobody(stage: Stage, assigns: Assign) -> None:
    interior = await stage.joined("interior")
    assigns("MI", words="torture")
    await interior.sees("New recommendations")
    again = assigns("MI", words="torture")
    later = assigns("MI", date(2026, 7, 31), words="torture")
    assert (again.told.joined, later.told.joined) == (0, 0)
    await stage.settles()
    assert told(interior, "New recommendations") == 1
    more = assigns("MI")
    await interior.sees(f"{more.as_lead + more.as_associated} recommendations have been assigned")


async def test_without_a_date_none_is_named_and_one_is_counted_as_one(stage: Stage, assigns: Assign) -> None:
    interior = await stage.joined("interior")
    taken = {row.recommendation_id for row in stage.rows(select(assignments.c.recommendation_id))}
    number = next(n for n in range(1, 60) if stage.recommendation_id(n) not in taken)
    assigns("MI", None, places=(f"QS-{number:04}",))  # type: ignore[arg-type]
    got = await interior.sees("1 recommendation has been assigned to your institution.")
    assert "ate:" not in got.text


@pytest.mark.parametrize("key", ["nhri", "judiciary", "parliament", "un"])
async def test_an_independent_body_is_invited_and_held_to_no_date(stage: Stage, assigns: Assign, key: str) -> None:
    body = await stage.joined(key)
    code = {"nhri": "CNDH", "judiciary": "CS", "parliament": "AN", "un": "UNCT"}[key]
    assigns(code, date(2026, 1, 1), words="torture")
    got = await body.sees("Invitation to contribute")
    assert "Your contribution is invited on" in got.text
    assert "in full respect of your independence" in got.text
    assert not any(word in got.text for word in ("verdue:", "date:", "2026", "assigned"))


async def test_nobody_is_told_where_nobody_has_joined(stage: Stage, assigns: Assign) -> None:
    assert assigns("MI", words="torture").told.joined == 0
    interior = await stage.joined("interior")
    await stage.settles()
    assert told(interior, "New recommendations") == 0


async def test_it_says_what_is_so_when_it_leaves(stage: Stage, assigns: Assign) -> None:
    interior = await stage.joined("interior")
    await stage.closes()
    done = assigns("MI", words="prison")
    fresh = [row.id for row in stage.rows(select(assignments.c.id).where(assignments.c.assigned_at == stage.hour()))]
    assert len(fresh) == done.as_lead + done.as_associated
    stage.changes(update(assignments).where(assignments.c.id == fresh[0]).values(ended_at=stage.hour()))
    stage.changes(update(assignments).where(assignments.c.id == fresh[1]).values(due_on=date(2026, 5, 1)))
    stage.changes(update(persons).values(language_chosen="fr"))
    await stage.opens()
    got = await interior.sees("Nouvelles recommandations pour votre institution")
    assert f"{len(fresh) - 1} recommandations viennent" in got.text
    assert "Première date limite\u00a0: 1er mai 2026" in got.text


@pytest.mark.parametrize("gone", ["assignments", "role"])
async def test_what_is_moot_when_it_leaves_is_not_said(stage: Stage, assigns: Assign, gone: str) -> None:
    interior = await stage.joined("interior")
    await stage.closes()
    assigns("MI", words="torture")
    if gone == "role":
        stage.changes(update(roles).values(ended_at=stage.hour()))
    else:
        stage.changes(update(assignments).values(ended_at=stage.hour()))
    before = len(interior.screen)
    await stage.opens()
    await stage.settles()
    assert len(interior.screen) == before
    rows = stage.rows(select(outbox.c.state, outbox.c.failure).where(outbox.c.kind == "assigned"))
    assert [tuple(row) for row in rows] == [("withdrawn", "moot")]


# --- out of reach --------------------------------------------------------------------------------------


async def test_the_coordinator_is_told_once_of_an_institution_out_of_reach(
    stage: Stage, language: str, t: Texts
) -> None:
    nadege = await stage.joined("coordinator", language)
    interior = await stage.joined("interior")
    title = t("An institution can no longer be reached")
    stage.world.faults.add("forbidden", method="sendMessage", chat_id=interior.id, times=2)
    await interior.says("/help")
    got = await nadege.sees(title)
    name = {"en": "Ministry of the Interior", "fr": "Ministère de l’Intérieur", "pt": "Interior", "zh": "内政部"}
    assert name[language] in got.text
    assert interior.user.first_name not in got.text
    await interior.says("/help")
    await stage.settles()
    stage.world.faults.clear()
    await interior.says("/help")
    await interior.sees("What you can do here")
    await interior.blocks()
    await stage.settles()
    assert told(nadege, title) == 1
    stage.hour.moves(days=1)
    await interior.unblocks()
    await interior.blocks()
    await stage.settles()
    assert told(nadege, title) == 2


async def test_as_long_as_a_deputy_can_be_reached_nobody_is_alarmed(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await stage.joined("signing")
    await justice.blocks()
    await stage.settles()
    assert told(nadege, "no longer be reached") == 0
    await deputy.blocks()
    await nadege.sees("An institution can no longer be reached")


async def test_of_independent_bodies_and_the_public_nothing_is_told(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    mateus, yaw = await stage.joined("nhri"), stage.person("public", "en")
    await yaw.says("/help")
    await yaw.sees("What you can do here")
    await mateus.blocks()
    await yaw.blocks()
    await stage.settles()
    assert stage.count(outbox, outbox.c.lane == "bulk") == 0
    assert told(nadege, "reached") == 0


@pytest.mark.parametrize("change", ["reachable", "role"])
async def test_a_warning_that_is_moot_is_not_said(stage: Stage, change: str) -> None:
    nadege = await stage.joined("coordinator")
    interior = await stage.joined("interior")
    # Telegram asks to wait, so that the warning leaves only after the world has changed.
    stage.world.faults.add("too_many_requests", method="sendMessage", chat_id=nadege.id, seconds=2)
    await interior.blocks()
    waits = outbox.c.attempts == 1, outbox.c.ended_at.is_(None), outbox.c.leased_by.is_(None)
    async with asyncio.timeout(20):
        while not stage.count(outbox, *waits):
            await asyncio.sleep(0.01)
    if change == "reachable":
        await interior.unblocks()
        await interior.says("/help")
        await interior.sees("What you can do here")
    else:
        stage.changes(update(roles).where(roles.c.role == Role.COORDINATOR.value).values(ended_at=stage.hour()))
    stage.hour.moves(seconds=2)
    await stage.settles()
    assert told(nadege, "no longer be reached") == 0
