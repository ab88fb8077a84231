"""What a workbook that was sent back changes, and what it does not: on both engines, from file to outbox."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from records import record
from sqlalchemy import insert, select, update

from db.queries import exported, jobs, people, setup, workbook_writes
from db.queries.assignments import change_due_date, institutions_of
from db.tables import assignments, audit_events, clusters, outbox, recommendation_texts, recommendations, roles
from db.work import Work
from domain.brought import Brought
from domain.contribution import Status
from domain.due import Part
from domain.errors import (
    BodyAsLead,
    ChangedMeanwhile,
    ChoiceUnknown,
    DateInThePast,
    DateWithoutInstitution,
    InstitutionUnknown,
    NameTooLong,
    NotCoordinator,
    ReferenceUnknown,
    StatusUnknown,
    TranslationThere,
    WorkbookOfOtherCountry,
)
from domain.job import APPLY, EXPORT, PREVIEW, JobState
from domain.role import InstitutionKind, Role
from domain.workbook import Column
from domain.workbook_json import of_json
from services import export
from services.assign import Selection, assign
from services.import_file import Imported
from services.run_workbook import carry_out
from services.set_up import add_institution
from views.workbook_words import every_language

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
HEAD = {column: every_language()[0].headers[column] for column in Column if column is not Column.TRANSLATION}
Cells = dict[str, dict[Column, Any]]


class Office:
    """A coordinator's desk: workbooks are made, changed and sent back; every job runs a minute after the one before."""

    def __init__(self, work: Work, folder: Path, coordinator: int) -> None:
        self.work = work
        self.folder = folder
        self.coordinator = coordinator
        self.told: list[tuple[int, int]] = []

    def runs(self, kind: str, params: dict[str, Any], file: bytes | None = None) -> Any:
        """Carry a job out; return its result, or the file that it makes."""
        self.work.now += timedelta(minutes=1)
        params = {"country": "KE", "name": "workbook.xlsx", "language": "en", **params}
        job_id = jobs.add_job(self.work, kind, self.coordinator, params)
        job = jobs.claim(self.work, "p")
        assert job is not None
        path = self.folder / str(job_id)
        if file is not None:
            path.write_bytes(file)
        now = self.work.now
        way = (job, path, lambda: nullcontext(self.work), lambda done, total: self.told.append((done, total)))
        result = export.carry_out(*way, every_language()) if kind == EXPORT else carry_out(*way, every_language())
        self.work.now = now
        jobs.finish(self.work, job_id, "p", JobState.DONE, result)
        return path.read_bytes() if kind == EXPORT else (job_id, result)

    def exports(self, what: str = "all") -> bytes:
        made = self.runs(EXPORT, {"what": what})
        assert isinstance(made, bytes)
        return made

    def previews(self, file: bytes) -> tuple[int, Brought]:
        job_id, result = self.runs(PREVIEW, {}, file)
        return job_id, of_json(result["brought"])

    def applies(self, file: bytes, preview: int = 0) -> Brought:
        moment = (self.work.now + timedelta(minutes=1)).isoformat()
        _, result = self.runs(APPLY, {"preview": preview, "moment": moment}, file)
        return of_json(result["brought"])

    def has(self, number: int) -> dict[str, tuple[Part, date | None]]:
        """Who has a recommendation, in which part and by when."""
        id_ = exported.standing(self.work, "KE", [number])[number].id
        return {one.code: (one.part, one.due_on) for one in institutions_of(self.work, id_)}

    def events(self, name: str) -> list[Any]:
        return list(self.work.all(select(audit_events).where(audit_events.c.event == name)))


@pytest.fixture
def office(work: Work, bring: Callable[..., Imported], tmp_path: Path) -> Office:
    bring(*(record(annotation_id=f"a{n}", row=n + 1, paragraph=f"1.{n}", text=f"Dig well {n}.") for n in range(1, 5)))
    for code in ("MOJ", "MOI", "MOH"):
        add_institution(work, "KE", code, {"en": code})
    add_institution(work, "KE", "NHRC", {"en": "Commission"}, InstitutionKind.NHRI)
    coordinator = people.add_person(work, 7_000_000_001, "en")
    invitation = setup.add_invitation(work, "c", "KE", Role.COORDINATOR, None, work.now)
    people.add_role(work, coordinator, Role.COORDINATOR, "KE", None, invitation)
    assign(work, "KE", "MOJ", JUNE, Selection(places=("KE-0001",)))
    assign(work, "KE", "MOI", JUNE, Selection(places=("KE-0001",)))
    return Office(work, tmp_path, coordinator)


