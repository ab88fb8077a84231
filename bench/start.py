"""What starting costs, in seconds and memory: until the first getUpdates, `suivi --help`, and an import of 10,000.

python -m bench.start [--quick] [--rounds 5]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from bench import bots, corpus, instance
from bench.figures import spread, table
from bench.load import api_server
from bench.processes import ROOT, own_environment
from bench.updates import await_polling

UPDATES = 5_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="once each, with few updates and records")
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    rounds = 1 if given.quick else given.rounds
    updates, records = (200, 500) if given.quick else (UPDATES, instance.RECOMMENDATIONS)
    took: dict[str, list[float]] = {}
    for _ in range(rounds):
        took.setdefault("suivi --help, s", []).append(_command("--help"))
        _start(took, "empty", instance.empty, 0)
        _start(took, "filled", instance.filled, 0)
        took.setdefault(f"import of {records:,} records, s", []).append(_import(records))
    _start(took, "filled", instance.filled, updates)
    rows = [(name, spread(values, ".2f" if name.endswith(" s") else ".0f")) for name, values in took.items()]
    print(f"\n{rounds} rounds; median (least–greatest)\n")
    print(table(["", ""], rows))


def _start(
    took: dict[str, list[float]],
    name: str,
    opened: Callable[[], AbstractContextManager[instance.Instance]],
    updates: int,
) -> None:
    """Time from the start of the process to its first getUpdates; with `updates`, the memory after so many /mine."""
    with opened() as database, api_server(0.0) as server:
        began = time.monotonic()
        with bots.suivi(server, database) as bot:
            await_polling(server)
            seconds = time.monotonic() - began
            if not updates:
                took.setdefault(f"{name} database: until the first getUpdates, s", []).append(seconds)
                took.setdefault(f"{name} database: highest memory by then, MB", []).append(bot.memory())
                return
            # In parts, so that no chat has more than its five answers at once; then their allowance is whole again.
            part = len(instance.chats()) * 2
            for begun in range(0, updates, part):
                server.run(bot, bots.mine(part * bots.BURST)[: min(part, updates - begun)])
                time.sleep(2)
            took[f"highest memory after {updates:,} updates, MB"] = [bot.memory()]


def _import(records: int) -> float:
    with instance.empty() as database:
        settings = database.environment
        path = f"{settings['SUIVI_DATA_DIR']}/records.csv"
        corpus.write(Path(path), "fr", records)
        return _command("import", path, "--text-language", "fr", **settings)


def _command(*arguments: str, **environment: str) -> float:
    """Seconds that a command takes."""
    began = time.monotonic()
    command = [sys.executable, "-m", "bot", *arguments]
    subprocess.run(command, check=True, cwd=ROOT, env=own_environment(**environment), stdout=subprocess.DEVNULL)
    return time.monotonic() - began


if __name__ == "__main__":
    main()
