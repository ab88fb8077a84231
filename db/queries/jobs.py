"""Jobs: long work, each a row, in the hands of one process at a time. What a job does stands in services/ and bot/."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, or_, select, update
from sqlalchemy import insert as insert_into

from db.sealing import SealBroken
from db.tables import jobs, outbox, processes
from db.work import Work
from domain.job import Failure, Job, JobState

KEPT = timedelta(days=7)
PURPOSE = "job"

_JOB = select(jobs).where(jobs.c.id == bindparam("wanted"))
_LIVING = select(processes.c.name)
# Nobody has it in hand, or a process that is gone: on SQLite every one but the running one.
_FREE = and_(jobs.c.ended_at.is_(None), or_(jobs.c.leased_by.is_(None), jobs.c.leased_by.not_in(_LIVING)))
_NEXT = select(jobs).where(_FREE).order_by(jobs.c.id).limit(1)
_OURS = and_(jobs.c.id == bindparam("wanted"), jobs.c.leased_by == bindparam("process"), jobs.c.ended_at.is_(None))
_HELD = select(jobs.c.id).where(_OURS, jobs.c.stop_asked_at.is_(None))
# Its end is written down, and the process was gone before the chat heard of it.
_UNTOLD = (
    select(jobs.c.id)
    .where(jobs.c.ended_at.is_not(None), jobs.c.leased_by.is_not(None), jobs.c.leased_by.not_in(_LIVING))
    .order_by(jobs.c.id)
)
_EARLIER = select(jobs.c.id).where(jobs.c.id < bindparam("wanted"), jobs.c.ended_at.is_(None)).limit(1)
_SHOWN_BY = select(outbox.c.message_id, outbox.c.edits_message, outbox.c.ended_at).where(
    outbox.c.id == bindparam("row")
)


def add_job(work: Work, kind: str, person_id: int, params: dict[str, Any]) -> int:
    """Plan a job for a person; return its id."""
    values = {"kind": kind, "person_id": person_id, "state": JobState.PLANNED.value, "created_at": work.now}
    return work.inserted_id(insert_into(jobs), {**values, "params_sealed": _sealed(work, params)})


def job(work: Work, job_id: int) -> Job | None:
    """Return a job; None where there is none, or its parameters are wiped. Raises SealBroken."""
    row = work.one(_JOB, {"wanted": job_id})
    return _read(work, row) if row is not None and row.params_sealed is not None else None


def set_params(work: Work, job_id: int, params: dict[str, Any]) -> None:
    """Store a job's parameters anew."""
    work.execute(update(jobs).where(jobs.c.id == job_id).values(params_sealed=_sealed(work, params)))


def message_of(work: Work, row: int) -> tuple[bool, int | None]:
    """Return of an outbox row whether it has ended, and Telegram's number of its message where that is known."""
    found = work.one(_SHOWN_BY, {"row": row})
    if found is None:
        return True, None
    return found.ended_at is not None, found.message_id or found.edits_message


def has_earlier(work: Work, job_id: int) -> bool:
    """Tell whether a job that was planned before this one is still open."""
    return work.one(_EARLIER, {"wanted": job_id}) is not None


def open_job(work: Work, person_id: int, kind: str) -> int | None:
    """Return the id of a person's job of a kind that has not ended, None where there is none."""
    wanted = select(jobs.c.id).where(jobs.c.person_id == person_id, jobs.c.kind == kind, jobs.c.ended_at.is_(None))
    row = work.one(wanted.limit(1))
    return int(row.id) if row else None


# --- in hand -----------------------------------------------------------------------------------------


def is_waiting(work: Work) -> bool:
    """Tell whether there is a job that no living process has in hand."""
    return work.one(_NEXT) is not None


