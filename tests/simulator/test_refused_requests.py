"""What Telegram refuses, the world refuses in the same words, whichever bot asks."""

from __future__ import annotations

from typing import Any

import pytest
from asking import Clock, asked
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from simulator.person import Person
from simulator.world import World


def keyboard(**button: Any) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": "x", **button}]]}


@pytest.mark.parametrize(
    ("given", "description"),
    [
        ({"text": ""}, "message text is empty"),
        ({}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "é" * 4097}, "message is too long"),
        ({"text": "🏟" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Word"}, "unsupported parse_mode"),
        ({"text": "\ud800"}, "strings must be encoded in UTF-8"),
        ({"text": "x", "reply_markup": "["}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": {"inline_keyboard": 1}}, 'field "inline_keyboard" must be of type Array'),
        ({"text": "x", "reply_markup": keyboard(callback_data="é" * 33)}, "BUTTON_DATA_INVALID"),
        (
            {"text": "x", "reply_markup": keyboard(callback_data="")},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"callback_data": "x"}]]}},
            "can't parse inline keyboard button: Can't find field \"text\"",
        ),
        ({"text": "x", "reply_markup": keyboard(pay=True)}, "BUTTON_TYPE_INVALID"),
        (
            {"text": "x", "reply_markup": keyboard(url="not-a-url")},
            "inline keyboard button URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"text": "x", "reply_markup": keyboard(url="ftp://example.com")},
            "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol",
        ),
        (
            {"text": "x", "reply_markup": keyboard(web_app={"url": "http://example.com"})},
            "inline keyboard button Web App URL 'http://example.com' is invalid: Only HTTPS links are allowed",
        ),
        ({"text": "x", "reply_markup": keyboard(copy_text={"text": ""})}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "reply_markup": keyboard(copy_text={"text": "x" * 257})}, "BUTTON_COPY_TEXT_INVALID"),
        (
            {"text": "x", "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "x"}]] * 101}},
            "reply markup is too long",
        ),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "reply_parameters": {"quote": "x"}}, 'can\'t find field "message_id"'),
        (
            {"text": "hello", "entities": [{"type": "bold", "offset": 100, "length": 1}]},
            "entity begins after the end of the text at UTF-16 offset 100",
        ),
        (
            {"text": "hello", "entities": [{"type": "bold", "offset": 0, "length": 100}]},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        (
            {"text": "hello", "entities": [{"type": "loud", "offset": 0, "length": 1}]},
            "can't parse MessageEntity: Unsupported type specified",
        ),
        (
            {"text": "hello", "entities": [{"type": "text_link", "offset": 0, "length": 5, "url": "not-a-url"}]},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
    ],
)
async def test_a_wrong_message_is_refused(
    world: World, justice: Person, given: dict[str, Any], description: str
) -> None:
    assert await asked(world, "sendMessage", chat_id=justice.id, **given) == (400, f"Bad Request: {description}")
    assert len(justice.screen) == 1


async def test_the_longest_message_with_the_fullest_keyboard_is_taken(bot: Bot, justice: Person) -> None:
    full = InlineKeyboardMarkup([[InlineKeyboardButton("x", callback_data="y" * 64)] * 8] * 12)
    sent = await bot.send_message(justice.id, "<b>" + "🏟" * 2048 + "</b>", parse_mode="HTML", reply_markup=full)
    assert sent.parse_entities() == {sent.entities[0]: "🏟" * 2048}


@pytest.mark.parametrize("chat_id", [0, -1, 12345, "@nobody", "nobody"])
async def test_an_unknown_chat_is_not_found(world: World, justice: Person, chat_id: int | str) -> None:
    assert await asked(world, "sendMessage", chat_id=chat_id, text="x") == (400, "Bad Request: chat not found")


async def test_a_chat_must_be_named(world: World) -> None:
    assert await asked(world, "sendMessage", text="x") == (400, "Bad Request: chat_id is empty")
    assert await asked(world, "editMessageText", text="x") == (400, "Bad Request: chat_id is empty")


async def test_somebody_can_be_named_by_username(bot: Bot, justice: Person) -> None:
    assert (await bot.send_message("@justice", "x")).chat.id == justice.id


