"""Updates a second and CPU an update: Suivi's /mine, complete and durable, against python-telegram-bot's echo bot.

    python -m bench.updates [--quick] [--rounds 5] [--delay 0 --delay 0.05]

All alternate within a round: A B C A B C …, each in a new process; ratios are taken within the rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from statistics import median

from bench import bots, instance
from bench.figures import spread, table
from bench.load import Run, Server, Updates, api_server
from bench.processes import Child

CONCURRENT = (8, 16, 32, 128, 256)
WARM_UP = 200
WARM_UP_CHATS = 1200
"""From here on stand chats that the load itself does not use."""
_STARTED_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Subject:
    """What is measured: `count` updates made by `load`, answered by what `start` starts."""

    name: str
    start: Callable[[Server], AbstractContextManager[Child]]
    load: Callable[[int], Updates]
    count: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a few seconds, to see that it works")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--count", type=int, default=4000, help="updates for each that is fast")
    parser.add_argument("--delay", type=float, action="append", help="seconds before each answer; 0 and 0.05")
    given = parser.parse_args()
    rounds, count = (1, 400) if given.quick else (given.rounds, given.count)
    count = min(count, WARM_UP_CHATS * bots.BURST)
    for delay in given.delay or (0.0, 0.05):
        subjects = _subjects(delay, count, quick=given.quick)
        runs: dict[str, list[Run]] = {subject.name: [] for subject in subjects}
        for _ in range(rounds):
            for subject in subjects:
                runs[subject.name].append(_measure(subject, delay))
        _print(delay, subjects, runs)


def _subjects(delay: float, count: int, *, quick: bool) -> list[Subject]:
    few = max(40, count // 20) if delay else count // 2
    subjects = [
        Subject("Suivi /mine", _suivi, bots.mine, count),
        Subject("echo bot, default", bots.echo_bot, bots.echoes, few),
    ]
    for concurrent in (32,) if quick and delay else CONCURRENT if delay else ():
        start = _concurrent(concurrent)
        subjects.append(Subject(f"echo bot, concurrent_updates {concurrent}", start, bots.echoes, count // 4))
    connections = 256 if delay else 8
    subjects.append(Subject("no library", lambda server: bots.bare_client(server, connections), bots.echoes, count))
    return subjects


def _concurrent(number: int) -> Callable[[Server], AbstractContextManager[Child]]:
    return lambda server: bots.echo_bot(server, number)


@contextmanager
def _suivi(server: Server) -> Iterator[Child]:
    """Suivi on a new copy of the filled database."""
    with instance.filled() as database, bots.suivi(server, database) as child:
        yield child


def _measure(subject: Subject, delay: float) -> Run:
    with api_server(delay) as server, subject.start(server) as bot:
        await_polling(server)
        warm_up = subject.load(WARM_UP if subject.count > WARM_UP else 20)
        server.run(bot, [(one[0] + WARM_UP_CHATS, *one[1:]) for one in warm_up])
        return server.run(bot, subject.load(subject.count))


def await_polling(server: Server) -> None:
    """Wait until the bot asks for updates. Raises TimeoutError."""
    until = time.monotonic() + _STARTED_WITHIN
    while not server.ask("progress")["polled"]:
        if time.monotonic() > until:
            raise TimeoutError("the bot did not ask for updates")
        time.sleep(0.05)


def _print(delay: float, subjects: list[Subject], runs: dict[str, list[Run]]) -> None:
    suivi = [run.per_second for run in runs[subjects[0].name]]
    echo = [name for name in runs if name.startswith("echo")]
    rows = []
    for subject in subjects:
        own = runs[subject.name]
        ratios = [ours / run.per_second for ours, run in zip(suivi, own, strict=True)]
        rows.append(
            [
                subject.name,
                str(subject.count),
                spread([run.per_second for run in own]),
                spread([run.cpu_per_update for run in own]),
                spread([run.server_share for run in own], ".2f"),
                "" if subject is subjects[0] else spread(ratios, ".2f"),
            ]
        )
    header = ["", "updates", "answered a second", "CPU µs an update", "server's CPU, cores", "Suivi is faster by"]
    print(f"\nDelay {delay * 1000:.0f} ms, {len(suivi)} rounds; median (least–greatest)\n")
    print(table(header, rows))
    best = max(echo, key=lambda name: median(run.per_second for run in runs[name]))
    ratios = [ours / run.per_second for ours, run in zip(suivi, runs[best], strict=True)]
    print(f"\nSuivi against the best of the echo bot ({best}): {spread(ratios, '.2f')}", flush=True)


if __name__ == "__main__":
    main()
