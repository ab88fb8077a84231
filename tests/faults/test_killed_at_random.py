"""Killed at any moment and started again, every update is answered once. The long run: python -m tests.faults.kills."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import clock
from bot.opening import Database
from bot.sample import set_up
from simulator.server import Server
from tests.faults.house import TREE, Child, Nursery, environment
from tests.faults.killing import killed
from tests.faults.store import Store
from tests.faults.watched import WatchedWorld

KILLS = 100
SEED = 20261122


@pytest.mark.timeout(1200)
async def test_every_update_is_answered_once_however_often_the_process_is_killed(
    database: Database,
    store_url: str,
    tmp_path: Path,
    guarded_environment: dict[str, str],
    nursery: Nursery,
    capsys: pytest.CaptureFixture[str],
) -> None:
    set_up(database, clock.now, datetime.now(UTC).date())
    world = WatchedWorld()
    async with Server(world) as server:
        given = environment(store_url, server.url, world.token, tmp_path)
        path = guarded_environment["PYTHONPATH"] + f":{TREE}"
        child = Child({**guarded_environment, "PYTHONPATH": path}, given, tmp_path, nursery)
        found = await killed(world, child, Store(store_url), kills=KILLS, seed=SEED)
    with capsys.disabled():
        print(f"\n{found.lines()}")  # noqa: T201 - the figures of the run
    assert not found.broken
    assert len(found.kills) == KILLS
    assert found.answered_once + found.answered_twice + found.superseded + found.lost == found.updates
    assert found.lost == 0
    assert not world.violations
