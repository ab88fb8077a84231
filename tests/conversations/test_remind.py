"""/remind: a coordinator writes to the people of one institution, sees what becomes of it, and nobody else can."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from seen import data, received
from sqlalchemy import insert, select, update
from stage import Stage

from db.tables import audit_events, countries, institutions, mailings, outbox, persons, roles
from domain.mailing import LONGEST
from domain.role import Role
from domain.text import fold
from services.set_up import add_country, add_institution
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

ASK = "Please send your contributions on prisons by Friday.\n\nThank you."
RECEIVED = "The Interministerial Committee for Human Rights · Quessania"


def sent(stage: Stage) -> int:
    """How many messages to institutions were ever put into the outbox."""
    return stage.count(outbox, outbox.c.kind == "message to institution")


async def is_put_off(stage: Stage) -> None:
    """Wait until a message to an institution was tried once and waits for the hour to be tried again."""
    put_off = (outbox.c.kind == "message to institution", outbox.c.attempts == 1, outbox.c.ended_at.is_(None))
    async with asyncio.timeout(10):
        while not stage.count(outbox, *put_off, outbox.c.leased_by.is_(None)):
            with suppress(TimeoutError):
                await stage.world.changes.next(["nothing"], 0.01)


async def previews(nadege: Person, code: str, text: str = ASK) -> Message:
    """The coordinator writes a message to an institution and has its preview before them."""
    await nadege.says(f"/remind {code}")
    await nadege.sees("Write the message.")
    await nadege.says(text)
    return await nadege.sees("Preview.")


async def test_remind_is_written_previewed_sent_and_followed(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    await nadege.says("/remind")
    await nadege.sees(t("Choose the institution, or write a part of its name or its code."))
    name = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
    await nadege.says("MJ")
    asked = await nadege.sees(name[language])
    ask = t.n("Write the message. {count} person will receive it.", "", 1)
    assert ask in asked.text
    await nadege.says(ASK)
    preview = await nadege.sees(t.n("Preview. This is how {count} person will receive it:", "", 1))
    previewed = preview.text
    await nadege.presses(t("Send"))
    outcome = await nadege.sees(name[language])
    assert outcome.message_id == preview.message_id
    got = await justice.sees(ASK)
    assert got.text in previewed
    assert got.text.startswith(stage.texts(language).name(stage.rows(select(countries.c.mechanism_names))[0][0]))
    assert name[language] in got.text
    assert {label for row in got.buttons for label in row} == {t("My institution’s recommendations"), t("Due dates")}
    await stage.settles()
    stage.hour.moves(minutes=7)
    await nadege.presses(t("Look again"))
    followed = await nadege.sees(t("As at {time}.", time="09:37"))
    assert followed.message_id == preview.message_id
    assert t("Your message has been sent") in followed.text
    assert t("Sent:") in followed.text
    await justice.presses(t("Due dates"))
    await justice.sees(t("due today"))
    assert ASK in got.text


async def test_it_goes_to_focal_points_and_deputies_each_in_their_language(stage: Stage) -> None:
    people = {key: await stage.joined(key, "fr") for key in ("justice", "deputy", "signing", "education", "nhri")}
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege, "MJ")
    assert "how 2 people will receive it" in preview.text
    await nadege.presses("Send")
    for key in ("justice", "deputy"):
        got = await people[key].sees(ASK)
        assert "Le Comité interministériel des droits de l’homme · Quessanie" in got.text
        assert "À\u00a0: Ministère de la Justice" in got.text
    await stage.settles()
    assert [received(people[key], ASK) for key in ("signing", "education", "nhri")] == [[], [], []]
    event = stage.rows(select(audit_events).where(audit_events.c.event == "message sent to institution"))[0]
    assert event.details["people"] == 2


async def test_institutions_are_listed_five_a_page_and_found_by_typing(stage: Stage) -> None:
    await stage.joined("education")
    nadege = await stage.joined("coordinator", "fr")
    await nadege.says("/remind")
    first = await nadege.sees("1/3")
    names = [row[0] for row in first.buttons[:5]]
    assert names == sorted(names, key=fold)
    assert names[3].startswith("Équipe de pays")
    await nadege.presses("›")
    second = await nadege.sees("2/3")
    assert second.message_id == first.message_id
    assert names != [row[0] for row in second.buttons[:5]]
    await nadege.says("sante")
    await nadege.sees("Ministère de la Santé")
    await nadege.says("/remind")
    await nadege.sees("1/3")
    await nadege.says("ministere")
    found = await nadege.sees("1/2")
    assert "Recherche" in found.text
    assert all("Ministère" in row[0] for row in found.buttons[:5])
    await nadege.presses("›")
    await nadege.presses("‹", message=await nadege.sees("2/2"))
    await nadege.presses("l’Éducation", message=await nadege.sees("1/2"))
    await nadege.sees("Écrivez le message. 1 personne le recevra.")


async def test_an_institution_that_is_not_there_is_not_found(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind xylophone <b>")
    page = await nadege.sees("No institution has this in its name or code.")
    assert "Search: xylophone <b>" in page.text
    await nadege.presses("All institutions")
    assert (await nadege.sees("1/3")).message_id == page.message_id


async def test_a_country_without_institutions_says_who_sets_them_up(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    stage.changes(update(institutions).values(archived_at=stage.hour()))
    await nadege.says("/remind")
    await nadege.sees("There is no institution yet.")


async def test_what_is_written_further_is_added_and_change_begins_anew(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    first = await previews(nadege, "MI", "One.")
    await nadege.says("Two &amp; <i>three</i>.")
    second = await nadege.sees("Preview.")
    assert "One.\n\nTwo &amp; <i>three</i>.\n" in second.text
    await nadege.presses("Send", message=first)
    await nadege.notices("This button is no longer valid.")
    assert sent(stage) == 0
    await nadege.presses("Change", message=second)
    asked = await nadege.sees("Write the message.")
    assert asked.message_id == second.message_id
    await nadege.says("Four.")
    third = await nadege.sees("Preview.")
    assert "One." not in third.text
    await nadege.presses("Send")
    await interior.sees("Four.")
    await stage.settles()
    assert received(interior, "One.") == []


async def test_cancel_sends_nothing_and_the_button_is_dead(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege, "MI")
    send = data(preview, "Send")
    await nadege.presses("Cancel")
    await nadege.sees("Cancelled.")
    await nadege.forges(send, message=preview)
    await nadege.notices("This button is no longer valid.")
    assert (sent(stage), stage.count(mailings)) == (0, 0)


async def test_pressed_three_times_it_is_sent_once(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege, "MI")
    send = data(preview, "Send")
    for _ in range(3):
        await nadege.forges(send, message=preview)
    await interior.sees(ASK)
    await stage.settles()
    assert len(received(interior, ASK)) == 1
    assert stage.count(mailings, mailings.c.kind == "message to institution") == 1
    stage.hour.moves(minutes=1)
    await nadege.forges(send, message=preview)
    await nadege.sees("As at 09:31.")
    assert "Your message has been sent" in preview.text


@pytest.mark.parametrize("text", ["😀" * (LONGEST // 2), "x" * LONGEST, "人" * LONGEST])
async def test_the_longest_message_arrives_whole(stage: Stage, text: str) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator", "fr")
    await nadege.says("/remind MI")
    await nadege.sees("Écrivez le message.")
    await nadege.says(text)
    await nadege.sees("Aperçu.")
    await nadege.presses("Envoyer")
    await interior.sees(text)
    await nadege.says("/remind MI")
    await nadege.sees("Écrivez le message.")
    await nadege.says("x" + text)
    await nadege.sees("la limite est de 3\u202f000")


async def test_too_much_is_refused_and_what_was_there_stays(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MI", "x" * (LONGEST - 10))
    await nadege.says("y" * 9)
    await nadege.sees("That makes 3,001 characters; a message holds at most 3,000.")
    await nadege.says("y" * 8)
    await nadege.sees("Preview.")
    await nadege.presses("Send")
    await interior.sees("y" * 8)


@pytest.mark.parametrize("text", ["\u200b", " \u2060 ", "\n"])
async def test_nothing_to_be_seen_is_nothing_to_send(stage: Stage, text: str) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind MI")
    await nadege.sees("Write the message.")
    await nadege.says(text)
    await nadege.sees("There is nothing to send yet")
    await nadege.says("Now there is.")
    await nadege.sees("Preview.")


async def test_of_an_institution_that_nobody_joined_it_says_what_to_do(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind MJ")
    answer = await nadege.sees("Nobody has joined for this institution yet")
    assert "Invite its people with /invite" in answer.text
    await nadege.says("prisons")
    await nadege.sees("found")


async def test_who_cannot_be_reached_is_counted_before_and_after(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    nadege = await stage.joined("coordinator")
    await deputy.blocks()
    await stage.settles()
    preview = await previews(nadege, "MJ")
    assert "how 1 person will receive it" in preview.text
    assert "1 more person cannot be reached at present." in preview.text
    await nadege.presses("Send")
    await justice.sees(ASK)
    await stage.settles()
    await nadege.presses("Look again")
    outcome = await nadege.sees("Unreachable: 1")
    assert "Sent: 1" in outcome.text
    assert deputy.user.first_name not in outcome.text
    await justice.blocks()
    await stage.settles()
    await nadege.says("/remind MJ")
    await nadege.sees("None of its people can be reached")


async def test_what_telegram_does_not_confirm_is_uncertain_and_refused_is_failed(stage: Stage) -> None:
    justice, deputy = await stage.joined("justice"), await stage.joined("deputy")
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MJ")
    stage.world.faults.add("bad_gateway_delivered", method="sendMessage", chat_id=justice.id, times=2)
    stage.world.faults.add("migrated", method="sendMessage", chat_id=deputy.id)
    await nadege.presses("Send")
    await is_put_off(stage)
    stage.hour.moves(seconds=2)
    await justice.sees("You may have received this message already.")
    await stage.settles()
    await nadege.presses("Look again")
    outcome = await nadege.sees("Uncertain: 1")
    assert "Failed: 1" in outcome.text
    assert len(received(justice, ASK)) == 2
    # That not everything arrived is what this dialogue is about.
    stage.changes(update(outbox).where(outbox.c.state.in_(("uncertain", "failed"))).values(state="withdrawn"))


async def test_an_independent_body_is_invited_and_never_reminded(stage: Stage) -> None:
    mateus = await stage.joined("nhri")
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind CNDH")
    asked = await nadege.sees("Write the message.")
    assert "it is invited to contribute, and never reminded" in asked.text
    await nadege.says("The draft report awaits your comments.")
    await nadege.sees("Preview.")
    await nadege.presses("Send")
    got = await mateus.sees("The draft report awaits your comments.")
    assert "in full respect of your independence" in got.text
    assert "eminder" not in got.text


async def test_whoever_left_the_institution_meanwhile_gets_nothing(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    stage.world.faults.add("too_many_requests", method="sendMessage", chat_id=interior.id, seconds=1)
    await previews(nadege, "MI")
    await nadege.presses("Send")
    await is_put_off(stage)
    stage.changes(update(roles).where(roles.c.role == Role.FOCAL_POINT.value).values(ended_at=stage.hour()))
    stage.hour.moves(seconds=2)
    await stage.settles()
    assert received(interior, ASK) == []
    assert received(interior, "no longer concerns you") == []
    await nadege.presses("Look again")
    await nadege.sees("No longer in the institution: 1")


async def test_whoever_acts_in_another_role_is_shown_the_way_to_this_one(stage: Stage) -> None:
    interior = await stage.joined("interior")
    stage.hour.moves(minutes=1)
    await stage.accepts(interior, stage.invites(Role.FOCAL_POINT, "ME"))
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MI")
    await nadege.presses("Send")
    got = await interior.sees(ASK)
    assert got.buttons == [["Act as Focal point · Ministry of the Interior · Quessania"]]
    stage.hour.moves(minutes=1)
    await interior.presses("Act as")
    menu = await interior.sees("Menu")
    assert "Ministry of the Interior" in menu.text
    assert ASK in got.text


# --- who may not ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["justice", "signing", "nhri", "public"])
async def test_nobody_else_can_write_to_an_institution(stage: Stage, key: str) -> None:
    person = stage.person(key, "en") if key == "public" else await stage.joined(key)
    refused = "This is for coordinators, while they act in that role."
    await person.says("/remind MJ")
    await person.sees(refused)
    for forged in ("remind", "remind:1"):
        await person.forges(forged)
        await person.sees(refused)
    for forged in ("mailing:1", "send:1"):
        await person.forges(forged)
        await person.sees(refused)
    await stage.settles()
    assert sent(stage) == 0


async def test_a_coordinator_who_acts_in_another_role_must_change_it_first(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege, "MI")
    stage.hour.moves(minutes=1)
    await stage.accepts(nadege, stage.invites(Role.FOCAL_POINT, "ME"))
    await nadege.says("/remind MI")
    await nadege.sees("This is for coordinators, while they act in that role.")
    await nadege.presses("Send", message=preview)
    await nadege.sees("This is for coordinators, while they act in that role.")
    assert sent(stage) == 0


async def test_a_role_that_ends_before_the_press_sends_nothing(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MI")
    stage.changes(update(roles).where(roles.c.role == Role.COORDINATOR.value).values(ended_at=stage.hour()))
    await nadege.presses("Send")
    await nadege.sees("This is for coordinators")
    assert sent(stage) == 0


async def test_an_institution_of_another_country_is_not_there(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
        elsewhere = add_institution(work, "CV", "MJCV", {"en": "Ministry of Justice of Cabo Verde"})
    other = stage.person("un", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    here = stage.rows(select(institutions.c.id).where(institutions.c.code == "MJ"))[0].id
    for person, one in ((nadege, elsewhere), (other, here), (nadege, 999_999)):
        await person.forges(f"remind:{one}")
        await person.sees("There is no such institution.")
    await nadege.says("/remind MJCV")
    await nadege.sees("No institution has this in its name or code.")


async def test_an_archived_institution_is_not_there(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MI")
    stage.changes(update(institutions).where(institutions.c.code == "MI").values(archived_at=stage.hour()))
    await nadege.presses("Send")
    await nadege.sees("There is no such institution. /remind lists those there are.")
    await nadege.says("/remind MI")
    listed = await nadege.sees("Write to an institution")
    assert "Ministry of the Interior" not in str(listed.buttons)
    assert sent(stage) == 0


async def test_the_figures_of_others_are_not_shown(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege, "MI")
    send = data(preview, "Send")
    await nadege.presses("Send")
    await nadege.sees("Your message")
    await stage.settles()
    message = stage.rows(select(mailings.c.id))[0].id
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    other = stage.person("un", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    second = stage.person("public", "en")
    await stage.accepts(second, stage.invites(Role.COORDINATOR))
    news = {"kind": "news", "country": "QS", "created_at": stage.hour()}
    stage.changes(insert(mailings).values(news))
    everything = stage.rows(select(mailings.c.id).where(mailings.c.kind == "news"))[0].id
    for person, forged in (
        (other, f"mailing:{message}"),
        (nadege, f"mailing:{everything}"),
        (nadege, "mailing:999"),
        (second, send),
        (second, send.replace("send", "rewrite")),
        (second, send.replace("send", "institutions") + ":1"),
    ):
        await person.forges(forged)
        await person.notices("This button is no longer valid.")


async def test_texts_lie_sealed_in_the_database(stage: Stage) -> None:
    await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await previews(nadege, "MI", "xylophone")
    await nadege.presses("Send")
    await nadege.sees("Your message")
    await stage.settles()
    stored = [str(stage.rows(select(table))) for table in (outbox, mailings, audit_events, persons)]
    assert "xylophone" not in "".join(stored)
