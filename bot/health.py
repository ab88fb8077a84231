"""What the bot says of itself over HTTP: whether it works, and its figures. Never a name, a number or a text."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from aiohttp import web

from bot import clock
from bot.calling import Result
from bot.intake import Intake
from bot.sender import Sender
from bot.turns import Turns
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries.instance import fact
from services.join import OPERATOR

DATABASE_SECONDS = 2.0
_FORMAT = "text/plain; version=0.0.4; charset=utf-8"
_ENDS = {
    "sent": (Result.SENT,),
    "uncertain": (Result.UNCERTAIN,),
    "failed": (Result.REFUSED, Result.UNREACHABLE),
    "not_sent": (Result.NOT_SENT, Result.GONE, Result.TOKEN),
}


class Health:
    """Tells whether the writer gets an answer of the database in time, and the bot still takes updates in."""

    def __init__(self, writer: Writer, receives: Callable[[], bool]) -> None:
        self._writer = writer
        self._receives = receives
        self._asking: asyncio.Task[bool] | None = None

    async def answer(self, _request: web.Request) -> web.Response:
        """Return 200 and "ok", or 503 and what is wrong: "database" or "intake"."""
        wrong = "" if self._receives() else "intake"
        if not await self._database_answers():
            wrong = "database"
        return web.Response(text=wrong or "ok", status=503 if wrong else 200)

    async def _database_answers(self) -> bool:
        """Ask by the writer's thread. While no answer comes, those who ask again wait for the same one."""
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())
        await asyncio.wait({self._asking}, timeout=DATABASE_SECONDS)
        return self._asking.done() and self._asking.result()

    async def _ask(self) -> bool:
        try:
            await self._writer.write(lambda work: fact(work, OPERATOR))
        except StoreUnavailable:
            return False
        return True


class Figures:
    """The figures of this process, since its start, in Prometheus' text format."""

    def __init__(self, intake: Intake, turns: Turns, sender: Sender) -> None:
        self._started_at = clock.wall()
        self._intake = intake
        self._turns = turns
        self._sender = sender

    async def answer(self, _request: web.Request) -> web.Response:
        """Return the figures as they are now."""
        return web.Response(body=self.text().encode(), headers={"Content-Type": _FORMAT})

    def text(self) -> str:
        """The lines of the format: what each figure is, and its value."""
        calls = self._sender.results
        ends = {end: sum(calls[result] for result in results) for end, results in _ENDS.items()}
        lines = [
            *_figure("start_time_seconds", "gauge", "When this process started.", {"": self._started_at}),
            *_figure("updates_stored_total", "counter", "Updates taken in.", {"": self._intake.stored}),
            *_figure("updates_waiting", "gauge", "Updates that wait for their turns.", {"": self._turns.waiting}),
            *_figure("turns_total", "counter", "Updates whose turns have ended.", {"": self._turns.ended}),
            *_figure("messages_open", "gauge", "Messages on their way.", {"": self._sender.queues.messages}),
            *_figure(
                "sends_total",
                "counter",
                "Calls that send a message, by what came of them.",
                {f'{{end="{end}"}}': count for end, count in ends.items()},
            ),
        ]
        return "\n".join(lines) + "\n"


def _figure(name: str, kind: str, meaning: str, values: dict[str, float]) -> list[str]:
    """The lines of one figure; `values` by label."""
    name = f"suivi_{name}"
    return [
        f"# HELP {name} {meaning}",
        f"# TYPE {name} {kind}",
        *(f"{name}{at} {value}" for at, value in values.items()),
    ]
