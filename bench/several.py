"""Several processes over one PostgreSQL, by webhook: /mine answered a second with one, two and three of them.

    python -m bench.several [--quick] [--rounds 3] [--processes 1 --processes 2]

The processes share this machine's processors with PostgreSQL and with the server that posts the updates. The numbers of
processes alternate within a round, each on a new copy of the database.
"""

from __future__ import annotations

import argparse
import http.client
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bench import bots, engines, instance
from bench.figures import spread, table
from bench.load import Run, Server, Updates, api_server
from bench.posting import PATH, SECRET
from bench.processes import Child, Group

CHATS = 997
"""A prime: so the updates of a chat go to one process after the other, however many there are."""
_STARTED_WITHIN = 30.0


@dataclass(frozen=True, slots=True)
class Measured:
    """One run; PostgreSQL's CPU in seconds, the highest memory of a process in MB."""

    run: Run
    database_cpu: float
    memory: float


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a few updates, a small database: to see that it works")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, action="append", help="how many; 1, 2 and 3")
    given = parser.parse_args()
    chats, rounds = (37, 1) if given.quick else (CHATS, given.rounds)
    numbers = given.processes or ([1, 2] if given.quick else [1, 2, 3])
    runs: dict[int, list[Measured]] = {number: [] for number in numbers}
    with engines.postgresql(instance.SMALL if given.quick else instance.WHOLE) as postgresql:
        for _ in range(rounds):
            for number in numbers:
                runs[number].append(_measure(postgresql, number, chats))
                print(f"# {number} processes: {runs[number][-1].run.per_second:.0f} a second", flush=True)
    _print(runs, rounds, chats)


def _measure(postgresql: engines.Server, number: int, chats: int) -> Measured:
    with postgresql.copy() as database, api_server(0.0) as server, _running(server, database, number) as (group, ports):
        server.run(group, _mine(range(chats, chats + min(chats, 200))), ports=ports)
        before = postgresql.cpu()
        run = server.run(group, _mine(range(chats)), ports=ports)
        return Measured(run, postgresql.cpu() - before, max(child.memory() for child in group.children))


def _mine(people: range) -> Updates:
    """Four times /mine from each of these people, one person after the other."""
    known = instance.chats(people.stop)[people.start :]
    return [(chat, "/mine", "QS-0", "mine", language) for _ in range(bots.BURST) for chat, language in known]


@contextmanager
def _running(server: Server, database: instance.Instance, number: int) -> Iterator[tuple[Group, list[int]]]:
    """So many processes with their ports. They take the processors in turns: each stays on the one that it is given."""
    allowed = sorted(os.sched_getaffinity(0))
    ports = _free_ports(number)
    with ExitStack() as stack:
        children: list[Child] = []
        for place, port in enumerate(ports):
            child = stack.enter_context(bots.suivi(server, database, **_webhook(port)))
            os.sched_setaffinity(child.process.pid, {allowed[place % len(allowed)]})
            children.append(child)
        for child, port in zip(children, ports, strict=True):
            _await_health(child, port)
        yield Group(tuple(children)), ports


def _webhook(port: int) -> dict[str, str]:
    return {
        "SUIVI_WEBHOOK_URL": f"http://127.0.0.1:{port}{PATH}",
        "SUIVI_WEBHOOK_SECRET": SECRET,
        "SUIVI_LISTEN": f"127.0.0.1:{port}",
    }


def _free_ports(number: int) -> list[int]:
    """Ports that nobody listens on just now."""
    with ExitStack() as stack:
        taken = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(number)]
        return [int(one.getsockname()[1]) for one in taken]


def _await_health(child: Child, port: int) -> None:
    """Wait until the process says that it works. Raises TimeoutError."""
    until = time.monotonic() + _STARTED_WITHIN
    while child.lives() and time.monotonic() < until:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/healthz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.05)
    raise TimeoutError(f"the process did not start: {child.said()}")


def _print(runs: dict[int, list[Measured]], rounds: int, chats: int) -> None:
    least = [one.run.per_second for one in next(iter(runs.values()))]
    rows = [
        [
            str(number),
            spread([one.run.per_second for one in own]),
            spread([one.run.per_second / first for one, first in zip(own, least, strict=True)], ".2f"),
            spread([one.run.cpu_per_update for one in own]),
            spread([one.database_cpu / one.run.report["answered"] * 1e6 for one in own]),
            spread([one.run.server_share for one in own], ".2f"),
            spread([one.memory for one in own]),
            str(sum(one.run.report["posted_again"] for one in own)),
        ]
        for number, own in runs.items()
    ]
    header = ["processes", "answered a second", "against the first", "CPU µs an update, Suivi", "PostgreSQL"]
    print(f"\n{chats * bots.BURST} updates of {chats} chats, {rounds} rounds; median (least–greatest)\n")
    print(table([*header, "server's CPU, cores", "highest memory of one, MB", "posted again"], rows), flush=True)


if __name__ == "__main__":
    main()
