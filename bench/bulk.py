"""Broadcasts: how fast and at what cost without limits, and under Telegram's limits while people go on chatting.

    python -m bench.bulk [--quick] [--count 100000] [--rounds 3] [--part speed --part limits]

Without limits Suivi's bulk lane goes against the loops that are commonly written (bench/bulk_loops.py), alternating
within a round, each in a new process; ratios are taken within the rounds. Under limits: bench/paced.py.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bench import bots, broadcast, instance, paced
from bench.figures import spread, table
from bench.load import Broadcast, api_server
from bench.processes import running

LOOPS = {
    "python-telegram-bot, one by one": (),
    "python-telegram-bot, gather of 30": ("--together", "30"),
    "aiohttp, no library": ("--bare",),
}
_SKIPPED = 50
"""One message of so many comes before the count: start-up and first connections are not in it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """One run; `memory`: the sender's highest, in MB."""

    sent: Broadcast
    memory: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a few of each, to see that it works")
    parser.add_argument(
        "--count", type=int, default=100_000, help="messages of Suivi's; python-telegram-bot has a fifth"
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--part", action="append", choices=["speed", "limits"])
    given = parser.parse_args()
    parts = given.part or ["speed", "limits"]
    if "speed" in parts:
        if given.quick:
            _speed(1000, 1, instance.SMALL)
        else:
            _speed(given.count, given.rounds, instance.WHOLE)
    if "limits" in parts:
        paced.measure(quick=given.quick)


def _speed(count: int, rounds: int, size: tuple[int, int]) -> None:
    few = max(200, count // 5)
    subjects: dict[str, tuple[int, Callable[[int], Measured]]] = {"Suivi, bulk lane": (count, partial(_suivi, size))}
    for name, options in LOOPS.items():
        subjects[name] = (count if "--bare" in options else few, partial(_loop, options))
    runs: dict[str, list[Measured]] = {name: [] for name in subjects}
    for _ in range(rounds):
        for name, (number, measure) in subjects.items():
            runs[name].append(measure(number))
    _print(runs, {name: number for name, (number, _) in subjects.items()}, rounds)


def _suivi(size: tuple[int, int], count: int) -> Measured:
    with broadcast.planned(count, size) as (filled, mailing), api_server(0.0) as server:
        server.ask("expect", broadcast.order(count))
        with bots.suivi(server, filled, SUIVI_BULK_RATE="0") as bot:
            sent = server.follow(bot, count // _SKIPPED)
            measured = Measured(sent, bot.memory())
        broadcast.check_sent(filled, mailing, count)
        return measured


def _loop(options: tuple[str, ...], count: int) -> Measured:
    with api_server(0.0) as server:
        server.ask("expect", broadcast.order(count))
        with running("-m", "bench.bulk_loops", server.address, "--count", str(count), *options) as loop:
            sent = server.follow(loop, count // _SKIPPED)
            return Measured(sent, loop.memory())


def _print(runs: dict[str, list[Measured]], counts: dict[str, int], rounds: int) -> None:
    ours = [run.sent.per_second for run in next(iter(runs.values()))]
    rows = [
        [
            name,
            f"{counts[name]:,}",
            spread([run.sent.per_second for run in own]),
            spread([run.sent.cpu_per_message for run in own]),
            spread([run.memory for run in own]),
            spread([run.sent.server_cpu / run.sent.seconds for run in own], ".2f"),
            spread([mine / run.sent.per_second for mine, run in zip(ours, own, strict=True)], ".2f") if place else "",
        ]
        for place, (name, own) in enumerate(runs.items())
    ]
    header = [
        "",
        "messages",
        "a second",
        "CPU µs a message",
        "highest memory, MB",
        "server's CPU, cores",
        "Suivi is faster by",
    ]
    print(f"\nNo limits, {rounds} rounds; median (least–greatest)\n")
    print(table(header, rows), flush=True)


if __name__ == "__main__":
    main()
