# ruff: noqa: ASYNC110 - what is waited for stands in a log
"""An SQLite file that is damaged, at the start or under a running bot: said in a sentence, and nothing is taken in."""

from __future__ import annotations

import asyncio
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from bot.opening import Database
from db.faults import StoreUnavailable
from db.transaction import Reading
from simulator.person import Person
from simulator.server import Server
from simulator.world import World
from tests.faults.house import Child, running
from tests.faults.store import Store


@pytest.fixture
def engine_name() -> str:
    """PostgreSQL looks after its own files."""
    return "sqlite"


@pytest.fixture
def file(store_url: str) -> Path:
    return Path(store_url.removeprefix("sqlite:///"))


def damage(file: Path, table: str = "") -> None:
    """Overwrite the first page of a table, or without one the head of the file, as a failing disk does."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        size = connection.execute("PRAGMA page_size").fetchone()[0]
        page = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone() or (1,)
    with file.open("r+b") as content:
        content.seek((page[0] - 1) * size)
        content.write(b"\xa5" * (size if table else 100))


async def logs(child: Child, words: str) -> None:
    """Wait until the log holds this."""
    async with asyncio.timeout(20):
        while words not in logged(child):
            await asyncio.sleep(0.05)
    assert "Traceback" not in logged(child)


def logged(child: Child) -> str:
    """What the process has said."""
    return child.log.read_text(encoding="utf-8") if child.log.exists() else ""


def command(child: Child, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the same instance."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *words],
        env={**child._environment, **child._settings},
        cwd=child.log.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip


async def test_a_damaged_head_ends_the_start_with_a_sentence(child: Child, file: Path) -> None:
    damage(file)
    await child.start()
    assert await child.ended() == 2
    (line,) = logged(child).splitlines()
    assert line.endswith("is not a database of Suivi, or it is damaged. Restore a backup, or name another file.")


async def test_a_damaged_page_at_the_start_takes_nothing_in_until_a_backup_is_restored(
    child: Child, file: Path, ana: Person, world: World, store: Store
) -> None:
    backup = file.with_name("backup.sqlite3")
    shutil.copyfile(file, backup)
    damage(file, "updates")
    await child.start()
    await ana.says("prisons k1x")
    await logs(child, "database unavailable reason=database disk image is malformed")
    assert world.updates.pending
    await child.kill()
    checked = await asyncio.to_thread(command, child, "db", "check")
    assert checked.returncode == 2
    assert "damaged" in checked.stderr
    restored = await asyncio.to_thread(command, child, "restore", str(backup), "--overwrite")
    assert restored.returncode == 0, restored.stderr
    await child.start()
    await ana.sees("k1x", timeout=20)
    assert await child.leave() == 0
    assert [update.state for update in store.updates()] == ["done"]


async def test_a_start_that_waits_for_a_damaged_database_can_be_left(child: Child, file: Path) -> None:
    damage(file, "ix_updates_pending")
    await child.start()
    await logs(child, "database unavailable reason=database disk image is malformed")
    leaving = asyncio.create_task(child.leave())
    left, _ = await asyncio.wait({leaving}, timeout=10)
    if not left:
        child.send(signal.SIGKILL)
    assert await leaving == 0


async def test_a_page_that_is_damaged_under_a_running_bot(
    child: Child, file: Path, ana: Person, world: World, store: Store
) -> None:
    backup = file.with_name("backup.sqlite3")
    await child.start()
    await ana.says("/start")
    await ana.sees("Suivi", timeout=20)
    await ana.settles()
    made = await asyncio.to_thread(command, child, "backup", str(backup))
    assert made.returncode == 0, made.stderr
    await asyncio.to_thread(damage, file, "persons")
    await ana.says("prisons k1x")
    ben = world.person("Ben", "en")
    await ben.says("prisons k2x")
    await asyncio.sleep(2)
    await child.kill()
    damage(file, "persons")
    restored = await asyncio.to_thread(command, child, "restore", str(backup), "--overwrite")
    assert restored.returncode == 0, restored.stderr
    await child.start()
    await ana.says("prisons k3x")
    await ana.sees("k3x", timeout=20)
    assert await child.leave() == 0
    assert "Traceback" not in logged(child)
    assert {update.state for update in store.updates()} == {"done"}


async def test_a_message_that_waits_until_the_database_can_be_read_is_told_of(
    world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana = world.person("Ana", "en")

    def fails(*_: Any) -> Any:
        raise StoreUnavailable("database disk image is malformed")

    async with running(world, server, database):
        with monkeypatch.context() as broken:
            broken.setattr(Reading, "look_up", fails)
            await ana.says("prisons k1x")
            async with asyncio.timeout(5):
                while "malformed" not in caplog.text:
                    await asyncio.sleep(0.02)
        await ana.sees("k1x")
