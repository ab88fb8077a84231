"""The webhook: what Telegram posts is committed before it is answered with 200, and nobody else is listened to."""

from __future__ import annotations

import asyncio
import json
import logging
import zlib
from collections.abc import AsyncIterator
from io import BytesIO

import pytest

from bot.client import ALLOWED_UPDATES
from bot.opening import Database
from bot.receiver import HEADER, MOST_BYTES
from db.engine import parsed
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.bot.listening import SAID, SECRET, Listening, listening, until_set, update
from tests.faults.store import Store


@pytest.fixture
async def bot(world: World, server: Server, database: Database) -> AsyncIterator[Listening]:
    async with listening(world, server, database) as made:
        yield made


def answers(person: Person, words: str) -> int:
    return sum(message.from_bot and words in message.text for message in shown(person.chat))


async def test_people_are_answered(bot: Listening, world: World, ana: Person) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    await ana.presses("Help")
    await ana.sees("/find")
    webhook = world.updates.webhook
    assert webhook is not None
    assert (webhook["url"], webhook["secret_token"]) == (bot.hook, SECRET)
    assert webhook["allowed_updates"] == ALLOWED_UPDATES
    assert not [entry for entry in world.log.entries if entry.method in {"getUpdates", "deleteWebhook"}]


async def test_many_chats_at_once_each_in_order(bot: Listening, world: World, store: Store) -> None:
    people = [world.person(f"P{n}", "en") for n in range(40)]
    for number in range(3):
        for person in people:
            await person.says(f"prisons k{number}x")
    for person in people:
        await person.sees("k2x", timeout=30)
        await person.settles(quiet=0.01, timeout=30)
        told = [message.text for message in shown(person.chat) if message.from_bot]
        assert [[f"k{n}x" in text for n in range(3)].index(True) for text in told] == [0, 1, 2]
    assert len(store.updates()) == 120


# --- who is listened to --------------------------------------------------------------------------------------


