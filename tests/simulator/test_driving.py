"""Other processes drive the people of a world over HTTP."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from simulator.server import Server


async def test_other_processes_drive_the_people(server: Server, http_bot: Bot, session: aiohttp.ClientSession) -> None:
    async def post(path: str, **body: Any) -> Any:
        async with session.post(f"{server.url}/simulator/{path}", json=body) as answer:
            return await answer.json()

    async def get(path: str) -> Any:
        async with session.get(f"{server.url}/simulator/{path}") as answer:
            return await answer.json()

    person = (await post("people", first_name="Ana", language_code="pt"))["id"]
    await post("say", id=person, text="/start")
    button = InlineKeyboardMarkup.from_button(InlineKeyboardButton("Go", callback_data="go"))
    sent = await http_bot.send_message(person, "Olá", reply_markup=button)
    await post("press", id=person, message_id=sent.message_id, data="go")
    updates = await http_bot.get_updates(timeout=1)
    assert [(u.message and u.message.text, u.callback_query and u.callback_query.data) for u in updates] == [
        ("/start", None),
        (None, "go"),
    ]
    shown = await get(f"chat/{person}")
    assert [(m["text"], m["from_bot"]) for m in shown] == [("/start", False), ("Olá", True)]
    log = await get("log")
    assert [entry["method"] for entry in log["requests"]] == ["getMe", "sendMessage", "getUpdates"]
    assert log["pending_update_count"] == 2
    assert await post("faults", kind="too_many_requests", seconds=3) == {"waiting": 1}
    async with session.delete(f"{server.url}/simulator/faults") as answer:
        assert await answer.json() == {"waiting": 0}


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("say", {"id": 1, "text": "x"}, 404),
        ("say", {}, 404),
        ("people", [], 400),
        ("faults", {"kind": "gremlins"}, 400),
        ("faults", {"speed": 1}, 400),
    ],
)
async def test_wrong_driving_is_answered(
    server: Server, session: aiohttp.ClientSession, path: str, body: Any, status: int
) -> None:
    async with session.post(f"{server.url}/simulator/{path}", data=json.dumps(body)) as answer:
        assert answer.status == status
        assert "error" in await answer.json()
