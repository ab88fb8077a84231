"""Evidence of a contribution: what was sent or named, whether it is stored, and whether it is public."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, insert, select, update

from db.tables import evidence
from db.work import Work
from domain.evidence import Evidence, EvidenceKind, EvidenceState

PURPOSE = "evidence"
GIVEN_UP_AFTER = timedelta(days=7)

_THERE = evidence.c.removed_at.is_(None)


def add(
    work: Work, contribution_id: int, kind: EvidenceKind, details: dict[str, Any], person_id: int, state: EvidenceState
) -> int:
    """Add a piece of evidence and return its id; `details`: "name", "caption", and Telegram's "file" of a file."""
    return work.inserted_id(
        insert(evidence),
        {
            "contribution_id": contribution_id,
            "kind": kind.value,
            "details_sealed": work.sealer.seal_json(PURPOSE, details),
            "state": state.value,
            "added_by": person_id,
            "created_at": work.now,
        },
    )


def of_contribution(work: Work, contribution_id: int) -> list[Evidence]:
    """Return the evidence of a contribution that was not removed, in the order in which it came."""
    wanted = select(evidence).where(evidence.c.contribution_id == contribution_id, _THERE).order_by(evidence.c.id)
    return [_evidence(work, row) for row in work.all(wanted)]


def piece(work: Work, evidence_id: int) -> Evidence | None:
    """Return one piece that was not removed."""
    row = work.one(select(evidence).where(evidence.c.id == evidence_id, _THERE))
    return _evidence(work, row) if row else None


def file_of(work: Work, evidence_id: int) -> str | None:
    """Return Telegram's id of the file of a piece; None where it has none."""
    row = work.one(select(evidence.c.details_sealed).where(evidence.c.id == evidence_id))
    return work.sealer.open_json(PURPOSE, row.details_sealed).get("file") if row else None


def copy_all(work: Work, source_id: int, target_id: int) -> None:
    """Give a new version of a contribution the evidence of the one before; a letter was about that one only."""
    kept = [column for column in evidence.c if column.name not in {"id", "contribution_id"}]
    of_it = (evidence.c.contribution_id == source_id, evidence.c.kind != EvidenceKind.LETTER.value, _THERE)
    rows = work.all(select(*kept).where(*of_it).order_by(evidence.c.id))
    for row in rows:
        work.execute(insert(evidence), {**row._mapping, "contribution_id": target_id})  # noqa: SLF001 - a row's values


def digests(work: Work) -> list[str]:
    """Return the SHA-256, in hexadecimal, of every file that is stored as evidence, each once."""
    stored = select(evidence.c.sha256).where(evidence.c.sha256.is_not(None)).distinct()
    return sorted(bytes(row.sha256).hex() for row in work.all(stored))


def mark_stored(work: Work, evidence_id: int, digest: bytes, size: int, mime_type: str) -> None:
    """Note that a file is kept, without its metadata, under this SHA-256."""
    values = {"state": EvidenceState.STORED.value, "sha256": digest, "size": size, "mime_type": mime_type}
    work.execute(update(evidence).where(evidence.c.id == evidence_id).values(values))


def mark(work: Work, evidence_id: int, state: EvidenceState) -> None:
    """Note that a file is refused, or was given up."""
    work.execute(update(evidence).where(evidence.c.id == evidence_id).values(state=state.value))


def set_public(work: Work, evidence_id: int, *, public: bool) -> None:
    """Let everybody see a piece once its contribution is published, or nobody outside the mechanism."""
    work.execute(update(evidence).where(evidence.c.id == evidence_id).values(public=public))


def remove(work: Work, evidence_id: int) -> None:
    """Take a piece back; its row stays, for the record."""
    work.execute(update(evidence).where(evidence.c.id == evidence_id, _THERE).values(removed_at=work.now))


def count(work: Work, contribution_id: int) -> int:
    """Count the evidence of a contribution."""
    counted = select(func.count().label("n")).where(evidence.c.contribution_id == contribution_id, _THERE)
    return int(work.one(counted).n)


def count_letters(work: Work, contribution_id: int) -> int:
    """Count the pages of signed letters that are kept with a contribution, or are about to be."""
    there = evidence.c.state.in_([EvidenceState.PLANNED.value, EvidenceState.STORED.value])
    of_it = (evidence.c.contribution_id == contribution_id, evidence.c.kind == EvidenceKind.LETTER.value, there, _THERE)
    return int(work.one(select(func.count().label("n")).where(*of_it)).n)


def unfetched(work: Work, before: Any) -> list[tuple[int, int]]:
    """Return (id, who added it) of the files that were given before a moment and are not fetched yet."""
    waiting = and_(evidence.c.state == EvidenceState.PLANNED.value, evidence.c.created_at < before, _THERE)
    rows = work.all(select(evidence.c.id, evidence.c.added_by).where(waiting).order_by(evidence.c.id).limit(100))
    return [(row.id, row.added_by) for row in rows]


def give_up_old(work: Work) -> int:
    """Give up files that could not be fetched for a week; return how many."""
    old = and_(evidence.c.state == EvidenceState.PLANNED.value, evidence.c.created_at < work.now - GIVEN_UP_AFTER)
    return work.execute(update(evidence).where(old).values(state=EvidenceState.FAILED.value)).rowcount


def _evidence(work: Work, row: Any) -> Evidence:
    details = work.sealer.open_json(PURPOSE, row.details_sealed)
    return Evidence(
        row.id,
        row.contribution_id,
        EvidenceKind(row.kind),
        EvidenceState(row.state),
        str(details["name"]),
        str(details.get("caption", "")),
        row.size,
        row.mime_type,
        bytes(row.sha256).hex() if row.sha256 else None,
        bool(row.public),
        row.added_by,
    )
