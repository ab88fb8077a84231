"""What runs in a job's own process: python -m bot.child ID. It has its own memory limit, and ends with its parent.

What the job does stands in services/run_import.py; starting and stopping the process, in bot/offspring.py.
"""

from __future__ import annotations

import logging
import os
import resource
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot import clock, log, settings
from bot.evidence_store import EvidenceStore, StoreAway
from bot.faults import described
from bot.made_files import MADE
from bot.opening import Database, open_database
from bot.problem import Problem
from bot.settings import Settings
from bot.workplace import Ending, workplace_of
from db.engine import without_limit
from db.faults import StoreUnavailable
from db.queries import jobs
from db.transaction import Writing, at_once
from db.work import Work
from domain.errors import Refusal, TookTooLong
from domain.job import APPLY, EVIDENCE, PREVIEW, WRITING, Failure, Job, JobState
from domain.refusal_values import as_values
from services import run_workbook
from services.run_import import carry_out
from services.store_evidence import store
from views.workbook_words import every_language

MOST_MEMORY = 1024**3
"""Bytes of address space: an export of 50,000 recommendations needs less than half of it."""

_NICE = 10
_TELL_EVERY = 0.5
_STAND_ASIDE = 0.05
"""Seconds between two parts: whoever waits for SQLite's one writing transaction looks again within this."""
_PAUSES = (0.1, 0.5, 1.0, 5.0, 10.0)

logger = logging.getLogger(__name__)


class LostHold(Exception):
    """Somebody asked to stop the job, or it has been taken from this process's parent."""


class Hold:
    """A job in this process's hands. Opens transactions for it only as long as it is, and writes down how it goes."""

    def __init__(self, database: Database, job: Job) -> None:
        self._database = database
        self._job = job
        self._process = job.leased_by or ""
        self._told_at = float("-inf")

    @contextmanager
    def open_work(self) -> Iterator[Work]:
        """One transaction of the job's. Raises LostHold, StoreUnavailable.

        A preview only reads, beside whoever writes; an import stands aside before each part, so that chats go first.
        """
        if self._job.kind not in WRITING:
            with at_once(self._database.reading_engine, self._database.sealer, clock.now()) as work:
                without_limit(work.connection)
                self._check(work)
                yield work
            return
        time.sleep(_STAND_ASIDE)
        with self._database.at_once(clock.now(), unlimited=True) as work:
            self._check(work)
            yield work

    def tell(self, done: int, total: int) -> None:
        """Write down how far the job is; a database that is busy hears it the next time.

        Of an import after each part, since that is what stays; of a preview twice a second at most.
        """
        if self._job.kind not in WRITING and time.monotonic() - self._told_at < _TELL_EVERY and done < total:
            return
        self._told_at = time.monotonic()
        with suppress(StoreUnavailable, TookTooLong), self._database.at_once(clock.now()) as work:
            jobs.note_progress(work, self._job.id, self._process, done, total)

    def finish(self, state: JobState, result: dict[str, object], failure: str | None = None) -> None:
        """Write down how the job ended; what it did would be done again otherwise. Raises StoreUnavailable."""

        def write(work: Work) -> None:
            jobs.finish(work, self._job.id, self._process, state, result, failure)

        session = Writing(self._database.writing_engine, self._database.sealer)
        for pause in _PAUSES:
            try:
                outcome = session.together([write], clock.now())[0]
            except StoreUnavailable:
                time.sleep(pause)
                continue
            if outcome.error is None:
                return
            raise outcome.error
        raise StoreUnavailable("the end of a job")

    def _check(self, work: Work) -> None:
        if not jobs.is_held(work, self._job.id, self._process):
            raise LostHold


def run(job_id: int, given: Settings) -> Ending:
    """Carry out a job that the parent has in hand, to its end; say how it went."""
    try:
        return _run(job_id, given)
    except (LostHold, StoreUnavailable, StoreAway, TookTooLong):
        return Ending.AGAIN
    except MemoryError:
        return Ending.MEMORY
    except Problem as problem:
        logger.error("job not begun reason=%s", problem)
    except Exception as error:  # noqa: BLE001 - whatever it is, the parent hears that it was a defect
        logger.error("job failed %s", described(error))
    return Ending.DEFECT


def _run(job_id: int, given: Settings) -> Ending:
    database = open_database(given, clock.now())
    with database.at_once(clock.now()) as work:
        job = jobs.job(work, job_id)
    if job is None or job.leased_by is None:
        return Ending.AGAIN
    hold = Hold(database, job)
    try:
        result = _result(job, workplace_of(given).file_of(job_id), hold, given)
    except TookTooLong:
        raise
    except Refusal as refusal:
        hold.finish(JobState.FAILED, {"refusal": as_values(refusal)}, Failure.REFUSED)
    else:
        if job.kind in MADE:
            return Ending.MADE
        hold.finish(JobState.DONE, result)
    return Ending.DONE


def _result(job: Job, path: Path, hold: Hold, given: Settings) -> dict[str, object]:
    if job.kind == EVIDENCE:
        return store(job, path, hold.open_work, EvidenceStore(given.evidence_url).put)
    if job.kind in MADE:
        return MADE[job.kind].make(job, path, hold.open_work, hold.tell)
    if job.kind in {PREVIEW, APPLY}:
        brought = run_workbook.carry_out(job, path, hold.open_work, hold.tell, every_language())
        if brought is not None:
            return brought
    return carry_out(job, path, hold.open_work, hold.tell)


def main() -> None:
    """Run the job named on the command line, and end the process with how it went."""
    _limit()
    # No .env: everything was told by the parent, and the token is none of this process's business.
    given = settings.read(os.environ, Path(os.devnull))
    log.set_up(given.log_level, sys.stdout)
    ending = run(int(sys.argv[1]), given)
    sys.stdout.flush()
    # At once: after a refused allocation, nothing is certain to be torn down in order.
    os._exit(ending)


def _limit() -> None:
    """Take no more memory and processor than a job may, and end with the parent: its end closes our input."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    os.nice(_NICE)
    if hasattr(os, "sched_setaffinity"):
        # The bot keeps to one processor (docs/decisions/0009), which a child inherits; it had better not share it.
        os.sched_setaffinity(0, range(os.cpu_count() or 1))
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    while os.read(0, 1):
        continue
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
