"""Evidence of a contribution: what kinds there are, how much, and how far each is. Who may see it: public, or not."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.reference import Reference

MOST = 20
"""Pieces of evidence of one contribution."""

LONGEST_ADDRESS = 2000

_OFFICE = "application/vnd.openxmlformats-officedocument"
ENDINGS = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/pdf": "pdf",
    "audio/ogg": "ogg",
    "text/plain": "txt",
    f"{_OFFICE}.wordprocessingml.document": "docx",
    f"{_OFFICE}.spreadsheetml.sheet": "xlsx",
    f"{_OFFICE}.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
    "application/vnd.oasis.opendocument.presentation": "odp",
}
"""How the name of a file ends, by what it is."""


class EvidenceKind(StrEnum):
    """What was given: as Telegram names it, or the address of a page."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    LINK = "link"


class EvidenceState(StrEnum):
    """How far it is. `refused`: by its content it may not be kept; `failed`: it could not be fetched, for days."""

    PLANNED = "planned"
    STORED = "stored"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One piece. `name`: of the file, or the address; `size` in bytes, known once it is stored."""

    id: int
    contribution_id: int
    kind: EvidenceKind
    state: EvidenceState
    name: str
    caption: str
    size: int | None
    mime_type: str | None
    sha256: str | None
    public: bool
    added_by: int

    @property
    def file_name(self) -> str:
        """The name of the file as it is stored, with the ending of what it really is."""
        ending = ENDINGS.get(self.mime_type or "", "")
        stem = self.name.rpartition(".")[0] or self.name
        return f"{stem}.{ending}" if ending else self.name


@dataclass(frozen=True, slots=True)
class EvidenceShown:
    """The evidence of a contribution, as one person sees it: whether they may still change it, and make it public."""

    contribution_id: int
    reference: Reference
    pieces: tuple[Evidence, ...]
    page: int
    writes: bool
    publishes: bool


def is_address(text: str) -> bool:
    """Tell whether words are nothing but the address of a page, which is evidence of its own kind."""
    words = text.split()
    return (
        len(words) == 1
        and words[0].casefold().startswith(("https://", "http://"))
        and "." in words[0]
        and len(words[0]) <= LONGEST_ADDRESS
    )
