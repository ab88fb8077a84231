"""The picture of an overview: its size, its face in each language, no boxes for characters, and no font at all."""

from __future__ import annotations

import shutil
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from domain.language import INTERFACE
from domain.overview import Extent, Scope, by_status
from domain.overview_shown import Overview, Whose
from domain.picture import MOST_BYTES, Bar, Drawing
from formats.faces import Face, Faces, faces_for
from formats.picture import WIDTH, description_of, drawn
from views.overview_picture import in_words

COUNTS = {"no-information": 120, "not-started": 31, "in-progress": 52, "partially-implemented": 20, "implemented": 18,
          "continuous": 8, "no-longer-applicable": 1}  # fmt: skip
NAMES = {"en": "Quessania", "fr": "Quessanie", "pt": "Quessânia", "zh": "奎萨尼亚"}
LONG = {"en": "Ministry of Everything else that a State can do " * 9}
CHARACTERS = "直骨门复"
"""Characters that are drawn otherwise in Japan than in China, or are Simplified."""


def overview(
    institution: dict[str, str] | None = None, names: dict[str, str] | None = None, times: int = 1
) -> Overview:
    """250 recommendations, or as many times that."""
    scope = Scope(Extent.INSTITUTION if institution else Extent.COUNTRY, "QS", 3 if institution else None)
    whose = Whose(scope, NAMES if names is None else names, institution, date(2026, 11, 23))
    counted = by_status({status: count * times for status, count in COUNTS.items()})
    return Overview(whose, 250 * times, counted, date(2026, 10, 23), {}, (), {})


def faces(language: str) -> Faces:
    found = faces_for(language)
    assert found is not None, "install the fonts that README.md names"
    return found


def picture(language: str, values: Overview) -> Image.Image:
    return Image.open(BytesIO(drawn(in_words(language, values, "14:05"), faces(language))))


def shape(font: ImageFont.FreeTypeFont, character: str) -> bytes:
    return bytes(font.getmask(character))


def collection(*styles: str) -> Path:
    """The collection of Noto's fonts on this machine; Japan's face is its first."""
    path = next(Path("/usr/share/fonts").rglob("NotoSansCJK-Regular.ttc"))
    assert ImageFont.truetype(str(path), 40).getname()[0] == "Noto Sans CJK JP"
    return path


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("values", [overview(), overview(LONG, times=10_000)], ids=["ordinary", "largest"])
def test_it_is_upright_and_small(language: str, values: Overview) -> None:
    content = drawn(in_words(language, values, "14:05"), faces(language))
    assert len(content) < MOST_BYTES
    with Image.open(BytesIO(content)) as image:
        assert image.format == "PNG"
        width, height = image.size
    assert width == WIDTH < height
    # Telegram shrinks what is longer than this; a picture much taller than a phone is cut in the chat.
    assert height < 2 * width


@pytest.mark.parametrize("language", INTERFACE)
def test_a_bar_is_as_long_as_its_share(language: str) -> None:
    image = picture(language, overview()).convert("RGB")
    blue = [(0, 114, 178)]
    longest = max(_run(image, row, blue) for row in range(0, image.height, 8))
    assert longest == pytest.approx(18 / 250 * (WIDTH - 128), abs=2)


def _run(image: Image.Image, row: int, colours: list[tuple[int, ...]]) -> int:
    return sum(_near(image.getpixel((column, row)), colours[0]) for column in range(image.width))


def _near(one: object, other: tuple[int, ...]) -> bool:
    assert isinstance(one, tuple)
    return all(abs(a - b) < 12 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("language", INTERFACE)
def test_no_character_of_it_is_a_box(language: str) -> None:
    drawing = in_words(language, overview(), "14:05")
    said = [drawing.title, *drawing.under, drawing.foot, *(bar.label + bar.number for bar in drawing.bars)]
    for face in (faces(language).regular, faces(language).bold):
        for text in said:
            assert face.without_missing(text) == text


def test_chinese_is_drawn_in_its_simplified_forms() -> None:
    chinese, path = faces("zh"), collection()
    named = {}
    for index in range(10):
        font = ImageFont.truetype(str(path), 40, index=index)
        named[font.getname()[0]] = font
    for character in CHARACTERS:
        assert shape(chinese.regular.at(40), character) == shape(named["Noto Sans CJK SC"], character)
    for character in "直骨":
        assert shape(chinese.regular.at(40), character) != shape(named["Noto Sans CJK JP"], character)
    assert chinese.bold.at(40).getname() == ("Noto Sans CJK SC", "Bold")


def test_a_chinese_picture_differs_from_one_in_the_japanese_face() -> None:
    drawing = Drawing("zh", CHARACTERS, (), (Bar(CHARACTERS, "1", (("implemented", 1.0),)),), "", "")
    japanese = Face(collection(), 0)
    assert drawn(drawing, faces("zh")) != drawn(drawing, Faces(japanese, japanese))


def test_characters_that_the_face_lacks_are_left_out() -> None:
    latin = faces("en").regular
    missing = "\U0010fffe"
    assert latin.without_missing(f"Ministère {missing}de l’Éducation{missing}") == "Ministère de l’Éducation"
    assert faces("zh").regular.without_missing("司法部 Ministère œ") == "司法部 Ministère œ"


def test_a_name_in_another_script_leaves_the_numbers_readable() -> None:
    image = picture("fr", overview({"zh": "司法部"}, {"zh": "奎萨尼亚"}))
    assert image.width == WIDTH


@pytest.mark.parametrize("language", INTERFACE)
def test_it_says_in_words_what_it_shows_and_fits_under_a_photo(language: str) -> None:
    content = drawn(in_words(language, overview(LONG, times=10_000), "14:05"), faces(language))
    said = description_of(content)
    assert len(said.encode("utf-16-le")) // 2 <= 1024
    drawing = in_words(language, overview(), "14:05")
    assert description_of(drawn(drawing, faces(language))) == drawing.description
    for bar in drawing.bars:
        assert bar.label in drawing.description
        assert bar.number in drawing.description


def test_without_any_font_there_are_no_faces_and_with_a_latin_one_no_chinese(tmp_path: Path) -> None:
    assert [faces_for(language, (tmp_path,)) for language in INTERFACE] == [None] * 4
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    (tmp_path / "broken.ttc").write_bytes(b"no collection")
    assert faces_for("en", (tmp_path, tmp_path / "not there")) is None


def test_one_chinese_collection_serves_every_language(tmp_path: Path) -> None:
    shutil.copy(collection(), tmp_path / "whatever.ttc")
    for language in INTERFACE:
        found = faces_for(language, (tmp_path,))
        assert found is not None
        assert found.regular.at(20).getname() == ("Noto Sans CJK SC", "Regular")
        # Without a bold face the regular one is used twice.
        assert found.bold == found.regular
