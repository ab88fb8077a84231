"""Name, descriptions and menus: set once, in four languages, within Telegram's limits; again when they changed."""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot import profile
from bot.profile import Profile
from domain.language import INTERFACE
from simulator.server import Server
from simulator.world import World
from tests.faults.house import opened, running

SETTERS = {"setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"}


async def started(store_url: str, folder: Path) -> Counter[str]:
    """Which setters one start of the bot calls, and how often."""
    world = World(lambda: datetime.now(UTC))
    database = opened(store_url, folder)
    async with Server(world) as server, running(world, server, database) as process:
        async with asyncio.timeout(10):
            await process._tasks[1]
    assert not world.violations
    return Counter(entry.method for entry in world.log.entries if entry.method in SETTERS)


async def test_the_profile_is_set_once_and_again_when_it_changed(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = dict.fromkeys(SETTERS, 1 + len(INTERFACE))
    assert await started(store_url, tmp_path) == every
    assert not await started(store_url, tmp_path)
    monkeypatch.setattr(profile, "short_description", lambda _t: "Another line")
    assert await started(store_url, tmp_path) == every
    assert not await started(store_url, tmp_path)


@pytest.mark.parametrize("language", INTERFACE)
def test_the_profile_keeps_telegrams_limits(language: str) -> None:
    shown = profile.profile(language)
    assert 1 <= len(shown.name) <= 64
    assert 1 <= len(shown.description) <= 512
    assert 1 <= len(shown.short_description) <= 120
    assert 1 <= len(shown.commands) <= 100
    assert all(1 <= len(name) <= 32 and name.islower() for name, _ in shown.commands)
    assert all(1 <= len(text) <= 256 for _, text in shown.commands)


def test_each_language_has_its_own_profile() -> None:
    profiles: list[Profile] = [profile.profile(language) for language in INTERFACE]
    assert len({one.description for one in profiles}) == len(INTERFACE)
    assert len({one.commands for one in profiles}) == len(INTERFACE)
    assert len({tuple(name for name, _ in one.commands) for one in profiles}) == 1
