"""Sheets for signature that were made: which contributions stood in each. They are events of the audit log."""

from __future__ import annotations

from sqlalchemy import select

from db.queries import instance
from db.tables import audit_events
from db.work import Work
from domain.sheet import Made

EVENT = "signature sheet made"
_SUBJECT = "institutions"


def note_sheet(work: Work, person_id: int, country: str, institution_id: int, contributions: list[int]) -> None:
    """Note that a person has these contributions of their institution, as they are now, printed for signature."""
    instance.record_event(
        work,
        EVENT,
        person_id=person_id,
        country=country,
        subject=_SUBJECT,
        subject_id=institution_id,
        details={"contributions": contributions},
    )


def newest_sheets(work: Work, institution_id: int, most: int) -> list[Made]:
    """Return the sheets that were made for an institution, the newest first."""
    of_it = (audit_events.c.subject == _SUBJECT, audit_events.c.subject_id == institution_id)
    wanted = select(audit_events).where(*of_it, audit_events.c.event == EVENT)
    rows = work.all(wanted.order_by(audit_events.c.id.desc()).limit(most))
    return [Made(row.id, row.at, frozenset(row.details["contributions"])) for row in rows]
