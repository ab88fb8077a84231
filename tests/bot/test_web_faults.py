"""The webhook while something is away, and killed in between: what was answered with 200 is not lost."""

from __future__ import annotations

import asyncio
import signal
import time
from contextlib import ExitStack

import pytest
from aiohttp import ClientError

from bot.opening import Database
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.bot.listening import Listening, free_port, listening, until_set, update
from tests.faults.house import Child
from tests.faults.store import Store
from tests.faults.test_database_away import locked


def answers(person: Person, words: str) -> int:
    return sum(message.from_bot and words in message.text for message in shown(person.chat))


# --- the database is away ------------------------------------------------------------------------------------


async def test_a_locked_database_is_no_200_and_the_update_is_taken_once_afterwards(
    world: World, server: Server, database: Database, store_url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiver.STORE_SECONDS", 0.2)
    ana = world.person("Ana", "en")
    async with listening(world, server, database) as bot:
        await ana.says("/start")
        await ana.sees("Suivi")
        await ana.settles()
        with locked(store_url):
            began = time.monotonic()
            for _ in range(3):  # Telegram tries again
                assert (await bot.posts(json=update(5, "prisons k1x", ana.id)))[0] == 503
            assert time.monotonic() - began < 2
            await ana.says("prisons k2x")
            await asyncio.sleep(0.3)
            assert world.updates.pending
            assert world.updates.last_error["last_error_message"].endswith("503 Service Unavailable")
        await ana.sees("k2x", timeout=20)
        assert (await bot.posts(json=update(5, "prisons k1x", ana.id)))[0] == 200
        await ana.settles()
    assert answers(ana, "k1x") == answers(ana, "k2x") == 1
    assert {row.state for row in store.updates()} == {"done"}


async def test_only_so_many_updates_wait_for_the_database(
    world: World, server: Server, database: Database, store_url: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.receiver.MOST_AT_ONCE", 5)
    async with listening(world, server, database) as bot:
        with locked(store_url):
            began = time.monotonic()
            posted = [asyncio.create_task(bot.posts(json=update(number, "prisons"))) for number in range(1, 9)]
            refused, _ = await asyncio.wait(posted, timeout=1)
            assert [(await one)[0] for one in refused] == [503, 503, 503]
        taken = [(await one)[0] for one in posted if one not in refused]
        assert taken == [200] * 5
        assert time.monotonic() - began < 8
        assert (await bot.posts(json=update(9, "prisons")))[0] == 200
    assert len(store.updates()) == 6


async def test_leaving_while_an_update_waits_for_the_database(
    world: World, server: Server, database: Database, store_url: str, store: Store
) -> None:
    with ExitStack() as holding:
        async with listening(world, server, database) as bot, asyncio.TaskGroup() as group:
            await until_set(world, bot.hook)
            await asyncio.sleep(0.3)  # the hourly tidying is done, and the profile set
            holding.enter_context(locked(store_url))
            posting = group.create_task(_is_taken(bot))
            await asyncio.sleep(0.2)
            began = time.monotonic()
            await bot.stops()
            assert time.monotonic() - began < 10
        assert not posting.result()
    assert store.updates() == []


async def _is_taken(bot: Listening) -> bool:
    """Whether a post is answered with 200; a connection that ends says no as well."""
    try:
        return (await bot.posts(json=update(5, "prisons")))[0] == 200
    except ClientError:
        return False


# --- killed --------------------------------------------------------------------------------------------------


@pytest.fixture
def hooked(child: Child) -> Child:
    """`suivi run` with a webhook."""
    port = free_port()
    child._settings["SUIVI_WEBHOOK_URL"] = f"http://127.0.0.1:{port}/telegram"
    child._settings["SUIVI_LISTEN"] = f"127.0.0.1:{port}"
    return child


@pytest.mark.parametrize("step", ["before the batch is committed", "after the batch is committed"])
async def test_an_update_is_answered_once_after_a_kill(step: str, hooked: Child, store: Store, ana: Person) -> None:
    await hooked.start(step)
    await ana.says("prisons k1x")
    assert await hooked.ended() == -signal.SIGKILL
    store.wait_for_no_other()
    assert ana.world.updates.pending
    assert len(store.updates()) == (0 if step.startswith("before") else 1)
    await hooked.start()
    await ana.sees("k1x")
    await ana.settles()
    assert await hooked.leave() == 0
    assert answers(ana, "k1x") == 1
    assert len(store.updates()) == 1


async def test_killed_again_and_again_while_many_people_write(hooked: Child, world: World, store: Store) -> None:
    people = [world.person(f"P{n}", "en") for n in range(20)]
    for number in range(3):
        await hooked.start()
        await until_set(world, hooked._settings["SUIVI_WEBHOOK_URL"], 20)
        for person in people:
            await person.says(f"prisons k{number}x")
        await asyncio.sleep(0.03 * number)
        if number < 2:
            await hooked.kill()
            store.wait_for_no_other()
            world.updates.webhook = {"url": "http://127.0.0.1:9"}  # so that the next start is seen
    for person in people:
        await person.sees("k2x", timeout=30)
        await person.settles(timeout=30)
    assert await hooked.leave() == 0
    assert {row.state for row in store.updates()} == {"done"}
    assert len(store.updates()) == 60
    assert all(answers(person, f"k{number}x") >= 1 for person in people for number in range(3))
