"""Tells bench/api_server.py what to hand out, and waits until everything is answered."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from bench.processes import Child, running

Updates = Sequence[tuple[int, str, str, str, str]]
"""(chat, text, what the answer must hold as it is written in a form, name of the kind, language)."""
_QUIET = 0.4
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


class Server:
    """A Bot API server in its own process."""

    def __init__(self, child: Child) -> None:
        self._child = child
        assert child.process.stdout is not None
        self.port = int(child.process.stdout.readline())
        self.address = f"http://127.0.0.1:{self.port}"

    def run(self, bot: Child, updates: Updates, in_flight: int = 0) -> Run:
        """Hand out the updates, wait for the answers. Raises RuntimeError unless each got one, the right one."""
        cpu, server_cpu = bot.cpu(), self._child.cpu()
        self.ask("load", {"updates": list(updates), "in_flight": in_flight})
        self._wait(bot)
        server_cpu = self._child.cpu() - server_cpu
        time.sleep(_QUIET)  # what the bot still writes down belongs to its cost; a second answer would come now
        report = self.ask("report")
        if report["answered"] != report["asked"] or report["surplus"] or report["wrong"] or not report["confirmed_all"]:
            log = bot.log.read_text(encoding="utf-8")[-1500:]
            raise RuntimeError(f"not every update got its one answer: { {**report, 'latencies': ''} }\n{log}")
        return Run(report, bot.cpu() - cpu, server_cpu)

    def ask(self, method: str, value: Any = None) -> Any:
        """Call a method of the measurement."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("POST", f"/bench/{method}", json.dumps(value))
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def _wait(self, bot: Child) -> None:
        """Wait until everything is answered, nothing came for a while, or the bot has ended."""
        before, since = -1, time.monotonic()
        while bot.process.poll() is None and time.monotonic() - since < _PATIENCE:
            time.sleep(0.1)
            progress = self.ask("progress")
            if progress["answered"] >= progress["asked"]:
                return
            if progress["answered"] != before:
                before, since = progress["answered"], time.monotonic()


@contextmanager
def api_server(delay: float) -> Iterator[Server]:
    """A server that answers everything `delay` seconds late, for the block."""
    with running("-m", "bench.api_server", "--delay", str(delay)) as child:
        yield Server(child)
