"""Jobs: takes long work in hand, one after the other, has it done in a child process, and shows how far it is.

Only the process that leads does so. What a child does stands in bot/child.py; its message: bot/job_messages.py.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import suppress

from bot.client import Client
from bot.evidence_copy import send_copy
from bot.exported_file import hand_over, provide
from bot.faults import described
from bot.fetching import NotFetched
from bot.job_messages import JobMessages
from bot.offspring import KILLED, TookForever, carried_out, ended
from bot.presence import Attendance
from bot.readers import Readers
from bot.sender import Sender
from bot.workplace import Ending, Workplace
from bot.writer import Writer
from db.faults import StoreUnavailable
from db.queries import jobs
from domain.errors import Refusal, TookTooLong
from domain.job import EVIDENCE_COPY, MOST_ATTEMPTS, Failure, Job, JobState
from domain.refusal_values import as_values

log = logging.getLogger(__name__)
LOOK = 0.5
"""Seconds between two looks: whether there is a job, whether the one in hand is to stop."""
SHOW_EVERY = 2.0
_AGAIN_PAUSE = 1.0


class Jobs:
    """Runs jobs, oldest first, one at a time."""

    def __init__(
        self,
        workplace: Workplace,
        client: Client,
        writer: Writer,
        readers: Readers,
        sender: Sender,
        attendance: Attendance,
    ) -> None:
        self._workplace = workplace
        self._client = client
        self._writer = writer
        self._readers = readers
        self._attendance = attendance
        self._process = attendance.name
        self._messages = JobMessages(writer, sender, attendance.name)
        self._has_caught_up = False

    async def run(self) -> None:
        """Bring jobs to their end, look for more. Never returns; cancelled, it gives back the one in hand."""
        while True:
            try:
                found = await self._round()
            except (StoreUnavailable, TookTooLong):
                found = False
            except Exception as error:  # noqa: BLE001 - a defect of ours must not end all long work
                log.error("jobs failed %s", described(error))
                found = False
            if not found:
                await asyncio.sleep(LOOK)

    async def _round(self) -> bool:
        if not self._attendance.leads:
            self._has_caught_up = False
            return False
        if not self._has_caught_up:
            await self._catch_up()
        if not await self._readers.look_up(jobs.is_waiting):
            return False
        job = await self._writer.write(lambda work: jobs.claim(work, self._process))
        if job is None:
            return False
        log.info("job begun job=%d kind=%s attempt=%d", job.id, job.kind, job.attempts)
        try:
            await self._bring_to_end(job)
        except asyncio.CancelledError:
            await self._give_back(job, counted=False)
            raise
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - a defect of ours ends this job and no other
            log.error("job failed job=%d %s", job.id, described(error))
            await self._finish(job, JobState.FAILED, Failure.DEFECT)
        await self._messages.show_end(job.id, LOOK)
        return True

    async def _catch_up(self) -> None:
        """Tell what a process that led before could not; once, where this one begins to lead."""
        for job_id in await self._readers.look_up(jobs.untold):
            await self._messages.show_end(job_id, LOOK)
        self._has_caught_up = True

    async def _bring_to_end(self, job: Job) -> None:
        if job.is_stopping:
            await self._finish(job, JobState.CANCELLED)
        elif job.attempts > MOST_ATTEMPTS:
            await self._finish(job, JobState.FAILED, Failure.INTERRUPTED)
        else:
            work = asyncio.create_task(self._carry_out(job))
            try:
                await self._accompany(job, work)
            finally:
                # Ended already, or to be ended now: the child is gone before anything else is done.
                try:
                    await ended(work)
                finally:
                    with suppress(OSError):
                        self._workplace.clear()
            if not work.cancelled():
                work.result()

    async def _carry_out(self, job: Job) -> None:
        """Fetch the job's file, have the child read it, and write down what the child could not."""
        self._workplace.clear()
        try:
            if job.kind == EVIDENCE_COPY:
                end = await send_copy(self._client, self._writer, self._workplace.evidence(), job)
                return await self._finish(job, *end)
            await provide(self._client, self._workplace, job)
            ending = await carried_out(self._workplace, job.id)
            if ending == Ending.MADE:
                return await self._finish(job, *await hand_over(self._client, self._writer, self._workplace, job))
        except Refusal as refusal:
            await self._finish(job, JobState.FAILED, Failure.REFUSED, {"refusal": as_values(refusal)})
        except NotFetched:
            await self._finish(job, JobState.FAILED, Failure.NOT_FETCHED)
        except TookForever:
            await self._finish(job, JobState.FAILED, Failure.TOO_LONG)
        else:
            await self._judge(job, ending)

    async def _judge(self, job: Job, ending: int) -> None:
        """Write down what the child's end means, where it has not written down its own."""
        log.info("child ended job=%d ending=%d", job.id, ending)
        if ending == Ending.AGAIN:
            await asyncio.sleep(_AGAIN_PAUSE)
            await self._give_back(job, counted=True)
        elif ending != Ending.DONE:
            await self._finish(job, JobState.FAILED, Failure.MEMORY if ending in KILLED else Failure.DEFECT)

    async def _accompany(self, job: Job, work: asyncio.Task[None]) -> None:
        """Show how far the job is until its work ends, is to be stopped, or has been taken from this process."""
        seen, since_shown = object(), 0.0
        while not work.done():
            await asyncio.wait({work}, timeout=LOOK)
            since_shown += LOOK
            now = await self._look(job)
            if now is None or now.has_ended or now.leased_by != self._process:
                # Its end is written down, and the child about to leave; or it is in other hands.
                await asyncio.wait({work}, timeout=SHOW_EVERY)
                return
            if now.is_stopping:
                await ended(work)
                await self._finish(job, JobState.CANCELLED)
                return
            if since_shown >= SHOW_EVERY and now.shown != seen and await self._messages.show(job.id, last=False):
                seen, since_shown = now.shown, 0.0

    async def _look(self, job: Job) -> Job | None:
        try:
            return await self._readers.look_up(lambda work: jobs.job(work, job.id))
        except (StoreUnavailable, TookTooLong):
            return job

    async def _finish(
        self, job: Job, state: JobState, failure: Failure | None = None, result: dict[str, object] | None = None
    ) -> None:
        log.info("job ended job=%d state=%s failure=%s", job.id, state, failure)
        await self._writer.write(lambda work: jobs.finish(work, job.id, self._process, state, result, failure))

    async def _give_back(self, job: Job, *, counted: bool) -> None:
        await self._writer.write(lambda work: jobs.give_back(work, job.id, self._process, counted=counted))
