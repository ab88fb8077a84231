"""PDF documents without author, history, hidden files and scripts; their pages stay as they are."""

from __future__ import annotations

import io

import pikepdf

from formats.cleaned_image import without_segments

_OF_ANY_OBJECT = ("/Metadata", "/PieceInfo", "/LastModified")
_OF_THE_DOCUMENT = ("/OpenAction", "/AA", "/AF", "/Collection")
_OF_THE_NAMES = ("/JavaScript", "/EmbeddedFiles")
_OF_A_NOTE = ("/T", "/M", "/CreationDate", "/NM", "/AA", "/A")
_KEEPS_ITS_TITLE = {"/Widget", "/Link"}


class PdfUnreadable(Exception):
    """No PDF, or damaged."""


class PdfProtected(Exception):
    """The document opens only with a password."""


def cleaned(content: bytes) -> bytes:
    """Return the document without what is not on its pages. Raises PdfUnreadable, PdfProtected."""
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            _clean(pdf)
            written = io.BytesIO()
            pdf.save(written, deterministic_id=True)
    except pikepdf.PasswordError as fault:
        raise PdfProtected from fault
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError) as fault:
        raise PdfUnreadable from fault
    return written.getvalue()


def _clean(pdf: pikepdf.Pdf) -> None:
    if "/Info" in pdf.trailer:
        del pdf.trailer["/Info"]
    _drop(pdf.Root, _OF_THE_DOCUMENT)
    if isinstance(names := pdf.Root.get("/Names"), pikepdf.Dictionary):
        _drop(names, _OF_THE_NAMES)
    for one in pdf.objects:
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            _drop(one, _OF_ANY_OBJECT)
        if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") is not None and "/Rect" in one:
            _clean_note(one)
        if isinstance(one, pikepdf.Stream) and one.get("/Filter") == "/DCTDecode":
            one.write(without_segments(one.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)
    if not len(pdf.pages):
        raise PdfUnreadable


def _clean_note(note: pikepdf.Object) -> None:
    """The name and the hour of whoever commented in the margin; a form's field keeps the name that it needs."""
    if str(note.get("/Subtype")) not in _KEEPS_ITS_TITLE:
        _drop(note, _OF_A_NOTE)


def _drop(holder: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in holder:
            del holder[name]
