"""/invite: people are invited with a letter of appointment, hand over to a successor, and lose their access."""

from __future__ import annotations

import re

import pytest
from giving import LAW, gives, versions
from seen import labels
from sqlalchemy import select, update
from stage import Stage

from db.tables import appointments, audit_events, dialogs, invitations, roles
from domain.contribution import State
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

LETTER = "88/GM/2026, 27 February 2026"
CODE = re.compile(r"start=([A-Za-z0-9_-]{22})")


def code_of(message: Message) -> str:
    """The code in the link that a message holds."""
    found = CODE.search(message.text)
    assert found is not None, message.text
    return found[1]


def held(stage: Stage, role: Role) -> list[int]:
    """Who holds a role now, by the role's id."""
    found = select(roles.c.id).where(roles.c.role == role.value, roles.c.ended_at.is_(None)).order_by(roles.c.id)
    return [row.id for row in stage.rows(found)]


async def invites(person: Person, label: str, letter: str = LETTER) -> str:
    """Somebody invites to a role in their own house; return the code."""
    await person.says("/invite")
    await person.sees("People")
    await person.presses(label)
    await person.sees("letter of appointment")
    await person.says(letter)
    await person.sees("Letter 88/GM/2026 of 27 February 2026")
    await person.presses("Make the invitation")
    return code_of(await person.sees("The invitation is made"))


