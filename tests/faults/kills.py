# ruff: noqa: T201 - a command that prints what it found
"""The kill harness at any length: python -m tests.faults.kills --kills 1000 --engine sqlite|postgresql --seed N.

`--exec` starts `python -m bot run` anew each time, as installed, instead of forking a process that has imported it;
it takes about twice as long. With a kill every second a good part of all messages is in the air when one comes; how
few of a life with rarer crashes are ever uncertain, `--kills 25 --calm 2000 --people 200` shows. Ends with 1 where
something does not hold. What is proved stands in killing.py.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot import clock
from bot.opening import upgrade_database
from bot.sample import set_up
from bot.settings import read
from simulator.server import Server
from tests.faults.house import KEY, TREE, Child, Nursery, environment, opened
from tests.faults.killing import Found, killed
from tests.faults.store import Store
from tests.faults.watched import WatchedWorld


@contextmanager
def _store(engine: str, folder: Path) -> Iterator[str]:
    if engine == "sqlite":
        yield f"sqlite:///{folder / 'suivi.sqlite3'}"
        return
    sys.path.insert(0, str(TREE / "tests"))
    from postgresql import running_server

    with running_server() as server:
        server.execute("CREATE DATABASE kills TEMPLATE template0")
        yield server.url("kills")


async def _run(url: str, folder: Path, given: argparse.Namespace) -> Found:
    world = WatchedWorld()
    nursery = None if given.exec else Nursery()
    async with Server(world) as server:
        settings = environment(url, server.url, world.token, folder)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("SUIVI_")}
        child = Child({**kept, "PYTHONPATH": str(TREE)}, settings, folder, nursery)
        try:
            many = {"kills": given.kills, "people": given.people, "calm": given.calm}
            return await killed(world, child, Store(url), seed=given.seed, **many)
        finally:
            await child.kill()
            if nursery is not None:
                nursery.close()


def main() -> int:
    """Run it as the command line says."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults.kills")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--calm", type=int, default=0, help="updates in peace before each kill")
    parser.add_argument("--exec", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="suivi-kills-") as name, _store(given.engine, Path(name)) as url:
        folder = Path(name)
        settings = {"SUIVI_DATABASE_URL": url, "SUIVI_SECRET_KEY": KEY, "SUIVI_DATA_DIR": name}
        upgrade_database(read(settings, folder), clock.now())
        database = opened(url, folder)
        set_up(database, clock.now, datetime.now(UTC).date())
        found = asyncio.run(_run(url, folder, given))
        print(f"{given.engine}, seed {given.seed}, {given.people} people\n{found.lines()}")
        if found.broken:
            print((folder / "log").read_text(encoding="utf-8")[-3000:])
    return 1 if found.broken else 0


if __name__ == "__main__":
    sys.exit(main())
