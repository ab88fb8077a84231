"""What makes a record of a file the same as one in the database, whatever its language or its position in the file."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from domain.record import Record
from domain.text import indexed


@dataclass(frozen=True, slots=True)
class Item:
    """A record for one country, with its identity there."""

    country: str
    record: Record
    identity: bytes

    @property
    def document(self) -> str:
        """The identity of the document that it comes from."""
        return document_identity(self.record, self.country)


def identity_of(record: Record, place: int) -> bytes:
    """Return the identity (32 bytes) of a record within its country.

    The OHCHR annotation id; else document symbol, paragraph and `place` in it (0 for the paragraph's first text); else
    session, recommending States and the folded text.
    """
    if record.annotation_id:
        parts = ["annotation", record.annotation_id.casefold()]
    elif record.symbol and record.paragraph:
        parts = ["paragraph", record.symbol.casefold(), record.paragraph, str(place)]
    else:
        states = sorted(state.code or indexed(state.name) for state in record.recommending_states)
        parts = ["text", record.mechanism, str(record.session or ""), ",".join(states), indexed(record.text)]
    return hashlib.sha256("\x1f".join(parts).encode()).digest()


def document_identity(record: Record, country: str) -> str:
    """Return what makes two records come from the same document: its symbol, else body, State, session and date."""
    if record.symbol:
        return f"{record.mechanism}|{record.symbol}"
    day = record.published_on.isoformat() if record.published_on else ""
    return f"{record.mechanism}||{country}|{record.session or ''}|{day}"
