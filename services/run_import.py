"""What a job does with a coordinator's file: reads it for a preview, or imports it. How jobs run stands in bot/."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from db.queries import people
from domain.errors import FileEmpty, FileTooLarge, FileUnreadable
from domain.job import IMPORT, Counts, Job
from domain.language import DEFAULT
from domain.record import Record, RefusedRow
from domain.refusal_values import as_values
from formats.recognise import Reader, reader
from formats.text_language import recognised
from services.import_file import Import, Imported, Open, refused_in_order
from services.jobs import authorise

MOST_REASONS = 10
"""Refused rows whose reasons are kept and shown."""

Tell = Callable[[int, int], None]
"""Is told how many rows are done, of how many."""


def carry_out(job: Job, path: Path, open_work: Open, tell: Tell) -> dict[str, Any]:
    """Read or import the file at `path`; return the job's result as JSON values.

    `language` None in it: the texts' language is not clear, and nothing was done. Raises NotCoordinator where the role
    has been withdrawn meanwhile; FileUnreadable, FileEmpty, FileTooLarge, FormatUnknown, ColumnsMissing.
    """
    with open_work() as work:
        authorise(people.person_by_id(work, job.person_id).person, job)
    try:
        return _carried_out(job, reader(path), open_work, tell)
    except (FileUnreadable, FileEmpty, FileTooLarge) as refusal:
        # The people who sent it know it by another name than the one it has here.
        raise replace(refusal, name=job.params["name"]) from None


def _carried_out(job: Job, source: Reader, open_work: Open, tell: Tell) -> dict[str, Any]:
    total = sum(1 for _ in source.records())
    tell(0, total)
    language = job.params.get("language") or _language(source)
    if language is None:
        return {"format": source.name, "language": None}
    run = Import(open_work, language, job.params["country"], job.kind != IMPORT, person_id=job.person_id)
    done = 0

    def progress(rows: int) -> None:
        nonlocal done
        done += rows
        tell(done, total)

    result = run.run(source.records(), progress)
    return {"format": source.name, "language": language, **_as_values(result)}


def _language(source: Reader) -> str | None:
    """The language of most texts; the default for a file of refused rows alone, of which nothing is stored."""
    found = recognised(record.text for record in _records(source))
    if found is None and next(_records(source), None) is None:
        return DEFAULT
    return found


def _records(source: Reader) -> Iterator[Record]:
    return (row for row in source.records() if isinstance(row, Record))


def _as_values(result: Imported) -> dict[str, Any]:
    refused: list[RefusedRow] = refused_in_order(result)
    counts = Counts(
        result.added,
        result.updated,
        result.unchanged,
        result.elsewhere,
        len(refused),
        result.texts.total(),
    )
    reasons = [(one.row, as_values(one.reason)) for one in refused[:MOST_REASONS]]
    return {"counts": asdict(counts), "refused": reasons}
