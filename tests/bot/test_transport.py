"""What the transport proves: not sent, may have arrived (time-out), may have arrived (cut). Against real sockets."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.calling import Result, call
from bot.client import Client
from bot.transport import NotSent, Transport
from views.message import Message

HELLO = Message("<b>hello</b>", "hello")
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@asynccontextmanager
async def served(handler: Handler) -> AsyncIterator[str]:
    """A server that answers every request with this."""
    application = web.Application()
    application.router.add_route("*", "/{path:.*}", handler)
    runner = web.AppRunner(application, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def transport() -> AsyncIterator[Transport]:
    made = Transport()
    await made.initialize()
    yield made
    await made.shutdown()


@asynccontextmanager
async def bot_at(url: str) -> AsyncIterator[Client]:
    transport = Transport()
    await transport.initialize()
    yield Client("1:token", base_url=f"{url}/bot", request=transport, get_updates_request=Transport())
    await transport.shutdown()


async def cut(request: web.Request) -> web.StreamResponse:
    await request.read()
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


async def test_a_refused_connection_was_not_sent(transport: Transport) -> None:
    with pytest.raises(NotSent):
        await transport.do_request(f"http://127.0.0.1:{closed_port()}/bot1:x/getMe", "POST")


async def test_a_name_that_is_not_found_was_not_sent(transport: Transport, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_arguments: Any, **_named: Any) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", fail)
    with pytest.raises(NotSent):
        await transport.do_request("http://nowhere.invalid/bot1:x/getMe", "POST")


async def test_a_connection_that_is_not_accepted_in_time_was_not_sent(transport: Transport) -> None:
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        port = full.getsockname()[1]
        waiting = [socket.socket() for _ in range(4)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(("127.0.0.1", port))
        try:
            with pytest.raises(NotSent):
                await transport.do_request(f"http://127.0.0.1:{port}/", "POST", connect_timeout=0.3)
        finally:
            for one in waiting:
                one.close()


async def test_a_closed_transport_sends_nothing() -> None:
    with pytest.raises(NotSent):
        await Transport().do_request("http://127.0.0.1:1/", "POST")


async def test_an_answer_that_does_not_come_in_time_may_have_arrived(transport: Transport) -> None:
    async def silent(_request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(30)
        return web.Response()

    async with served(silent) as url:
        with pytest.raises(TimedOut) as raised:
            await transport.do_request(url, "POST", read_timeout=0.2)
    assert not isinstance(raised.value, NotSent)


async def test_a_connection_that_is_cut_may_have_arrived(transport: Transport) -> None:
    async with served(cut) as url:
        with pytest.raises(NetworkError) as raised:
            await transport.do_request(url, "POST")
    assert not isinstance(raised.value, NotSent | TimedOut)


async def test_a_connection_that_is_cut_within_the_answer_may_have_arrived(transport: Transport) -> None:
    async def half(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Length": "100"})
        await response.prepare(request)
        await response.write(b"half")
        assert request.transport is not None
        request.transport.abort()
        return response

    async with served(half) as url:
        with pytest.raises(NetworkError) as raised:
            await transport.do_request(url, "POST")
    assert not isinstance(raised.value, NotSent | TimedOut)


async def test_files_go_as_a_form(transport: Transport) -> None:
    got: dict[str, Any] = {}

    async def take(request: web.Request) -> web.StreamResponse:
        for name, value in (await request.post()).items():
            got[name] = value.file.read() if isinstance(value, web.FileField) else value
        return web.json_response({"ok": True})

    from telegram import InputFile

    given = RequestData([
        RequestParameter.from_input("chat_id", 5),
        RequestParameter.from_input("document", InputFile(b"content", filename="a.txt")),
    ])  # fmt: skip
    async with served(take) as url:
        assert (await transport.do_request(url, "POST", given))[0] == 200
    assert got["chat_id"] == "5"
    assert b"content" in got.values()


def answering(status: int, body: Any) -> Handler:
    async def answer(_request: web.Request) -> web.StreamResponse:
        if isinstance(body, str):
            return web.Response(status=status, text=body, content_type="text/html")
        return web.json_response(body, status=status)

    return answer


def refused(status: int, description: str, **parameters: int) -> Handler:
    body = {"ok": False, "error_code": status, "description": description}
    return answering(status, {**body, "parameters": parameters} if parameters else body)


@pytest.mark.parametrize(
    ("handler", "result"),
    [
        (answering(200, {"ok": True, "result": {"message_id": 7}}), Result.SENT),
        (answering(200, '{"ok": true, "result": {"mess'), Result.UNCERTAIN),
        (answering(200, {"ok": True, "result": {"no": "number"}}), Result.UNCERTAIN),
        (answering(200, {"ok": True}), Result.UNCERTAIN),
        (answering(200, "[1]"), Result.UNCERTAIN),
        (answering(502, "<html>Bad Gateway</html>"), Result.UNCERTAIN),
        (refused(500, "Internal Server Error"), Result.UNCERTAIN),
        (cut, Result.UNCERTAIN),
        (refused(429, "Too Many Requests: retry after 3", retry_after=3), Result.NOT_SENT),
        (refused(403, "Forbidden: bot was blocked by the user"), Result.UNREACHABLE),
        (refused(401, "Unauthorized"), Result.TOKEN),
        (refused(400, "Bad Request: chat not found"), Result.REFUSED),
        (refused(400, "Bad Request: message is too long"), Result.REFUSED),
        (refused(400, "Bad Request: group upgraded", migrate_to_chat_id=-5), Result.REFUSED),
    ],
)
async def test_an_answer_proves_what_came_of_a_message(handler: Handler, result: Result) -> None:
    async with served(handler) as url, bot_at(url) as bot:
        called = await call(bot, 5, HELLO, None)
    assert called.result is result
    assert called.message_id == (7 if result is Result.SENT else None)
    assert called.retry_after == (3 if "retry" in str(called.reason).casefold() else 0)


@pytest.mark.parametrize(
    ("description", "result"),
    [
        ("Bad Request: message is not modified: specified new message content", Result.SENT),
        ("Bad Request: message to edit not found", Result.GONE),
        ("Bad Request: message can't be edited", Result.GONE),
        ("Bad Request: there is no text in the message to edit", Result.GONE),
        ("Bad Request: BUTTON_DATA_INVALID", Result.REFUSED),
    ],
)
async def test_an_answer_proves_what_came_of_a_replacement(description: str, result: Result) -> None:
    async with served(refused(400, description)) as url, bot_at(url) as bot:
        called = await call(bot, 5, HELLO, 9)
    assert called.result is result
    assert called.message_id == (9 if result is Result.SENT else None)


async def test_refused_markup_goes_once_more_as_plain_text() -> None:
    asked: list[Any] = []

    async def picky(request: web.Request) -> web.StreamResponse:
        given = await request.post()
        asked.append((given.get("text"), given.get("parse_mode")))
        if given.get("parse_mode"):
            return await refused(400, "Bad Request: can't parse entities: unclosed tag")(request)
        return web.json_response({"ok": True, "result": {"message_id": 8}})

    async with served(picky) as url, bot_at(url) as bot:
        called = await call(bot, 5, HELLO, None)
    assert (called.result, called.message_id) == (Result.SENT, 8)
    assert asked == [("<b>hello</b>", "HTML"), ("hello", None)]


async def test_a_server_that_is_not_there_is_provably_not_sent_to() -> None:
    async with bot_at(f"http://127.0.0.1:{closed_port()}") as bot:
        called = await call(bot, 5, HELLO, None)
        assert called.result is Result.NOT_SENT
        with pytest.raises(TelegramError):
            await bot.get_me()
