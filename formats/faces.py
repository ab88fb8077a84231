"""The faces that pictures are drawn with, found among the fonts that are installed. Drawing stands in picture.py.

None is a part of Suivi: those for Chinese weigh 16 MB and more (docs/decisions/0020). A collection holds the faces
of several regions, Japan's first: what is looked for is the name of the face, never that of the file.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageFont

SIMPLIFIED = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Families with the Simplified forms of China, the best first; all have Latin letters with their accents too."""

LATIN = ("DejaVu Sans", "Noto Sans", "Liberation Sans", *SIMPLIFIED)

_REGULAR, _BOLD = "Regular", "Bold"
_STYLES = {"Book": _REGULAR, _REGULAR: _REGULAR, _BOLD: _BOLD}
_SUFFIXES = {".ttf", ".otf", ".ttc", ".otc"}
_MOST_FACES = 64
_SIZE = 16
_NO_CHARACTER = "\U0010fffe"


@dataclass(frozen=True, slots=True)
class Face:
    """A face of a font file; `index`: its place there, where the file is a collection."""

    path: Path
    index: int

    def at(self, size: int) -> ImageFont.FreeTypeFont:
        """Return the face at a size in pixels."""
        return ImageFont.truetype(str(self.path), size, index=self.index)

    def without_missing(self, text: str) -> str:
        """Return the text without the characters that the face would show as boxes."""
        font = self.at(_SIZE)
        box = bytes(font.getmask(_NO_CHARACTER))
        return "".join(one for one in text if one.isspace() or bytes(font.getmask(one)) != box).strip()


@dataclass(frozen=True, slots=True)
class Faces:
    """The two faces of a picture; where a family has no bold one installed, both are the same."""

    regular: Face
    bold: Face


def faces_for(language: str, folders: tuple[Path, ...] | None = None) -> Faces | None:
    """Return the faces for a language, from these folders or those of this machine; None where there are none."""
    found = _installed(folders if folders is not None else font_folders())
    for family in SIMPLIFIED if language == "zh" else LATIN:
        regular = found.get((family, _REGULAR))
        if regular is not None:
            return Faces(regular, found.get((family, _BOLD), regular))
    return None


def package_for(language: str) -> str:
    """Return Debian's package of a family for a language."""
    return "fonts-noto-cjk" if language == "zh" else "fonts-dejavu-core"


def font_folders() -> tuple[Path, ...]:
    """Return the folders in which fonts are installed, for all and for this user."""
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    shared = os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share"
    return tuple(Path(one) / "fonts" for one in (home, *filter(None, shared.split(os.pathsep))))


def _installed(folders: tuple[Path, ...]) -> dict[tuple[str, str], Face]:
    """The faces that may be used, by family and style; of several the first that was found."""
    wanted = {*SIMPLIFIED, *LATIN}
    found: dict[tuple[str, str], Face] = {}
    for path in _files(folders):
        for face, family, style in _faces(path):
            if family in wanted and style in _STYLES:
                found.setdefault((family, _STYLES[style]), face)
    return found


def _files(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        yield from sorted(path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)


def _faces(path: Path) -> Iterator[tuple[Face, str, str]]:
    """Every face of a file with its family and style; none of one that cannot be read."""
    several = path.suffix.lower() in {".ttc", ".otc"}
    for index in range(_MOST_FACES if several else 1):
        try:
            family, style = ImageFont.truetype(str(path), _SIZE, index=index).getname()
        except OSError:
            return
        yield Face(path, index), family or "", style or ""
