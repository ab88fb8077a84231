"""Updates posted to webhooks, as Telegram posts them: over connections that are kept, each again until its 200.

The processes take turns, as behind a plain proxy, so that the updates of one chat reach several of them.
"""

from __future__ import annotations

import asyncio

from bench.ledger import Ledger

CONNECTIONS = 100
"""In all, as many as Suivi lets Telegram open."""
PATH = "/telegram"
SECRET = "bench"  # noqa: S105 - of no bot
_PAUSE = 1.0
_HEAD = (
    f"POST {PATH} HTTP/1.1\r\nHost: x\r\nX-Telegram-Bot-Api-Secret-Token: {SECRET}\r\n"
    "Content-Type: application/json\r\nContent-Length: %d\r\n\r\n"
)

_Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


class Posting:
    """Posts what the ledger hands out to the processes at these ports of this machine.

    `again`: how often an update was not taken and was posted again a second later.
    """

    def __init__(self, ledger: Ledger, ports: list[int]) -> None:
        self._ledger = ledger
        self._ports = ports
        self._loop = asyncio.get_running_loop()
        self.again = 0

    async def run(self) -> None:
        """Post everything."""
        waiting: list[asyncio.Queue[str | None]] = [asyncio.Queue(1) for _ in self._ports]
        each = CONNECTIONS // len(self._ports)
        async with asyncio.TaskGroup() as group:
            for port, queue in zip(self._ports, waiting, strict=True):
                for _ in range(each):
                    group.create_task(self._post(port, queue))
            number = 0
            while batch := self._ledger.hand_out(1, self._loop.time()):
                await waiting[number % len(waiting)].put(batch[0])
                number += 1
            for queue in waiting:
                for _ in range(each):
                    await queue.put(None)

    async def _post(self, port: int, queue: asyncio.Queue[str | None]) -> None:
        connection = await asyncio.open_connection("127.0.0.1", port)
        while (text := await queue.get()) is not None:
            while not await _is_taken(connection, text.encode()):
                self.again += 1
                connection[1].close()
                await asyncio.sleep(_PAUSE)
                connection = await asyncio.open_connection("127.0.0.1", port)
            self._ledger.confirm_one()
        connection[1].close()


async def _is_taken(connection: _Connection, body: bytes) -> bool:
    """Post one update and tell whether the answer is 200."""
    reader, writer = connection
    writer.write((_HEAD % len(body)).encode() + body)
    try:
        return b" 200 " in (await reader.readuntil(b"\r\n\r\n"))[:20]
    except (asyncio.IncompleteReadError, ConnectionError):
        return False
