"""An echo over bare sockets, with no library: how fast bench/api_server.py can be asked, so that it is no bottleneck.

python -m bench.bare_client ADDRESS [--connections N]
"""

from __future__ import annotations

import argparse
import asyncio
import json
from typing import Any
from urllib.parse import quote_plus, urlsplit


class Caller:
    """One connection; one request at a time."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    async def call(self, method: str, body: str) -> Any:
        """Return the result of a method."""
        data = body.encode()
        self._writer.write(
            f"POST /bot7:A/{method} HTTP/1.1\r\nHost: x\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
        )
        head = await self._reader.readuntil(b"\r\n\r\n")
        length = int(head.rpartition(b"Content-Length: ")[2].split(b"\r", 1)[0])
        return json.loads(await self._reader.readexactly(length))["result"]


async def run(address: str, connections: int) -> None:
    """Take updates and echo them, for ever."""
    parts = urlsplit(address)
    callers: asyncio.Queue[Caller] = asyncio.Queue()
    for _ in range(connections):
        callers.put_nowait(Caller(*await asyncio.open_connection(parts.hostname, parts.port)))
    polling = Caller(*await asyncio.open_connection(parts.hostname, parts.port, limit=2**24))
    tasks: set[asyncio.Task[None]] = set()
    offset = 0

    async def echo(caller: Caller, message: dict[str, Any]) -> None:
        await caller.call("sendMessage", f"chat_id={message['chat']['id']}&text={quote_plus(message['text'])}")
        callers.put_nowait(caller)

    while True:
        for update in await polling.call("getUpdates", f"offset={offset}&timeout=10"):
            offset = update["update_id"] + 1
            task = asyncio.create_task(echo(await callers.get(), update["message"]))
            tasks.add(task)
            task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("address")
    arguments.add_argument("--connections", type=int, default=8)
    given = arguments.parse_args()
    asyncio.run(run(given.address, given.connections))
