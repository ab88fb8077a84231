"""Records as a reader of files would give them, for tests that import or search."""

from __future__ import annotations

from typing import Any

from domain.record import Position, Record, Sdg, State

_USUAL: dict[str, Any] = {
    "row": 2,
    "text": "122.10 Build a well in every village (Finland);",
    "countries": ("KE",),
    "mechanism": "UPR",
    "annotation_id": "a-1",
    "symbol": "A/HRC/99/7",
    "paragraph": "122.10",
    "session": 34,
    "position": Position.SUPPORTED,
    "recommending_states": (State("Finland", "FI"),),
    "themes": ("Water", "Health"),
    "affected_persons": ("women",),
    "sdgs": (Sdg(6, "6.1"), Sdg(6)),
    "source_type": "Recommendations",
}


def record(**changes: Any) -> Record:
    """A record about Kenya of a session of the UPR, changed as told."""
    return Record(**{**_USUAL, **changes})


def record_without_id(**changes: Any) -> Record:
    """The same record from a file that has no OHCHR annotation ids."""
    return record(annotation_id=None, **changes)
