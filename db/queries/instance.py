"""Single facts of this instance, and the audit log."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from db.tables import audit_events, instance
from db.work import Work

# Several processes may be the first at once; SQLite understands the clause too.
_ADD = insert(instance)
_SET = _ADD.on_conflict_do_update(index_elements=["name"], set_={"value": _ADD.excluded.value})


def fact(work: Work, name: str, *, hold: bool = False) -> bytes | None:
    """Return a fact of the instance, or None; with `hold` nobody changes it until the end of the transaction."""
    wanted = select(instance.c.value).where(instance.c.name == name)
    row = work.one(wanted.with_for_update(read=True) if hold else wanted)
    return bytes(row.value) if row else None


def set_fact(work: Work, name: str, value: bytes) -> None:
    """Store a fact of the instance."""
    work.execute(_SET, {"name": name, "value": value})


def record_event(
    work: Work,
    event: str,
    *,
    person_id: int | None = None,
    country: str | None = None,
    subject: str | None = None,
    subject_id: int | None = None,
    details: dict[str, Any] | None = None,
) -> None:
    """Write an event into the audit log; `event` in the past tense, `details` without names and texts."""
    work.execute(
        insert(audit_events),
        {
            "at": work.now,
            "event": event,
            "person_id": person_id,
            "country": country,
            "subject": subject,
            "subject_id": subject_id,
            "details": details or {},
        },
    )
