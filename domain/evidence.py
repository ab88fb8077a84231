"""Evidence of a contribution: what kinds there are, how much, and how far each is. Who may see it: public, or not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import ip_address
from urllib.parse import urlsplit

from domain.errors import AddressNotTaken
from domain.reference import Reference

MOST = 20
"""Pieces of evidence of one contribution."""

LONGEST_ADDRESS = 2000

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:\S+$", re.IGNORECASE)
_SITE = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]\S*)?$")
_HOST = re.compile(r"(?:[\w-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)\.?")
_WITHIN = (".local", ".localhost", ".localdomain", ".internal", ".intranet", ".lan", ".home", ".corp", ".home.arpa")

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
    LETTER = "letter"  # a page of the signed letter by which a contribution was cleared, or came; never public


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


def looks_like_address(text: str) -> bool:
    """Tell whether words are nothing but an address, of whatever sort: with a scheme, or beginning as a site's name."""
    return _SCHEME.match(text.strip()) is not None or _SITE.match(text.strip()) is not None


def address_of(text: str) -> str:
    """Return the address of a public page as it is kept, with its scheme.

    Raises AddressNotTaken: of another scheme than http and https, of this machine or a network within a house, with a
    name and password, or too long.
    """
    address = text.strip()
    if _SITE.match(address):
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        public = parts.scheme in {"http", "https"} and "@" not in parts.netloc and _is_public(parts.hostname or "")
        public = public and parts.port != 0
    except ValueError:
        public = False
    if not public or len(address) > LONGEST_ADDRESS or any(letter.isspace() for letter in address):
        raise AddressNotTaken(LONGEST_ADDRESS)
    return address


def _is_public(host: str) -> bool:
    """Whether a host may be reached by everybody: as far as its name tells, without asking anybody for it."""
    try:
        return ip_address(host).is_global
    except ValueError:
        return _HOST.fullmatch(host) is not None and not host.endswith(_WITHIN)
