"""The sheet for signature as Word reads it: paper, table, languages and fonts, and nothing of whoever made it."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from domain.contribution import Part, Status
from domain.language import INTERFACE
from domain.reference import Reference
from domain.round import Feeds, Round
from domain.sheet import Entry, SheetFacts
from formats.signature_sheet import written
from views.sheet_words import in_words
from views.texts import texts

MADE = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
FACTS = SheetFacts(
    {"en": "National Mechanism of Quessania", "zh": "奎萨尼亚国家机制"},
    "QS",
    {"en": "Quessania"},
    {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"},
    Round(3, "QS", Feeds.MID_TERM, "", date(2026, 3, 1), date(2027, 6, 30), clearance=True),
    date(2026, 3, 2),
    "09:30",
)
PARTS = {Part.MEASURES: "First law.\n\nSecond law.", Part.NEXT_STEPS: "五月通过了一项“法律”。", Part.NOTE: "SECRET"}
ENTRY = Entry(Reference("QS", 1), "Réduire la surpopulation carcérale", "fr", Status.IN_PROGRESS, PARTS)


def opened(language: str, *entries: Entry) -> tuple[Any, bytes]:
    """The sheet, saved and opened again; and the file."""
    file = io.BytesIO()
    written(in_words(language, FACTS, entries or (ENTRY,)), MADE).save(file)
    return docx.Document(io.BytesIO(file.getvalue())), file.getvalue()


def everything(content: bytes) -> str:
    """All the text files that a Word file consists of."""
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        return "".join(parts.read(name).decode("utf-8") for name in names)


@pytest.mark.parametrize("language", INTERFACE)
def test_it_says_whose_it_is_when_it_was_made_and_how_many_there_are(language: str) -> None:
    t = texts(language)
    document, _ = opened(language, ENTRY, replace(ENTRY, reference=Reference("QS", 3)))
    head = [paragraph.text for paragraph in document.paragraphs]
    assert head[0] == t.name(FACTS.mechanism)
    assert head[1] == t("Sheet for signature")
    assert head[2] == t.name(FACTS.institution)
    assert "2027" in head[3]
    assert t.date(FACTS.on) in head[4]
    assert "09:30" in head[4]
    assert "2" in head[4]
    table = document.tables[0]
    assert [row.cells[0].text for row in table.rows] == [t("Reference"), "QS-0001", "QS-0003"]
    assert table.rows[1].cells[2].text.casefold() == t("in progress").casefold()
    assert [paragraph.text for paragraph in table.rows[1].cells[3].paragraphs] == ["First law.", "Second law."]
    signature = [cell.text for cell in document.tables[1].columns[0].cells]
    assert signature[0] == t("Number and date of the letter:")
    assert len([label for label in signature if label]) == 5
    assert document.tables[1].cell(0, 2).text == t("Stamp")


def test_the_paper_is_a4_across_and_the_table_fits_between_its_margins() -> None:
    document, _ = opened("en")
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (297, 210)
    room = section.page_width - section.left_margin - section.right_margin
    for table in document.tables:
        assert sum(column.width for column in table.columns) <= room
        for row in table.rows:
            assert sum(int(cell._tc.width) for cell in row.cells) <= room


def test_the_header_is_repeated_and_a_long_row_goes_on_over_the_page() -> None:
    document, _ = opened("en", replace(ENTRY, parts={Part.MEASURES: "Long. " * 3000}))
    header, row = document.tables[0].rows
    assert header._tr.trPr.find(qn("w:tblHeader")) is not None
    assert row._tr.find(f".//{qn('w:cantSplit')}") is None
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in document.tables[1].rows)


def test_the_internal_note_is_never_in_it() -> None:
    _, content = opened("en")
    assert "SECRET" not in everything(content)


@pytest.mark.parametrize("language", INTERFACE)
def test_nothing_in_the_file_tells_who_made_it(language: str) -> None:
    document, content = opened(language)
    core = document.core_properties
    assert (core.author, core.last_modified_by, core.comments, core.keywords) == ("", "", "", "")
    assert core.created == core.modified == datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
    assert core.title == texts(language)("Sheet for signature")
    assert "python" not in everything(content).casefold()


@pytest.mark.parametrize(("language", "latin"), [("en", "en-GB"), ("fr", "fr-FR"), ("pt", "pt-PT"), ("zh", "en-GB")])
def test_letters_and_chinese_have_their_fonts_and_languages(language: str, latin: str) -> None:
    document, _ = opened(language)
    defaults = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    for properties in (defaults, document.styles["Normal"].element.rPr):
        fonts, tag = properties.find(qn("w:rFonts")), properties.find(qn("w:lang"))
        assert fonts.get(qn("w:eastAsia")) == "SimSun"
        assert not [name for name in fonts.attrib if name.endswith("Theme")]
        assert (tag.get(qn("w:val")), tag.get(qn("w:eastAsia"))) == (latin, "zh-CN")
    cells = document.tables[0].rows[1].cells
    assert cells[1]._tc.find(f".//{qn('w:lang')}").get(qn("w:val")) == "fr-FR"
    hints = {fonts.get(qn("w:hint")) for fonts in cells[5]._tc.iter(qn("w:rFonts"))}
    assert hints == ({"eastAsia"} if language == "zh" else set())


def test_text_that_xml_cannot_hold_and_text_that_looks_like_markup_are_written() -> None:
    parts = {Part.MEASURES: "a\x00\x0b\ud800b <b>&amp;</b> 😀\ufffe"}
    document, _ = opened("en", replace(ENTRY, recommendation="", language=None, parts=parts))
    row = document.tables[0].rows[1]
    assert row.cells[3].text == "ab <b>&amp;</b> 😀"
    assert row.cells[1].text == "without text"
    assert row.cells[4].text == ""
