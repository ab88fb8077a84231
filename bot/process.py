"""The running bot: its parts put together, started in order, and left in order on a signal."""

from __future__ import annotations

import asyncio
import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable, Coroutine
from contextlib import suppress
from datetime import datetime
from typing import Any

from telegram.error import InvalidToken, TelegramError

from bot import clock, keys, profile
from bot.client import Client
from bot.dispatcher import Dispatcher
from bot.health import Figures, Health
from bot.intake import Intake, Polling
from bot.jobs import Jobs
from bot.leaving import goes_on
from bot.opening import Database
from bot.pace import Pace
from bot.presence import Attendance
from bot.readers import Readers
from bot.receiver import Receiver
from bot.renderer import Renderer
from bot.sender import Sender
from bot.settings import Listen
from bot.turns import Turns
from bot.web import WebServer
from bot.webhook import Keeper, Webhook
from bot.workplace import Workplace
from bot.writer import Writer
from db.presence import Presence
from db.queries import leases
from db.queries.instance import fact, set_fact
from db.queries.outbox import Reply
from db.queries.updates import Stored
from db.work import Work
from handlers.registry import registry
from services.join import OPERATOR

log = logging.getLogger(__name__)
LEAVE_WITHIN = 8.0
BULK_RATE = 25.0
HELD = "held until"
"""The fact that holds every process's messages: until when, in seconds since 1970, and for how many seconds."""


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
        bulk_rate: float = BULK_RATE,
        webhook: Webhook | None = None,
        listen: Listen | None = None,
        workplace: Workplace | None = None,
    ) -> None:
        # Never used again: what another process has taken from this one can never be taken for its own.
        name = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
        self._client = client
        self._operator = operator
        self._writer = Writer(database.writing(), now)
        self._readers = Readers(database.reading, now)
        self._attendance = Attendance(Presence(database.writing_engine, name), name)
        renderer = Renderer(self._readers, self._writer, name)
        self._sender = Sender(client, self._writer, renderer, now, pace or Pace(), name, self._share_hold)
        self._turns = Turns(client, self._writer, self._sender, name)
        intake = Intake(self._writer, self._turns, name)
        self._receiving = Keeper(client, webhook) if webhook else Polling(client, intake, self._attendance)
        self._web = self._server(listen, webhook, intake) if listen else None
        self._dispatcher = Dispatcher(self._writer, self._sender, self._attendance, bulk_rate)
        tools = client, self._writer, self._readers, self._sender, self._attendance
        self._jobs = [Jobs(workplace, *tools)] if workplace else []
        self._ticking = clock.ticking(self._writer)
        self._tasks: list[asyncio.Task[None]] = []
        self._aside: set[asyncio.Task[None]] = set()
        self._held: bytes | None = None

    async def start(self) -> None:
        """Take up what an earlier process left, then ask Telegram for updates. Raises InvalidToken, Problem."""
        registry()
        if self._web is not None:
            self._web.bind()
        self._writer.start()
        try:
            await self._attendance.join()
            await self._writer.write(lambda work: keys.check(work, work.sealer))  # it may have been changed meanwhile
            await self._greet()
        except BaseException:
            if self._web is not None:
                await self._web.stop()
            await self._writer.stop()
            await self._readers.stop()
            raise
        await self._writer.write(lambda work: set_fact(work, OPERATOR, self._operator.encode()))
        await self._turns.take_up(await self._take_over())
        self._ticking.start()
        self._tasks = [
            asyncio.create_task(work)
            for work in (
                self._receiving.run(),
                profile.keep_published(self._client, self._writer),
                self._attendance.keep(self._after_beat),
                self._dispatcher.run(),
                *(jobs.run() for jobs in self._jobs),
            )
        ]
        if self._web is not None:
            await self._web.start()
        log.info("started")

    async def stop(self) -> None:
        """Take no more updates, finish what has begun, and close everything; within ten seconds."""
        if self._web is not None:
            await self._web.stop()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for task in self._aside:
            task.cancel()
        if self._ticking.running:
            self._ticking.shutdown(wait=False)
        with suppress(TimeoutError):
            await asyncio.wait_for(self._turns.finish(), LEAVE_WITHIN / 2)
        await self._sender.finish(LEAVE_WITHIN / 2)
        await self._attendance.leave()
        await self._readers.stop()  # first: the last who may write brings SQLite's log into the file
        await self._writer.stop()
        await self._client.shutdown()
        log.info("stopped")

    async def run(self) -> None:
        """Run until SIGTERM or SIGINT. Raises InvalidToken, or what ended the intake, which is a defect of ours."""
        leave = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, leave.set)
        waiting, starting = asyncio.create_task(leave.wait()), asyncio.create_task(self.start())
        try:
            await asyncio.wait({waiting, starting}, return_when=asyncio.FIRST_COMPLETED)
            if not starting.done():  # it waits for the database or for Telegram, which may be long away
                starting.cancel()
                await asyncio.wait({starting})
                return
            starting.result()
            await asyncio.wait({waiting, self._tasks[0]}, return_when=asyncio.FIRST_COMPLETED)
            if self._tasks[0].done():
                self._tasks[0].result()
        finally:
            waiting.cancel()
            if starting.cancelled() or starting.exception() is None:
                await self.stop()

    async def _take_over(self) -> list[Stored]:
        """Take in hand what no living process has: messages are sent, and the updates returned."""

        def take(work: Work) -> tuple[list[Stored], list[Reply]]:
            name = self._attendance.name
            self._attendance.bury(work)
            left = [goes_on(work, message, name) for message in leases.take_messages(work, name)]
            return leases.take_updates(work, name), [message for message in left if message is not None]

        stored, replies = await self._writer.write(take)
        self._sender.take(replies)
        return stored

    async def _after_beat(self) -> None:
        """Heed what other processes heard from Telegram, and take over from the dead where this process leads."""
        held = await self._readers.look_up(lambda work: fact(work, HELD))
        if held is not None and held != self._held:
            self._held = held  # heeded once: a host's clock may be put back meanwhile
            until, seconds = map(float, held.split())
            self._sender.hold.hold(min(until - clock.wall(), seconds))
        if self._attendance.leads and (stored := await self._take_over()):
            self._spawn(self._turns.take_up(stored))

    def _share_hold(self, seconds: float) -> None:
        """Let every process know that Telegram asks the bot to wait."""
        held = f"{clock.wall() + seconds} {seconds}".encode()
        self._spawn(self._writer.write(lambda work: set_fact(work, HELD, held)))

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._aside.add(task)
        task.add_done_callback(self._aside.discard)

    def _server(self, listen: Listen, webhook: Webhook | None, intake: Intake) -> WebServer:
        """The server of /healthz and /metrics, and of the webhook where there is one."""
        health = Health(self._writer, lambda: bool(self._tasks) and not self._tasks[0].done())
        figures = Figures(intake, self._turns, self._sender)
        receiver = Receiver(webhook.secret, intake) if webhook else None
        return WebServer(listen, health, figures, webhook.path if webhook else "", receiver)

    async def _greet(self) -> None:
        """Make sure that the token is good; Telegram may be away meanwhile."""
        try:
            await self._client.initialize()
        except InvalidToken:
            await self._client.shutdown()
            raise
        except TelegramError as error:
            log.warning("telegram not reached at start reason=%s", type(error).__name__)
