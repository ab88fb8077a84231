"""The sheet for signature as a Word file: A4 across, a table that goes on over pages, room for signature and stamp.

What it says is given in words; nothing in the file tells who made it, or on which machine.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from domain.sheet import PRINTED, Sheet, SheetLine

TAGS = {"en": "en-GB", "fr": "fr-FR", "pt": "pt-PT", "zh": "zh-CN"}
"""Languages as Word's spelling checker names them."""

_LATIN, _CHINESE = "Arial", "SimSun"
_WIDTHS = (18, 55, 26, 68, 50, 50)
"""Of the table's columns, in mm: together as wide as the paper between its margins."""

_PAPER, _MARGIN = (297, 210), 15
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def written(sheet: Sheet, made: datetime) -> Any:
    """Return the sheet as a document of python-docx, to be saved by its `save`. `made`: the moment it says."""
    document = docx.Document()
    _set_up(document, sheet, made)
    _head(document, sheet)
    _table(document, sheet)
    _signature(document, sheet)
    return document


def _set_up(document: Any, sheet: Sheet, made: datetime) -> None:
    """Paper, fonts and languages; the properties of the file say nothing of a person or a machine."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = (Mm(side) for side in _PAPER)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.footer_distance = Mm(7)
    normal = document.styles["Normal"]
    normal.font.size = Pt(9)
    normal.paragraph_format.space_after = Pt(2)
    normal.paragraph_format.space_before = Pt(0)
    for properties in (normal.element.get_or_add_rPr(), _defaults(document)):
        _set_font(properties)
        _set_language(properties, TAGS[sheet.language], "zh-CN")
    core = document.core_properties
    core.author = core.last_modified_by = core.comments = core.keywords = core.category = core.subject = ""
    core.title, core.language = sheet.title, TAGS[sheet.language]
    core.created = core.modified = made.replace(tzinfo=None, microsecond=0)
    _number_pages(section.footer.paragraphs[0], sheet)


def _head(document: Any, sheet: Sheet) -> None:
    _line(document, sheet, sheet.above, size=10)
    _line(document, sheet, sheet.title, size=14, bold=True)
    for line in sheet.head:
        _line(document, sheet, line, size=10)
    _line(document, sheet, sheet.statement, size=9).paragraph_format.space_after = Pt(6)


def _line(document: Any, sheet: Sheet, text: str, *, size: int, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    run = _run(paragraph, sheet, text)
    run.bold, run.font.size = bold, Pt(size)
    return paragraph


def _table(document: Any, sheet: Sheet) -> None:
    """A row for each contribution; a row may go on over the page, and the header is there again."""
    table = document.add_table(rows=1, cols=len(_WIDTHS), style="Table Grid")
    table.autofit = False
    for place, name in enumerate(sheet.columns):
        _run(table.rows[0].cells[place].paragraphs[0], sheet, name).bold = True
    _mark(table.rows[0], "w:tblHeader")
    for one in sheet.lines:
        cells = table.add_row().cells
        for cell, text in zip(cells, _cells(one), strict=True):
            _fill(cell, sheet, text)
        for run in cells[1].paragraphs[0].runs:
            # Another language than the sheet's: the checker is told.
            _set_language(run._element.get_or_add_rPr(), TAGS.get(one.language or "", TAGS[sheet.language]), "zh-CN")  # noqa: SLF001 - python-docx has no call for languages
    _set_widths(table, _WIDTHS)


def _cells(one: SheetLine) -> tuple[str, ...]:
    return (one.reference, one.recommendation, one.status, *(one.parts.get(part, "") for part in PRINTED))


def _fill(cell: Any, sheet: Sheet, text: str) -> None:
    """Write a text into a cell, a paragraph for each of its own."""
    pieces = [piece for piece in re.split(r"\n\s*\n", text) if piece.strip()] or [""]
    for place, piece in enumerate(pieces):
        paragraph = cell.add_paragraph() if place else cell.paragraphs[0]
        _run(paragraph, sheet, piece)


def _signature(document: Any, sheet: Sheet) -> None:
    """Lines to be filled in by hand and room for a stamp, kept together on one page."""
    document.add_paragraph().paragraph_format.keep_with_next = True
    table = document.add_table(rows=len(sheet.blanks), cols=3)
    table.autofit = False
    for row, label in zip(table.rows, sheet.blanks, strict=True):
        row.height = Mm(8)
        _mark(row, "w:cantSplit")
        _run(row.cells[0].paragraphs[0], sheet, label)
        row.cells[0].paragraphs[0].paragraph_format.keep_with_next = label != sheet.blanks[-1]
        _underline(row.cells[1])
    stamp = table.cell(0, 2).merge(table.cell(len(sheet.blanks) - 1, 2))
    _run(stamp.paragraphs[0], sheet, sheet.stamp)
    stamp.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    _set_widths(table, (55, 110, 60))


def _number_pages(paragraph: Any, sheet: Sheet) -> None:
    """The moment and the count again, and which page of how many it is."""
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _run(paragraph, sheet, f"{sheet.head[-1]} · ")
    _field(paragraph, "PAGE")
    _run(paragraph, sheet, "/")
    _field(paragraph, "NUMPAGES")


def _run(paragraph: Any, sheet: Sheet, text: str) -> Any:
    run = paragraph.add_run(_NOT_XML.sub("", text))
    if sheet.language == "zh":
        # Quotes and dashes are the Chinese font's there, and as wide.
        fonts = run._element.get_or_add_rPr().get_or_add_rFonts()  # noqa: SLF001 - python-docx has no call for it
        fonts.set(qn("w:hint"), "eastAsia")
    return run


def _field(paragraph: Any, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    number = OxmlElement("w:r")
    number.append(OxmlElement("w:t"))
    number[0].text = "1"  # until Word has counted
    field.append(number)
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no call for fields


def _underline(cell: Any) -> None:
    borders, bottom = OxmlElement("w:tcBorders"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "4"), ("color", "808080")):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001 - python-docx has no call for borders


def _mark(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))  # noqa: SLF001 - python-docx has no call for it


def _set_widths(table: Any, widths: tuple[int, ...]) -> None:
    """Word reads the cells' widths, LibreOffice the columns'."""
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)


def _defaults(document: Any) -> Any:
    return document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")


def _set_font(properties: Any) -> None:
    """One font for letters and one for Chinese; a theme's would go before both."""
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("cs", _LATIN), ("eastAsia", _CHINESE)):
        fonts.set(qn(f"w:{name}"), font)


def _set_language(properties: Any, latin: str, chinese: str) -> None:
    """Say which language letters, and which Chinese characters, are in."""
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    language = OxmlElement("w:lang")
    # A Chinese sheet has its Latin words checked as English.
    language.set(qn("w:val"), "en-GB" if latin == "zh-CN" else latin)
    language.set(qn("w:eastAsia"), chinese)
    properties.append(language)
