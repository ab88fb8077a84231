"""Sends the file that a job's child made into the chat, which ends the job. What makes it: made_files.py."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import Client
from bot.fetching import fetch
from bot.made_files import MADE
from bot.workplace import Workplace
from bot.writer import Writer
from db.queries import people
from db.work import Work
from domain.job import Failure, Job, JobState
from services.jobs import authorise

log = logging.getLogger(__name__)
_PAUSES = (1.0, 4.0, 15.0)

End = tuple[JobState, Failure | None, dict[str, object] | None]


async def provide(client: Client, workplace: Workplace, job: Job) -> None:
    """Put the file that a job reads in its place; for one that makes its own, the folder. Raises as `fetch` does."""
    path = workplace.file_of(job.id)
    if job.kind in MADE:
        path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700)
    else:
        await fetch(client, job.params["file"], job.params["name"], path)


async def hand_over(client: Client, writer: Writer, workplace: Workplace, job: Job) -> End:
    """Send what the child made; return how the job ends. Raises what `services.jobs.authorise` does.

    A call that was not answered is made again: the file may then come twice, which does no harm.
    """
    content = await asyncio.to_thread(workplace.file_of(job.id).read_bytes)
    chat, under, made = await writer.write(lambda work: _addressed(work, job, content))
    for pause in (*_PAUSES, None):
        try:
            await _send(client, chat, job, content, under)
        except Forbidden:
            break
        except TelegramError as error:
            log.warning("file not sent yet job=%d reason=%s", job.id, type(error).__name__)
            if pause is None:
                break
            await asyncio.sleep(seconds(error) if isinstance(error, RetryAfter) else pause)
        else:
            return JobState.DONE, None, {"made": made}
    return JobState.FAILED, Failure.NOT_SENT, None


def _addressed(work: Work, job: Job, content: bytes) -> tuple[int, str, str]:
    """Whom the file goes to, what stands under it, and the moment."""
    person = people.person_by_id(work, job.person_id).person
    authorise(person, job)
    return people.address_of(work, person.id), MADE[job.kind].under(work, person, job, content), work.now.isoformat()


async def _send(client: Client, chat: int, job: Job, content: bytes, under: str) -> None:
    if MADE[job.kind].is_photo:
        await client.send_picture(chat, content, under)
    else:
        await client.send_file(chat, job.params["name"], content, under)