def edited(file: bytes, cells: Cells) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(file))
    sheet = book.worksheets[0]
    places = {cell.value: cell.column - 1 for cell in sheet[1]}
    for row in sheet.iter_rows(min_row=2):
        for column, value in cells.get(row[0].value, {}).items():
            row[places[HEAD[column]]].value = value
    return saved(book)


def unstamped(file: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(file))
    book.remove(book["suivi"])
    return saved(book)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def refused(brought: Brought) -> list[object]:
    return [one.reason for one in brought.reasons]


def test_a_workbook_as_it_was_made_changes_nothing(office: Office) -> None:
    file = office.exports()
    for sent in (file, edited(file, {}), unstamped(file)):
        _, preview = office.previews(sent)
        assert (preview.rows, preview.changes, preview.refused) == (4, 0, 0)


def test_everything_it_changes_is_counted_named_and_applied_once(office: Office) -> None:
    file = edited(office.exports(), {
        "KE-0001": {Column.LEAD: "MOI", Column.ASSOCIATED: "MOH, nhrc"},
        "KE-0002": {Column.LEAD: "moj", Column.DATE: JULY, Column.CLUSTERS: "Water, Health",
                    Column.STATUS: "In progress"},
        "KE-0003": {Column.ASSOCIATED: "NHRC", Column.CLUSTERS: "water"},
    })  # fmt: skip
    preview, brought = office.previews(file)
    assert brought.counts == {
        Column.LEAD: 2, Column.ASSOCIATED: 2, Column.DATE: 1, Column.CLUSTERS: 2, Column.STATUS: 1
    }  # fmt: skip
    assert ("KE-0002", Column.LEAD, "", "MOJ") in [(n.reference, n.column, n.before, n.after) for n in brought.named]
    assert (brought.refused, brought.checked) == (0, True)
    assert list(office.has(1)) == ["MOJ", "MOI"]
    applied = office.applies(file, preview)
    assert (applied.counts, applied.told) == (brought.counts, 3)
    assert office.has(1) == {
        "MOI": (Part.LEAD, JUNE), "MOH": (Part.ASSOCIATED, JUNE), "NHRC": (Part.ASSOCIATED, JUNE)
    }  # fmt: skip
    assert office.has(2) == {"MOJ": (Part.LEAD, JULY)}
    assert office.has(3) == {"NHRC": (Part.ASSOCIATED, None)}
    standing = exported.standing(office.work, "KE", [2, 3])
    assert standing[2].values.status == "in-progress"
    assert (standing[2].values.clusters, standing[3].values.clusters) == (("Health", "Water"), ("Water",))
    again = office.applies(file, preview)
    assert (again.changes, again.refused, again.told) == (0, 0, 0)


def test_what_was_done_stands_in_the_audit_log_without_names(office: Office) -> None:
    file = edited(
        office.exports(), {"KE-0002": {Column.LEAD: "MOJ", Column.STATUS: "implemented", Column.CLUSTERS: "A"}}
    )
    office.applies(file)
    assert [one.details for one in office.events("status set")] == [{"from": "no-information", "to": "implemented"}]
    assert office.events("recommendations assigned")[-1].details == {"lead": 1}
    assert office.events("workbook applied")[0].details == {"clusters": 1, "lead": 1, "status": 1, "refused": 0}
    assert {one.person_id for one in office.events("cluster added")} == {office.coordinator}


def test_an_institution_that_becomes_lead_keeps_its_row_and_date(office: Office) -> None:
    moi = next(one.institution_id for one in exported.standing(office.work, "KE", [1])[1].held if one.code == "MOI")
    change_due_date(
        office.work, [office.work.one(select(assignments).where(assignments.c.institution_id == moi)).id], JULY
    )
    file = edited(office.exports(), {"KE-0001": {Column.LEAD: "MOI", Column.ASSOCIATED: "MOJ"}})
    office.applies(file)
    assert office.has(1) == {"MOI": (Part.LEAD, JULY), "MOJ": (Part.ASSOCIATED, JUNE)}
    assert len(office.work.all(select(assignments))) == 2


