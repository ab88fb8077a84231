"""What a job does with a workbook of ours that a coordinator sent back: shows what it would change, or applies it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from db.queries import instance, jobs, people, setup, workbook_writes
from db.work import Work
from domain.errors import FileTooLarge, FileUnreadable, FormatUnknown, WorkbookOfOtherCountry
from domain.job import APPLY, Job
from domain.workbook import RECOMMENDATIONS, TRANSLATIONS, Column, Words
from domain.workbook_json import as_json
from formats import secretariat_workbook, translation_workbook
from formats.returned_table import Returned, returned
from services.added_translations import add_translations
from services.jobs import authorise
from services.rounds import join_open
from services.tell import tell_assigned, tell_ended
from services.workbook_changes import Found, Held, Open, Run

Tell = Callable[[int, int], None]


def carry_out(job: Job, path: Path, open_work: Open, tell: Tell, words: Sequence[Words]) -> dict[str, Any] | None:
    """Look into the workbook at `path`, or apply it; return the job's result, None where it is no workbook of ours.

    Raises NotCoordinator, WorkbookOfOtherCountry, WorkbookOutdated, ColumnsMissing, CellsMerged, FileUnreadable,
    FileTooLarge; FormatUnknown where what is to be applied is no workbook of ours.
    """
    with open_work() as work:
        authorise(people.person_by_id(work, job.person_id).person, job)
    try:
        table = returned(path, words)
        if table is None and job.kind == APPLY:
            raise FormatUnknown(())
        if table is None:
            return None
        if table.stamp is not None and table.stamp.country != job.params["country"]:
            raise WorkbookOfOtherCountry
        if table.language:
            return _translations(job, table, open_work, tell)
        return _recommendations(job, table, open_work, tell, words)
    except (FileUnreadable, FileTooLarge) as refusal:
        # The people who sent it know it by another name than the one it has here.
        raise replace(refusal, name=job.params["name"]) from None


def _recommendations(job: Job, table: Returned, open_work: Open, tell: Tell, words: Sequence[Words]) -> dict[str, Any]:
    rows = list(secretariat_workbook.rows(table, words))
    run = Run(open_work, job.params["country"], job.person_id, table.stamp.held if table.stamp else {})
    if job.kind == APPLY:
        run.seen, run.moment = _seen(job, open_work), datetime.fromisoformat(job.params["moment"])
    found = run.run(rows, _progress(len(rows), tell))
    told = _told(job, run, found, open_work, run.moment) if run.moment is not None else 0
    brought = found.brought(told=told, checked=table.stamp is not None)
    return {"format": RECOMMENDATIONS, "brought": as_json(brought), "held": run.noted}


def _translations(job: Job, table: Returned, open_work: Open, tell: Tell) -> dict[str, Any]:
    rows = list(translation_workbook.rows(table))
    dry_run, country = job.kind != APPLY, job.params["country"]
    progress = _progress(len(rows), tell)
    found = add_translations(open_work, country, table.language, rows, progress, dry_run=dry_run)
    if not dry_run:
        with open_work() as work:
            details = {"language": table.language, "texts": found.counts[Column.TRANSLATION]}
            _record(work, job, "translations added", details)
    return {"format": TRANSLATIONS, "brought": as_json(found.brought(table.language))}


def _progress(total: int, tell: Tell) -> Callable[[int], None]:
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        done += rows
        tell(done, total)

    tell(0, total)
    return progress


def _seen(job: Job, open_work: Open) -> Held:
    """What the preview noted of the cells it would change, where the workbook itself does not say."""
    with open_work() as work:
        preview = jobs.job(work, job.params["preview"])
    held = (preview.result or {}).get("held", {}) if preview else {}
    return {reference: {Column(column): value for column, value in cells.items()} for reference, cells in held.items()}


def _told(job: Job, run: Run, found: Found, open_work: Open, moment: datetime) -> int:
    """Tell each institution once of all that it got, and note that the workbook was applied; return how many."""
    with open_work() as work:
        # An institution's message counts what it was assigned at this very moment.
        work.now = moment
        # A run that was cut short has told nobody: what it gave is known by its moment, which is this one's too.
        given = run.given if job.attempts == 1 else workbook_writes.institutions_assigned_at(work, moment)
        for institution_id in sorted(given):
            tell_assigned(work, setup.institution(work, institution_id))
            join_open(work, institution_id)
        for institution_id in workbook_writes.institutions_ended_at(work, moment):
            tell_ended(work, setup.institution(work, institution_id))
        details = {column.value: count for column, count in found.counts.items()}
        _record(work, job, "workbook applied", {**details, "refused": len(found.refused)})
    return len(given)


def _record(work: Work, job: Job, event: str, details: dict[str, object]) -> None:
    country = job.params["country"]
    instance.record_event(work, event, person_id=job.person_id, country=country, details=details)
