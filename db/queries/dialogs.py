"""The dialog that a person is in: one row a person, its data sealed."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from db.tables import dialogs
from db.work import Work

PURPOSE = "dialog"
_DELETE = delete(dialogs).where(dialogs.c.person_id == bindparam("person"))
_UPDATE = update(dialogs).where(dialogs.c.person_id == bindparam("person"))
_INSERT = insert(dialogs)


def save_dialog(work: Work, person_id: int, name: str, step: str, version: int, data: dict[str, Any]) -> None:
    """Put the person into a dialog at a step, leaving the one they were in."""
    values = {
        "name": name,
        "step": step,
        "version": version,
        "data_sealed": work.sealer.seal_json(PURPOSE, data),
        "changed_at": work.now,
    }
    if work.execute(_UPDATE.values(values), {"person": person_id}).rowcount == 0:
        work.execute(_INSERT, {"person_id": person_id, **values})


def end_dialog(work: Work, person_id: int) -> None:
    """Let the person out of the dialog they are in, if any."""
    work.execute(_DELETE, {"person": person_id})


def opened(work: Work, data_sealed: bytes) -> dict[str, Any]:
    """Return a dialog's data. Raises SealBroken."""
    data: dict[str, Any] = work.sealer.open_json(PURPOSE, data_sealed)
    return data