def test_a_new_date_is_for_all_that_had_the_old_one(office: Office) -> None:
    held = exported.standing(office.work, "KE", [1])[1].held
    granted = next(one.id for one in held if one.code == "MOI")
    change_due_date(office.work, [granted], JULY)
    august = date(2026, 8, 31)
    office.applies(edited(office.exports(), {"KE-0001": {Column.DATE: august, Column.ASSOCIATED: "MOI, MOH"}}))
    assert office.has(1) == {
        "MOJ": (Part.LEAD, august), "MOI": (Part.ASSOCIATED, JULY), "MOH": (Part.ASSOCIATED, august)
    }  # fmt: skip
    moj = next(one.id for one in exported.standing(office.work, "KE", [1])[1].held if one.code == "MOJ")
    assert office.work.one(select(assignments).where(assignments.c.id == moj)).deadline_version == 2


def test_emptied_cells_take_away_and_deleted_rows_do_not(office: Office) -> None:
    office.applies(edited(office.exports(), {"KE-0001": {Column.CLUSTERS: "Water"}}))
    book = openpyxl.load_workbook(io.BytesIO(office.exports()))
    book.worksheets[0].delete_rows(2)
    assert office.applies(saved(book)).changes == 0
    emptied = dict.fromkeys((Column.CLUSTERS, Column.LEAD, Column.ASSOCIATED, Column.DATE, Column.STATUS))
    applied = office.applies(edited(office.exports(), {"KE-0001": emptied}))
    assert applied.counts == {Column.CLUSTERS: 1, Column.LEAD: 1, Column.ASSOCIATED: 1, Column.DATE: 1}
    assert (office.has(1), exported.standing(office.work, "KE", [1])[1].values.clusters) == ({}, ())


def test_cells_are_refused_one_by_one_and_the_rest_is_applied(office: Office) -> None:
    file = edited(office.exports(), {
        "KE-0001": {Column.LEAD: "MOX", Column.ASSOCIATED: "MOI, ABCDEFG", Column.STATUS: "implemented"},
        "KE-0002": {Column.LEAD: "NHRC", Column.STATUS: "nearly done", Column.DATE: JULY, Column.CLUSTERS: "x" * 121},
        "KE-0003": {Column.LEAD: "MOH", Column.DATE: date(2026, 1, 1)},
    })  # fmt: skip
    applied = office.applies(file)
    assert applied.counts == {Column.STATUS: 1, Column.LEAD: 1}
    assert refused(applied) == [
        InstitutionUnknown("MOX", ("MOJ", "MOI", "MOH")),
        InstitutionUnknown("ABCDEFG", ()),
        NameTooLong(121, 120),
        BodyAsLead("NHRC"),
        StatusUnknown("nearly done"),
        DateWithoutInstitution(),
        DateInThePast(date(2026, 1, 1)),
    ]
    assert office.has(3) == {"MOH": (Part.LEAD, None)}


def test_priority_and_needs_go_out_with_their_words_and_come_back(office: Office) -> None:
    there = {Column.PRIORITY: "high", Column.PARLIAMENT: "yes", Column.ASSISTANCE: "no"}
    applied = office.applies(edited(office.exports(), {"KE-0001": there, "KE-0002": {Column.PRIORITY: "basse"}}))
    assert applied.counts == {Column.PRIORITY: 1, Column.PARLIAMENT: 1}
    assert refused(applied) == [ChoiceUnknown("priority", "basse")]
    values = exported.standing(office.work, "KE", [1])[1].values
    assert (values.priority, values.parliament, values.assistance) == ("high", "yes", "")
    (event,) = office.events("recommendation classified")
    assert event.details == {"priority": [None, "high"], "parliament": True}
    assert office.applies(office.exports()).changes == 0
    french = {Column.PRIORITY: "Faible", Column.PARLIAMENT: "non", Column.ASSISTANCE: "OUI"}
    applied = office.applies(edited(office.exports(), {"KE-0001": french}))
    assert applied.counts == dict.fromkeys(french, 1)
    values = exported.standing(office.work, "KE", [1])[1].values
    assert (values.priority, values.parliament, values.assistance) == ("low", "", "yes")
    office.applies(edited(office.exports(), {"KE-0001": {Column.PRIORITY: "", Column.ASSISTANCE: "maybe"}}))
    assert exported.standing(office.work, "KE", [1])[1].values.cell(Column.PRIORITY) == ""