def claim(work: Work, process: str) -> Job | None:
    """Take the oldest job in hand that no living process has, and count the attempt; None where there is none.

    One that was sealed with another key can never be read: it ends here.
    """
    row = work.one(_NEXT.with_for_update(skip_locked=True))
    if row is None:
        return None
    taken = {"state": JobState.RUNNING.value, "leased_by": process, "attempts": row.attempts + 1, "done": 0}
    work.execute(update(jobs).where(jobs.c.id == row.id).values(taken))
    try:
        return job(work, row.id)
    except SealBroken:
        finish(work, row.id, process, JobState.FAILED, failure=Failure.DEFECT)
        mark_told(work, row.id)
        return None


def is_held(work: Work, job_id: int, process: str) -> bool:
    """Tell whether a job is still in this process's hands, and nobody has asked to stop it."""
    return work.one(_HELD, {"wanted": job_id, "process": process}) is not None


def note_progress(work: Work, job_id: int, process: str, done: int, total: int | None) -> None:
    """Note how many rows are done, of how many."""
    work.execute(update(jobs).where(_OURS).values(done=done, total=total), {"wanted": job_id, "process": process})


def give_back(work: Work, job_id: int, process: str, *, counted: bool) -> None:
    """Give a job back, to be begun anew by whoever leads. `counted`: whether the attempt was one."""
    values: dict[str, Any] = {"state": JobState.PLANNED.value, "leased_by": None}
    if not counted:
        values["attempts"] = jobs.c.attempts - 1
    work.execute(update(jobs).where(_OURS).values(values), {"wanted": job_id, "process": process})


def finish(
    work: Work,
    job_id: int,
    process: str,
    state: JobState,
    result: dict[str, Any] | None = None,
    failure: str | None = None,
) -> None:
    """Note how a job ended; nothing is noted of one that another process has in hand by now.

    It stays in this process's hands until the chat has been told: see `mark_told`.
    """
    values: dict[str, Any] = {"state": state.value, "failure": failure, "ended_at": work.now}
    if result is not None:
        values["result_sealed"] = _sealed(work, result)
    work.execute(update(jobs).where(_OURS).values(values), {"wanted": job_id, "process": process})


def untold(work: Work) -> list[int]:
    """Return the jobs, by id, that have ended and whose end a dead process did not live to tell."""
    return [row.id for row in work.all(_UNTOLD)]


def mark_told(work: Work, job_id: int) -> None:
    """Note, with the message that tells it, that the chat hears of a job's end."""
    work.execute(update(jobs).where(jobs.c.id == job_id, jobs.c.ended_at.is_not(None)).values(leased_by=None))


# --- stopped, forgotten ------------------------------------------------------------------------------


def cancel(work: Work, job_id: int) -> None:
    """End a job that is in nobody's hands, or has been done and is not wanted; else ask whoever has it to stop."""
    this = jobs.c.id == job_id
    free = update(jobs).where(this, or_(_FREE, jobs.c.state == JobState.DONE.value))
    if work.execute(free.values(state=JobState.CANCELLED.value, ended_at=work.now)).rowcount == 0:
        open_ = update(jobs).where(this, jobs.c.ended_at.is_(None), jobs.c.stop_asked_at.is_(None))
        work.execute(open_.values(stop_asked_at=work.now))


def wipe_old_jobs(work: Work) -> int:
    """Wipe parameters and results of jobs that ended seven days ago; return how many."""
    old = update(jobs).where(jobs.c.ended_at < work.now - KEPT, jobs.c.params_sealed.is_not(None))
    return work.execute(old.values(params_sealed=None, result_sealed=None)).rowcount


def _sealed(work: Work, value: dict[str, Any]) -> bytes:
    return work.sealer.seal_json(PURPOSE, value)


def _read(work: Work, row: Any) -> Job:
    return Job(
        row.id,
        row.kind,
        row.person_id,
        work.sealer.open_json(PURPOSE, row.params_sealed),
        work.sealer.open_json(PURPOSE, row.result_sealed) if row.result_sealed is not None else None,
        JobState(row.state),
        row.done,
        row.total,
        row.stop_asked_at is not None,
        row.leased_by,
        row.attempts,
        row.failure,
    )
