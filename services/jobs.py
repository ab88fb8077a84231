"""A coordinator's file: its preview, its import, stopping them, and what the chat shows of them meanwhile.

What a job does with the file stands in services/run_import.py; who runs it, in bot/jobs.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from db.queries import jobs, setup
from db.work import Work
from domain.errors import ButtonStale, FileTooLargeToFetch, NotCoordinator, NotInThisRole
from domain.job import APPLY, IMPORT, MOST_BYTES, PICTURE, PREVIEW, SHEET, FileJob, Job, JobState, counts_of
from domain.overview import Scope, may_see
from domain.record import RefusedRow
from domain.refusal_values import of_values
from domain.role import Person, Role
from domain.said import File
from domain.sheet import SIGNS
from domain.workbook_json import of_json
from formats.text_language import LANGUAGES
from services.look import Look
from services.remind import coordinating

MESSAGE = "job"
"""The kind of message that shows a job; its parameter `job` is the id."""


def preview(work: Work, person: Person, file: File) -> int:
    """Plan to read a file, for the country that the person coordinates; return the job's id.

    Raises NotCoordinator, FileTooLargeToFetch.
    """
    country = coordinating(person).country
    if file.size is not None and file.size > MOST_BYTES:
        raise FileTooLargeToFetch(file.name, MOST_BYTES)
    params = {"file": file.id, "name": file.name, "country": country}
    return jobs.add_job(work, PREVIEW, person.id, params)


def choose_language(work: Work, person: Person, job_id: int, language: str) -> int:
    """Plan to read the file of a preview again, its texts being in this language; return the new job's id.

    Raises NotCoordinator, ButtonStale where the preview is another's or has become an import.
    """
    found = _preview(work, person, job_id)
    if language not in LANGUAGES or "import" in found.params:
        raise ButtonStale
    return jobs.add_job(work, PREVIEW, person.id, {**found.params, "language": language})


def begin_import(work: Work, person: Person, job_id: int) -> int:
    """Plan the import that a preview offers, or to apply a workbook; return its job's id, the same at every press.

    Raises NotCoordinator, ButtonStale.
    """
    found = _preview(work, person, job_id)
    if "import" in found.params:
        return int(found.params["import"])
    result = found.result or {}
    language = result.get("language")
    if found.state is not JobState.DONE or (language is None and "brought" not in result):
        raise ButtonStale
    if "brought" in result:
        # Everything that is applied bears one moment, by which each institution is told of all that it got.
        moment = {"preview": job_id, "moment": work.now.isoformat()}
        planned = jobs.add_job(work, APPLY, person.id, {**found.params, **moment})
    else:
        planned = jobs.add_job(work, IMPORT, person.id, {**found.params, "language": language})
    jobs.set_params(work, job_id, {**found.params, "import": planned})
    return planned


def stop(work: Work, person: Person, job_id: int) -> int:
    """Stop a job, or drop a preview; one that has ended otherwise stays as it is. Return the id of what is to be shown.

    Raises NotCoordinator, ButtonStale.
    """
    found = own(work, person, job_id)
    if "import" in found.params:
        return int(found.params["import"])
    if not found.has_ended or (found.kind, found.state) == (PREVIEW, JobState.DONE):
        jobs.cancel(work, job_id)
    return job_id


def own(work: Work, person: Person, job_id: int) -> Job:
    """Return a job of this very person, who still coordinates its country. Raises NotCoordinator, ButtonStale."""
    found = jobs.job(work, job_id)
    if found is None or found.person_id != person.id:
        raise ButtonStale
    authorise(person, found)
    return found


def authorise(person: Person, job: Job) -> None:
    """Raise NotCoordinator where the person does not coordinate (any more) the country that a job is about.

    Of a sheet for signature, NotInThisRole where they do not act (any more) for its institution; of a picture, where
    no role of theirs lets them see what it counts.
    """
    if job.kind == SHEET:
        signs = {holding.institution_id for holding in person.holdings if holding.role in SIGNS}
        if job.params["institution"] not in signs:
            raise NotInThisRole
        return
    if job.kind == PICTURE:
        if not may_see(person, Scope.of(job.params)):
            raise NotInThisRole
        return
    held = ((holding.role, holding.country) for holding in person.holdings)
    if (Role.COORDINATOR, job.params["country"]) not in held:
        raise NotCoordinator


def shown_in(work: Work, job_id: int, row: int) -> None:
    """Note in which message, by its outbox row, a job is shown from now on."""
    found = jobs.job(work, job_id)
    if found is not None:
        jobs.set_params(work, job_id, {**found.params, "row": row})


def shown(look: Look, params: Mapping[str, Any]) -> FileJob:
    """Return a job as it stands now. Raises NotCoordinator, ButtonStale."""
    found = own(look.work, look.person, params["job"])
    result = found.result or {}
    code = found.params["country"]
    country = setup.country(look.work, code)
    return FileJob(
        found.id,
        found.kind,
        found.state,
        found.params["name"],
        code,
        country.names if country else {},
        waits=found.state is JobState.PLANNED and jobs.has_earlier(look.work, found.id),
        done=found.done,
        total=found.total,
        is_stopping=found.is_stopping,
        failure=found.failure,
        refusal=of_values(result["refusal"]) if "refusal" in result else None,
        format=result.get("format"),
        language=result.get("language"),
        counts=counts_of(result.get("counts", {})),
        refused=tuple(RefusedRow(row, of_values(values)) for row, values in result.get("refused", ())),
        attempts=found.attempts,
        brought=of_json(result["brought"]) if "brought" in result else None,
        made=_local(look, result["made"]) if "made" in result else None,
    )


def _local(look: Look, moment: str) -> tuple[date, str]:
    local = datetime.fromisoformat(moment).astimezone(look.zone)
    return local.date(), f"{local:%H:%M}"


def _preview(work: Work, person: Person, job_id: int) -> Job:
    found = own(work, person, job_id)
    if found.kind != PREVIEW:
        raise ButtonStale
    return found
