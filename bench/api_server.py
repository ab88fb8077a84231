"""A light Bot API server for measurements: a bare asyncio protocol, its own process, told what to do by bench/load.py.

It hands out updates, answers every method with a valid result, and notes when each update was handed out and when the
message that answers it arrived. It remembers nothing else, and refuses only what is too fast, where it is told to:
simulator/ is the server for tests.

    python -m bench.api_server --delay 0.05 [--limits]     prints its port, runs until it is terminated
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import resource
from typing import Any

from bench.arrivals import Arrivals
from bench.ledger import Ledger
from bench.limits import Limits
from bench.posting import Posting

BOT = {"id": 7, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:] ?(\d+)')  # in a form or in JSON
_OFFSET = re.compile(rb'offset"?[=:] ?(\d+)')
_ANSWERS = {"sendMessage", "editMessageText"}
_OF_THE_MEASUREMENT = {"load", "expect", "progress", "report"}
_BATCH = 100
_LONG_POLL = 20.0


class Server:
    """What all connections share: the ledger of updates, the delay before every answer, who waits for updates."""

    def __init__(self, delay: float, limits: Limits | None = None) -> None:
        self.delay = delay
        self.limits = limits
        self.ledger = Ledger()
        self.arrivals = Arrivals()
        self.loop = asyncio.get_running_loop()
        self.waiting: Connection | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.posting: Posting | None = None
        self.task: asyncio.Task[None] | None = None
        self.messages = 0
        self.requests = 0

    def load(self, order: dict[str, Any]) -> None:
        """Begin anew with updates, and post them where there is somebody to post them to."""
        self.ledger.load(order, self.loop.time())
        self.requests = 0
        if order.get("ports"):
            self.posting = Posting(self.ledger, order["ports"])
            self.task = self.loop.create_task(self.posting.run())
        else:
            self._next_is_due()

    def _next_is_due(self) -> None:
        self.wake()
        if self.ledger.every and not self.ledger.is_handed_out:
            self.loop.call_at(self.ledger.next_due(self.loop.time()), self._next_is_due)

    def wake(self) -> None:
        """Give whoever waits for updates those that may be handed out now."""
        if self.waiting is None:
            return
        batch = self.ledger.hand_out(_BATCH, self.loop.time() + self.delay)
        if batch:
            self._end_wait(batch)

    def wait(self, connection: Connection) -> None:
        """Long polling: answer when there is something, or with nothing after a while."""
        if self.waiting is not None:
            self._end_wait([])
        self.waiting = connection
        self.timer = self.loop.call_later(_LONG_POLL, self._end_wait, [])
        self.wake()

    def _end_wait(self, batch: list[str]) -> None:
        connection, self.waiting = self.waiting, None
        if self.timer is not None:
            self.timer.cancel()
        if connection is not None:
            connection.answer(f"[{','.join(batch)}]")

    def answered(self, chat: int, body: bytes) -> int:
        """Note a message to a chat; return its number."""
        self.messages += 1
        if self.arrivals.note(chat, body, self.loop.time()):
            return self.messages
        self.ledger.answer(chat, body, self.loop.time())
        if self.ledger.in_flight:
            self.wake()
        return self.messages

    def report(self) -> dict[str, Any]:
        """The ledger's figures and what this process used."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        own = {"requests": self.requests, "cpu": used.ru_utime + used.ru_stime}
        refused = self.limits.refused if self.limits else 0
        again = self.posting.again if self.posting else 0
        more = {"refused": refused, "posted_again": again, "arrivals": self.arrivals.report()}
        return {**own, **more, **self.ledger.report()}

    def progress(self) -> dict[str, Any]:
        """How far it is, and what time it is here."""
        came = self.arrivals.report()
        seen = {"expected": came["expected"], "arrived": came["arrived"]}
        return {"now": self.loop.time(), **seen, **self.ledger.progress()}


class Connection(asyncio.Protocol):
    """One HTTP connection, kept alive."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._data = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def connection_lost(self, exc: Exception | None) -> None:
        if self._server.waiting is self:
            self._server.waiting = None

    def data_received(self, data: bytes) -> None:
        self._data += data
        while True:
            head = self._data.find(b"\r\n\r\n")
            if head < 0:
                return
            length = _LENGTH.search(self._data, 0, head)
            end = head + 4 + (int(length[1]) if length else 0)
            if len(self._data) < end:
                return
            path = self._data[: self._data.find(b" ", 5)].rpartition(b"/")[2].decode()
            body, self._data = self._data[head + 4 : end], self._data[end:]
            self._take(path, body)

    def _take(self, method: str, body: bytes) -> None:
        server = self._server
        server.requests += 1
        if method in _ANSWERS:
            found = _CHAT.search(body)
            chat = int(found[1]) if found else 0
            if server.limits and (seconds := server.limits.wait(chat, server.loop.time())):
                self._refuse(seconds)
                return
            number = server.answered(chat, body)
            sent = f'{{"message_id":{number},"date":1700000000,"chat":{{"id":{chat},"type":"private"}},"text":"x"}}'
            self.answer(sent)
        elif method == "getUpdates":
            offset = _OFFSET.search(body)
            server.ledger.confirm(int(offset[1]) if offset else 0)
            server.wait(self)
        elif method == "getMe":
            self.answer(json.dumps(BOT))
        elif method in _OF_THE_MEASUREMENT:
            self._write(json.dumps(self._told(method, body)))
        else:
            self.answer("true")

    def _told(self, method: str, body: bytes) -> Any:
        """Do what bench/load.py asks."""
        server = self._server
        if method == "load":
            # In the next turn of the loop: our answer goes before whatever it sets going.
            server.loop.call_soon(server.load, json.loads(body))
        elif method == "expect":
            server.arrivals.expect(json.loads(body))
        return {"progress": server.progress, "report": server.report}.get(method, dict)()

    def answer(self, result: str) -> None:
        """Answer after the delay of the network."""
        self._later(f'{{"ok":true,"result":{result}}}', b"200 OK")

    def _refuse(self, seconds: int) -> None:
        told = f'"description":"Too Many Requests: retry after {seconds}","parameters":{{"retry_after":{seconds}}}'
        self._later(f'{{"ok":false,"error_code":429,{told}}}', b"429 Too Many Requests")

    def _later(self, text: str, status: bytes) -> None:
        if self._server.delay:
            self._server.loop.call_later(self._server.delay, self._write, text, status)
        else:
            self._write(text, status)

    def _write(self, text: str, status: bytes = b"200 OK") -> None:
        body = text.encode()
        head = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % (status, len(body))
        if not self._transport.is_closing():
            self._transport.write(head + body)


async def serve(delay: float, limits: Limits | None) -> None:
    """Serve on a free port of this machine until cancelled."""
    server = Server(delay, limits)
    listening = await server.loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=1024)
    print(listening.sockets[0].getsockname()[1], flush=True)
    gc.freeze()
    await listening.serve_forever()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    arguments.add_argument("--limits", action="store_true", help="refuse what Telegram refuses as too fast")
    given = arguments.parse_args()
    asyncio.run(serve(given.delay, Limits() if given.limits else None))
