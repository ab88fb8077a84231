"""Three processes over one database, one killed, one frozen past its lease; and one that polls while another waits.

At length: python -m tests.faults.several.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from bot.opening import Database
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running
from tests.faults.several import prepare, several

pytestmark = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)


@pytest.mark.timeout(600)
async def test_nothing_is_lost_or_disordered_when_one_is_killed_and_one_frozen(store_url: str, tmp_path: Path) -> None:
    prepare(store_url, tmp_path)
    found = await several(store_url, tmp_path, processes=3, people=200, seconds=12, acts_a_second=25, seed=20261122)
    assert found.broken == [], found.lines()
    assert found.updates > 300
    assert (found.parked, found.lost) == (0, 0)
    assert found.answered_twice <= found.uncertain


async def test_of_two_that_poll_one_waits_and_goes_on_when_the_other_leaves(
    world: World, server: Server, database: Database, ana: Person
) -> None:
    async with AsyncExitStack() as second, AsyncExitStack() as first:
        await first.enter_async_context(running(world, server, database))
        await second.enter_async_context(running(world, server, database))
        await ana.says("/start")
        await ana.sees("Suivi")
        await first.aclose()
        await ana.says("prisons k1x")
        await ana.sees("k1x")
    assert not [entry for entry in world.log.entries if entry.outcome == 409]
