"""Pictures without what they tell of where, when and with what they were taken. Turned upright before that is lost."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, ImageOps, UnidentifiedImageError

FORMATS = ("JPEG", "PNG", "WEBP")
MOST_PIXELS = 60_000_000
"""More than any phone's picture; unpacked, this many take 180 MB."""
QUALITY = 90

# What Pillow meets in a damaged picture, format by format.
_FAULTS = (UnidentifiedImageError, OSError, ValueError, SyntaxError, struct.error, Image.DecompressionBombError)

_SOI, _SOS = b"\xff\xd8", 0xDA
_KEPT = {0xE0, 0xEE}  # JFIF, and Adobe's, which says how colours are coded
_ALONE = {0x01, *range(0xD0, 0xD8)}
_APPLICATION, _COMMENT = range(0xE0, 0xF0), 0xFE


class PictureUnreadable(Exception):
    """No picture of a kind that is taken, or damaged, or too large."""


def cleaned(content: bytes) -> tuple[bytes, str]:
    """Return the picture drawn anew, and its MIME type: nothing but its pixels is taken over.

    An animation keeps its first picture. Raises PictureUnreadable.
    """
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(content), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise PictureUnreadable
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            clean = _drawn_anew(upright, kind)
        written = io.BytesIO()
        clean.save(written, kind, quality=QUALITY, optimize=True)
    except _FAULTS as fault:
        raise PictureUnreadable from fault
    return written.getvalue(), Image.MIME[kind]


def _drawn_anew(picture: Image.Image, kind: str) -> Image.Image:
    mode = "RGB" if kind == "JPEG" or picture.mode not in {"L", "LA", "RGB", "RGBA", "P", "1"} else picture.mode
    if mode == "P":
        mode = "RGBA"
    drawn = Image.new(mode, picture.size)
    drawn.paste(picture.convert(mode))
    return drawn


def without_segments(jpeg: bytes) -> bytes:
    """Return a JPEG without EXIF, XMP, profiles and comments, its picture byte for byte; unchanged where it is none."""
    if not jpeg.startswith(_SOI):
        return jpeg
    kept, place = [_SOI], 2
    while place + 4 <= len(jpeg) and jpeg[place] == 0xFF:
        marker = jpeg[place + 1]
        if marker == _SOS:
            return b"".join([*kept, jpeg[place:]])
        if marker in _ALONE or marker == 0xFF:
            place += 1 if marker == 0xFF else 2
            continue
        end = place + 2 + int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if (marker not in _APPLICATION or marker in _KEPT) and marker != _COMMENT:
            kept.append(jpeg[place:end])
        place = end
    return jpeg
