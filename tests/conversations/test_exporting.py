"""/export: a coordinator has a workbook made, changes it, sends it back, sees what would change, and applies it."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

import openpyxl
import pytest
from sqlalchemy import select, update
from stage import Stage

from db.tables import (
    assignments,
    audit_events,
    clusters,
    jobs,
    recommendations,
    roles,
)
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts, texts

ALL = "All recommendations ({count})"
Edits = Mapping[str, Mapping[str, Any]]


async def gets(nadege: Person, label: str, t: Texts | None = None) -> Message:
    """A coordinator asks for a workbook and gets it."""
    said = t or texts("en")
    await nadege.says("/export")
    await nadege.sees(said("Export recommendations"))
    await nadege.presses(label)
    await nadege.sees(said("The workbook is ready"))
    return next(message for message in reversed(nadege.screen) if message.from_bot and message.file)


def count(stage: Stage) -> str:
    return str(stage.count(recommendations))


def content(message: Message) -> bytes:
    assert message.file is not None
    return message.file.content


def header(sheet: Any) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def edited(workbook: bytes, edits: Edits) -> bytes:
    """The workbook with other cells: {reference: {header: value}}."""
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    sheet = book.worksheets[0]
    columns = header(sheet)
    for row in sheet.iter_rows(min_row=2):
        for name, value in edits.get(row[0].value, {}).items():
            row[columns[name] - 1].value = value
    return saved(book)


def saved(book: Any) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def cells(workbook: bytes, reference: str) -> dict[str, Any]:
    """What the row of a recommendation says, by header."""
    sheet = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0]
    names = [cell.value for cell in sheet[1]]
    return next(dict(zip(names, row, strict=True)) for row in sheet.values if row[0] == reference)


async def nothing_left(stage: Stage) -> None:
    """Wait until no file is left on this machine."""
    assert stage.workplace is not None
    async with asyncio.timeout(10):
        while stage.workplace.folder.exists():
            with suppress(TimeoutError):
                await stage.world.changes.next(["nothing"], 0.02)


def free(stage: Stage, many: int) -> list[str]:
    """References of recommendations that nobody has."""
    taken = select(assignments.c.recommendation_id)
    found = (
        select(recommendations.c.number).where(recommendations.c.id.not_in(taken)).order_by(recommendations.c.number)
    )
    return [f"QS-{row.number:04d}" for row in stage.rows(found)][:many]


async def sends_back(nadege: Person, file: bytes, name: str = "back.xlsx") -> Message:
    await nadege.sends_document(name, file)
    return await nadege.sees("What the workbook would change")


async def applies(nadege: Person, file: bytes) -> Message:
    await sends_back(nadege, file)
    await nadege.presses("Apply")
    return await nadege.sees("The workbook has been applied")


async def test_export_is_made_filled_in_sent_back_and_applied(office: Stage, language: str, t: Texts) -> None:
    nadege = await office.joined("coordinator", language)
    grace = await office.joined("interior")
    office.hour.moves(minutes=5)
    sent = await gets(nadege, t(ALL, count=count(office)), t)
    assert sent.file is not None
    assert sent.file.name == "recommendations-QS-2026-03-02.xlsx"
    assert t.date(date(2026, 3, 2)) in sent.text
    reference = free(office, 1)[0]
    due = date(2099, 6, 30)  # the child has a clock of its own
    office.hour.moves(minutes=5)
    filled = {
        t("Lead institution"): "MI",
        t("Supporting institutions"): "ms, CNDH",
        t("Due date"): due,
        t("Implementation status"): t("in progress"),
        t("Clusters"): "Prisons",
    }
    await nadege.sends_document("back.xlsx", edited(content(sent), {reference: filled}))
    preview = await nadege.sees(t("What the workbook would change"))
    named = t("{reference} · {column}: {before} → {after}", reference=reference, column=t("Lead institution"),
              before="—", after="MI")  # fmt: skip
    assert named in preview.text
    assert office.count(clusters) == 0
    await nadege.presses(t("Apply"))
    await nadege.sees(t("The workbook has been applied"))
    await grace.sees("has been assigned")
    now = cells(content(await gets(nadege, t(ALL, count=count(office)), t)), reference)
    assert (now[t("Lead institution")], now[t("Supporting institutions")]) == ("MI", "CNDH, MS")
    assert now[t("Due date")].date() == due
    assert (now[t("Implementation status")], now[t("Clusters")]) == (t("in progress"), "Prisons")
    await nothing_left(office)


async def test_a_workbook_is_made_and_read_by_processes_of_their_own(whole_office: Stage) -> None:
    nadege = await whole_office.joined("coordinator")
    sent = await gets(nadege, ALL.format(count=count(whole_office)))
    await nadege.sends_document("same.xlsx", content(sent))
    preview = await nadege.sees("What the workbook would change")
    assert "It changes nothing" in preview.text
    assert "Apply" not in [label for line in preview.buttons for label in line]


async def test_applying_twice_changes_nothing_and_tells_nobody_again(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    grace = await office.joined("interior")
    office.hour.moves(minutes=5)
    file = content(await gets(nadege, ALL.format(count=count(office))))
    two = free(office, 2)
    file = edited(file, {one: {"Lead institution": "MI"} for one in two})
    preview = await sends_back(nadege, file)
    data = next(str(one["callback_data"]) for one in preview.keys if one["text"] == "Apply")
    for _ in range(3):
        await nadege.forges(data, message=preview)
    applied = await nadege.sees("The workbook has been applied")
    assert "1 institution is told of it." in applied.text
    await nadege.sends_document("again.xlsx", file)
    await nadege.sees("It changes nothing")
    await office.settles()
    assert office.count(jobs, jobs.c.kind == "apply") == 1
    assert len([one for one in grace.screen if "2 recommendations" in one.text]) == 1
    assert office.count(audit_events, audit_events.c.event == "workbook applied") == 1


async def test_a_preview_is_dropped_and_a_job_is_stopped(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    file = content(await gets(nadege, ALL.format(count=count(office))))
    await sends_back(nadege, edited(file, {free(office, 1)[0]: {"Lead institution": "MI"}}))
    await nadege.presses("Cancel")
    await nadege.sees("Nothing was imported from back.xlsx.")
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    await nadege.says("/export")
    offer = await nadege.sees("All recommendations")
    for _ in range(2):
        await nadege.forges("export:all", message=offer)
    await nadege.sees("is being made…")
    await nadege.presses("Cancel")
    await nadege.sees("No workbook was made.")
    office.workplace = workplace
    await office.restarts()
    assert office.count(jobs, jobs.c.kind == "export") == 2


async def test_what_others_changed_meanwhile_is_shown_and_kept(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    file = content(await gets(nadege, ALL.format(count=count(office))))
    reference = free(office, 1)[0]
    first = recommendations.c.id == office.recommendation_id(int(reference[3:]))
    office.changes(update(recommendations).where(first).values(status="continuous"))
    changed = {"Implementation status": "implemented", "Lead institution": "CNDH"}
    await nadege.sends_document("back.xlsx", edited(file, {reference: changed}))
    preview = await nadege.sees("What the workbook would change")
    assert "There now: continuous action; in the file: implemented." in preview.text
    assert "CNDH is an independent body" in preview.text
    assert "Refused: 2" in preview.text


async def test_a_file_with_semicolons_is_read_and_says_what_it_cannot_tell(office: Stage) -> None:
    nadege = await office.joined("coordinator", "fr")
    t = texts("fr")
    file = content(await gets(nadege, t(ALL, count=count(office)), t))
    lines = [list(line) for line in openpyxl.load_workbook(io.BytesIO(file)).worksheets[0].values]
    reference = free(office, 1)[0]
    for line in lines[1:]:
        line[14] = line[14].strftime("%d/%m/%Y") if line[14] else ""
        line[12] = "MI" if line[0] == reference else line[12]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(lines)
    await nadege.sends_document("classeur.csv", text.getvalue().encode("utf-8-sig"))
    preview = await nadege.sees(t("What the workbook would change"))
    told = "The file does not say what stood in it when it was made: changes by others since then cannot be seen."
    assert t(told) in preview.text
    assert preview.text.count(" → ") == 1
    await nadege.presses(t("Apply"))
    await nadege.sees(t("The workbook has been applied"))
    assert office.count(assignments, assignments.c.recommendation_id == office.recommendation_id(int(reference[3:])))


async def test_missing_translations_are_exported_filled_in_and_shown_as_unofficial(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    office.forgets_texts(4, "en")
    sent = await gets(nadege, "Missing translations: French (1)")
    assert sent.file is not None
    assert sent.file.name == "translations-fr-QS-2026-03-02.xlsx"
    file = edited(content(sent), {"QS-0004": {"Translation into French": "Bâtir des écoles pour toutes les filles."}})
    await nadege.sends_document("traductions.xlsx", file)
    preview = await nadege.sees("What the workbook would change")
    assert "Language of the texts: French" in preview.text
    assert "QS-0004 · Translation: — → Bâtir des écoles" in preview.text
    await nadege.presses("Apply")
    await nadege.sees("The workbook has been applied")
    ousmane = await office.joined("justice", "fr")
    await ousmane.says("QS-0004")
    card = await ousmane.sees("Bâtir des écoles pour toutes les filles.")
    assert "raduction non officielle" in card.text


async def test_another_countrys_workbook_and_one_without_columns_are_refused(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    file = content(await gets(nadege, ALL.format(count=count(office))))
    book = openpyxl.load_workbook(io.BytesIO(file))
    book["suivi"]["C1"] = "CV"
    await nadege.sends_document("other.xlsx", saved(book))
    await nadege.sees("This workbook was made for another country.")
    book = openpyxl.load_workbook(io.BytesIO(file))
    book.worksheets[0].delete_cols(13)
    await nadege.sends_document("short.xlsx", saved(book))
    await nadege.sees("Columns are missing: Lead institution.")


async def test_a_file_that_telegram_does_not_take_at_once_comes_all_the_same(
    office: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.exported_file._PAUSES", (0.01, 0.01))
    nadege = await office.joined("coordinator")
    office.world.faults.add("bad_gateway_delivered", method="sendDocument", times=1)
    office.world.faults.add("too_many_requests", method="sendDocument", seconds=1, times=1)
    await gets(nadege, ALL.format(count=count(office)))
    # What was delivered and not answered came twice.
    assert len([one for one in nadege.screen if one.from_bot and one.file]) == 2
    office.world.faults.add("bad_gateway", method="sendDocument", standing=True)
    await nadege.says("/export")
    await nadege.sees("All recommendations")
    await nadege.presses("All recommendations")
    await nadege.sees("Telegram did not take the file")
    await nothing_left(office)


async def test_a_role_withdrawn_while_the_workbook_waits_sends_nothing(office: Stage) -> None:
    nadege = await office.joined("coordinator")
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    await nadege.says("/export")
    await nadege.sees("All recommendations")
    await nadege.presses("All recommendations")
    await nadege.sees("is being made…")
    office.changes(update(roles).values(ended_at=office.hour()))
    office.workplace = workplace
    await office.restarts()
    await nadege.sees("This is for coordinators")
    assert not [one for one in nadege.screen if one.from_bot and one.file]


async def test_others_have_no_export(stage: Stage) -> None:
    justice = await stage.joined("justice")
    for data in ("export", "export:all", "export:fr"):
        await justice.forges(data)
        await justice.sees("This is for coordinators")
    await justice.says("/export")
    await justice.sees("This is for coordinators")
    assert stage.count(jobs) == 0
