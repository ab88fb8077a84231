# ruff: noqa: ASYNC110 - what is waited for stands in a database or a log: there is no event of it
"""An update that makes a handler fail is set aside with an apology and a reference, and the chat goes on."""

from __future__ import annotations

import asyncio
import re
import signal
from typing import Any

import pytest

from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.faults.house import Child, running
from tests.faults.store import Store

REFERENCE = re.compile(r"Reference ([2-9A-Z]{6})\.")


class Poison(Exception):
    """What no handler expects."""


@pytest.fixture
def poisoned(monkeypatch: pytest.MonkeyPatch) -> None:
    """/help fails after it has written something."""
    from handlers.registry import registry

    def fail(turn: Any, _said: Any) -> None:
        turn.say("menu")
        turn.begin("find", "words")
        raise Poison("private words")

    help_command = registry().commands["help"]
    monkeypatch.setitem(registry().commands, "help", type(help_command)("Help", fail))  # type: ignore[index]


async def test_an_update_whose_handler_fails_is_parked_with_an_apology(
    poisoned: None, world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        await ana.says("/help")
        await ana.says("prisons k1x")
        await ana.sees("k1x")
    apology = next(message for message in ana.screen if message.from_bot)
    found = REFERENCE.search(apology.text)
    assert found is not None
    parked, done = store.updates()
    assert (parked.state, parked.reference, done.state) == ("parked", found[1], "done")
    assert parked.payload_sealed is not None
    assert [row.kind for row in store.outbox()] == ["apology", "find"]


async def test_what_a_failing_handler_said_is_not_in_the_log(
    poisoned: None,
    world: World,
    server: Server,
    database: Database,
    ana: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("DEBUG")
    async with running(world, server, database):
        await ana.says("/help")
        await ana.sees("Reference")
    assert "Poison at test_parked_updates.py" in caplog.text
    assert "private words" not in caplog.text


async def test_a_press_whose_handler_fails_is_answered_and_parked(
    world: World, server: Server, database: Database, ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers.registry import registry

    def fail(*_arguments: Any) -> None:
        raise Poison

    monkeypatch.setitem(registry().buttons, "help", fail)  # type: ignore[index]
    async with running(world, server, database):
        await ana.says("/start")
        await ana.sees("Suivi")
        await ana.forges("help")
        await ana.sees("Reference")
        await ana.settles()
    assert any(entry.method == "answerCallbackQuery" for entry in world.log.entries)
    assert [update.state for update in store.updates()] == ["done", "parked"]


async def test_a_message_that_cannot_be_rendered_fails_alone(
    world: World, server: Server, database: Database, ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import renderer

    original = renderer.rendered

    def render(work: Any, row: int, person: int, kind: str, params: Any, **named: Any) -> Any:
        if kind == "help":
            raise Poison
        return original(work, row, person, kind, params, **named)

    monkeypatch.setattr(renderer, "rendered", render)
    async with running(world, server, database):
        await ana.says("/help")
        await ana.says("prisons k1x")
        await ana.sees("Reference")
        await ana.sees("k1x")
    assert sorted((row.kind, row.state) for row in store.outbox()) == [
        ("apology", "sent"),
        ("find", "sent"),
        ("help", "failed"),
    ]


async def test_an_update_that_cannot_even_be_apologised_for_does_not_stop_its_chat(
    world: World, server: Server, database: Database, ana: Person, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot import turns

    def fail(*_arguments: Any) -> None:
        raise Poison

    original = turns.take
    monkeypatch.setattr(turns, "take", fail)
    monkeypatch.setattr(turns, "apologise", fail)
    async with running(world, server, database):
        await ana.says("prisons k1x")
        await ana.says("prisons k2x")
        async with asyncio.timeout(20):
            while len([update for update in store.updates() if update.state == "parked"]) < 2:
                await asyncio.sleep(0.02)
        monkeypatch.setattr(turns, "take", original)
        await ana.says("prisons k3x")
        await ana.sees("k3x")


async def test_an_update_that_ends_the_process_three_times_is_parked(
    child: Child, store: Store, ana: Person, world: World
) -> None:
    ben = world.person("Ben", "en")
    step = "before the turn is committed"
    await child.start(step)
    await ana.says("prisons k1x")
    assert await child.ended() == -signal.SIGKILL
    await ben.says("prisons k2x")
    for _ in range(3):
        await child.start(step)
        assert await child.ended() == -signal.SIGKILL
        store.wait_for_no_other()
    assert store.updates()[0].attempts == 3
    await child.start()
    await ana.sees("Reference")
    await ben.sees("k2x")
    assert await child.leave() == 0
    assert [update.state for update in store.updates()] == ["parked", "done"]
