"""A light Bot API server for measurements: a bare asyncio protocol, its own process, told what to do by bench/load.py.

It hands out updates, answers every method with a valid result, and notes when each update was handed out and when the
message that answers it arrived. It remembers nothing else and refuses nothing: simulator/ is the server for tests.

    python -m bench.api_server --delay 0.05     prints its port, runs until it is terminated
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import re
import resource
from typing import Any

from bench.ledger import Ledger

BOT = {"id": 7, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CHAT = re.compile(rb'chat_id"?[=:] ?(\d+)')  # in a form or in JSON
_OFFSET = re.compile(rb'offset"?[=:] ?(\d+)')
_ANSWERS = {"sendMessage", "editMessageText"}
_BATCH = 100
_LONG_POLL = 20.0


class Server:
    """What all connections share: the ledger of updates, the delay before every answer, who waits for updates."""

    def __init__(self, delay: float) -> None:
        self.delay = delay
        self.ledger = Ledger()
        self.loop = asyncio.get_running_loop()
        self.waiting: Connection | None = None
        self.timer: asyncio.TimerHandle | None = None
        self.messages = 0
        self.requests = 0

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
        """Note an answer to a chat; return the number of the message."""
        self.messages += 1
        self.ledger.answer(chat, body, self.loop.time())
        if self.ledger.in_flight:
            self.wake()
        return self.messages

    def report(self) -> dict[str, Any]:
        """The ledger's figures and what this process used."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        own = {"requests": self.requests, "cpu": used.ru_utime + used.ru_stime}
        return {**own, **self.ledger.report()}


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
            number = server.answered(chat, body)
            sent = f'{{"message_id":{number},"date":1700000000,"chat":{{"id":{chat},"type":"private"}},"text":"x"}}'
            self.answer(sent)
        elif method == "getUpdates":
            offset = _OFFSET.search(body)
            server.ledger.confirm(int(offset[1]) if offset else 0)
            server.wait(self)
        elif method == "getMe":
            self.answer(json.dumps(BOT))
        elif method == "load":
            server.ledger.load(json.loads(body))
            server.requests = 0
            self._write("{}")
            server.wake()
        elif method == "progress":
            self._write(json.dumps(server.ledger.progress()))
        elif method == "report":
            self._write(json.dumps(server.report()))
        else:
            self.answer("true")

    def answer(self, result: str) -> None:
        """Answer after the delay of the network."""
        text = f'{{"ok":true,"result":{result}}}'
        if self._server.delay:
            self._server.loop.call_later(self._server.delay, self._write, text)
        else:
            self._write(text)

    def _write(self, text: str) -> None:
        body = text.encode()
        if not self._transport.is_closing():
            self._transport.write(
                b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
            )


async def serve(delay: float) -> None:
    """Serve on a free port of this machine until cancelled."""
    server = Server(delay)
    listening = await server.loop.create_server(lambda: Connection(server), "127.0.0.1", 0, backlog=1024)
    print(listening.sockets[0].getsockname()[1], flush=True)
    gc.freeze()
    await listening.serve_forever()


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--delay", type=float, default=0.0, help="seconds before every answer")
    asyncio.run(serve(arguments.parse_args().delay))
