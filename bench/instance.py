"""A filled database to measure with: 10,000 recommendations in three languages, 40 institutions, 1,500 focal points.

It is made through Suivi's own services, once, and kept in the temporary folder; every measurement takes a copy.
"""

from __future__ import annotations

import csv
import hashlib
import os
import random
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources
from pathlib import Path

from bench import corpus
from bench.processes import ROOT
from bot import clock, settings
from bot.opening import Database, open_database, upgrade_database
from db.queries import people
from db.queries.assignments import add_assignments
from db.queries.references import ids_by_annotation
from db.queries.setup import institution_by_code
from db.work import Work
from domain.due import Part
from domain.role import Role
from formats.recognise import reader
from services.import_file import Import
from services.invite import accept, examine, invite
from services.set_up import add_country, add_institution

COUNTRY = "QS"
RECOMMENDATIONS = 10_000
INSTITUTIONS = 40
PERSONS = 1_500
WHOLE = (RECOMMENDATIONS, PERSONS)
SMALL = (200, 150)
"""To see that a measurement works: made in a few seconds, and not kept."""
FIRST_CHAT = 100_000
TOKEN = "7:AAAAbench"  # noqa: S105 - of no bot
KEY = "00" * 32
SPOKEN = ("fr", "en", "zh-hans", "pt")
_SOURCES = ("db/tables", "db/migrations", "simulator/country")


@dataclass(frozen=True, slots=True)
class Instance:
    """A database of Suivi's; `environment`: the settings under which a process uses it."""

    environment: dict[str, str]


def chats(count: int = PERSONS) -> list[tuple[int, str]]:
    """The first chats of focal points, each with its language."""
    return [(FIRST_CHAT + i, SPOKEN[i % len(SPOKEN)]) for i in range(count)]


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder on a disk, for the block. Raises RuntimeError where the temporary folder is only in memory."""
    path = Path(tempfile.mkdtemp(prefix="suivi-bench-"))
    mounts = [line.split() for line in Path("/proc/mounts").read_text(encoding="utf-8").splitlines()]
    holding = max((m for m in mounts if path.is_relative_to(m[1])), key=lambda m: len(m[1]))
    try:
        if holding[2] in {"tmpfs", "ramfs"}:
            raise RuntimeError("the temporary folder is in memory: set TMPDIR to a folder on a disk")
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextmanager
def filled(size: tuple[int, int] = WHOLE) -> Iterator[Instance]:
    """A copy of the filled database, or one of another size (recommendations, persons), for the block."""
    if size != WHOLE:
        with folder() as path:
            fill(environment(path), path, size)
            yield Instance(environment(path))
        return
    template = _template()
    with folder() as path:
        shutil.copyfile(template, path / "suivi.sqlite3")
        os.sync()
        yield Instance(environment(path))


@contextmanager
def empty() -> Iterator[Instance]:
    """A data folder with nothing in it, for the block."""
    with folder() as path:
        yield Instance(environment(path))


def environment(path: Path, url: str | None = None) -> dict[str, str]:
    """The settings of a process of Suivi's with its data in this folder, or in the database of this address."""
    base = {"SUIVI_BOT_TOKEN": TOKEN, "SUIVI_DATA_DIR": str(path), "SUIVI_SECRET_KEY": KEY, "SUIVI_LOG_LEVEL": "info"}
    return {**base, **({"SUIVI_DATABASE_URL": url} if url else {})}


def fill(given: dict[str, str], work_folder: Path, size: tuple[int, int] = WHOLE) -> None:
    """Fill the database of these settings; `size`: recommendations, persons."""
    recommendations, persons = size
    read = settings.read(given, work_folder)
    upgrade_database(read, clock.now())
    database = open_database(read, clock.now())
    with database.at_once(clock.now(), unlimited=True) as work:
        _set_up(work)
    for language in corpus.LANGUAGES:
        path = work_folder / f"{language}.csv"
        corpus.write(path, language, recommendations)
        began = time.monotonic()
        done = import_file(database, path, language)
        print(f"# imported {done} texts in {language} in {time.monotonic() - began:.1f} s", flush=True)
    with database.at_once(clock.now(), unlimited=True) as work:
        _assign(work, recommendations)
        _join(work, persons)
    database.writing_engine.dispose()


def import_file(database: Database, path: Path, language: str) -> int:
    """Import a file as the command line does; return how many texts were added."""
    run = Import(lambda: database.at_once(clock.now(), unlimited=True), language, COUNTRY, dry_run=False)
    result = run.run(reader(path).records())
    assert not result.refused, result.refused[:3]
    return result.added + sum(result.texts.values())


def _template() -> Path:
    """The filled file, made now unless one of this very code is there."""
    path = Path(tempfile.gettempdir()) / f"suivi-bench-{_digest()}.sqlite3"
    if not path.exists():
        with folder() as work_folder:
            fill(environment(work_folder), work_folder)
            # The last connection is closed, so the write-ahead log has gone into the file.
            (work_folder / "suivi.sqlite3").replace(path)
    return path


def _digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(
        [*(p for name in _SOURCES for p in (ROOT / name).rglob("*.[pc][ys]*") if p.suffix != ".pyc"), Path(__file__)]
    ):
        digest.update(path.read_bytes())
    digest.update(Path(corpus.__file__).read_bytes())
    return digest.hexdigest()[:12]


def _set_up(work: Work) -> None:
    add_country(work, COUNTRY, language="fr", timezone="UTC", names={"en": "Quessania", "fr": "Quessanie"})
    text = (resources.files("simulator.country") / "institutions.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    for number in range(INSTITUTIONS):
        row = rows[number % len(rows)]
        names = {language: f"{row[f'name_{language}']} {number + 1}" for language in ("en", "fr", "pt", "zh")}
        add_institution(work, COUNTRY, f"I{number}", names)


def _assign(work: Work, recommendations: int) -> None:
    """A lead each and up to three more institutions; two of three carry a date, a sixth of these has passed."""
    ids = ids_by_annotation(work, COUNTRY, [corpus.identifier(i) for i in range(recommendations)])
    found = [institution_by_code(work, COUNTRY, f"I{i}") for i in range(INSTITUTIONS)]
    institutions = [one.id for one in found if one]
    chance, today, rows = random.Random(1), clock.now().date(), []
    for id_ in ids.values():
        due = today + timedelta(days=chance.randrange(-60, 300)) if chance.random() < 0.67 else None
        picked = chance.sample(institutions, chance.randrange(1, 5))
        rows += [(id_, one, Part.ASSOCIATED if i else Part.LEAD, due) for i, one in enumerate(picked)]
    add_assignments(work, rows)


def _join(work: Work, persons: int) -> None:
    """Every person accepts an invitation as focal point."""
    for number, (chat, language) in enumerate(chats(persons)):
        person = people.person_by_id(work, people.add_person(work, chat, language)).person
        code = invite(work, COUNTRY, Role.FOCAL_POINT, f"I{number % INSTITUTIONS}").code
        accept(work, examine(work, code, person).id, person)
