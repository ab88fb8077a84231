"""Faults happen to whom they are meant for, and do or leave undone what they say."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from asking import Clock
from telegram import Bot
from telegram.error import ChatMigrated, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut

from simulator.door import Door
from simulator.faults import Kind
from simulator.handling import handle
from simulator.person import Person
from simulator.request_log import RequestLog
from simulator.world import World


@pytest.mark.parametrize(
    ("kind", "error", "delivered", "outcome"),
    [
        ("too_many_requests", RetryAfter, False, 429),
        ("forbidden", Forbidden, False, 403),
        ("bad_gateway", NetworkError, False, 502),
        ("bad_gateway_json", NetworkError, False, 502),
        ("bad_gateway_delivered", NetworkError, True, 502),
        ("migrated", ChatMigrated, False, 400),
        ("undelivered", NetworkError, False, "cut"),
        ("unanswered", NetworkError, True, "cut"),
        ("wrong_json", TelegramError, True, 200),
    ],
)
async def test_a_fault_is_met_once(
    world: World,
    either_bot: Bot,
    justice: Person,
    kind: Kind,
    error: type[TelegramError],
    delivered: bool,
    outcome: int | str,
) -> None:
    world.faults.add(kind)
    with pytest.raises(error):
        await either_bot.send_message(justice.id, "x")
    assert len(justice.screen) == 1 + delivered
    entry = world.log.entries[-1]
    assert entry.outcome == outcome
    assert (entry.effect_at is not None) is delivered
    await either_bot.send_message(justice.id, "x")
    assert len(justice.screen) == 2 + delivered


async def test_429_says_how_long_to_wait(world: World, justice: Person) -> None:
    world.faults.add("too_many_requests", seconds=7)
    answer = await handle(world, world.token, "sendMessage", {"chat_id": justice.id, "text": "x"})
    assert json.loads(answer.body) == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 7",
        "parameters": {"retry_after": 7},
    }


async def test_a_migrated_chat_names_its_new_id(world: World, bot: Bot, justice: Person) -> None:
    world.faults.add("migrated", migrate_to=-1009)
    with pytest.raises(ChatMigrated) as migrated:
        await bot.send_message(justice.id, "x")
    assert migrated.value.new_chat_id == -1009


async def test_a_fault_can_be_for_one_method_and_one_chat(world: World, bot: Bot, justice: Person) -> None:
    other = world.person("Saúde")
    await other.says("/start")
    world.faults.add("forbidden", method="sendMessage", chat_id=justice.id, standing=True)
    await bot.send_message(other.id, "x")
    await bot.send_chat_action(justice.id, "typing")
    for _ in range(2):
        with pytest.raises(Forbidden):
            await bot.send_message(justice.id, "x")
    world.faults.clear()
    await bot.send_message(justice.id, "x")


async def test_faults_spare_get_updates_unless_they_name_it(world: World, bot: Bot) -> None:
    world.faults.add("bad_gateway", times=2)
    await bot.get_updates()
    everything = world.faults.add("bad_gateway", method="*", standing=True)
    with pytest.raises(NetworkError):
        await bot.get_updates()
    world.faults.remove(everything)
    await bot.get_updates()


async def test_faults_met_once_go_before_standing_ones(world: World, bot: Bot, justice: Person) -> None:
    world.faults.add("forbidden", standing=True)
    world.faults.add("too_many_requests")
    with pytest.raises(RetryAfter):
        await bot.send_message(justice.id, "x")
    with pytest.raises(Forbidden):
        await bot.send_message(justice.id, "x")


def test_an_unknown_fault_is_an_error(world: World) -> None:
    with pytest.raises(ValueError, match="gremlins"):
        world.faults.add("gremlins")  # type: ignore[arg-type]


@pytest.mark.parametrize(("kind", "at_once"), [("slow_before", False), ("slow_after", True)])
async def test_a_slow_request_takes_its_time(
    world: World, either_bot: Bot, justice: Person, kind: Kind, at_once: bool
) -> None:
    world.faults.add(kind, seconds=0.2)
    sending = asyncio.create_task(either_bot.send_message(justice.id, "x"))
    await asyncio.sleep(0.1)
    assert (len(justice.screen) == 2) is at_once
    await sending
    assert len(justice.screen) == 2


async def test_what_a_client_no_longer_waits_for_still_happens(world: World, either_bot: Bot, justice: Person) -> None:
    world.faults.add("slow_before", method="sendMessage", seconds=0.3)
    with pytest.raises(TimedOut):
        await either_bot.send_message(justice.id, "late", read_timeout=0.05)
    await justice.sees("late", timeout=2)


async def test_a_closed_door_ends_what_is_slow(world: World, justice: Person) -> None:
    door = Door(world, read_timeout=0.01)
    world.faults.add("slow_before", method="sendMessage", seconds=30)
    with pytest.raises(TimedOut):
        await Bot(world.token, request=door).send_message(justice.id, "never")
    await door.shutdown()
    assert world.log.entries[-1].outcome == "cut"
    assert not world.running


async def test_the_log_tells_what_was_open_when(clock: Clock) -> None:
    moments = iter([1.0, 2.0, 3.0, 4.0, 5.0])
    log = RequestLog(lambda: next(moments))
    first = log.begin("sendMessage", 7)
    second = log.begin("getUpdates", None)
    log.effect(first)
    log.end(first, 200)
    assert [log.open_at(moment) for moment in (0.5, 1, 2.5, 3.5, 4, 9)] == [0, 1, 2, 2, 1, 1]
    log.end(second, "cut")
    assert [log.open_at(moment) for moment in (4.5, 5)] == [1, 0]
    assert (first.number, first.chat_id, first.effect_at, first.outcome) == (1, 7, 3.0, 200)


async def test_the_log_is_cheap(world: World, justice: Person) -> None:
    begun = time.perf_counter()
    for number in range(2000):
        await handle(world, world.token, "sendMessage", {"chat_id": str(justice.id), "text": f"<b>{number}</b>"})
    assert time.perf_counter() - begun < 2
    assert len(world.log.entries) == 2000
