"""Jobs: one process has each in hand, the dead lose theirs, and whoever lost one can note nothing of it any more."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import insert, select, update

from db.queries import jobs as queries
from db.queries.people import add_person
from db.sealing import Sealer
from db.tables import jobs, processes
from db.work import Work
from domain.job import Job, JobState


@pytest.fixture
def person(work: Work) -> int:
    return add_person(work, 4001, "en")


@pytest.fixture
def job(work: Work, person: int) -> int:
    return queries.add_job(work, "preview", person, {"name": "a.csv"})


def lives(work: Work, name: str) -> None:
    work.execute(insert(processes), {"name": name, "seen_at": work.now, "id": len(name)})


def found(work: Work, job_id: int) -> Job:
    one = queries.job(work, job_id)
    assert one is not None
    return one


def test_the_oldest_job_is_claimed_and_the_attempt_counted(work: Work, person: int, job: int) -> None:
    queries.add_job(work, "import", person, {})
    lives(work, "me")
    claimed = queries.claim(work, "me")
    assert claimed is not None
    assert (claimed.id, claimed.kind, claimed.attempts) == (job, "preview", 1)
    assert (claimed.state, claimed.leased_by, claimed.params) == (JobState.RUNNING, "me", {"name": "a.csv"})


def test_a_job_in_living_hands_is_not_claimed(work: Work, job: int) -> None:
    for name in ("me", "other"):
        lives(work, name)
    assert queries.claim(work, "other") is not None
    assert not queries.is_waiting(work)
    assert queries.claim(work, "me") is None


def test_what_a_dead_process_had_is_claimed_as_another_attempt(work: Work, job: int) -> None:
    lives(work, "me")
    queries.claim(work, "dead")
    assert queries.is_waiting(work)
    claimed = queries.claim(work, "me")
    assert claimed is not None
    assert (claimed.leased_by, claimed.attempts) == ("me", 2)


def test_whoever_lost_a_job_notes_nothing(work: Work, job: int) -> None:
    queries.claim(work, "dead")
    queries.claim(work, "me")
    queries.note_progress(work, job, "dead", 5, 10)
    queries.finish(work, job, "dead", JobState.DONE, {"x": 1})
    queries.give_back(work, job, "dead", counted=True)
    assert not queries.is_held(work, job, "dead")
    assert queries.is_held(work, job, "me")
    assert replace(found(work, job), attempts=0).shown == (JobState.RUNNING, 0, None, False)
    assert found(work, job).result is None


def test_a_job_given_back_on_leaving_has_not_counted(work: Work, job: int) -> None:
    lives(work, "me")
    queries.claim(work, "me")
    queries.give_back(work, job, "me", counted=False)
    assert (found(work, job).state, found(work, job).attempts, found(work, job).leased_by) == (
        JobState.PLANNED,
        0,
        None,
    )


def test_a_running_job_is_asked_to_stop_and_a_waiting_one_ends(work: Work, person: int, job: int) -> None:
    lives(work, "me")
    queries.claim(work, "me")
    waiting = queries.add_job(work, "preview", person, {})
    for one in (job, waiting):
        queries.cancel(work, one)
    assert found(work, job).is_stopping
    assert not found(work, job).has_ended
    assert not queries.is_held(work, job, "me")
    assert found(work, waiting).state is JobState.CANCELLED
    assert not queries.is_waiting(work)


def test_a_job_sealed_with_another_key_ends_and_stops_nobody(work: Work, person: int, job: int) -> None:
    lives(work, "me")
    other = Sealer(bytes(32)).seal_json("job", {})
    work.execute(update(jobs).where(jobs.c.id == job).values(params_sealed=other))
    assert queries.claim(work, "me") is None
    assert [row.state for row in work.all(select(jobs.c.state))] == ["failed"]
    assert not queries.is_waiting(work)


def test_nothing_is_left_of_a_job_after_seven_days(work: Work, job: int, now: datetime) -> None:
    lives(work, "me")
    queries.claim(work, "me")
    queries.finish(work, job, "me", JobState.DONE, {"counts": {}})
    work.now = now + timedelta(days=6)
    assert queries.wipe_old_jobs(work) == 0
    work.now = now + timedelta(days=7, seconds=1)
    assert queries.wipe_old_jobs(work) == 1
    assert queries.job(work, job) is None
    row = work.one(select(jobs))
    assert (row.params_sealed, row.result_sealed, row.state) == (None, None, "done")
