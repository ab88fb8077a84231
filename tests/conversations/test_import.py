"""/import: a coordinator sends a file, sees what it would change, has it imported once, and can stop at any time."""

from __future__ import annotations

import asyncio
import csv
import io
import zipfile
from collections.abc import Callable, Iterable
from contextlib import suppress

import openpyxl
import pytest
from seen import labels
from sqlalchemy import select, update
from stage import Stage

from db.tables import audit_events, jobs, recommendations, roles
from domain.job import MOST_BYTES
from domain.role import Role
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

WORDS = {
    "en": "Build a well in every village, and make sure that children and women can reach it safely",
    "fr": "Construire un puits dans chaque village et veiller à ce que les femmes y accèdent sans danger",
    "pt": "Construir um poço em cada aldeia e garantir que as crianças e as mulheres tenham acesso seguro à água",
    "zh": "在每个村庄打一口井，并确保妇女和儿童能够安全地取水，不受任何歧视",
}
Row = dict[str, object]


def row(number: int, language: str = "en", **changes: object) -> Row:
    """A row of an export, about the invented country."""
    return {
        "Text": f"41.{number} {WORDS[language]} ({number}).",
        "Countries Concerned": "- QS",
        "Reccomending Body": "- UPR",
        "Document Symbol": "A/HRC/99/7",
        "Themes": "- Water\n- Sanitation",
        "Affected Persons": "- women",
        "Sdgs": "- 6.1 - Water for all",
        "Document Publication Date": "2021-03-04",
        "UPR Reccomending States": "- Finland",
        "UPR Position": "- Supported",
        "Type": "- Recommendations",
        "OHCHR Annotation Id": f"annotation-{number}",
        "UPR Session": "34",
        **changes,
    }


