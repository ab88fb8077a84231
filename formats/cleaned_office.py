"""Documents of Word, Excel, PowerPoint, LibreOffice without their authors' names. Those with macros are refused."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from formats.cleaned_image import without_segments

MOST_BYTES = 200 * 1024 * 1024
"""Unpacked; a document of twenty megabytes, as a bot is given at most, stays below."""
MOST_PARTS = 5000

_OPEN_XML = {
    "word/": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    "xl/": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "ppt/": ("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
}
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
_APP = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
_CUSTOM = _APP.replace(b"extended-properties", b"custom-properties")
_META = (
    b'<?xml version="1.0" encoding="UTF-8"?><office:document-meta '
    b'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>'
)
_EMPTIED = {
    "docProps/core.xml": _CORE,
    "docProps/app.xml": _APP,
    "docProps/custom.xml": _CUSTOM,
    "meta.xml": _META,
}
_MACROS = re.compile(r"(^|/)(vbaProject\.bin|vbaData\.xml)$|^Basic/|^Scripts/", re.IGNORECASE)
_THUMBNAIL = re.compile(r"^(docProps|Thumbnails)/thumbnail\.\w+$", re.IGNORECASE)
# By the part of a document that names people: what is emptied in it.
_NAMED: tuple[tuple[re.Pattern[str], re.Pattern[bytes], bytes], ...] = (
    (
        re.compile(r"(word/people|ppt/commentAuthors|xl/persons/.*)\.xml$"),
        re.compile(rb'(\s(?:w15:author|w15:userId|userId|displayName|name|initials)=)"[^"]*"'),
        rb'\1""',
    ),
    (
        re.compile(r"word/.*\.xml$"),
        re.compile(rb'(\s(?:w:author|w:initials|w:date)=)"[^"]*"'),
        rb'\1""',
    ),
    (re.compile(r"xl/comments.*\.xml$"), re.compile(rb"(<author>)[^<]*(</author>)"), rb"\1\2"),
    (
        re.compile(r"(content|styles)\.xml$"),
        re.compile(rb"(<(dc:creator|meta:creator-initials)>)[^<]*(</\2>)"),
        rb"\1\3",
    ),
)
# What zipfile meets in a damaged archive.
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, EOFError, KeyError)
_LASTING = (1980, 1, 1, 0, 0, 0)


class OfficeUnreadable(Exception):
    """No document of these programs, or damaged, or a trap."""


class HasMacros(Exception):
    """The document holds a program."""


def cleaned(content: bytes) -> tuple[bytes, str, str]:
    """Return the document without authors, its MIME type and its name's ending. Raises OfficeUnreadable, HasMacros."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            members = archive.infolist()
            if len(members) > MOST_PARTS or sum(member.file_size for member in members) > MOST_BYTES:
                raise OfficeUnreadable
            mime_type, ending = _kind(archive)
            if any(_MACROS.search(member.filename) for member in members):
                raise HasMacros
            return _written(archive, members), mime_type, ending
    except _FAULTS as fault:
        raise OfficeUnreadable from fault


def _kind(archive: zipfile.ZipFile) -> tuple[str, str]:
    names = archive.namelist()
    if "[Content_Types].xml" in names:
        for folder, kind in _OPEN_XML.items():
            if any(name.startswith(folder) for name in names):
                return kind
    if "mimetype" in names:
        mime_type = archive.read("mimetype").strip()
        if mime_type in _OPEN_DOCUMENT:
            return mime_type.decode(), _OPEN_DOCUMENT[mime_type]
    raise OfficeUnreadable


def _written(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as anew:
        for member in members:
            if member.is_dir():
                continue
            part = zipfile.ZipInfo(member.filename, _LASTING)
            # An OpenDocument's first part says what it is, and is not packed.
            part.compress_type = zipfile.ZIP_STORED if member.filename == "mimetype" else zipfile.ZIP_DEFLATED
            anew.writestr(part, _part(member.filename, archive.read(member)))
    return written.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if name in _EMPTIED:
        return _EMPTIED[name]
    if _THUMBNAIL.match(name):
        return b""
    if name.lower().endswith((".jpg", ".jpeg")):
        return without_segments(content)
    for part, named, emptied in _NAMED:
        if part.match(name):
            return named.sub(emptied, content)
    return content
