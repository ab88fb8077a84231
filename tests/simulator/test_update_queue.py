"""Updates are given until they are confirmed, to one asker at a time."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from aiohttp import web
from telegram import Bot
from telegram.error import BadRequest, Conflict

from simulator.changes import POLLS
from simulator.handling import handle
from simulator.person import Person
from simulator.server import Server
from simulator.world import World


async def texts(bot: Bot, **given: Any) -> list[str]:
    return [update.message.text or "" for update in await bot.get_updates(**given) if update.message]


@pytest.fixture
async def three(world: World, justice: Person) -> int:
    """The id of the first of three updates that wait."""
    for text in "abc":
        await justice.says(text)
    return int(world.updates.pending[0]["update_id"])


async def test_what_is_not_confirmed_is_given_again(either_bot: Bot, three: int) -> None:
    assert await texts(either_bot) == ["a", "b", "c"]
    assert await texts(either_bot) == ["a", "b", "c"]


async def test_an_offset_confirms_everything_before_it(either_bot: Bot, three: int) -> None:
    assert await texts(either_bot, offset=three + 2) == ["c"]
    assert await texts(either_bot) == ["c"]
    assert await texts(either_bot, offset=three + 3) == []
    assert await texts(either_bot) == []


async def test_a_negative_offset_keeps_the_last_ones(bot: Bot, three: int) -> None:
    assert await texts(bot, offset=-2) == ["b", "c"]
    assert await texts(bot) == ["b", "c"]


async def test_a_limit_outside_1_to_100_is_100(bot: Bot, justice: Person, three: int) -> None:
    for _ in range(100):
        await justice.says("more")
    assert await texts(bot, limit=2) == ["a", "b"]
    assert len(await texts(bot, limit=0)) == 100
    assert len(await texts(bot, limit=500)) == 100


async def test_ids_go_up_by_one_from_a_random_number(world: World, justice: Person, three: int) -> None:
    assert [update["update_id"] for update in world.updates.pending] == [three, three + 1, three + 2]
    world.updates.restart_ids()
    await justice.says("d")
    assert world.updates.pending[-1]["update_id"] != three + 3


async def test_an_injected_update_keeps_its_id_or_gets_the_next(world: World, bot: Bot, three: int) -> None:
    assert world.put_update({"strange": [1]}) == three + 3
    assert world.put_update({"update_id": 5}) == 5
    assert [update.update_id for update in await bot.get_updates(offset=three + 3)] == [three + 3]


async def test_only_allowed_kinds_are_queued_from_then_on(world: World, bot: Bot, justice: Person, three: int) -> None:
    assert len(await bot.get_updates(allowed_updates=["callback_query"])) == 3
    await justice.says("unheard")
    await justice.blocks()
    assert len(await bot.get_updates()) == 3
    await bot.get_updates(allowed_updates=[])
    await justice.unblocks()
    world.queue("chat_member", {})
    assert len(await bot.get_updates()) == 4


async def test_a_long_poll_wakes_at_once(either_bot: Bot, justice: Person) -> None:
    async def later() -> None:
        await asyncio.sleep(0.1)
        await justice.says("now")

    begun = time.monotonic()
    speaking = asyncio.create_task(later())
    assert await texts(either_bot, timeout=10) == ["now"]
    assert time.monotonic() - begun < 1
    await speaking


async def test_a_long_poll_ends_with_nothing(either_bot: Bot, justice: Person) -> None:
    assert await texts(either_bot, timeout=1) == []


async def test_a_second_asker_ends_the_first(either_bot: Bot, world: World, justice: Person) -> None:
    first = asyncio.create_task(either_bot.get_updates(timeout=10))
    assert await world.changes.next([POLLS], 5)
    assert await texts(either_bot, timeout=0) == []
    with pytest.raises(
        Conflict, match=r"(?i)terminated by other getUpdates request; make sure that only one bot instance"
    ):
        await first


async def test_a_webhook_ends_the_asker_and_forbids_asking(bot: Bot, world: World) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=10))
    await asyncio.sleep(0.01)
    await bot.set_webhook("https://example.org/hook", secret_token="secret", max_connections=3)
    with pytest.raises(Conflict, match=r"(?i)terminated by setWebhook request"):
        await first
    with pytest.raises(Conflict, match=r"(?i)can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.max_connections, info.pending_update_count) == ("https://example.org/hook", 3, 0)
    await bot.set_webhook("")
    await bot.get_updates()


async def test_a_webhook_needs_https_and_a_plain_secret(bot: Bot) -> None:
    with pytest.raises(BadRequest, match=r"(?i)HTTPS URL must be provided"):
        await bot.set_webhook("http://example.org")
    with pytest.raises(BadRequest, match=r"(?i)unallowed characters"):
        await bot.set_webhook("https://example.org", secret_token="a b")


async def test_what_waits_can_be_dropped(bot: Bot, three: int) -> None:
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_cancelled_poll_leaves_nothing_behind(world: World) -> None:
    waiting = asyncio.create_task(handle(world, world.token, "getUpdates", {"timeout": "10"}))
    await asyncio.sleep(0.01)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert world.log.entries[0].outcome == "cut"
    assert world.log.open_at(time.monotonic()) == 0


async def test_a_webhook_gets_each_update_until_it_takes_it(server: Server, http_bot: Bot, justice: Person) -> None:
    came: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
    statuses = [500, 200, 200]

    async def hook(request: web.Request) -> web.Response:
        update = await request.json()
        await came.put((update["message"]["text"], request.headers["X-Telegram-Bot-Api-Secret-Token"]))
        return web.Response(status=statuses.pop(0))

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await http_bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="secret")
    await justice.says("a")
    await justice.says("b")
    async with asyncio.timeout(5):
        assert [await came.get() for _ in range(3)] == [("a", "secret"), ("a", "secret"), ("b", "secret")]
        await justice.settles(quiet=0.05)
    await runner.cleanup()


async def test_a_webhook_gets_queues_side_by_side_and_each_in_order(
    server: Server, http_bot: Bot, world: World, justice: Person
) -> None:
    people = [justice, *(world.person(f"P{n}") for n in range(5))]
    came: list[tuple[int, str]] = []
    open_, most, full, go = 0, 0, asyncio.Event(), asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        nonlocal open_, most
        message = (await request.json())["message"]
        came.append((message["from"]["id"], message["text"]))
        open_ += 1
        most = max(most, open_)
        if open_ == 4:
            full.set()
        await go.wait()
        open_ -= 1
        return web.Response()

    application = web.Application()
    application.router.add_post("/hook", hook)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    for text in "abc":
        for person in people:
            await person.says(text)
    await http_bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", max_connections=4)
    async with asyncio.timeout(5):
        await full.wait()
        go.set()
        await justice.settles(quiet=0.05)
    assert most == 4
    assert len(came) == 18
    assert all([text for who, text in came if who == person.id] == ["a", "b", "c"] for person in people)
    await runner.cleanup()