async def test_invite_hands_over_to_a_successor_who_finds_everything(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    given = gives(stage, justice, 28)
    await justice.says("/update 1")
    await justice.sees(t("How far is it implemented? Choose the status first."))
    await justice.says("/invite")
    await justice.presses(t("Invite a focal point"))
    asked = await justice.sees("123/GM/2026")
    assert (
        t("Your own access ends as soon as your successor has joined; everything your institution has stays.")
        in asked.text
    )
    await justice.says(f"88/GM/2026, {t.date(stage.hour().date().replace(month=2, day=27))}")
    await justice.sees("88/GM/2026")
    await justice.presses(t("Make the invitation"))
    code = code_of(await justice.sees(t("The invitation is made")))
    assert len(held(stage, Role.FOCAL_POINT)) == 1
    successor = stage.world.person("Aïcha", language)
    stage.hour.moves(minutes=1)
    await stage.accepts(successor, code, language)
    await justice.sees(t("Your access has ended"))
    assert len(held(stage, Role.FOCAL_POINT)) == 1
    assert stage.count(dialogs, dialogs.c.name == "contribute") == 0
    await justice.says("/mine")
    await justice.sees("/find")
    await successor.says("/update 1")
    await successor.sees(t("draft"))
    await successor.says("/update 28")
    await successor.sees(LAW)
    assert [one.id for one in versions(stage) if one.state is State.SUBMITTED] == [given]
    row = stage.rows(select(appointments))[0]
    assert (row.letter_number, str(row.letter_on)) == ("88/GM/2026", "2026-02-27")


async def test_a_deputy_and_a_signing_officer_stand_beside_the_focal_point(stage: Stage) -> None:
    justice = await stage.joined("justice")
    for label in ("Invite a deputy", "Invite a signing officer"):
        code = await invites(justice, label)
        await stage.accepts(stage.world.person(label, "en"), code)
        await justice.sees("Your invitation was accepted")
    await justice.says("/invite")
    shown = await justice.sees("3. Signing officer")
    assert "1. Focal point" in shown.text
    assert "Letter 88/GM/2026 of 27 February 2026" in shown.text
    assert len(held(stage, Role.FOCAL_POINT)) == 1


async def test_the_coordinator_replaces_somebody_who_is_gone(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await nadege.says("/invite")
    await nadege.presses("People of an institution")
    await nadege.sees("Choose the institution")
    await nadege.says("MJ")
    await nadege.sees("Ministry of Justice")
    await nadege.presses("Ministry of Justice")
    await nadege.sees("1. Focal point")
    await nadege.presses("Invite a focal point")
    await nadege.sees("letter of appointment")
    await nadege.says(LETTER)
    await nadege.sees("There is a focal point already, who stays.")
    await nadege.presses("In place of the present one")
    await nadege.sees("The present focal point’s access ends")
    await nadege.presses("Make the invitation")
    code = code_of(await nadege.sees("The invitation is made"))
    await stage.accepts(stage.world.person("Aïcha", "en"), code)
    await justice.sees("Your access has ended")
    await nadege.sees("Your invitation was accepted")
    assert len(held(stage, Role.FOCAL_POINT)) == 1


async def test_access_is_ended_after_a_question_and_the_person_is_told(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    await justice.says("/invite")
    await justice.sees("2. Deputy")
    await justice.presses("✕ 2. End access")
    await justice.sees("What was written in this role stays")
    assert len(held(stage, Role.DEPUTY)) == 1
    await justice.presses("End access")
    await justice.sees("1. Focal point")
    await deputy.sees("Your access has ended")
    assert held(stage, Role.DEPUTY) == []
    assert stage.count(audit_events, audit_events.c.event == "role ended") == 1
    await deputy.says("/due")
    await deputy.sees("This list is for people who act for an institution.")


async def test_somebody_leaves_but_never_the_last_coordinator(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await justice.says("/invite")
    await justice.sees("1. Focal point")
    await justice.presses("✕ 1. End your access")
    await justice.sees("End your access")
    await justice.presses("End your access")
    await justice.sees("Thank you for your work.")
    assert held(stage, Role.FOCAL_POINT) == []
    await nadege.says("/invite")
    await nadege.sees("1. Coordinator")
    await nadege.presses("✕ 1. End your access")
    await nadege.sees("A country needs a coordinator")
    await nadege.says("/invite")
    await nadege.sees("1. Coordinator")
    await nadege.presses("Invite a coordinator")
    await nadege.sees("Make the invitation")
    await nadege.says("what now?")
    await nadege.sees("Make the invitation")
    await nadege.presses("Make the invitation")
    odete = stage.world.person("Odete", "en")
    await stage.accepts(odete, code_of(await nadege.sees("The invitation is made")))
    await odete.says("/invite")
    await odete.presses("✕ 1. End access")
    await odete.sees("The person is told.")
    await odete.presses("End access")
    await nadege.sees("Your access has ended")
    assert len(held(stage, Role.COORDINATOR)) == 1


async def test_an_independent_body_invites_its_own_and_no_coordinator_touches_it(stage: Stage) -> None:
    mateus, nadege = await stage.joined("nhri"), await stage.joined("coordinator")
    await mateus.says("/invite")
    await mateus.sees("1. ")
    await mateus.presses("Invite a colleague")
    await mateus.presses("Make the invitation")
    colleague = stage.world.person("Inês", "en")
    await stage.accepts(colleague, code_of(await mateus.sees("The invitation is made")))
    body = stage.rows(select(roles.c.institution_id).where(roles.c.role == "nhri"))[0].institution_id
    for data in (f"people:{body}", f"people:new:{body}:nhri", f"people:end:{held(stage, Role.NHRI)[0]}:yes"):
        await hears_nothing_of_it(stage, nadege, data)
    assert len(held(stage, Role.NHRI)) == 2


async def test_whoever_is_gone_lets_nobody_in_by_an_invitation_made_before(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    code = await invites(justice, "Invite a deputy")
    await nadege.says("/invite")
    await nadege.presses("People of an institution")
    await nadege.presses("Ministry of Justice")
    await nadege.sees("Invited: deputy focal point")
    await nadege.presses("✕ 1. End access")
    await nadege.sees("The person is told.")
    await nadege.presses("End access")
    shown = await nadege.sees("Nobody has joined yet.")
    assert "Invited" not in shown.text
    stranger = stage.world.person("Rui", "en")
    await stranger.says(f"/start {code}")
    await stranger.sees("invitation")
    assert held(stage, Role.DEPUTY) == []
    assert stage.count(audit_events, audit_events.c.event == "invitation withdrawn") == 1


async def test_somebody_of_the_un_without_an_institution_is_offered_no_invitations(stage: Stage) -> None:
    malia = stage.world.person("Malia", "en")
    await stage.accepts(malia, stage.invites(Role.UN))
    await malia.says("/menu")
    menu = await malia.sees("Menu")
    assert "Invite people" not in labels(menu)
    nadege = await stage.joined("coordinator")
    await nadege.says("/invite")
    shown = await nadege.sees("1. Coordinator")
    assert "2. " not in shown.text


async def test_an_invitation_is_withdrawn(stage: Stage) -> None:
    justice = await stage.joined("justice")
    code = await invites(justice, "Invite a deputy")
    await justice.presses("People")
    await justice.sees("Invited: deputy focal point")
    await justice.presses("Withdraw: deputy focal point")
    shown = await justice.sees("1. Focal point")
    assert "Invited" not in shown.text
    stranger = stage.world.person("Rui", "en")
    await stranger.says(f"/start {code}")
    await stranger.sees("invitation")
    assert held(stage, Role.DEPUTY) == []
    assert stage.count(invitations, invitations.c.accepted_at.is_(None)) > 0


async def hears_nothing_of_it(stage: Stage, person: Person, data: str) -> None:
    """Somebody sends made-up data; whatever the answer is, it is no list of people and no link."""
    await person.says("/help")
    await person.sees("What you can do here")
    before = len(person.screen)
    await person.forges(data)
    await stage.settles()
    said = "".join(message.text for message in person.screen[before:])
    assert "since 2 March" not in said
    assert "start=" not in said


@pytest.mark.parametrize("key", ["deputy", "signing", "interior", "nhri", "public"])
async def test_nobody_else_invites_or_ends_anything_whatever_they_press(stage: Stage, key: str) -> None:
    await stage.joined("justice")
    other = stage.person(key, "en") if key == "public" else await stage.joined(key)
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "QT", language="en", timezone="UTC")
    focal = held(stage, Role.FOCAL_POINT)[0]
    house = stage.rows(select(roles.c.institution_id).where(roles.c.id == focal))[0].institution_id
    before = stage.count(invitations)
    for data in (f"people:{house}", f"people:new:{house}:focal-point", "people:new:0:coordinator",
                 f"people:end:{focal}:yes", "people:make:1", "people:withdraw:1", "people:0"):  # fmt: skip
        await hears_nothing_of_it(stage, other, data)
    assert focal in held(stage, Role.FOCAL_POINT)
    assert stage.count(invitations) == before


async def test_invite_says_to_the_public_whom_it_is_for(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/invite")
    await public.sees("This list is for people who act for an institution.")


async def test_a_role_that_ends_before_the_press_makes_no_invitation(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/invite")
    await justice.presses("Invite a deputy")
    await justice.sees("letter of appointment")
    await justice.says(LETTER)
    await justice.sees("Make the invitation")
    before = stage.count(invitations)
    stage.changes(update(roles).values(ended_at=stage.hour()))
    await justice.presses("Make the invitation")
    await stage.settles()
    assert stage.count(invitations) == before
