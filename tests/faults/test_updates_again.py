"""The same update twice is taken once, whatever its number is next to others'."""

from __future__ import annotations

import asyncio

from bot.opening import Database
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.store import Store


async def test_a_batch_that_is_delivered_again_after_a_restart_is_skipped(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        await ana.says("prisons k1x")
        batch = list(world.updates.pending)
        await ana.sees("k1x")
    assert batch
    async with running(world, server, database):
        for update in batch:
            world.put_update(update)
        await ana.says("prisons k2x")
        await ana.sees("k2x")
        await ana.settles()
    assert sum(m.from_bot and "k1x" in m.text for m in shown(ana.chat)) == 1
    assert len(store.updates()) == 2


async def test_numbers_that_begin_again_lower_are_taken(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        world.updates._next_id = 900_000_000
        await ana.says("prisons k1x")
        await ana.sees("k1x")
        await ana.settles()
        world.updates._next_id = 100_000_000
        await ana.says("prisons k2x")
        await ana.sees("k2x")
        await ana.settles()
        assert not world.updates.pending
    assert [update.update_id for update in store.updates()] == [900_000_000, 100_000_000]


async def test_a_batch_with_rubbish_in_it_is_taken_without_the_rubbish(
    world: World, server: Server, database: Database, ana: Person, store: Store
) -> None:
    async with running(world, server, database):
        world.put_update({"message": {"text": 5}})
        world.put_update({"message": {"chat": {"id": "x"}, "from": 7}})
        world.put_update({"edited_channel_post": None})
        await ana.says("prisons k1x")
        await ana.sees("k1x")
        await asyncio.sleep(0)
    assert [update.state for update in store.updates()][-1] == "done"
    assert "pending" not in {update.state for update in store.updates()}
