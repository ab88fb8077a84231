"""Tells bench/api_server.py what to hand out or to expect, and waits until everything is answered or has come."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.processes import Child, Group, running

Updates = Sequence[tuple[int, str, str, str, str]]
"""(chat, text, what the answer must hold as it is written in a form, name of the kind, language)."""
_QUIET = 0.4
_LOOK = 0.02
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Run:
    """What became of a load; CPU in seconds, of the bot and of the server."""

    report: dict[str, Any]
    cpu: float
    server_cpu: float

    @property
    def per_second(self) -> float:
        """Updates answered in a second, from the first hand-out to the last answer."""
        return float(self.report["answered"]) / float(self.report["seconds"] or 1)

    @property
    def cpu_per_update(self) -> float:
        """The bot's CPU in microseconds for each update."""
        return self.cpu / float(self.report["answered"]) * 1e6

    @property
    def server_share(self) -> float:
        """How much of one core the server used while it ran."""
        return self.server_cpu / float(self.report["seconds"] or 1)


@dataclass(frozen=True, slots=True)
class Broadcast:
    """What became of messages that nobody asked for, after the first of them; CPU in seconds of the sender."""

    messages: int
    seconds: float
    cpu: float
    server_cpu: float

    @property
    def per_second(self) -> float:
        """Messages that arrived in a second."""
        return self.messages / self.seconds

    @property
    def cpu_per_message(self) -> float:
        """The sender's CPU in microseconds for each message."""
        return self.cpu / self.messages * 1e6


class Server:
    """A Bot API server in its own process."""

    def __init__(self, child: Child) -> None:
        self._child = child
        assert child.process.stdout is not None
        self.port = int(child.process.stdout.readline())
        self.address = f"http://127.0.0.1:{self.port}"

    def run(self, bot: Child | Group, updates: Updates, in_flight: int = 0, **order: Any) -> Run:
        """Hand out the updates, wait for the answers. Raises RuntimeError unless each got one, the right one.

        `order`: `every` (bench/ledger.py), or `ports` of webhooks to post to.
        """
        cpu, server_cpu = bot.cpu(), self._child.cpu()
        self.ask("load", {"updates": list(updates), "in_flight": in_flight, **order})
        self._wait(bot, "asked", "answered")
        server_cpu = self._child.cpu() - server_cpu
        time.sleep(_QUIET)  # what the bot still writes down belongs to its cost; a second answer would come now
        report = self.ask("report")
        if report["answered"] != report["asked"] or report["surplus"] or report["wrong"] or not report["confirmed_all"]:
            raise RuntimeError(f"not every update got its one answer: { {**report, 'latencies': ''} }\n{bot.said()}")
        return Run(report, bot.cpu() - cpu, server_cpu)

    def follow(self, bot: Child, skip: int) -> Broadcast:
        """Wait for the messages that are expected; what it cost, counted once `skip` of them have come.

        Raises RuntimeError unless each chat got its message once.
        """
        began = self._wait(bot, "expected", "arrived", skip)
        cpu, server_cpu = bot.cpu(), self._child.cpu()
        self._wait(bot, "expected", "arrived")
        server_cpu = self._child.cpu() - server_cpu
        time.sleep(_QUIET)
        came = self.ask("report")["arrivals"]
        if came["arrived"] != came["expected"] or came["surplus"] or came["wrong"]:
            raise RuntimeError(f"not every chat got its one message: {came}\n{bot.said()}")
        seconds = came["last_at"] - began["now"]
        return Broadcast(came["arrived"] - began["arrived"], seconds, bot.cpu() - cpu, server_cpu)

    def ask(self, method: str, value: Any = None) -> Any:
        """Call a method of the measurement."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/bench/{method}", json.dumps(value))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def _wait(self, bot: Child | Group, of: str, what: str, enough: int | None = None) -> Any:
        """Return the progress once `what` has come to `of` or is enough, nothing came for a while, or the bot ended."""
        before, since = -1, time.monotonic()
        while True:
            progress = self.ask("progress")
            if progress[what] >= (progress[of] if enough is None else enough):
                return progress
            if progress[what] != before:
                before, since = progress[what], time.monotonic()
            if not bot.lives() or time.monotonic() - since > _PATIENCE:
                return progress
            time.sleep(_LOOK)


@contextmanager
def api_server(delay: float, *options: str) -> Iterator[Server]:
    """A server that answers everything `delay` seconds late, for the block."""
    with running("-m", "bench.api_server", "--delay", str(delay), *options) as child:
        yield Server(child)
