"""Draws a picture of bars for a phone: portrait, large type, each bar with its label and number. Words: views/.

Telegram shows it about 360 points wide, so that a letter of 44 pixels here is one of 15 there. Colours are those of
Okabe and Ito, which people tell apart who do not see red or green as others do. Nothing is said by colour alone:
a label says it, or the place, since the pieces of a bar stand in the order of the legend.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont, PngImagePlugin

from domain.picture import Bar, Drawing
from formats.faces import Face, Faces

WIDTH = 1080
_MARGIN = 64
_ROOM = WIDTH - 2 * _MARGIN
_TITLE, _UNDER, _LABEL, _FOOT = 64, 42, 44, 34
_BAR = 40
_LINE = 1.3
_MOST_LINES = 2
_INK, _PALE_INK, _PAPER, _TRACK = "#14202b", "#4a5763", "#ffffff", "#e4e9ee"
_COLOURS = {
    "no-information": "#8a949e",
    "not-started": "#d55e00",
    "in-progress": "#e69f00",
    "partially-implemented": "#56b4e9",
    "implemented": "#0072b2",
    "continuous": "#009e73",
    "no-longer-applicable": "#4b5563",
}
_OTHER = "#cc79a7"
_SHADES = 64
_DESCRIPTION = "Description"


def drawn(drawing: Drawing, faces: Faces) -> bytes:
    """Return the picture as a PNG, 1,080 pixels wide; its description stands in it, for who does not see it."""
    # Once to see how high it becomes, once for good.
    height = _Sheet(faces, 1).draw(drawing)
    sheet = _Sheet(faces, height)
    sheet.draw(drawing)
    noted = PngImagePlugin.PngInfo()
    noted.add_itxt(_DESCRIPTION, drawing.description, lang=drawing.language)
    file = BytesIO()
    # As many shades as the edges of letters need: a third of the bytes.
    sheet.image.quantize(_SHADES).save(file, "PNG", optimize=True, pnginfo=noted)
    return file.getvalue()


def description_of(picture: bytes) -> str:
    """Return what a picture of `drawn` says of itself."""
    with Image.open(BytesIO(picture), formats=["PNG"]) as image:
        image.load()
        return str(image.info.get(_DESCRIPTION, ""))


class _Sheet:
    """What is drawn on, from the top down."""

    def __init__(self, faces: Faces, height: int) -> None:
        self.image = Image.new("RGB", (WIDTH, height), _PAPER)
        self._draw = ImageDraw.Draw(self.image)
        self._faces = faces
        self._y = _MARGIN

    def draw(self, drawing: Drawing) -> int:
        """Draw everything; return the height that it takes."""
        self._text(drawing.title, self._faces.bold, _TITLE, _INK)
        self._y += _UNDER // 3
        for line in drawing.under:
            self._text(line, self._faces.regular, _UNDER, _PALE_INK)
        self._y += _UNDER
        for key, words in drawing.legend:
            self._meaning(key, words)
        if drawing.legend:
            self._y += _UNDER
        for bar in drawing.bars:
            self._bar(bar)
        self._text(drawing.foot, self._faces.regular, _FOOT, _PALE_INK)
        return self._y + _MARGIN // 2

    def _text(self, text: str, face: Face, size: int, colour: str) -> None:
        font = face.at(size)
        for line in _wrapped(face.without_missing(text), font, _ROOM, _MOST_LINES):
            # By the line that letters stand on: above it, faces leave different room.
            self._draw.text((_MARGIN, self._y + size), line, font=font, fill=colour, anchor="ls")
            self._y += int(size * _LINE)

    def _bar(self, bar: Bar) -> None:
        """A label with its number, and the bar below them: its length on the track is its share."""
        regular, bold = self._faces.regular.at(_LABEL), self._faces.bold.at(_LABEL)
        right = WIDTH - _MARGIN
        self._draw.text((right, self._y + _LABEL), bar.number, font=bold, fill=_INK, anchor="rs")
        room = _ROOM - int(bold.getlength(bar.number)) - _LABEL
        label = next(_wrapped(self._faces.regular.without_missing(bar.label), regular, room, 1), "")
        self._draw.text((_MARGIN, self._y + _LABEL), label, font=regular, fill=_INK, anchor="ls")
        self._y += int(_LABEL * 1.45)
        box = (_MARGIN, self._y, right, self._y + _BAR)
        self._draw.rounded_rectangle(box, radius=_BAR // 5, fill=_TRACK)
        start = _MARGIN
        for key, length in bar.pieces:
            if length > 0:
                # Of the smallest share too something is seen.
                end = min(start + max(_BAR // 4, round(_ROOM * length)), right)
                whole = (start, self._y, end, self._y + _BAR)
                self._draw.rounded_rectangle(whole, radius=_BAR // 5, fill=_COLOURS.get(key, _OTHER))
                start = end
        self._y += _BAR + _LABEL

    def _meaning(self, key: str, words: str) -> None:
        """A patch of a colour, and what it means."""
        patch = (_MARGIN, self._y, _MARGIN + _UNDER, self._y + _UNDER)
        self._draw.rounded_rectangle(patch, radius=_UNDER // 5, fill=_COLOURS.get(key, _OTHER))
        font = self._faces.regular.at(_UNDER)
        line = next(_wrapped(self._faces.regular.without_missing(words), font, _ROOM - 2 * _UNDER, 1), "")
        self._draw.text((_MARGIN + 2 * _UNDER, self._y + _UNDER - 4), line, font=font, fill=_PALE_INK, anchor="ls")
        self._y += int(_UNDER * 1.4)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, room: int, most: int) -> Iterator[str]:
    """The text in lines that fit, `most` of them; what is left over becomes an ellipsis."""
    rest = " ".join(text.split())
    for number in range(1, most + 1):
        if font.getlength(rest) <= room:
            yield rest
            return
        if number == most:
            yield _cut(rest, font, room - int(font.getlength("…"))).rstrip() + "…"
            return
        fits = _cut(rest, font, room)
        # Between words where there are any: in Chinese a line may end after any character.
        place = fits.rfind(" ") if " " in fits else len(fits)
        yield rest[:place]
        rest = rest[place:].lstrip()


def _cut(text: str, font: ImageFont.FreeTypeFont, room: int) -> str:
    """As much of the beginning as fits."""
    end = len(text)
    while end > 1 and font.getlength(text[:end]) > room:
        end -= 1
    return text[:end]
