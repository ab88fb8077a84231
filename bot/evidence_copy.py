"""Sends a stored piece of evidence to whoever asked for it. What somebody may see is decided in services/."""

from __future__ import annotations

import asyncio
import logging

from telegram.error import TelegramError

from bot.client import Client
from bot.evidence_store import EvidenceStore, StoreAway
from bot.writer import Writer
from db.queries import people
from db.work import Work
from domain.evidence import Evidence
from domain.job import Failure, Job, JobState
from services.evidence import authorise_copy

log = logging.getLogger(__name__)


async def send_copy(client: Client, writer: Writer, store: EvidenceStore, job: Job) -> tuple[JobState, Failure | None]:
    """Send the file that a job names, once; return how the job ends. Raises a Refusal where it may not be seen."""

    def ready(work: Work) -> tuple[Evidence, int]:
        person = people.person_by_id(work, job.person_id).person
        return authorise_copy(work, person, job.params["evidence"]), people.address_of(work, person.id)

    piece, chat = await writer.write(ready)
    try:
        content = await asyncio.to_thread(store.get, piece.sha256 or "")
        await client.send_file(chat, piece.file_name, content)
    except (StoreAway, TelegramError) as error:
        log.warning("evidence not sent job=%d reason=%s", job.id, type(error).__name__)
        return JobState.FAILED, Failure.NOT_FETCHED
    return JobState.DONE, None
