"""The invented country, set up as an operator would: the same services, the same import, its files in simulator/.

For the demo, the tour and the tests; no real State is credited with anything.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib import resources
from pathlib import Path

from bot.opening import Database
from db.queries.assignments import add_assignments
from db.queries.references import ids_by_annotation
from db.queries.setup import institution_by_code
from db.work import Work
from domain.due import Part
from domain.language import INTERFACE
from domain.role import InstitutionKind, Role
from formats.recognise import reader
from services.import_file import Import, Imported
from services.invite import invite
from services.set_up import add_country, add_institution

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """Somebody of the invented country; `code` opens their invitation, None for a member of the public.

    `institution`: its names by language, where they have one.
    """

    key: str
    first_name: str
    language: str
    role: Role | None
    code: str | None
    institution: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Sample:
    """What was set up; `imports`: by language."""

    country: str
    country_names: dict[str, str]
    people: dict[str, SamplePerson]
    imports: dict[str, Imported]


def set_up(database: Database, now: Callable[[], datetime], today: date) -> Sample:
    """Fill an empty database with the invented country: institutions, recommendations, assignments, invitations."""
    country = _rows("country.csv")[0]
    code = country["code"]
    with database.at_once(now()) as work:
        _set_up_country(work, country)
    imports = {language: _import(database, now, language, code) for language in INTERFACE}
    with database.at_once(now()) as work:
        _assign(work, code, today)
        people = {row["key"]: _person(work, code, row) for row in _rows("people.csv")}
    return Sample(code, _names(country, "name"), people, imports)


def _set_up_country(work: Work, country: Row) -> None:
    code = country["code"]
    add_country(
        work,
        code,
        language=country["language"],
        timezone=country["timezone"],
        names=_names(country, "name"),
        mechanism_names=_names(country, "mechanism"),
    )
    for row in _rows("institutions.csv"):
        add_institution(work, code, row["code"], _names(row, "name"), InstitutionKind(row["kind"]))


def _import(database: Database, now: Callable[[], datetime], language: str, code: str) -> Imported:
    with resources.as_file(resources.files("simulator.country") / f"recommendations-{language}.csv") as path:
        run = Import(lambda: database.at_once(now()), language, code)
        return run.run(reader(Path(path)).records())


def _assign(work: Work, code: str, today: date) -> None:
    rows = _rows("assignments.csv")
    ids = ids_by_annotation(work, code, [row["annotation_id"] for row in rows])
    assigned = []
    for row in rows:
        institution = institution_by_code(work, code, row["institution"])
        assert institution is not None, row  # noqa: S101 - our own files
        due = today + timedelta(days=int(row["due_in_days"])) if row["due_in_days"] else None
        assigned.append((ids[row["annotation_id"]], institution.id, Part(row["part"]), due))
    add_assignments(work, assigned)


def _person(work: Work, code: str, row: Row) -> SamplePerson:
    role = Role(row["role"]) if row["role"] != "public" else None
    invited = invite(work, code, role, row["institution"] or None).code if role else None
    names = {one["code"]: _names(one, "name") for one in _rows("institutions.csv")}
    return SamplePerson(row["key"], row["first_name"], row["language"], role, invited, names.get(row["institution"]))


def _names(row: Row, prefix: str) -> dict[str, str]:
    return {language: row[f"{prefix}_{language}"] for language in INTERFACE}


def _rows(name: str) -> list[Row]:
    text = (resources.files("simulator.country") / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))
