"""A file as it may be kept: known by its content, whatever its name says, and without what it tells of its author."""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass

import mutagen
from mutagen.oggopus import OggOpus

from domain.errors import FileEmpty, FileNotTaken, FileProtected, FileWithMacros
from formats import cleaned_image, cleaned_office, cleaned_pdf

_ZIP, _PDF, _OGG, _OLE = b"PK\x03\x04", b"%PDF-", b"OggS", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_WITHIN = 1024
_CONTROL = frozenset(range(32)) - {9, 10, 12, 13, 27}


@dataclass(frozen=True, slots=True)
class CleanFile:
    """What is kept of a file. `ending`: of its name, as its content has it, without the dot."""

    content: bytes
    mime_type: str
    ending: str


class VoiceUnreadable(Exception):
    """No voice message of Telegram's, or damaged."""


_UNREADABLE = (
    cleaned_image.PictureUnreadable,
    cleaned_pdf.PdfUnreadable,
    cleaned_office.OfficeUnreadable,
    VoiceUnreadable,
)


def cleaned(name: str, content: bytes) -> CleanFile:
    """Return what is kept of a file; its name is for the answer only.

    Raises FileEmpty, FileProtected, FileWithMacros, FileNotTaken where it is, or may be, of no kind that is taken.
    """
    if not content.strip():
        raise FileEmpty(name)
    try:
        return _cleaned(content)
    except cleaned_pdf.PdfProtected:
        raise FileProtected(name) from None
    except cleaned_office.HasMacros:
        raise FileWithMacros(name) from None
    except _UNREADABLE as fault:
        raise FileNotTaken(name) from fault


def _cleaned(content: bytes) -> CleanFile:
    if content.startswith(_ZIP):
        return CleanFile(*cleaned_office.cleaned(content))
    if _PDF in content[:_PDF_WITHIN]:
        return CleanFile(cleaned_pdf.cleaned(content), "application/pdf", "pdf")
    if content.startswith(_OGG):
        return CleanFile(_voice(content), "audio/ogg", "ogg")
    if content.startswith(_OLE):
        # Word and Excel before 2007, which may hold anything; or a document of today's that asks for a password.
        raise cleaned_office.OfficeUnreadable
    if (text := _text(content)) is not None:
        return CleanFile(text, "text/plain", "txt")
    picture, mime_type = cleaned_image.cleaned(content)
    return CleanFile(picture, mime_type, mime_type.rpartition("/")[2].replace("jpeg", "jpg"))


def _voice(content: bytes) -> bytes:
    written = io.BytesIO(content)
    try:
        OggOpus(written).delete(written)  # type: ignore[no-untyped-call]
    except (mutagen.MutagenError, IndexError, ValueError, struct.error) as fault:
        raise VoiceUnreadable from fault
    return written.getvalue()


def _text(content: bytes) -> bytes | None:
    """Text in UTF-8, or in what Windows writes in western Europe; None where it is no text."""
    if _CONTROL & set(content):
        return None
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding).encode()
        except UnicodeDecodeError:
            continue
    return None
