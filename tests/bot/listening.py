"""The bot in this process with its HTTP server, and what a test posts to it."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.client import client
from bot.opening import Database
from bot.pace import Pace
from bot.process import Process
from bot.receiver import HEADER
from bot.settings import Listen
from bot.webhook import Webhook
from simulator.changes import UPDATES
from simulator.server import Server
from simulator.world import World

SECRET = "the-secret-of-the-tests"
SAID = {HEADER: SECRET}


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


class Listening:
    """A running bot and the address of its server."""

    def __init__(self, process: Process, port: int, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.hook = f"{self.url}/telegram"
        self._session = session

    async def stops(self) -> None:
        """Stop the bot, if that has not been done."""
        if not self._session.closed:
            await self.process.stop()
            await self._session.close()

    async def get(self, path: str) -> tuple[int, str]:
        """The status and the body."""
        async with self._session.get(self.url + path) as answer:
            return answer.status, await answer.text()

    async def posts(self, **given: Any) -> tuple[int, bytes]:
        """Post to the webhook as aiohttp does; the status and the body."""
        async with self._session.post(self.hook, **{"headers": SAID, **given}) as answer:
            return answer.status, await answer.read()


@asynccontextmanager
async def listening(
    world: World, server: Server, database: Database, *, webhook: bool = True, port: int = 0
) -> AsyncIterator[Listening]:
    """The bot with its server, until the block ends; without the webhook it polls."""
    port = port or free_port()
    process = Process(
        database,
        client(world.token, server.url),
        pace=Pace(burst=100),
        operator="the tests",
        webhook=Webhook(f"http://127.0.0.1:{port}/telegram", SECRET) if webhook else None,
        listen=Listen("127.0.0.1", port),
    )
    await process.start()
    made = Listening(process, port, aiohttp.ClientSession())
    try:
        yield made
    finally:
        await made.stops()


async def until_set(world: World, url: str, seconds: float = 5) -> None:
    """Wait until the webhook is this one."""
    async with asyncio.timeout(seconds):
        while (world.updates.webhook or {}).get("url") != url:
            await world.changes.next([UPDATES], 0.05)


def update(number: int, text: str, chat: int = 7_000_000_001) -> dict[str, Any]:
    """A message in a private chat, as Telegram delivers it."""
    return {
        "update_id": number,
        "message": {
            "message_id": number,
            "date": 1_770_000_000,
            "chat": {"id": chat, "type": "private", "first_name": "Ana"},
            "from": {"id": chat, "is_bot": False, "first_name": "Ana", "language_code": "en"},
            "text": text,
        },
    }