async def test_whoever_does_not_know_the_secret_is_not_listened_to(
    bot: Listening, world: World, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    await until_set(world, bot.hook)
    await asyncio.sleep(0.1)  # what the start logs is logged
    caplog.set_level(logging.DEBUG)
    caplog.clear()
    body = json.dumps(update(5, "prisons")).encode()
    for said in ("", ":", ": the-secret-of-the-test", f": {SECRET}x", ": sécret", ": \udcff"):
        head = f"{HEADER}{said}\r\n" if said else ""
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{head}Content-Length: {len(body)}\r\n\r\n"
        answer = await raw(bot.port, head, body)
        assert answer.startswith(b"HTTP/1.1 401 ")
        assert answer.endswith(b"\r\n\r\n")
        assert b"aiohttp" not in answer
    assert store.updates() == []
    assert "127.0.0.1" not in caplog.text
    assert not [record for record in caplog.records if record.levelno >= logging.INFO]


async def test_nothing_else_answers_there(bot: Listening) -> None:
    assert (await bot.get("/telegram"))[0] == 405
    assert (await bot.get("/"))[0] == 404
    assert (await bot.get("/telegram/x"))[0] == 404


async def test_what_is_no_http_leaves_no_trace_of_its_sender(bot: Listening, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    for head in ("\x16\x03\x01\x02\r\n\r\n", "POST /telegram HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nA\r\n\r\n"):
        assert b" 400 " in await raw(bot.port, head)
    assert "127.0.0.1" not in caplog.text
    assert (await bot.get("/healthz"))[0] == 200


# --- what is taken -------------------------------------------------------------------------------------------


NO_UPDATES = [
    b"", b"5", b"[]", b"null", b"{}", b"{", b"\xff\xfe", b'{"update_id": "5"}', b'{"update_id": true}',
    b'{"update_id": -1}', b'{"update_id": 9223372036854775808}', b'{"update_id": 5.0}', b"[" * 100_000,
    b'{"update_id": ' + b"9" * 5000 + b"}",
]  # fmt: skip


async def test_what_is_no_update_is_refused(bot: Listening, store: Store) -> None:
    for body in NO_UPDATES:
        assert await bot.posts(data=body) == (400, b""), body[:40]
    assert store.updates() == []


async def test_a_megabyte_is_taken_and_no_more(bot: Listening, store: Store) -> None:
    body = json.dumps(update(5, "prisons")).encode()

    async def parts(size: int) -> AsyncIterator[bytes]:
        yield body
        for _ in range(0, size - len(body), 65536):
            yield b" " * 65536

    assert await bot.posts(data=BytesIO(body.ljust(MOST_BYTES))) == (200, b"")
    assert await bot.posts(data=BytesIO(body.ljust(MOST_BYTES + 1))) == (413, b"")
    assert await bot.posts(data=parts(MOST_BYTES + 65536)) == (413, b"")
    assert [row.update_id for row in store.updates()] == [5]


async def test_a_compressed_body_is_not_unpacked(bot: Listening) -> None:
    body = zlib.compress(b" " * 50_000_000)
    assert await bot.posts(data=body, headers={**SAID, "Content-Encoding": "deflate"}) == (400, b"")


async def test_the_same_update_at_once_and_again_is_stored_once(bot: Listening, store: Store) -> None:
    same = [bot.posts(json=update(5, "prisons k1x")) for _ in range(20)]
    assert {status for status, _ in await asyncio.gather(*same)} == {200}
    assert (await bot.posts(json=update(5, "prisons k1x")))[0] == 200
    assert [row.update_id for row in store.updates()] == [5]


async def test_two_processes_that_get_the_same_update_store_it_once(
    bot: Listening, world: World, server: Server, database: Database, store_url: str, store: Store
) -> None:
    if parsed(store_url).get_backend_name() != "postgresql":
        return
    async with listening(world, server, database) as other:
        for number in range(1, 41):
            answers = await asyncio.gather(*(one.posts(json=update(number, "prisons")) for one in (bot, other)))
            assert {status for status, _ in answers} == {200}
    assert [row.update_id for row in store.updates()] == list(range(1, 41))


async def test_an_update_of_a_sender_who_has_gone_comes_to_its_turn(
    bot: Listening, world: World, ana: Person, store: Store
) -> None:
    await ana.says("/start")
    await ana.sees("Suivi")
    body = json.dumps(update(5, "prisons k1x", ana.id)).encode()
    head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: {len(body)}\r\n\r\n"
    _, writer = await asyncio.open_connection("127.0.0.1", bot.port)
    writer.write(head.encode() + body)
    await writer.drain()
    writer.close()
    await ana.sees("k1x")


# --- senders that take their time ----------------------------------------------------------------------------


async def test_a_body_that_comes_too_slowly_is_given_up(
    bot: Listening, monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.setattr("bot.receiver.BODY_SECONDS", 0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
    writer.write(f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n".encode())

    async def drips() -> None:
        while True:
            writer.write(b" ")
            await asyncio.sleep(0.05)

    dripping = asyncio.create_task(drips())
    async with asyncio.timeout(20):
        answer = await reader.readline()  # not to the end: what still drips when it closes resets the connection
    dripping.cancel()
    writer.close()
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert store.updates() == []


async def test_a_head_that_comes_too_slowly_is_given_up(
    world: World, server: Server, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.IDLE_SECONDS", 0.3)
    async with listening(world, server, database) as bot:
        reader, writer = await asyncio.open_connection("127.0.0.1", bot.port)
        writer.write(b"POST /telegram HTTP/1.1\r\nHost:")
        async with asyncio.timeout(5):
            assert await reader.read() == b""
        writer.close()


async def test_slow_senders_do_not_keep_others_waiting(bot: Listening, ana: Person) -> None:
    slow = [await asyncio.open_connection("127.0.0.1", bot.port) for _ in range(200)]
    for _, writer in slow:
        head = f"POST /telegram HTTP/1.1\r\nHost: x\r\n{HEADER}: {SECRET}\r\nContent-Length: 1000\r\n\r\n "
        writer.write(head.encode())
    await ana.says("/start")
    await ana.sees("Suivi", timeout=5)
    for _, writer in slow:
        writer.close()


async def raw(port: int, head: str, body: bytes = b"") -> bytes:
    """Everything that comes back for these bytes."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode("utf-8", "surrogateescape") + body)
    async with asyncio.timeout(5):
        answer = await reader.read()
    writer.close()
    return answer
