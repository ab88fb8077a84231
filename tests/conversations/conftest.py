"""A stage for each dialogue, on both engines, with the invented country set up; and what must hold when it is over."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from postgresql import Reused, Server
from stage import EVERY_LANGUAGE, Hour, Stage

from bot import child
from bot.opening import Database
from bot.sample import Sample, set_up
from bot.settings import read
from bot.workplace import Workplace, workplace_of
from db.engine import parsed, reading, writing
from db.sealing import Sealer
from views.texts import Texts, texts

HERE = Path(__file__).parent
KEY = bytes(range(32)).hex()
MONDAY = datetime.fromisoformat("2026-03-02T09:30:00+00:00")


@dataclass(frozen=True)
class Template:
    """A database with the invented country, to be copied; `where`: the file, or PostgreSQL's name of it."""

    where: str
    sample: Sample


@pytest.fixture(scope="session")
def sqlite_country(tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, sealer: Sealer) -> Template:
    path = tmp_path_factory.mktemp("country") / "country.sqlite3"
    shutil.copyfile(sqlite_template, path)
    return Template(str(path), _filled(f"sqlite:///{path}", sealer))


@pytest.fixture(scope="session")
def postgresql_country(request: pytest.FixtureRequest, sealer: Sealer) -> Template:
    server, migrated = (request.getfixturevalue(name) for name in ("postgresql", "postgresql_template"))
    server.execute(f"CREATE DATABASE country TEMPLATE {migrated}")
    return Template("country", _filled(server.url("country"), sealer))


@pytest.fixture(scope="session")
def reused_country(postgresql: Server, postgresql_country: Template) -> Reused:
    """A copy of PostgreSQL's template that one test after the other has for itself."""
    return Reused(postgresql, postgresql_country.where)


def _filled(url: str, sealer: Sealer) -> Sample:
    database = _opened(url, sealer)
    sample = set_up(database, lambda: MONDAY, MONDAY.date())
    database.writing_engine.dispose()
    return sample


def _opened(url: str, sealer: Sealer) -> Database:
    return Database(writing(parsed(url)), reading(parsed(url)), sealer, url.startswith("sqlite"))


@pytest.fixture
def country(engine_name: str, request: pytest.FixtureRequest) -> Template:
    """The template of the engine that the test runs on."""
    template = request.getfixturevalue(f"{engine_name}_country")
    assert isinstance(template, Template)
    return template


@pytest.fixture
def store_url(engine_name: str, country: Template, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database of the test's own, with the invented country in it."""
    if engine_name == "sqlite":
        path = tmp_path / "suivi.sqlite3"
        shutil.copyfile(country.where, path)
        yield f"sqlite:///{path}"
        return
    with request.getfixturevalue("reused_country").used() as url:
        yield url


@pytest.fixture(autouse=True)
def _bulk_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dispatcher looks for new messages all the time, so that nobody in a dialogue waits a second."""
    monkeypatch.setattr("bot.dispatcher.LOOK", 0.02)


@pytest.fixture
async def stage(store_url: str, country: Template, sealer: Sealer) -> AsyncIterator[Stage]:
    """A running process. Afterwards: no request Telegram would refuse, nothing parked, nothing unsent."""
    made = Stage(_opened(store_url, sealer), country.sample, Hour(MONDAY))
    await made.opens()
    try:
        yield made
        await made.settles()
        assert made.world.violations == []
        assert made.parked() == []
        assert made.unsent() == []
    finally:
        await made.closes()
        made.database.writing_engine.dispose()
        made.database.reading_engine.dispose()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """On PostgreSQL each dialogue runs in one language, another from test to test: no engine knows the languages.

    With SUIVI_TEST_WHOLE set, in all four.
    """
    if os.environ.get("SUIVI_TEST_WHOLE"):
        return
    kept = [item for item in items if _is_wanted(item)]
    items[:] = kept


def _is_wanted(item: pytest.Item) -> bool:
    chosen: dict[str, str] = (getattr(item, "callspec", None) and item.callspec.params) or {}
    if chosen.get("engine_name") != "postgresql" or "language" not in chosen or item.path.parent != HERE:
        return True
    of_its_own = sum(map(ord, item.originalname)) % len(EVERY_LANGUAGE)
    return chosen["language"] == EVERY_LANGUAGE[of_its_own]


@pytest.fixture(params=EVERY_LANGUAGE)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the interface in turn."""
    return str(request.param)


@pytest.fixture
def t(language: str) -> Texts:
    """What Suivi says in that language."""
    return texts(language)


# --- with jobs ---------------------------------------------------------------------------------------


@pytest.fixture
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs jobs looks all the time, so that nobody in a dialogue waits for it."""
    monkeypatch.setattr("bot.jobs.LOOK", 0.05)
    monkeypatch.setattr("bot.jobs.SHOW_EVERY", 0.1)


@pytest.fixture
def workplace(store_url: str, tmp_path: Path, guarded_environment: dict[str, str]) -> Workplace:
    given = {"SUIVI_DATABASE_URL": store_url, "SUIVI_SECRET_KEY": KEY, "SUIVI_DATA_DIR": str(tmp_path / "data")}
    (tmp_path / "data").mkdir()
    return workplace_of(read(given, tmp_path))


@pytest.fixture
async def whole_office(stage: Stage, workplace: Workplace, _looks_often: None) -> Stage:
    """A stage whose process runs jobs, each in a child of its own."""
    stage.workplace = workplace
    await stage.restarts()
    return stage


@pytest.fixture
async def office(whole_office: Stage, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """The same, but the child is a thread of this process: what it does is the same, and it is there at once."""

    async def carried_out(workplace: Workplace, job_id: int) -> int:
        return await asyncio.to_thread(child.run, job_id, read(workplace.settings, workplace.folder))

    monkeypatch.setattr("bot.jobs.carried_out", carried_out)
    return whole_office
