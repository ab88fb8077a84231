"""/export: what a coordinator can have as a workbook, planned as a job; and making it, which that job does.

How jobs run and how the file is sent stands in bot/; what is in the file, in formats/.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from db.queries import exported, jobs, people, setup
from db.work import Work
from domain.errors import ButtonStale
from domain.job import EXPORT, Job
from domain.language import INTERFACE, language_of
from domain.role import Person
from domain.timezone import local_date, zone_of
from domain.workbook import EVERYTHING, RECOMMENDATIONS, TRANSLATIONS, VERSION, Exported, Offer, Stamp, Words
from formats import secretariat_workbook, translation_workbook
from services.jobs import authorise
from services.look import Look
from services.remind import coordinating
from services.workbook_changes import Open, known_institutions

OFFER = "export"
"""The kind of message that offers workbooks."""

PART = 250
Tell = Callable[[int, int], None]
T = TypeVar("T")


def offer(look: Look, _params: Mapping[str, Any]) -> Offer:
    """Return what the coordinator can export. Raises NotCoordinator."""
    country = coordinating(look.person).country
    missing = exported.missing_texts(look.work, country, INTERFACE)
    return Offer(exported.count(look.work, country), tuple(missing.items()))


def plan(work: Work, person: Person, what: str) -> int:
    """Plan a workbook of everything, or of the texts missing in a language; return its job's id.

    One of the person's that is being made is not begun twice: its id is returned. Raises NotCoordinator, ButtonStale.
    """
    country = coordinating(person).country
    if what not in {EVERYTHING, *INTERFACE}:
        raise ButtonStale
    known = jobs.open_job(work, person.id, EXPORT)
    if known is not None:
        return known
    on = local_date(work.now, zone_of(person)).isoformat()
    name = f"recommendations-{country}-{on}.xlsx" if what == EVERYTHING else f"translations-{what}-{country}-{on}.xlsx"
    params = {"country": country, "what": what, "name": name, "language": language_of(person)}
    return jobs.add_job(work, EXPORT, person.id, params)


def carry_out(job: Job, path: Path, open_work: Open, tell: Tell, words: Sequence[Words]) -> dict[str, object]:
    """Make the job's workbook at `path`; return what is to be shown of it. Raises NotCoordinator."""
    country, language, what = job.params["country"], job.params["language"], job.params["what"]
    spoken = next(one for one in words if one.language == language)
    with open_work() as work:
        authorise(people.person_by_id(work, job.person_id).person, job)
        known = setup.country(work, country)
        institutions = [(one, spoken.named(one.names)) for one in known_institutions(work, country)]
        missing = exported.missing_texts(work, country, INTERFACE)
        total = exported.count(work, country) if what == EVERYTHING else missing.get(what, 0)
    own = known.language if known else language
    if what == EVERYTHING:
        stamp = Stamp(RECOMMENDATIONS, country, VERSION)
        rows = _recommendations(open_work, country, language, own)
        count = secretariat_workbook.write(path, spoken, stamp, institutions, _told(rows, total, tell))
    else:
        texts = _texts(open_work, country, what, language, own)
        stamp = Stamp(TRANSLATIONS, country, VERSION, what)
        count = translation_workbook.write(path, spoken, stamp, _told(texts, total, tell))
    return {"rows": count}


def _recommendations(open_work: Open, country: str, language: str, own: str) -> Iterator[Exported]:
    after = 0
    while True:
        with open_work() as work:
            part = exported.exported(work, country, after, PART, language, own)
        if not part:
            return
        yield from part
        after = part[-1].reference.number


def _texts(open_work: Open, country: str, missing: str, language: str, own: str) -> Iterator[tuple[str, str]]:
    after = 0
    while True:
        with open_work() as work:
            part = exported.untranslated(work, country, missing, after, PART, language, own)
        if not part:
            return
        yield from ((str(reference), text) for reference, text in part)
        after = part[-1][0].number


def _told(rows: Iterable[T], total: int, tell: Tell) -> Iterator[T]:
    """Pass the rows on, telling how far it is."""
    tell(0, total)
    for done, row in enumerate(rows, start=1):
        yield row
        if done % PART == 0 or done >= total:
            tell(done, max(total, done))
