# ruff: noqa: T201 - what it prints is its result
"""python -m tests.fuzz --updates 1000000 --seed 1: that many random updates, on SQLite, in a folder of its own."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from bot.sample import set_up
from tests.conversations.stage import Hour
from tests.faults.house import opened
from tests.fuzz.run import Fuzzed, Wrong

MONDAY = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def main() -> None:
    """Read the command line and run; ends with 1 where something did not hold."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description="Send random updates to a bot.")
    parser.add_argument("--updates", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        database = opened(f"sqlite:///{Path(folder) / 'suivi.sqlite3'}", Path(folder))
        fuzzed = Fuzzed(database, set_up(database, lambda: MONDAY, MONDAY.date()), Hour(MONDAY), given.seed)
        began = time.monotonic()
        try:
            asyncio.run(fuzzed.runs(given.updates))
        except Wrong as wrong:
            print(wrong, file=sys.stderr)
            sys.exit(1)
    seconds = time.monotonic() - began
    print(f"seed {given.seed}: {', '.join(f'{count} {name}' for name, count in fuzzed.counts.items())}")
    print(f"{seconds:.0f} s, {given.updates / seconds:.0f} updates a second; nothing wrong")


if __name__ == "__main__":
    main()
