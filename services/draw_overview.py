"""The picture of an overview: planned as a job; drawing it, which that job does.

How jobs run and how the picture is sent stands in bot/; what it looks like, in formats/; its words, in views/.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from db.queries import jobs, people
from db.work import Work
from domain.errors import FacesMissing, NothingToDraw
from domain.job import PICTURE, Job
from domain.language import language_of
from domain.overview import Scope
from domain.overview_shown import GroupPicture, Overview
from domain.picture import Drawing
from domain.role import Person
from domain.timezone import local_date, zone_of
from formats.faces import faces_for
from formats.picture import drawn
from services import overview
from services.jobs import authorise
from services.look import Look

Open = Callable[[], AbstractContextManager[Work]]
Tell = Callable[[int, int], None]
Words = Callable[[str, Overview | GroupPicture, str], Drawing]


def plan(work: Work, person: Person, at: str, by: str = "", page: int = 1) -> int:
    """Plan a picture of the overview; return the job's id. `at`: a country that was chosen, "" for one's own role.

    `by`: of its parts, from those of a page on; "" of the statuses of all. One picture of a person is drawn at a time:
    the id of one that is being drawn is returned. Raises ButtonStale, CountryNotShown.
    """
    scope = overview.scope(work, person, at)
    if by:
        overview.allowed(scope, by)
    known = jobs.open_job(work, person.id, PICTURE)
    if known is not None:
        return known
    params = {
        **scope.params(),
        "by": by,
        "page": page,
        "at": work.now.isoformat(),
        "language": language_of(person),
        "name": f"overview-{scope.country}-{local_date(work.now, zone_of(person)).isoformat()}.png",
    }
    return jobs.add_job(work, PICTURE, person.id, params)


def carry_out(job: Job, path: Path, open_work: Open, tell: Tell, words: Words) -> dict[str, object]:
    """Draw the job's picture at `path`; return how many bytes it has.

    Raises NotInThisRole, CountryNotShown where it may not be seen any more; NothingToDraw; FacesMissing where this
    machine has no font for its language.
    """
    with open_work() as work:
        shown, time = _shown(work, job)
    if not shown.total:
        raise NothingToDraw
    drawing = words(job.params["language"], shown, time)
    faces = faces_for(drawing.language)
    if faces is None:
        raise FacesMissing(drawing.language)
    content = drawn(drawing, faces)
    path.write_bytes(content)
    tell(1, 1)
    return {"bytes": len(content)}


def _shown(work: Work, job: Job) -> tuple[Overview | GroupPicture, str]:
    """The overview or its parts as of now, and the time of day, where the person lives, at which it was asked for."""
    person = people.person_by_id(work, job.person_id).person
    authorise(person, job)
    scope = Scope.of(job.params)
    overview.readable(work, person, scope)
    moment, zone = datetime.fromisoformat(job.params["at"]), zone_of(person)
    look = Look(work, person, job.params["language"], zone, local_date(moment, zone), moment, 0)
    by = job.params.get("by", "")
    shown = overview.group_picture(look, scope, by, job.params["page"]) if by else overview.counted(look, scope)
    return shown, f"{moment.astimezone(zone):%H:%M}"
