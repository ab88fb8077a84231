# ruff: noqa: E501 - updates as Telegram sends them read best on one line
"""Callback data that a modified client made up, old buttons, buttons of others: a notice, never an effect."""

from __future__ import annotations

import os

import pytest
from sqlalchemy import select, update
from stage import Stage

from db.tables import assignments, invitations, outbox, persons, roles
from handlers.registry import registry
from simulator.person import Person

VALUES = ("", "0", "-1", "1", "2", "999999999999999999", "9" * 40, "0" * 20 + "9" * 30, "1e3", "١", "²", "½", "x",
          "QS-0001", "theme", "country", "yes", "😀", "<b>", "\x00", " ", "%s", "None", "fr", "../..", "1;2")  # fmt: skip
CLAIMS = sorted(registry().buttons)
PLAIN = {"cancel", "help", "menu", "settings", "zone"}
WITH_ARGUMENTS = set(CLAIMS) - PLAIN
WITH_A_FILTER = {"find", "narrow", "pick", "widen"}
HARD_FOR_AN_ENGINE = ("", "2", "999999999999999999", "9" * 40, "١", "\x00", "yes", "1;2")
"""What one engine may take otherwise than the other: PostgreSQL is asked these, SQLite all."""
WHOLE = "SUIVI_TEST_WHOLE" in os.environ


async def still_works(person: Person) -> None:
    """The chat goes on."""
    await person.says("/help")
    await person.sees("What you can do here")


def effects(stage: Stage) -> list[object]:
    """What a button could have changed: roles, who acts in which, invitations, assignments, other people."""
    return [stage.rows(select(table)) for table in (roles, invitations, assignments)]


def forgeries(claim: str, values: tuple[str, ...] = VALUES) -> list[str]:
    """Data of a claim with arguments missing, surplus, of every wrong sort; 64 bytes, as Telegram allows."""
    made = [claim, f"{claim}:", f"{claim}::::", f"{claim}:1:2:3:4:5:6:7", f"{claim}:{'9' * 40}", f"{claim}:😀:<b>"]
    if claim in WITH_ARGUMENTS:
        made += [f"{claim}:{value}" for value in values] + [f"{claim}:1:{value}" for value in values]
        made += [f"{claim}:QS-0001:{value}" for value in ("9" * 30, "-1", "1:1", "x")]
    if claim in WITH_A_FILTER:
        made += [f"{claim}:1:theme:{value}" for value in values]
    return [data.encode()[:64].decode(errors="ignore") for data in made]


@pytest.mark.parametrize("claim", CLAIMS)
async def test_forged_data_is_answered_and_changes_nothing_it_should_not(stage: Stage, claim: str) -> None:
    justice = await stage.joined("justice")
    before = effects(stage)
    forged = forgeries(claim, VALUES if WHOLE or stage.database.on_sqlite else HARD_FOR_AN_ENGINE)
    for data in forged:
        await justice.forges(data)
    await stage.settles()
    answered = [entry for entry in stage.world.log.entries if entry.method == "answerCallbackQuery"]
    assert len(answered) >= len(forged)
    if claim not in {"role", "ack"}:  # the role acted in, and receipt of what one's institution has, are one's own
        assert effects(stage) == before
    await justice.says("/language en")
    await justice.sees("Menu")
    await justice.says("/cancel")
    await justice.sees("ancel")
    await still_works(justice)


async def test_data_that_nobody_claims_changes_nothing(stage: Stage) -> None:
    justice = await stage.joined("justice")
    before = effects(stage)
    for claim in ("nonsense", "", "start", "CARD", "card\u200b", "card ", "😀", "\x00", "x" * 64):
        for data in forgeries(claim):
            await justice.forges(data)
            await justice.notices("This button is no longer valid.")
    assert effects(stage) == before
    await still_works(justice)


