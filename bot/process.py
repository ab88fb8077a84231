"""The running bot: its parts put together, started in order, and left in order on a signal."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

from telegram.error import InvalidToken, TelegramError

from bot import clock, profile
from bot.client import Client
from bot.intake import Intake
from bot.opening import Database
from bot.pace import Pace
from bot.readers import Readers
from bot.sender import Sender
from bot.turns import Turns
from bot.writer import Writer
from db.queries.instance import fact, set_fact
from handlers.registry import registry
from services.join import OPERATOR

log = logging.getLogger(__name__)
LEAVE_WITHIN = 8.0
_PROFILE_PAUSE = 60.0


class Process:
    """One bot over one database. Use `run`, or `start` and `stop` where something else decides how long."""

    def __init__(
        self,
        database: Database,
        client: Client,
        *,
        now: Callable[[], datetime] = clock.now,
        pace: Pace | None = None,
        operator: str = "",
    ) -> None:
        name = f"{socket.gethostname()[:40]}:{os.getpid()}"
        self._client = client
        self._operator = operator
        self._writer = Writer(database.writing(), now)
        self._readers = Readers(database.reading, now)
        self._sender = Sender(client, self._writer, self._readers, now, pace or Pace(), name)
        self._turns = Turns(client, self._writer, self._sender, name)
        self._intake = Intake(client, self._writer, self._turns)
        self._ticking = clock.ticking(self._writer)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Take up what an earlier process left, then begin to ask Telegram for updates. Raises InvalidToken."""
        registry()
        self._writer.start()
        try:
            await self._greet()
        except BaseException:
            await self._writer.stop()
            await self._readers.stop()
            raise
        await self._writer.write(lambda work: set_fact(work, OPERATOR, self._operator.encode()))
        await self._sender.resume()
        await self._turns.resume()
        self._ticking.start()
        self._tasks = [asyncio.create_task(self._intake.run()), asyncio.create_task(self._publish_profile())]
        log.info("started")

    async def stop(self) -> None:
        """Take no more updates, finish what has begun, and close everything; within ten seconds."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._ticking.running:
            self._ticking.shutdown(wait=False)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._turns.finish(), LEAVE_WITHIN / 2)
        await self._sender.finish(LEAVE_WITHIN / 2)
        await self._writer.stop()
        await self._readers.stop()
        await self._client.shutdown()
        log.info("stopped")

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises InvalidToken, or what ended the intake, which is a defect of ours."""
        leave = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, leave.set)
        await self.start()
        waiting = asyncio.create_task(leave.wait())
        try:
            await asyncio.wait({waiting, self._tasks[0]}, return_when=asyncio.FIRST_COMPLETED)
            if self._tasks[0].done():
                self._tasks[0].result()
        finally:
            waiting.cancel()
            await self.stop()

    async def _greet(self) -> None:
        """Make sure that the token is good and that no webhook stands in the way; Telegram may be away meanwhile."""
        try:
            await self._client.initialize()
            await self._client.delete_webhook()
        except InvalidToken:
            await self._client.shutdown()
            raise
        except TelegramError as error:
            log.warning("telegram not reached at start reason=%s", type(error).__name__)

    async def _publish_profile(self) -> None:
        """Set name, descriptions and menus where they changed since the last time; tried until it works."""
        wanted = profile.fingerprint()
        if await self._writer.write(lambda work: fact(work, profile.FACT)) == wanted:
            return
        while True:
            try:
                await profile.publish(self._client)
                break
            except TelegramError as error:
                log.warning("profile not set reason=%s", type(error).__name__)
                await asyncio.sleep(_PROFILE_PAUSE)
        await self._writer.write(lambda work: set_fact(work, profile.FACT, wanted))
