"""A stage for each dialogue, on both engines, with the invented country set up; and what must hold when it is over."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from stage import EVERY_LANGUAGE, Hour, Stage

from bot.opening import Database
from bot.sample import Sample, set_up
from db.engine import parsed, reading, writing
from db.sealing import Sealer
from views.texts import Texts, texts

_NUMBERS = itertools.count(1)
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
    server = request.getfixturevalue("postgresql")
    name = f"talk_{next(_NUMBERS)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {country.where}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


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


@pytest.fixture(params=EVERY_LANGUAGE)
def language(request: pytest.FixtureRequest) -> str:
    """Each language of the interface in turn."""
    return str(request.param)


@pytest.fixture
def t(language: str) -> Texts:
    """What Suivi says in that language."""
    return texts(language)
