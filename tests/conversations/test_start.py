"""/start: an invitation shown, confirmed, refused; and the welcome of whoever comes without one."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import update
from stage import OPERATOR, Stage

from db.tables import invitations
from domain.role import Role
from views.labels import ROLES
from views.texts import Texts, texts

EN = texts("en")
WHOSE = {
    "coordinator": Role.COORDINATOR,
    "justice": Role.FOCAL_POINT,
    "deputy": Role.DEPUTY,
    "signing": Role.SIGNING_OFFICER,
    "parliament": Role.PARLIAMENT,
    "judiciary": Role.JUDICIARY,
    "nhri": Role.NHRI,
    "un": Role.UN,
}


async def test_start_shows_an_invitation_and_waits_for_it_to_be_confirmed(
    stage: Stage, language: str, t: Texts
) -> None:
    justice = stage.person("justice", language)
    await justice.says(f"/start {stage.code('justice')}")
    offer = await justice.sees(t("You are invited to Suivi"))
    assert t("focal point") in offer.text
    assert t.date(stage.hour.at.date().replace(day=16)) in offer.text
    assert stage.roles() == 0
    await justice.presses(t("Confirm"))
    welcome = await justice.sees(t("Welcome. The role has taken effect."))
    assert welcome.message_id == offer.message_id
    assert stage.roles() == 1
    assert t.n("{count} recommendation is assigned to your institution.",
               "{count} recommendations are assigned to your institution.", 11) in welcome.text  # fmt: skip


async def test_start_without_a_code_welcomes_and_says_who_runs_the_bot(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("/start")
    welcome = await public.sees(t("Suivi: follow-up of human rights recommendations"))
    assert OPERATOR in welcome.text
    await public.presses(t("Search"))
    await public.sees(t("What are you looking for? Write words in any language, or a number such as SI-0123."))


@pytest.mark.parametrize(("key", "role"), WHOSE.items())
async def test_every_role_is_shown_before_it_is_given(stage: Stage, key: str, role: Role) -> None:
    person = stage.person(key, "en")
    await person.says(f"/start {stage.code(key)}")
    offer = await person.sees("You are invited to Suivi")
    assert ROLES[role] in offer.text
    assert "Quessania" in offer.text
    assert ("Institution:" in offer.text) is (key != "coordinator")
    assert stage.roles() == 0
    await person.presses("Confirm")
    await person.sees("Welcome. The role has taken effect.")
    assert stage.roles() == 1


@pytest.mark.parametrize("key", ["parliament", "judiciary", "nhri", "un"])
async def test_independent_bodies_are_told_that_nothing_is_ever_overdue(stage: Stage, key: str) -> None:
    person = stage.person(key, "en")
    welcome = await stage.accepts(person, stage.code(key))
    assert "in full respect of your independence" in welcome.text


async def test_an_invitation_that_was_cancelled_can_still_be_used(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    await justice.presses("Cancel")
    await justice.sees("Nothing was changed.")
    assert stage.roles() == 0
    await stage.accepts(justice, stage.code("justice"))
    assert stage.roles() == 1


async def test_a_used_invitation_serves_nobody_else(stage: Stage) -> None:
    await stage.joined("justice")
    malia = stage.person("un", "en")
    await malia.says(f"/start {stage.code('justice')}")
    await malia.sees("This invitation has been used.")
    assert stage.roles() == 1


async def test_who_used_an_invitation_is_told_so_when_they_open_it_again(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You have accepted this invitation already.")
    assert stage.roles() == 1


async def test_a_role_held_already_is_not_given_twice(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says(f"/start {stage.invites(Role.FOCAL_POINT, 'MJ')}")
    await justice.sees("You have this role already.")
    assert stage.roles() == 1


async def test_an_invitation_expires_after_fourteen_days(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    stage.hour.moves(days=14)
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("This invitation expired on 16 March 2026.")
    assert stage.roles() == 0


async def test_an_invitation_that_expires_before_it_is_confirmed_gives_nothing(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    stage.hour.moves(days=15)
    await justice.presses("Confirm")
    await justice.sees("This invitation expired")
    assert stage.roles() == 0


@pytest.mark.parametrize(
    "code", ["abcdefghijklmnopqrstuv", "1", "../../etc/passwd", "' OR 1=1 --", "é" * 500, "😀", "A" * 64]
)
async def test_a_made_up_code_opens_nothing(stage: Stage, code: str) -> None:
    public = stage.person("public", "en")
    await public.says(f"/start {code}")
    await public.sees("No invitation has this code.")
    assert stage.roles() == 0


@pytest.mark.parametrize("written", ["{code}", "https://t.me/suivi_bot?start={code}", "t.me/suivi_bot?start={code}"])
async def test_a_code_is_understood_without_the_command_and_as_a_whole_link(stage: Stage, written: str) -> None:
    justice = stage.person("justice", "en")
    await justice.says(written.format(code=stage.code("justice")))
    await justice.sees("You are invited to Suivi")
    assert stage.roles() == 0


async def test_a_confirmation_without_a_code_gives_nothing(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/start")
    await public.sees("Suivi")
    await public.forges("join:yes")
    await public.notices("This button is no longer valid.")
    await public.sees("Menu")
    assert stage.roles() == 0


async def test_a_confirmation_after_another_command_has_closed_the_offer_gives_nothing(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    offer = await justice.sees("You are invited")
    await justice.says("/menu")
    await justice.sees("Menu")
    await justice.presses("Confirm", message=offer)
    await justice.notices("This button is no longer valid.")
    assert stage.roles() == 0


async def test_confirming_twice_gives_one_role(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    offer = await justice.sees("You are invited")
    await justice.presses("Confirm", message=offer)
    await justice.forges("join:yes", message=offer)
    await justice.notices("This button is no longer valid.")
    await stage.settles()
    assert stage.roles() == 1


async def test_of_two_people_with_one_code_one_gets_the_role(stage: Stage) -> None:
    first, second = stage.person("justice", "en"), stage.person("interior", "en")
    for person in (first, second):
        await person.says(f"/start {stage.code('justice')}")
    for person in (first, second):
        await person.sees("You are invited")
    await asyncio.gather(first.presses("Confirm"), second.presses("Confirm"))
    await stage.settles()
    texts_shown = sorted(person.screen[-1].text.partition(".")[0] for person in (first, second))
    assert texts_shown == ["This invitation has been used", "Welcome"]
    assert stage.roles() == 1


async def test_whoever_types_beside_an_offer_is_shown_it_again(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    await justice.says("yes, that is me")
    await justice.sees("You are invited")
    assert stage.roles() == 0


async def test_an_offer_withdrawn_meanwhile_is_explained(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    stage.changes(update(invitations).values(expires_at=stage.hour()))
    await justice.says("hello?")
    await justice.sees("This invitation expired")


async def test_a_member_who_starts_again_sees_the_menu(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/start")
    await justice.sees("My institution’s recommendations")
