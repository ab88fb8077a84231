"""A broadcast under Telegram's limits (bench/limits.py) while people go on chatting, beside the same without it.

How much of what Telegram permits is used, how often it refuses, and how long people wait for their answers meanwhile.
"""

from __future__ import annotations

import time

from bench import bots, broadcast, instance
from bench.figures import percentile, table
from bench.limits import BOT_PER_SECOND
from bench.load import Server, api_server
from bench.updates import await_polling

BULK = 3_000
CHATS_A_SECOND = 5
_QUIET_SECONDS = 60
_BULK_RATE = 25
"""Suivi's default; only how many updates fit into the broadcast is reckoned with it."""


def measure(*, quick: bool) -> None:
    """Measure and print."""
    bulk, seconds, size = (100, 3, instance.SMALL) if quick else (BULK, _QUIET_SECONDS, instance.WHOLE)
    rows = [_quiet(seconds, size), _busy(bulk, size)]
    print(f"\nTelegram's limits, {CHATS_A_SECOND} people a second say /mine; answers in ms\n")
    header = [
        "",
        "/mine",
        "p50",
        "p99",
        "bulk messages",
        "a second",
        "share of 30 a second, with answers",
        "refused (429)",
    ]
    print(table(header, rows), flush=True)


def _quiet(seconds: int, size: tuple[int, int]) -> list[str]:
    with instance.filled(size) as filled, api_server(0.0, "--limits") as server, bots.suivi(server, filled) as bot:
        await_polling(server)
        updates = bots.mine(seconds * CHATS_A_SECOND)
        report = server.run(bot, updates, every=1 / CHATS_A_SECOND).report
        return ["no broadcast", *_answers(report), "", "", "", str(report["refused"])]


def _busy(bulk: int, size: tuple[int, int]) -> list[str]:
    with broadcast.planned(bulk, size) as (filled, mailing), api_server(0.0, "--limits") as server:
        server.ask("expect", broadcast.order(bulk))
        with bots.suivi(server, filled) as bot:
            first = _once_arrived(server, bulk // 10)
            # Nine tenths of what the rest will take: the broadcast outlasts the chatting.
            updates = bots.mine(int(bulk * 0.9 * 0.9 / _BULK_RATE * CHATS_A_SECOND))
            report = server.run(bot, updates, every=1 / CHATS_A_SECOND).report
            then = server.ask("progress")
            server.follow(bot, 0)
            refused = server.ask("report")["refused"]
        broadcast.check_sent(filled, mailing, bulk)
    rate = (then["arrived"] - first["arrived"]) / (then["now"] - first["now"])
    used = (rate + len(updates) / (then["now"] - first["now"])) / BOT_PER_SECOND
    return ["broadcast", *_answers(report), f"{bulk:,}", f"{rate:.1f}", f"{used:.0%}", str(refused)]


def _once_arrived(server: Server, enough: int) -> dict[str, float]:
    """The progress once so many messages have come. Raises TimeoutError."""
    until = time.monotonic() + 60
    while (progress := server.ask("progress"))["arrived"] < enough:
        if time.monotonic() > until:
            raise TimeoutError("the broadcast did not begin")
        time.sleep(0.05)
    return dict(progress)


def _answers(report: dict[str, list[tuple[str, float]]]) -> list[str]:
    took = [seconds * 1000 for _, seconds in report["latencies"]]
    return [str(len(took)), f"{percentile(took, 0.5):.1f}", f"{percentile(took, 0.99):.1f}"]