async def test_who_has_not_started_the_bot_cannot_be_written_to(world: World, bot: Bot) -> None:
    stranger = world.person("Stranger")
    with pytest.raises(Forbidden, match=r"(?i)bot can't initiate conversation with a user"):
        await bot.send_message(stranger.id, "x")


async def test_who_has_blocked_the_bot_cannot_be_written_to(bot: Bot, justice: Person) -> None:
    await justice.blocks()
    with pytest.raises(Forbidden, match=r"(?i)bot was blocked by the user"):
        await bot.send_message(justice.id, "x")
    await justice.unblocks()
    await bot.send_message(justice.id, "x")


async def test_a_group_that_put_the_bot_out_cannot_be_written_to(world: World, bot: Bot, justice: Person) -> None:
    team = world.group("Team", [justice])
    world.set_membership(team, justice.user, left=True)
    with pytest.raises(Forbidden, match=r"(?i)bot was kicked from the group chat"):
        await bot.send_message(team.id, "x")


async def test_the_same_edit_twice_is_not_modified(bot: Bot, justice: Person) -> None:
    message = await bot.send_message(justice.id, "<b>a</b>", parse_mode="HTML")
    await message.edit_text("b")
    with pytest.raises(
        BadRequest, match=r"(?i)message is not modified: specified new message content and reply markup"
    ):
        await message.edit_text("b")
    with pytest.raises(BadRequest, match=r"(?i)is not modified"):
        await message.edit_reply_markup()
    await message.edit_text("b", reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("x", url="t.me")))


async def test_a_message_that_is_gone_cannot_be_edited_or_deleted(bot: Bot, justice: Person) -> None:
    message = await bot.send_message(justice.id, "a")
    await message.delete()
    with pytest.raises(BadRequest, match=r"(?i)message to edit not found"):
        await message.edit_text("b")
    with pytest.raises(BadRequest, match=r"(?i)message to delete not found"):
        await message.delete()


async def test_a_message_of_somebody_else_cannot_be_edited(bot: Bot, justice: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)message can't be edited"):
        await bot.edit_message_text("b", justice.id, justice.screen[0].message_id)


async def test_a_message_of_two_days_ago_cannot_be_deleted(bot: Bot, justice: Person, clock: Clock) -> None:
    message = await bot.send_message(justice.id, "a")
    clock.move(hours=49)
    with pytest.raises(BadRequest, match=r"(?i)message can't be deleted"):
        await message.delete()


async def test_a_document_has_no_text_to_edit(bot: Bot, justice: Person) -> None:
    message = await bot.send_document(justice.id, b"x", filename="a.txt", caption="a")
    with pytest.raises(BadRequest, match=r"(?i)there is no text in the message to edit"):
        await message.edit_text("b")
    assert (await message.edit_caption("b")).caption == "b"  # type: ignore[union-attr]


async def test_files_must_be_something(bot: Bot, justice: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)file must be non-empty"):
        await bot.send_document(justice.id, b"", filename="a.txt")
    with pytest.raises(BadRequest, match=r"(?i)IMAGE_PROCESS_FAILED"):
        await bot.send_photo(justice.id, b"no picture")
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier"):
        await bot.send_document(justice.id, "invented")
    with pytest.raises(BadRequest, match=r"(?i)invalid file_id"):
        await bot.get_file("invented")
    with pytest.raises(BadRequest, match=r"(?i)caption is too long"):
        await bot.send_document(justice.id, b"x", caption="x" * 1025)


async def test_a_press_is_answered_once_and_in_time(bot: Bot, justice: Person, clock: Clock) -> None:
    await bot.send_message(justice.id, "a")
    query = await justice.forges("x")
    with pytest.raises(BadRequest, match=r"(?i)MESSAGE_TOO_LONG"):
        await bot.answer_callback_query(query, "x" * 201)
    await bot.answer_callback_query(query, "x" * 200)
    late = await justice.forges("x")
    clock.move(minutes=1)
    for wrong in (query, late, "invented"):
        with pytest.raises(
            BadRequest, match=r"(?i)query is too old and response timeout expired or query ID is invalid"
        ):
            await bot.answer_callback_query(wrong)
