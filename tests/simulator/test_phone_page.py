"""The phone page's endpoints: what they answer, and that no other site can use them. In a browser: tests/phone."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from asking import Clock
from telegram import Bot

from simulator.clock import ClockGoesBack, MovedClock
from simulator.feed import picture_type
from simulator.person import Person
from simulator.phone import Phone, add_routes
from simulator.phone_acts import HEADER
from simulator.server import Server
from simulator.world import World

OWN = {HEADER: "1"}


@pytest.fixture
def moved(clock: Clock) -> MovedClock:
    return MovedClock(clock)


@pytest.fixture
def world(moved: MovedClock) -> World:
    return World(moved)


@pytest.fixture
async def server(world: World, moved: MovedClock) -> AsyncIterator[Server]:
    made = Server(world)
    add_routes(made.application, Phone(world, moved, [{"id": 1}], {"en": {"start": "Start"}}, {"en": "English"}))
    async with made as started:
        yield started


async def _news(session: aiohttp.ClientSession, server: Server, after: int = 0) -> dict[str, Any]:
    """The first event that comes after a change."""
    async with session.get(f"{server.url}/page/events", headers={"Last-Event-ID": str(after)}) as answer:
        async for line in answer.content:
            if line.startswith(b"data: "):
                told: dict[str, Any] = json.loads(line[6:])
                return told
    raise AssertionError


async def _act(session: aiohttp.ClientSession, server: Server, name: str, headers: Any = OWN, **body: Any) -> int:
    async with session.post(f"{server.url}/page/{name}", json=body, headers=headers) as answer:
        return answer.status


async def test_the_page_is_told_what_changed_and_no_more(
    server: Server, justice: Person, bot: Bot, session: aiohttp.ClientSession
) -> None:
    everything = await _news(session, server)
    assert [one["text"] for one in everything["people"][0]["messages"]] == ["/start"]
    sent = await bot.send_message(justice.id, "<b>Welcome</b>", parse_mode="HTML")
    news = (await _news(session, server, everything["serial"]))["people"][0]["messages"]
    assert [(one["text"], one["mine"], one["entities"][0]["type"]) for one in news] == [("Welcome", False, "bold")]
    before = (await _news(session, server))["serial"]
    waiting = asyncio.create_task(_news(session, server, before))
    await bot.delete_message(justice.id, sent.message_id)
    assert (await _news(session, server, before))["people"][0]["messages"] == [{"id": sent.message_id, "deleted": True}]
    await waiting


async def test_people_act_through_the_page(
    server: Server, world: World, justice: Person, session: aiohttp.ClientSession
) -> None:
    assert await _act(session, server, "say", person=justice.id, text="hello") == 200
    assert await _act(session, server, "language", person=justice.id, language="fr") == 200
    assert await _act(session, server, "press", person=justice.id, message=1, data="menu") == 200
    update = world.updates.pending[-1]["callback_query"]
    assert (update["from"]["language_code"], update["data"]) == ("fr", "menu")
    assert justice.user.language_code == justice.chat.users[0].language_code == "fr"


@pytest.mark.parametrize(
    ("name", "body", "status"),
    [
        ("say", {"person": 1, "text": "x"}, 404),
        ("say", {"person": 7_000_000_001, "text": " "}, 400),
        ("press", {"person": 7_000_000_001, "message": 99, "data": "x"}, 404),
        ("clock", {"days": -1}, 400),
        ("clock", {"date": "2020-01-01"}, 400),
        ("clock", {"date": "9999-01-01"}, 400),
        ("clock", {"date": "soon"}, 400),
        ("fault", {"fault": "gremlins"}, 404),
    ],
)
async def test_wrong_acts_are_answered(
    server: Server, justice: Person, session: aiohttp.ClientSession, name: str, body: dict[str, Any], status: int
) -> None:
    assert await _act(session, server, name, **body) == status


def test_a_clock_never_goes_back(moved: MovedClock, clock: Clock) -> None:
    begun = moved()
    moved.moves(timedelta(days=7))
    assert moved() == begun + timedelta(days=7)
    with pytest.raises(ClockGoesBack):
        moved.moves(timedelta(days=-1))
    with pytest.raises(ClockGoesBack):
        moved.moves_to(begun)
    moved.moves_to(begun + timedelta(days=8))
    assert moved() - clock() == timedelta(days=8)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"RIFF\0\0\0\0WAVEfmt ", None),
        (b"<svg onload=alert(1)>", None),
        (b"", None),
    ],
)
def test_a_picture_is_known_by_its_first_bytes(content: bytes, kind: str | None) -> None:
    assert picture_type(content) == kind


# --- no other site, no other machine's name --------------------------------------------------------------


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Host": "elsewhere.example"},
        {"Host": "elsewhere.example:80", "Origin": "http://elsewhere.example:80"},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["page/events", "page/start", "simulator/log", "bot{token}/getMe"])
async def test_other_sites_learn_nothing(
    server: Server, session: aiohttp.ClientSession, headers: dict[str, str], path: str
) -> None:
    path = path.format(token=server.world.token)
    async with session.get(f"{server.url}/{path}", headers=headers) as answer:
        assert answer.status == 403
    async with session.post(f"{server.url}/{path}", headers=headers, data="{}") as answer:
        assert answer.status == 403


@pytest.mark.parametrize("name", ["say", "press", "language", "clock", "fault", "send"])
async def test_an_act_needs_the_pages_own_header(server: Server, session: aiohttp.ClientSession, name: str) -> None:
    assert await _act(session, server, name, headers={}) == 403


async def test_a_link_from_another_site_opens_the_page(server: Server, session: aiohttp.ClientSession) -> None:
    came = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    async with session.get(f"{server.url}/", headers=came) as answer:
        assert answer.status == 200
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]


async def test_the_page_may_be_reached_through_another_port(server: Server, session: aiohttp.ClientSession) -> None:
    forwarded = {"Host": "localhost:9999", "Origin": "http://localhost:9999", "Sec-Fetch-Site": "same-origin"}
    async with session.get(f"{server.url}/page/start", headers=forwarded) as answer:
        assert (await answer.json())["words"] == {"en": {"start": "Start"}}


@pytest.mark.parametrize("name", ["page/..%2Fknown.json", "page/known.json", "page/phone.py", "page/none.css"])
async def test_only_the_pages_files_are_served(server: Server, session: aiohttp.ClientSession, name: str) -> None:
    async with session.get(f"{server.url}/{name}") as answer:
        assert answer.status == 404


async def test_a_file_of_a_chat_is_kept_and_never_run(
    server: Server, justice: Person, session: aiohttp.ClientSession
) -> None:
    sent = await justice.sends_document('a"b\r\nX: y.html', b"<script></script>", mime_type="text/html")
    async with session.get(f"{server.url}/page/file/{justice.id}/{sent.message_id}") as answer:
        assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a%22b%0D%0AX%3A%20y.html"
        assert answer.headers["Content-Type"] == "application/octet-stream"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
