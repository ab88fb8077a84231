"""Both doors lead to one world, and python-telegram-bot reads what comes out of them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from telegram import Bot, CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, InputFile

from simulator.changes import POLLS
from simulator.person import Person
from simulator.server import Server
from simulator.world import World

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (320).to_bytes(4, "big") + (200).to_bytes(4, "big") + b"\x08\x02"


async def test_the_bot_knows_itself(either_bot: Bot) -> None:
    me = await either_bot.get_me()
    assert (me.username, me.is_bot, me.supports_inline_queries) == ("suivi_bot", True, True)


async def test_a_sent_message_comes_back_whole(either_bot: Bot, justice: Person, world: World) -> None:
    rows = [
        [InlineKeyboardButton("Go", callback_data="go"), InlineKeyboardButton("Read", url="https://t.me/suivi_bot")],
        [InlineKeyboardButton("Copy", copy_text=CopyTextButton("SI-0001"))],
    ]
    sent = await either_bot.send_message(
        justice.id, "🏟 <b>Ação</b> &amp; /due", parse_mode="HTML", reply_markup=InlineKeyboardMarkup(rows)
    )
    assert sent.text == "🏟 Ação & /due"
    assert list(sent.parse_entities().values()) == ["Ação", "/due"]
    assert sent.from_user is not None
    assert sent.from_user.id == world.bot.id
    assert (sent.chat.id, sent.chat.type, sent.chat.first_name) == (justice.id, "private", "Justice")
    assert sent.date == world.clock()
    assert sent.reply_markup == InlineKeyboardMarkup(rows)
    assert justice.screen[-1].buttons == [["Go", "Read"], ["Copy"]]
    assert world.violations == []


async def test_messages_are_counted_in_each_chat(either_bot: Bot, justice: Person, world: World) -> None:
    other = world.person("Saúde")
    await other.says("/start")
    first = await either_bot.send_message(justice.id, "a")
    second = await either_bot.send_message(other.id, "b")
    assert (first.message_id, second.message_id) == (2, 2)


async def test_an_answer_shows_what_it_answers(either_bot: Bot, justice: Person) -> None:
    sent = await either_bot.send_message(justice.id, "a", reply_to_message_id=justice.screen[0].message_id)
    assert sent.reply_to_message is not None
    assert sent.reply_to_message.text == "/start"


async def test_files_go_both_ways(either_bot: Bot, justice: Person, tmp_path: Path) -> None:
    given = await justice.sends_document("plan é.xlsx", b"from the person", caption="the plan")
    assert given.file is not None
    downloaded = await (await either_bot.get_file(given.file.file_id)).download_as_bytearray()
    assert downloaded == b"from the person"
    (tmp_path / "list.txt").write_bytes(b"from the bot")
    with (tmp_path / "list.txt").open("rb") as opened:
        sent = await either_bot.send_document(justice.id, opened, caption="<i>all</i>", parse_mode="HTML")
    assert sent.document is not None
    assert (sent.document.file_name, sent.document.mime_type, sent.caption) == ("list.txt", "text/plain", "all")
    assert justice.screen[-1].file is not None
    assert justice.screen[-1].file.content == b"from the bot"
    again = await either_bot.send_document(justice.id, sent.document.file_id)
    assert again.document == sent.document
    attached = InputFile(b"attached", filename="b.txt", attach=True)
    assert (await either_bot.send_document(justice.id, attached)).document is not None


async def test_pictures_have_their_size(either_bot: Bot, justice: Person, world: World) -> None:
    sent = await either_bot.send_photo(justice.id, PNG, caption="chart")
    assert (sent.photo[-1].width, sent.photo[-1].height) == (320, 200)
    assert world.violations == []


async def test_actions_and_inline_answers_are_recorded(either_bot: Bot, justice: Person, world: World) -> None:
    await either_bot.send_chat_action(justice.id, "typing")
    query = await justice.asks_inline("water")
    await either_bot.answer_inline_query(query, [], is_personal=True)
    assert [action["action"] for action in world.actions] == ["typing"]
    assert [answer["is_personal"] for answer in world.inline_answers] == [True]


async def test_parameters_come_in_every_way(
    server: Server, world: World, justice: Person, session: aiohttp.ClientSession
) -> None:
    url = f"{server.url}/bot{world.token}/sendMessage"
    given = {"chat_id": justice.id, "text": "é 人"}
    parts = aiohttp.FormData({"chat_id": str(justice.id), "text": "é 人"}, default_to_multipart=True)
    ways: list[tuple[str, dict[str, Any]]] = [
        ("GET", {"params": given}),
        ("POST", {"params": given}),
        ("POST", {"data": given}),
        ("POST", {"json": given}),
        ("POST", {"data": parts}),
    ]
    for method, way in ways:
        async with session.request(method, url, **way) as answer:
            assert (answer.status, (await answer.json())["result"]["text"]) == (200, "é 人"), way


@pytest.mark.parametrize(
    ("path", "status"), [("botx/getMe", 401), ("bot4242:simulator", 404), ("bot/getMe/more", 404), ("bot", 404)]
)
async def test_wrong_addresses_are_answered(
    server: Server, session: aiohttp.ClientSession, path: str, status: int
) -> None:
    async with session.get(f"{server.url}/{path}") as answer:
        assert answer.status == status
        assert (await answer.json())["error_code"] == status


async def test_a_body_that_is_no_object_is_refused(
    server: Server, world: World, session: aiohttp.ClientSession
) -> None:
    for body in (b"{", b"[1]"):
        headers = {"Content-Type": "application/json"}
        async with session.post(f"{server.url}/bot{world.token}/getMe", data=body, headers=headers) as answer:
            assert answer.status == 400


async def test_files_need_the_token(
    server: Server, world: World, justice: Person, session: aiohttp.ClientSession
) -> None:
    given = await justice.sends_document("a.txt", b"x")
    assert given.file is not None
    for token, path, status in [
        (world.token, given.file.path, 200),
        (world.token, "documents/none", 404),
        ("x", given.file.path, 401),
    ]:
        async with session.get(f"{server.url}/file/bot{token}/{path}") as answer:
            assert answer.status == status


async def test_the_server_listens_on_this_machine_only(server: Server) -> None:
    assert server.url.startswith("http://127.0.0.1:")


async def test_a_server_ends_while_somebody_waits(world: World) -> None:
    async with Server(world) as started, aiohttp.ClientSession() as session:
        url = f"{started.url}/bot{world.token}/getUpdates"
        waiting = asyncio.create_task(session.post(url, json={"timeout": 30}).__aenter__())
        assert await world.changes.next([POLLS], 5)
        await started.__aexit__(None, None, None)
        with pytest.raises(aiohttp.ClientError):
            await waiting
    assert world.log.entries[0].outcome == "cut"
