"""Sends the file that a job's child made into the chat, which ends the job. What is in it, and for whom: services/."""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime

from telegram.error import Forbidden, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import Client
from bot.fetching import fetch
from bot.workplace import Workplace
from bot.writer import Writer
from db.queries import people, setup
from db.work import Work
from domain.job import MAKING, SHEET, Failure, Job, JobState
from domain.language import language_of
from domain.role import Person
from domain.timezone import zone_of
from services.jobs import authorise
from views import sheet
from views.exporting import caption
from views.texts import texts

log = logging.getLogger(__name__)
_PAUSES = (1.0, 4.0, 15.0)

End = tuple[JobState, Failure | None, dict[str, object] | None]


async def provide(client: Client, workplace: Workplace, job: Job) -> None:
    """Put the file that a job reads in its place; for one that makes its own, the folder. Raises as `fetch` does."""
    path = workplace.file_of(job.id)
    if job.kind in MAKING:
        path.parent.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.parent.mkdir(mode=0o700)
    else:
        await fetch(client, job.params["file"], job.params["name"], path)


async def hand_over(client: Client, writer: Writer, workplace: Workplace, job: Job) -> End:
    """Send what the child made; return how the job ends. Raises what `services.jobs.authorise` does.

    A call that was not answered is made again: the file may then come twice, which does no harm.
    """
    chat, under, made = await writer.write(lambda work: _addressed(work, job))
    content = await asyncio.to_thread(workplace.file_of(job.id).read_bytes)
    for pause in (*_PAUSES, None):
        try:
            await client.send_file(chat, job.params["name"], content, under)
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


def _addressed(work: Work, job: Job) -> tuple[int, str, str]:
    """Whom the file goes to, what stands under it, and the moment."""
    person = people.person_by_id(work, job.person_id).person
    authorise(person, job)
    return people.address_of(work, person.id), _under(work, person, job), work.now.isoformat()


def _under(work: Work, person: Person, job: Job) -> str:
    """What stands under the file: the moment, in the person's language of now."""
    t = texts(language_of(person))
    # A sheet holds what there was when it was asked for.
    moment = datetime.fromisoformat(job.params["at"]) if job.kind == SHEET else work.now
    local = moment.astimezone(zone_of(person))
    when = (t.date(local.date()), f"{local:%H:%M}")
    if job.kind == SHEET:
        return sheet.caption(t, when)
    country = setup.country(work, job.params["country"])
    return caption(t, job.params["country"], country.names if country else {}, when)
