"""The messages that show jobs in the chat, while they go on and once they have ended. Carrying them out: jobs.py."""

from __future__ import annotations

import asyncio

from bot.sender import Sender
from bot.writer import Writer
from db.queries import jobs, outbox
from db.queries.outbox import Reply
from db.work import Work
from services.jobs import MESSAGE, shown_in

_LOOKS_FOR_NUMBER = 6


class JobMessages:
    """Shows the jobs of one process, each in its own message."""

    def __init__(self, writer: Writer, sender: Sender, process: str) -> None:
        self._writer = writer
        self._sender = sender
        self._process = process

    async def show_end(self, job_id: int, pause: float) -> None:
        """Show how a job ended: in its message, once Telegram has given its number; else in a new one.

        `pause`: seconds between two looks for that number.
        """
        now = await self._writer.write(lambda work: jobs.job(work, job_id))
        if now is None or not now.has_ended:
            return
        if "row" not in now.params:
            await self._writer.write(lambda work: jobs.mark_told(work, job_id))
            return
        for _ in range(_LOOKS_FOR_NUMBER):
            if await self.show(job_id, last=False):
                return
            await asyncio.sleep(pause)
        await self.show(job_id, last=True)

    async def show(self, job_id: int, *, last: bool) -> bool:
        """Put the job's message anew; unless it is the last time, only where the one before has left."""

        def write(work: Work) -> Reply | None:
            now = jobs.job(work, job_id)
            if now is None or "row" not in now.params:  # gone, or without a message of its own
                return None
            left, number = jobs.message_of(work, now.params["row"])
            if not last and (number is None or not left):
                return None
            mine, params = self._process, {"job": job_id}
            reply = outbox.add_reply(work, now.person_id, MESSAGE, params, process=mine, edits_message=number)
            shown_in(work, job_id, reply.id)
            jobs.mark_told(work, job_id)
            return reply

        reply = await self._writer.write(write)
        if reply is not None:
            self._sender.take([reply])
        return reply is not None