async def test_a_press_of_nothing_known_gets_a_notice_and_the_menu(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/help")
    await public.sees("What you can do here")
    await public.forges("nonsense:1")
    await public.notices("This button is no longer valid. Here is the present state.")
    await public.sees("Settings")


async def test_the_search_of_somebody_else_cannot_be_opened(stage: Stage) -> None:
    one, other = stage.person("public", "en"), stage.person("un", "en")
    await one.says("xylophone")
    await one.sees("Nothing was found.")
    await other.says("/help")
    await other.sees("What you can do here")
    rows = [row.id for row in stage.rows(select(outbox.c.id))]
    for row in rows:
        for data in (
            f"find:{row}:1",
            f"narrow:{row}",
            f"narrow:{row}:theme:1",
            f"widen:{row}:theme",
            f"pick:{row}:theme:1",
        ):
            await other.forges(data)
    await stage.settles()
    assert "xylophone" not in "".join(message.text for message in other.screen)
    await still_works(other)


async def test_the_role_of_somebody_else_cannot_be_acted_in(stage: Stage) -> None:
    await stage.joined("coordinator")
    public = stage.person("public", "en")
    await public.says("/help")
    await public.sees("What you can do here")
    for row in stage.rows(select(roles.c.id)):
        await public.forges(f"role:{row.id}")
        await public.notices("This button is no longer valid.")
    await public.says("/due")
    await public.sees("This list is for people who act for an institution.")


async def test_a_filter_that_was_not_offered_cannot_be_picked(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("torture")
    await public.sees("3 recommendations found.")
    row = stage.rows(select(outbox.c.id))[-1].id
    for data in ("country:CV", "theme:999", "position:rejected", "goal:99", "mechanism:0", "person:1", "theme:QS"):
        await public.forges(f"pick:{row}:{data}")
        await public.notices("This button is no longer valid.")
    await still_works(public)


async def test_a_button_of_a_search_wiped_long_ago_gets_a_notice(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("women")
    page = await public.sees("1/2")
    await stage.settles()
    stage.changes(update(outbox).where(outbox.c.ended_at.is_not(None)).values(params_sealed=None))
    for label in ("›", "Filter"):
        await public.presses(label, message=page)
        await public.notices("This button is no longer valid.")
        await public.sees("Settings")
    await still_works(public)


async def test_a_button_of_a_message_that_was_deleted_is_answered_with_a_new_message(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    page = await justice.sees("1/3")
    page.deleted = True
    await justice.presses("›", message=page)
    turned = await justice.sees("2/3")
    assert turned.message_id != page.message_id


async def test_a_button_of_a_message_that_telegram_no_longer_gives_is_answered(stage: Stage) -> None:
    justice = await stage.joined("justice")
    before = len(justice.screen)
    stage.world.put_update({"callback_query": {
        "id": "1", "from": justice.user.json(), "chat_instance": "1", "data": "mine:2",
        "message": {"message_id": 1, "date": 0, "chat": justice.chat.json()},
    }})  # fmt: skip
    await stage.settles()
    assert len(justice.screen) == before + 1
    assert "2/3" in str(justice.screen[-1].buttons)


@pytest.mark.parametrize("fields", [{}, {"inline_message_id": "abc"}, {"game_short_name": "chess"}])
async def test_a_press_without_data_or_message_does_no_harm(stage: Stage, fields: dict[str, str]) -> None:
    public = stage.person("public", "en")
    await still_works(public)
    stage.world.put_update({"callback_query": {
        "id": "1", "from": public.user.json(), "chat_instance": "1", **fields}})  # fmt: skip
    stage.world.put_update({"callback_query": {
        "id": "2", "from": public.user.json(), "chat_instance": "1", "data": "menu", "inline_message_id": "abc"}})  # fmt: skip
    await stage.settles()
    await still_works(public)


async def test_a_button_pressed_twice_shows_the_same_page_once(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    page = await justice.sees("1/3")
    for _ in range(3):
        await justice.forges("mine:2", message=page)
    await stage.settles()
    assert "2/3" in str(page.buttons)
    assert len([message for message in justice.screen if message.from_bot]) == 2


async def test_the_page_number_shows_the_page_again_without_a_word(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    page = await justice.sees("1/3")
    await justice.presses("1/3")
    await stage.settles()
    assert not page.edited
    assert stage.world.notices == []


async def test_a_press_after_blocking_brings_nothing_down(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    await justice.sees("1/3")
    await justice.blocks()
    await justice.forges("mine:2")
    await stage.settles()
    assert stage.count(persons, persons.c.unreachable_since.is_not(None)) == 1
    await justice.unblocks()
    await still_works(justice)