def test_a_date_that_has_passed_and_stays_is_not_refused(office: Office) -> None:
    office.work.execute(update(assignments).values(due_on=date(2026, 1, 1)))
    _, brought = office.previews(edited(office.exports(), {"KE-0001": {Column.STATUS: "implemented"}}))
    assert (brought.counts, brought.refused) == ({Column.STATUS: 1}, 0)


def test_what_somebody_else_changed_since_the_export_is_refused_with_both(office: Office) -> None:
    file = edited(office.exports(), {"KE-0001": {Column.LEAD: "MOH", Column.STATUS: "implemented"}})
    workbook_writes.set_statuses(office.work, [exported.standing(office.work, "KE", [1])[1].id], Status.PARTIAL)
    _, brought = office.previews(file)
    assert brought.counts == {Column.LEAD: 1}
    assert refused(brought) == [ChangedMeanwhile("status", "partially-implemented", "implemented")]
    office.applies(file)
    assert exported.standing(office.work, "KE", [1])[1].values.status == "partially-implemented"


@pytest.mark.parametrize("stamped", [True, False])
def test_what_somebody_else_changed_between_preview_and_apply_is_not_overwritten(office: Office, stamped: bool) -> None:
    file = edited(office.exports(), {"KE-0001": {Column.STATUS: "implemented", Column.LEAD: "MOH"}})
    file = file if stamped else unstamped(file)
    preview, brought = office.previews(file)
    assert (brought.changes, brought.checked) == (2, stamped)
    first, second = (exported.standing(office.work, "KE", [n])[n].id for n in (1, 2))
    workbook_writes.set_statuses(office.work, [first, second], Status.CONTINUOUS)
    applied = office.applies(file, preview)
    assert (applied.counts, len(applied.reasons)) == ({Column.LEAD: 1}, 1)
    assert isinstance(applied.reasons[0].reason, ChangedMeanwhile)
    statuses = [exported.standing(office.work, "KE", [n])[n].values.status for n in (1, 2)]
    assert statuses == ["continuous", "continuous"]


def test_rows_of_others_and_of_archived_recommendations_are_refused(office: Office) -> None:
    file = office.exports()
    office.work.execute(
        update(recommendations).where(recommendations.c.number == 4).values(archived_at=office.work.now)
    )
    book = openpyxl.load_workbook(io.BytesIO(file))
    book.worksheets[0]["A2"] = "CV-0001"
    _, brought = office.previews(saved(book))
    assert refused(brought) == [ReferenceUnknown("CV-0001"), ReferenceUnknown("KE-0004")]


def test_a_workbook_of_another_country_is_refused_as_a_whole(office: Office) -> None:
    book = openpyxl.load_workbook(io.BytesIO(office.exports()))
    book["suivi"]["C1"] = "CV"
    with pytest.raises(WorkbookOfOtherCountry):
        office.previews(saved(book))


@pytest.mark.parametrize("kind", [EXPORT, PREVIEW, APPLY])
def test_whoever_is_no_coordinator_any_more_gets_and_changes_nothing(office: Office, kind: str) -> None:
    file = edited(office.exports(), {"KE-0001": {Column.LEAD: "MOH"}})
    office.work.execute(update(roles).values(ended_at=office.work.now))
    with pytest.raises(NotCoordinator):
        office.runs(kind, {"what": "all", "preview": 0, "moment": office.work.now.isoformat()}, file)
    assert "MOH" not in office.has(1)


