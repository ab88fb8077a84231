"""The kinds of job that read no file but make one, which is then sent into the chat: one entry each.

How a job runs stands in jobs.py and child.py, how its file is sent in exported_file.py; what is in it, in services/.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.queries import setup
from db.work import Work
from domain.job import EXPORT, PICTURE, SHEET, Job
from domain.language import language_of
from domain.role import Person
from domain.timezone import zone_of
from formats.picture import description_of
from services import draw_overview, export, sheet
from views import exporting, overview_picture, sheet_words
from views import sheet as sheet_view
from views.texts import Texts, texts
from views.workbook_words import every_language

Open = Callable[[], AbstractContextManager[Work]]
Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Made:
    """How a kind of job makes its file, and what stands under it in the chat, in the person's language of now.

    `is_photo`: Telegram shows it at once, without its being opened.
    """

    make: Callable[[Job, Path, Open, Tell], dict[str, object]]
    under: Callable[[Work, Person, Job, bytes], str]
    is_photo: bool = False


def _export(job: Job, path: Path, open_work: Open, tell: Tell) -> dict[str, object]:
    return export.carry_out(job, path, open_work, tell, every_language())


def _sheet(job: Job, path: Path, open_work: Open, tell: Tell) -> dict[str, object]:
    return sheet.carry_out(job, path, open_work, tell, sheet_words.in_words)


def _picture(job: Job, path: Path, open_work: Open, tell: Tell) -> dict[str, object]:
    return draw_overview.carry_out(job, path, open_work, tell, overview_picture.in_words)


def _under_export(work: Work, person: Person, job: Job, _content: bytes) -> str:
    t = texts(language_of(person))
    country = setup.country(work, job.params["country"])
    when = _when(t, person, work.now)
    return exporting.caption(t, job.params["country"], country.names if country else {}, when)


def _under_sheet(_work: Work, person: Person, job: Job, _content: bytes) -> str:
    t = texts(language_of(person))
    # It holds what there was when it was asked for.
    return sheet_view.caption(t, _when(t, person, datetime.fromisoformat(job.params["at"])))


def _under_picture(_work: Work, _person: Person, _job: Job, content: bytes) -> str:
    """The numbers that the picture shows, from the picture: what is counted now may have gone on."""
    return description_of(content)


def _when(t: Texts, person: Person, moment: datetime) -> tuple[str, str]:
    local = moment.astimezone(zone_of(person))
    return t.date(local.date()), f"{local:%H:%M}"


MADE: dict[str, Made] = {
    EXPORT: Made(_export, _under_export),
    SHEET: Made(_sheet, _under_sheet),
    PICTURE: Made(_picture, _under_picture, is_photo=True),
}
