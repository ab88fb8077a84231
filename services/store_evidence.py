"""What a job does with a file that was given as evidence: cleaned by its content, kept under its SHA-256, noted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.queries import bulk, evidence
from db.queries.bulk import Planned
from domain.errors import LetterNotScanned, Refusal
from domain.evidence import EvidenceState
from domain.job import Job
from domain.letter import SCANNED
from domain.refusal_values import as_values
from formats.cleaned_file import cleaned
from services.evidence import REFUSED
from services.import_file import Open

Put = Callable[[str, bytes], None]
"""Keeps a file under the SHA-256 of its content, in hexadecimal."""


def store(job: Job, path: Path, open_work: Open, put: Put) -> dict[str, Any]:
    """Keep the file at `path`, without its metadata; what may not be kept is refused, and its giver told.

    Done again, it changes nothing. Raises what `put` raises.
    """
    piece_id, also = job.params["evidence"], job.params.get("also", [])
    try:
        clean = cleaned(job.params["name"], path.read_bytes())
        if job.params.get("letter") and not clean.mime_type.startswith(SCANNED):
            raise LetterNotScanned(job.params["name"])
    except Refusal as refusal:
        values = as_values(refusal)
        told = Planned(
            job.person_id, REFUSED, {"evidence": piece_id, "refusal": values}, f"evidence:{piece_id}:refused"
        )
        with open_work() as work:
            for one in (piece_id, *also):
                evidence.mark(work, one, EvidenceState.REFUSED)
            bulk.add_messages(work, [told])
        return {"refusal": values}
    digest = hashlib.sha256(clean.content)
    put(digest.hexdigest(), clean.content)
    with open_work() as work:
        for one in (piece_id, *also):
            evidence.mark_stored(work, one, digest.digest(), len(clean.content), clean.mime_type)
    return {"stored": digest.hexdigest()}
