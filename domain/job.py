"""Long work: where a job stands, and what is shown of one that reads a file. Carrying it out stands in services/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from domain.brought import Brought
from domain.errors import Refusal
from domain.record import RefusedRow
from domain.shown import Names

MOST_ATTEMPTS = 3
"""How often a job is begun; whatever ended three processes ends with the third."""

MOST_BYTES = 20 * 1024 * 1024
"""What a bot can fetch of a file; source: https://core.telegram.org/bots/api#getfile"""

PREVIEW = "preview"
IMPORT = "import"
APPLY = "apply"
EXPORT = "export"
SHEET = "sheet"
PICTURE = "picture"
EVIDENCE = "evidence"
EVIDENCE_COPY = "evidence copy"

WRITING = frozenset({IMPORT, APPLY, EVIDENCE})
"""Jobs whose child writes as it goes; the others only read, beside whoever writes."""


class JobState(StrEnum):
    """Where a job stands. The last three are ends."""

    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Failure(StrEnum):
    """Why a job failed, where no rule said no."""

    MEMORY = "memory"  # it asked for more than a job may have, or was killed
    TOO_LONG = "too long"
    NOT_FETCHED = "not fetched"
    NOT_SENT = "not sent"  # Telegram did not take the file, or did not say whether it did
    INTERRUPTED = "interrupted"  # begun three times, and never brought to an end
    DEFECT = "defect"
    REFUSED = "refused"  # the reason stands in the result


@dataclass(frozen=True, slots=True)
class Job:
    """A job as the database has it. `leased_by`: the process that has it in hand; `done`, `total`: in rows."""

    id: int
    kind: str
    person_id: int
    params: dict[str, Any]
    result: dict[str, Any] | None
    state: JobState
    done: int
    total: int | None
    is_stopping: bool
    leased_by: str | None
    attempts: int
    failure: str | None

    @property
    def has_ended(self) -> bool:
        """Whether nothing more comes of it."""
        return self.state not in {JobState.PLANNED, JobState.RUNNING}

    @property
    def shown(self) -> tuple[object, ...]:
        """What of it can be seen in the chat: where this is the same, nothing is to be said."""
        return self.state, self.done, self.total, self.is_stopping


@dataclass(frozen=True, slots=True)
class Counts:
    """What an import did, or would do, in recommendations; `elsewhere` and `refused` in rows of the file."""

    added: int = 0
    updated: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    refused: int = 0
    texts: int = 0
    """Texts of its language added to recommendations that were there."""

    @property
    def brings(self) -> int:
        """How many recommendations it changes."""
        return self.added + self.updated


@dataclass(frozen=True, slots=True)
class FileJob:
    """A preview or an import as it is shown. `language` None in a preview that is done: it is not clear."""

    id: int
    kind: str
    state: JobState
    file: str
    country: str
    country_names: Names
    waits: bool = False
    """Whether an earlier job is still in the way."""
    done: int = 0
    total: int | None = None
    is_stopping: bool = False
    failure: str | None = None
    refusal: Refusal | None = None
    format: str | None = None
    language: str | None = None
    counts: Counts = field(default_factory=Counts)
    refused: tuple[RefusedRow, ...] = ()
    """The first of the refused rows."""
    attempts: int = 0
    """How often it was begun: what an earlier attempt imported is unchanged for the last."""
    brought: Brought | None = None
    """What a workbook of ours changes, where the file is one."""
    made: tuple[date, str] | None = None
    """The day and the time of day, where the person lives, when a workbook was made and sent."""


def counts_of(values: Mapping[str, Any]) -> Counts:
    """Return the counts that a job's result holds; those of a later version of Suivi are left out."""
    known = Counts.__dataclass_fields__
    return Counts(**{name: value for name, value in values.items() if name in known})
