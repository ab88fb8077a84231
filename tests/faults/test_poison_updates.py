"""Updates that break Telegram's rules, of every kind: answered, or set aside with an apology, and the chat goes on."""

from __future__ import annotations

import random
import re
from typing import Any

import pytest
import telegram

from bot.opening import Database
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Store
from tests.fuzz.acts import KINDS
from tests.fuzz.shapes import Shapes, fields

TIMES = 12
ANNOTATIONS = {name: annotation for name, annotation, _ in fields(telegram.Update)}
BROKEN: tuple[dict[str, Any], ...] = (
    {"message_id": None}, {"message_id": "x"}, {"date": None}, {"date": 10**30}, {"date": {}},
    {"text": None, "poll": {}}, {"text": 7}, {"text": "prisons", "date": "yesterday"},
    {"text": None, "sticker": {"file_id": "x"}}, {"text": None, "photo": [7]}, {"text": None, "document": "x.pdf"},
    {"text": None, "voice": []}, {"date": 1, "text": None, "location": {"latitude": 1}},
    {"text": None, "reply_to_message": {"text": "x"}}, {"text": None, "forward_origin": {"type": "user"}},
)  # fmt: skip


def message(person: Person, **changed: Any) -> dict[str, Any]:
    body = {"message_id": 900, "date": 1, "chat": person.chat.json(), "from": person.user.json(), "text": "prisons k1x"}
    return {name: value for name, value in (body | changed).items() if name != "text" or value is not None}


def apologies(person: Person) -> int:
    return sum(bool(re.search(r"Reference [2-9A-Z]{6}\.", one.text)) for one in shown(person.chat) if one.from_bot)


async def test_whoever_sent_what_cannot_be_read_is_answered(
    world: World, server: Server, database: Database, store: Store
) -> None:
    people = [world.person(f"P{n}", "en") for n in range(len(BROKEN))]
    async with running(world, server, database):
        for person, changed in zip(people, BROKEN, strict=True):
            person.chat.reachable = True
            world.put_update({"message": message(person, **changed)})
        for person, changed in zip(people, BROKEN, strict=True):
            assert (await person.sees("")).text, changed
            await person.says("prisons k2x")
            await person.sees("k2x")
    states = [update.state for update in store.updates()]
    assert states.count("parked") == sum(map(apologies, people)) >= 10
    assert len(states) == 2 * len(BROKEN)


@pytest.mark.parametrize(
    "changed",
    [
        {"from": None},
        {"from": {"id": True}},
        {"chat": None},
        {"chat": {"id": "x"}},
        {"from": {"id": -5, "is_bot": False}},
    ],
    ids=str,
)
async def test_where_nobody_can_be_told_it_is_set_aside_without_a_word(
    changed: dict[str, Any], world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        world.put_update({"message": message(ana, **changed, photo=[7], text=None)})
        await ana.says("prisons k2x")
        await ana.sees("k2x")
        await ana.settles()
    assert [update.state for update in store.updates()] in (["parked", "done"], ["done", "done"])
    assert sum(one.from_bot for one in shown(ana.chat)) <= 2


async def test_a_press_whose_message_cannot_be_read_does_what_the_button_says(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        await ana.says("/start")
        await ana.sees("Suivi")
        shown_before = {"message_id": 10**30, "date": 1, "chat": ana.chat.json(), "photo": 7, "entities": "x"}
        press = {"id": "p1", "from": ana.user.json(), "data": "help", "chat_instance": 5, "message": shown_before}
        world.put_update({"callback_query": press})
        await ana.sees("What you can do here")
        await ana.settles()
    assert {update.state for update in store.updates()} == {"done"}
    assert any(entry.method == "answerCallbackQuery" for entry in world.log.entries)


async def test_every_kind_of_update_broken_in_every_way_leaves_the_chat_going(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    shapes = Shapes(random.Random(5))  # noqa: S311 - a seed, not a secret
    async with running(world, server, database):
        for kind in KINDS:
            for value in (None, 7, "x", [], {}, [[]], {"chat": ana.chat.json(), "from": ana.user.json()}):
                world.put_update({kind: value})
            for _ in range(TIMES):
                update = {kind: shapes.value(ANNOTATIONS[kind], 0)}
                shapes.break_up(update)
                world.put_update(update)
        await ana.says("prisons k1x")
        await ana.sees("k1x", timeout=30)
        await ana.settles(timeout=30)
    states = [update.state for update in store.updates()]
    assert len(states) == len(KINDS) * (TIMES + 7) + 1
    assert set(states) == {"done", "parked"}
    assert states[-1] == "done"
    assert apologies(ana) <= 2