def test_an_archived_cluster_or_a_name_with_a_comma_changes_nothing_by_itself(office: Office) -> None:
    id_ = exported.standing(office.work, "KE", [1])[1].id
    for name in ("Water, and sanitation", "Prisons"):
        workbook_writes.put_into_clusters(office.work, [(workbook_writes.add_cluster(office.work, "KE", name), id_)])
    office.work.execute(update(clusters).where(clusters.c.name == "Prisons").values(archived_at=office.work.now))
    _, brought = office.previews(edited(office.exports(), {"KE-0001": {Column.STATUS: "implemented"}}))
    assert brought.counts == {Column.STATUS: 1}


# --- many --------------------------------------------------------------------------------------------


def test_250_recommendations_to_40_institutions_send_40_messages(
    office: Office, bring: Callable[..., Imported]
) -> None:
    bring(*(record(annotation_id=f"b{n}", row=n, paragraph=f"2.{n}", text=f"Dig {n}.") for n in range(5, 251)))
    for n in range(40):
        add_institution(office.work, "KE", f"I{n:02}", {"en": f"Institution {n}"})
        found = setup.institution_by_code(office.work, "KE", f"I{n:02}")
        assert found is not None
        person = people.add_person(office.work, 7_100_000_000 + n, "en")
        invitation = setup.add_invitation(office.work, str(n), "KE", Role.FOCAL_POINT, found.id, office.work.now)
        people.add_role(office.work, person, Role.FOCAL_POINT, "KE", found.id, invitation)
    cells: Cells = {f"KE-{n:04}": {Column.LEAD: f"I{n % 40:02}", Column.DATE: JULY} for n in range(1, 251)}
    preview, brought = office.previews(edited(office.exports(), cells))
    assert brought.counts == {Column.LEAD: 250, Column.DATE: 250}
    assert len(brought.named) == 10
    applied = office.applies(edited(office.exports(), cells), preview)
    assert (applied.told, applied.refused) == (40, 0)
    told = office.work.all(select(outbox.c.person_id).where(outbox.c.kind == "assigned"))
    assert (len(told), len({row.person_id for row in told})) == (40, 40)
    assert (office.told[-1], office.has(250)) == ((250, 250), {"I10": (Part.LEAD, JULY)})


# --- translations ------------------------------------------------------------------------------------


def translated(file: bytes, cells: dict[str, str]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(file))
    for row in book.worksheets[0].iter_rows(min_row=2):
        row[2].value = cells.get(row[0].value)
    return saved(book)


def test_missing_translations_are_added_as_the_countrys_own_and_found(office: Office) -> None:
    file = translated(office.exports("fr"), {"KE-0001": "Creuser le puits 1.", "KE-0003": "Creuser le puits 3."})
    preview, brought = office.previews(file)
    assert (brought.language, brought.counts) == ("fr", {Column.TRANSLATION: 2})
    assert exported.missing_texts(office.work, "KE", ["fr", "en"]) == {"fr": 4}
    office.applies(file, preview)
    rows = office.work.all(select(recommendation_texts).where(recommendation_texts.c.language == "fr"))
    assert [(row.text, row.origin) for row in rows] == [
        ("Creuser le puits 1.", "national"), ("Creuser le puits 3.", "national"),
    ]  # fmt: skip
    assert exported.missing_texts(office.work, "KE", ["fr", "en"]) == {"fr": 2}
    assert (office.applies(file, preview).changes, office.events("translations added")[0].details["texts"]) == (0, 2)
    left = openpyxl.load_workbook(io.BytesIO(office.exports("fr"))).worksheets[0]
    assert [cell.value for cell in left["A"]][1:] == ["KE-0002", "KE-0004"]


def test_a_text_that_is_there_is_never_replaced(office: Office) -> None:
    file = translated(office.exports("fr"), {"KE-0001": "Creuser un puits.", "KE-0002": "Creuser encore."})
    id_ = exported.standing(office.work, "KE", [1])[1].id
    source = {"recommendation_id": id_, "language": "fr", "text": "Texte officiel.", "origin": "source"}
    office.work.execute(insert(recommendation_texts), source)
    applied = office.applies(file)
    assert (applied.counts, refused(applied)) == ({Column.TRANSLATION: 1}, [TranslationThere("fr")])
    assert workbook_writes.texts_in(office.work, "KE", [1], "fr")[1][1] == "Texte officiel."