def as_csv(rows: Iterable[Row], *, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a file that a spreadsheet saves."""
    every = list(rows)
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(every[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(every)
    return text.getvalue().encode(encoding)


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """The rows as a workbook."""
    every = list(rows)
    book = openpyxl.Workbook()
    book.active.append(list(every[0]))
    for one in every:
        book.active.append(list(one.values()))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


async def sends(nadege: Person, name: str, content: bytes) -> Message:
    """Somebody sends a file, and sees that it is being dealt with."""
    await nadege.sends_document(name, content)
    return await nadege.sees(name)


async def imports(nadege: Person, name: str, content: bytes) -> Message:
    """Somebody has a file imported."""
    await sends(nadege, name, content)
    await nadege.sees("What the import would do")
    await nadege.presses("Import")
    return await nadege.sees("The file has been imported")


def key(message: Message, label: str) -> str:
    """What a button of a message sends."""
    return next(str(one["callback_data"]) for one in message.keys if one["text"] == label)


def zipped(members: dict[str, bytes]) -> bytes:
    """A zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def bomb() -> bytes:
    """A workbook of some kilobytes whose one far cell makes calamine fill gigabytes: within every limit but memory."""
    content = as_xlsx([row(1)])
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = members["xl/worksheets/sheet1.xml"].decode()
    far = '<row r="60000"><c r="AMJ60000" t="inlineStr"><is><t>x</t></is></c></row>'
    members["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", f"{far}</sheetData>").encode()
    return zipped(members)


async def nothing_left(stage: Stage) -> None:
    """Wait until the file is gone from this machine."""
    assert stage.workplace is not None
    async with asyncio.timeout(10):
        while stage.workplace.folder.exists():
            with suppress(TimeoutError):
                await stage.world.changes.next(["nothing"], 0.02)


async def wiped(stage: Stage) -> None:
    """Wait until nothing is left of what jobs were about."""
    async with asyncio.timeout(10):
        while stage.count(jobs, jobs.c.params_sealed.is_not(None) | jobs.c.result_sealed.is_not(None)):
            with suppress(TimeoutError):
                await stage.world.changes.next(["nothing"], 0.02)


def count(stage: Stage) -> int:
    """How many recommendations there are."""
    return stage.count(recommendations)


async def test_import_is_explained_previewed_confirmed_and_done(office: Stage, language: str, t: Texts) -> None:
    nadege = await office.joined("coordinator", language)
    before = count(office)
    await nadege.says("/import")
    await nadege.sees(t("Import recommendations"))
    rows = [row(1), row(2), row(3, **{"Countries Concerned": "- Kenya"}), row(4, **{"UPR Position": "- Maybe"})]
    first = await sends(nadege, "export.xlsx", as_xlsx(rows))
    preview = await nadege.sees(t("What the import would do"))
    assert preview.message_id == first.message_id
    refused = t("“{value}” is not a position. Write Supported, Noted or Supported/Noted.", value="Maybe")
    assert t("Row {row}: {reason}", row=5, reason=refused) in preview.text
    assert count(office) == before
    await nadege.presses(t("Import"))
    done = await nadege.sees(t("The file has been imported"))
    assert done.message_id == first.message_id
    assert count(office) == before + 2
    await nothing_left(office)


async def test_a_file_is_imported_by_processes_of_its_own(whole_office: Stage) -> None:
    nadege = await whole_office.joined("coordinator")
    before = count(whole_office)
    await imports(nadege, "export.xlsx", as_xlsx([row(1), row(2)]))
    assert count(whole_office) == before + 2


async def test_a_repeated_file_has_nothing_to_import(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    content = as_csv([row(1), row(2)], delimiter=";", encoding="cp1252")
    await imports(nadege, "Suivi EPU.csv", content)
    await sends(nadege, "Suivi EPU.csv", content)
    preview = await nadege.sees("Everything in it is there already")
    assert "Import" not in labels(preview)


async def test_a_file_of_other_states_has_nothing_to_import(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "kenya.csv", as_csv([row(1, **{"Countries Concerned": "- Kenya"})]))
    preview = await nadege.sees("It holds nothing about Quessania")
    assert "Rows about other States, left out: 1" in preview.text
    assert "Import" not in labels(preview)


async def test_a_text_in_another_language_is_added_and_told(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await imports(nadege, "en.csv", as_csv([row(1), row(2)]))
    before = count(office)
    await sends(nadege, "fr.csv", as_csv([row(1, "fr"), row(2, "fr")]))
    preview = await nadege.sees("of which given a text in this language: 2")
    assert "Language of the texts: French" in preview.text
    await nadege.presses("Import")
    await nadege.sees("Updated: 2")
    assert count(office) == before


async def test_twelve_refused_rows_are_counted_and_ten_shown(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    rows = [row(number, **{"UPR Position": "- Perhaps"}) for number in range(12)]
    await sends(nadege, "wrong.csv", as_csv([*rows, row(99)]))
    preview = await nadege.sees("Refused rows: 12")
    assert "Row 11: “Perhaps” is not a position." in preview.text
    assert "Row 12:" not in preview.text
    assert "… and 2 more rows." in preview.text
    assert "Import" in labels(preview)


async def test_where_the_language_is_not_clear_it_is_asked_for(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    texts = [f"{number} {WORDS[language]}" for number, language in enumerate(["en", "fr", "pt", "zh"] * 3)]
    await sends(nadege, "mixed.csv", as_csv([row(n, Text=text) for n, text in enumerate(texts)]))
    asked = await nadege.sees("It is not clear in which language its texts are.")
    assert {"English", "French", "Spanish", "Arabic", "Russian", "Chinese"} <= set(labels(asked))
    await nadege.presses("French")
    preview = await nadege.sees("Language of the texts: French")
    assert preview.message_id == asked.message_id
    await nadege.presses("Texts in another language")
    await nadege.sees("In which language are they?")
    await nadege.presses("Portuguese")
    await nadege.sees("Language of the texts: Portuguese")
    await nadege.presses("Import")
    await nadege.sees("The file has been imported")


WRONG: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.csv": (lambda: b"", "empty.csv has no rows below its header."),
    "header.csv": (lambda: as_csv([row(1)]).splitlines()[0], "header.csv has no rows below its header."),
    "letter.docx": (lambda: zipped({"word/document.xml": b"<w:document/>"}), "letter.docx cannot be read."),
    "virus.csv": (
        lambda: b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + bytes(400),
        "virus.csv cannot be read.",
    ),
    "locked.xlsx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096), "locked.xlsx cannot be read."),
    "notes.csv": (lambda: b"Name;Telephone\nAna;1\n", "No known export has the columns Name and Telephone."),
    "short.csv": (lambda: as_csv([{"Text": "x", "Countries Concerned": "- QS", "OHCHR Annotation Id": "1"}]), "olumns"),
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_file_that_is_no_export_gets_a_clear_answer(office: Stage, name: str) -> None:
    make, answer = WRONG[name]
    nadege = await office.joined("coordinator")
    first = await sends(nadege, name, make())
    told = await nadege.sees(answer)
    assert told.message_id == first.message_id
    assert "The file could not be read" in told.text
    assert f"Nothing was imported from {name}." in told.text


async def test_a_file_that_needs_too_much_memory_ends_alone(whole_office: Stage) -> None:
    nadege = await whole_office.joined("coordinator")
    await nadege.sends_document("bomb.xlsx", bomb())
    await nadege.sees("It needs more memory than one file may take.", timeout=60)
    await nadege.says("/help")
    await nadege.sees("What you can do here")


async def test_a_file_too_large_for_a_bot_is_refused_before_anything_is_fetched(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await nadege.sends_document("large.csv", bytes(MOST_BYTES + 1))
    await nadege.sees("large.csv is larger than 20 MB")
    assert office.count(jobs) == 0
    assert not [entry for entry in office.world.log.entries if entry.method == "getFile"]


async def test_pressing_twice_imports_once(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    preview = await nadege.sees("What the import would do")
    data = key(preview, "Import")
    await nadege.forges(data, message=preview)
    await nadege.forges(data, message=preview)
    await nadege.sees("The file has been imported")
    await nadege.forges(data, message=preview)
    await office.settles()
    assert "The file has been imported" in preview.text
    assert office.count(jobs, jobs.c.kind == "import") == 1
    imported = audit_events.c.event == "file imported"
    assert office.count(audit_events, imported, audit_events.c.person_id.is_not(None)) == 1


async def test_another_coordinators_buttons_do_nothing(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    preview = await nadege.sees("What the import would do")
    other = office.world.person("Other", "en")
    await office.accepts(other, office.invites(Role.COORDINATOR))
    before = count(office)
    for data in (
        key(preview, "Import"),
        key(preview, "Cancel"),
        key(preview, "Texts in another language"),
        "texts:1:fr",
    ):
        await other.forges(data)
        await other.notices("This button is no longer valid.")
    assert count(office) == before
    await nadege.presses("Import")
    await nadege.sees("The file has been imported")


async def test_a_role_withdrawn_meanwhile_imports_nothing(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    preview = await nadege.sees("What the import would do")
    before = count(office)
    office.changes(update(roles).values(ended_at=office.hour()))
    await nadege.forges(key(preview, "Import"), message=preview)
    await nadege.sees("This is for coordinators")
    assert count(office) == before


async def test_a_role_withdrawn_while_the_import_waits_imports_nothing(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    preview = await nadege.sees("What the import would do")
    before = count(office)
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    await nadege.forges(key(preview, "Import"), message=preview)
    await nadege.sees("export.csv is being imported…")
    office.changes(update(roles).values(ended_at=office.hour()))
    office.workplace = workplace
    await office.restarts()
    await nadege.sees("This is for coordinators")
    assert count(office) == before


async def test_a_preview_that_is_not_wanted_is_dropped(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    preview = await nadege.sees("What the import would do")
    data = key(preview, "Import")
    await nadege.presses("Cancel")
    await nadege.sees("Nothing was imported from export.csv.")
    await nadege.forges(data, message=preview)
    await nadege.notices("This button is no longer valid.")
    assert office.count(jobs, jobs.c.kind == "import") == 0


async def test_a_file_that_waits_is_dropped_at_once(office: Stage) -> None:
    office.workplace = None
    await office.restarts()
    nadege = await office.joined("coordinator")
    await sends(nadege, "export.csv", as_csv([row(1)]))
    await nadege.sees("export.csv is being read…")
    await nadege.presses("Cancel")
    await nadege.sees("Nothing was imported from export.csv.")
    assert office.rows(select(jobs.c.state)) == [("cancelled",)]


async def test_a_file_of_somebody_else_is_not_taken(office: Stage) -> None:
    justice = await office.joined("justice")
    await justice.sends_document("export.csv", as_csv([row(1)]))
    await justice.sees("Suivi can do nothing with this here")
    await justice.says("/import")
    await justice.sees("This is for coordinators")
    assert office.count(jobs) == 0


async def test_a_message_that_was_deleted_is_followed_by_one_new_message(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    first = await sends(nadege, "export.csv", as_csv([row(1)]))
    await nadege.sees("What the import would do")
    first.deleted = True
    await nadege.forges(key(first, "Import"), message=first)
    await nadege.sees("The file has been imported")


async def test_what_was_sent_is_wiped_after_seven_days(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    await imports(nadege, "export.csv", as_csv([row(1)]))
    preview = [message for message in nadege.screen if "imported" in message.text][-1]
    office.changes(update(jobs).values(ended_at=office.hour()))
    office.hour.moves(days=8)
    await office.restarts()
    await wiped(office)
    await nadege.forges("stop:1", message=preview)
    await nadege.notices("This button is no longer valid.")
