"""Pictures of an overview's parts: in each language and at their largest small enough, and clear without the text."""

from __future__ import annotations

from io import BytesIO

import pytest
from overview_samples import LARGEST_PARTS, PARTS, of
from PIL import Image

from domain.language import INTERFACE
from domain.overview import Extent
from domain.overview_shown import Group, GroupPicture
from domain.picture import MOST_BYTES
from domain.text import units
from formats.faces import faces_for
from formats.picture import WIDTH, drawn
from services.overview import IN_PICTURE
from views.overview_picture import in_words
from views.texts import texts


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("by", PARTS)
@pytest.mark.parametrize("parts", [PARTS, LARGEST_PARTS], ids=["ordinary", "largest"])
def test_a_picture_of_parts_is_small_and_says_what_its_colours_mean(
    language: str, by: str, parts: dict[str, tuple[Group, ...]]
) -> None:
    values = GroupPicture(of(Extent.COUNTRY), by, parts[by][:IN_PICTURE], 6, 400)
    drawing, faces = in_words(language, values, "14:05"), faces_for(language)
    assert faces is not None, "install the fonts that README.md names"
    content = drawn(drawing, faces)
    assert len(content) < MOST_BYTES
    with Image.open(BytesIO(content)) as image:
        width, height = image.size
    assert width == WIDTH
    assert height < 2.2 * width
    assert {key for key, _ in drawing.legend} == {key for bar in drawing.bars for key, _ in bar.pieces}
    assert [bar.number for bar in drawing.bars] == [texts(language).number(one.total) for one in values.groups]
    assert max(sum(length for _, length in bar.pieces) for bar in drawing.bars) == pytest.approx(1)
    assert f"6–{5 + len(values.groups)}" in drawing.under[-1]
    assert units(drawing.description) <= 1024
    assert drawing.bars[0].label[:10] in drawing.description


def test_a_picture_of_all_parts_does_not_say_that_it_is_some() -> None:
    values = GroupPicture(of(Extent.COUNTRY), "mechanism", PARTS["mechanism"], 1, len(PARTS["mechanism"]))
    assert "of" not in " ".join(in_words("en", values, "14:05").under).split()
