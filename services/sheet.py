"""The sheet for signature: what awaits clearance in an institution, planned as a job; making it, which that job does.

A letter that refers to a sheet clears what stands in it: clear.py. How jobs run and files are sent stands in bot/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any

from db.queries import contributions, jobs, people, rounds, setup, sheets
from db.queries.contributions import Contribution
from db.queries.listed import listed
from db.work import Work
from domain.contribution import State
from domain.errors import ButtonStale, NothingAwaits
from domain.job import SHEET, Job
from domain.language import language_of
from domain.role import Person
from domain.sheet import MOST, PRINTED, Entry, Made, Sheet, SheetFacts, Waiting
from domain.text import set_apart, shortened
from domain.timezone import local_date, zone_of
from formats.signature_sheet import written
from services.clear import clearing, waiting
from services.jobs import authorise
from services.look import Look

ALL, NONE = "all", "none"
_BEGINNING = 300
_OFFERED = 20
Open = Callable[[], AbstractContextManager[Work]]
Tell = Callable[[int, int], None]
Words = Callable[[str, SheetFacts, Sequence[Entry]], Sheet]


def rounds_waiting(work: Work, person: Person) -> list[Waiting]:
    """Return of which rounds contributions await clearance, and how many. Raises NoInstitution, NotInThisRole."""
    counts: dict[int | None, int] = {}
    for one in waiting(work, person):
        counts[one.round_id] = counts.get(one.round_id, 0) + 1
    return [Waiting(rounds.round_of(work, id_) if id_ else None, count) for id_, count in counts.items()][:_OFFERED]


def choice(look: Look, _params: Mapping[str, Any]) -> list[Waiting]:
    """Return the rounds to choose from. Raises NoInstitution, NotInThisRole."""
    return rounds_waiting(look.work, look.person)


def plan(work: Work, person: Person, which: str) -> int:
    """Plan the sheet of all that awaits clearance (`all`), of a round by its id, or of no round; return the job's id.

    What is in it is decided now. One of the person's that is being made is not begun twice: its id is returned.
    Raises NoInstitution, NotInThisRole, ButtonStale, NothingAwaits.
    """
    chosen = [one.id for one in waiting(work, person) if which in {ALL, str(one.round_id or NONE)}][:MOST]
    known = jobs.open_job(work, person.id, SHEET)
    if known is not None:
        return known
    if not chosen:
        raise NothingAwaits
    holding = clearing(person)
    assert holding.institution_id is not None  # noqa: S101 - `clearing` has just looked
    code = setup.institution(work, holding.institution_id).code
    params = {
        "country": holding.country,
        "institution": holding.institution_id,
        "round": int(which) if which.isdigit() else None,
        "contributions": chosen,
        "at": work.now.isoformat(),
        "language": language_of(person),
        "name": f"signature-{holding.country}-{code}-{local_date(work.now, zone_of(person)).isoformat()}.docx",
    }
    sheets.note_sheet(work, person.id, holding.country, holding.institution_id, chosen)
    return jobs.add_job(work, SHEET, person.id, params)


def carry_out(job: Job, path: Path, open_work: Open, tell: Tell, words: Words) -> dict[str, object]:
    """Make the job's sheet at `path`; return how many contributions it holds.

    Raises NotInThisRole where the role is gone; NothingAwaits where everything has moved on meanwhile.
    """
    at = datetime.fromisoformat(job.params["at"])
    with open_work() as work:
        person = people.person_by_id(work, job.person_id).person
        authorise(person, job)
        every = contributions.of_institution(work, job.params["institution"], [State.AWAITING_CLEARANCE])
        asked = Made(job.id, at, frozenset(job.params["contributions"]))
        found = [one for one in every if asked.holds(one.id, one.changed_at)]
        if not found:
            raise NothingAwaits
        facts = _facts(work, person, job, at)
        entries = list(_entries(work, job.params["language"], found))
    document = written(words(job.params["language"], facts, entries), at)
    document.save(str(path))
    tell(len(entries), len(entries))
    return {"rows": len(entries)}


def _facts(work: Work, person: Person, job: Job, at: datetime) -> SheetFacts:
    country = setup.country(work, job.params["country"])
    institution = setup.institution(work, job.params["institution"])
    local, about = at.astimezone(zone_of(person)), job.params["round"]
    return SheetFacts(
        country.mechanism_names if country else {},
        job.params["country"],
        country.names if country else {},
        institution.names,
        rounds.round_of(work, about) if about else None,
        local.date(),
        f"{local:%H:%M}",
    )


def _entries(work: Work, language: str, found: Sequence[Contribution]) -> Iterator[Entry]:
    lines = listed(work, [one.recommendation_id for one in found], language, None)
    for one in found:
        line, parts = lines[one.recommendation_id], one.content.parts
        text = shortened(set_apart(line.excerpt, line.paragraph), _BEGINNING) if line.language else ""
        printed = {part: parts[part] for part in PRINTED if part in parts}
        yield Entry(one.reference, text, line.language, one.content.status, printed)


def known(text: str) -> str:
    """Return which contributions a button means. Raises ButtonStale."""
    if text not in {ALL, NONE} and not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise ButtonStale
    return text
