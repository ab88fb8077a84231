"""The hour, and what is done by the hour. APScheduler only says when to look: nothing is kept in it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import jobs, outbox, updates
from db.work import Work
from services import evidence

log = logging.getLogger(__name__)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def wall() -> float:
    """Return the seconds since 1970, as hosts agree on them."""
    return now().timestamp()


def ticking(writer: Writer) -> AsyncIOScheduler:
    """Return the scheduler of this process, not yet started: an hourly tidying, run at the start too."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    tidy: Callable[[], Awaitable[None]] = _Tidying(writer).run
    scheduler.add_job(
        tidy,
        "interval",
        hours=1,
        next_run_time=now(),
        coalesce=True,
        max_instances=1,
        misfire_grace_time=None,
    )
    return scheduler


class _Tidying:
    """Forgets what is kept no longer: updates after 48 hours, parameters of messages and jobs after seven."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    async def run(self) -> None:
        """Tidy once."""

        def tidy(work: Work) -> tuple[int, int, int]:
            evidence.plan_again(work)
            wiped = outbox.wipe_old_parameters(work), jobs.wipe_old_jobs(work)
            return updates.forget_old_updates(work), *wiped

        try:
            forgotten, messages, ended = await self._writer.write(tidy)
        except (StoreUnavailable, asyncio.CancelledError):  # the process leaves; APScheduler would log an error
            return
        log.info("tidied updates=%d outbox=%d jobs=%d", forgotten, messages, ended)
