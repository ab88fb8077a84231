"""In a group the bot says one sentence when it is called, and keeps nothing."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from stage import Stage

from db.tables import dialogs, outbox, persons, updates
from views.notices import only_in_private
from views.texts import Texts


async def test_a_command_in_a_group_is_answered_with_one_sentence(stage: Stage, language: str, t: Texts) -> None:
    amina = stage.person("parliament", language)
    group = stage.world.group("Committee", [amina])
    await amina.sees(only_in_private(t), chat=group)
    await amina.says("/find torture", chat=group)
    await amina.sees(only_in_private(t), chat=group)
    assert {message.text for message in amina.messages(group) if message.from_bot} == {only_in_private(t)}


async def test_everything_else_in_a_group_is_left_alone(stage: Stage) -> None:
    amina = stage.person("parliament", "en")
    group = stage.world.group("Committee", [amina])
    await amina.sees("only in a private chat", chat=group)
    for text in ("torture", "QS-0001", "@suivi_bot torture", stage.code("parliament")):
        stage.world.put_update({"message": {
            "message_id": 90, "date": 0, "chat": group.json(), "from": amina.user.json(), "text": text}})  # fmt: skip
    await stage.settles()
    await amina.settles(quiet=0.05)
    assert len([message for message in amina.messages(group) if message.from_bot]) == 1


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_nothing_about_a_group_is_kept(stage: Stage, kind: str) -> None:
    amina = stage.person("parliament", "en")
    chat = {"id": -100500, "type": kind, "title": "Secret committee"}
    for number, text in enumerate(("/start", f"/start {stage.code('parliament')}", "/find torture", "/mine")):
        stage.world.put_update({"message": {
            "message_id": 90 + number, "date": 0, "chat": chat, "from": amina.user.json(), "text": text}})  # fmt: skip
    await stage.settles()
    for table in (persons, dialogs, outbox):
        assert stage.count(table) == 0
    assert {row.payload_sealed for row in stage.rows(select(updates))} == {None}


async def test_a_button_pressed_in_a_group_has_no_effect(stage: Stage) -> None:
    amina = stage.person("parliament", "en")
    stage.world.put_update({"callback_query": {
        "id": "1", "from": amina.user.json(), "chat_instance": "1", "data": "language:fr",
        "message": {"message_id": 5, "date": 1, "chat": {"id": -5, "type": "group", "title": "x"}, "text": "x"},
    }})  # fmt: skip
    await stage.settles()
    assert stage.people() == 0


async def test_the_private_chat_goes_on_beside_a_group(stage: Stage) -> None:
    amina = stage.person("parliament", "en")
    group = stage.world.group("Committee", [amina])
    await amina.sees("only in a private chat", chat=group)
    await amina.says("torture")
    await amina.sees("3 recommendations found.")


async def test_leaving_a_group_is_left_alone(stage: Stage) -> None:
    amina = stage.person("parliament", "en")
    group = stage.world.group("Committee", [amina])
    await amina.sees("only in a private chat", chat=group)
    stage.world.set_membership(group, amina.user, left=True)
    await stage.settles()
    assert len([message for message in amina.messages(group) if message.from_bot]) == 1
