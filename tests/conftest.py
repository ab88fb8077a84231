"""What every test can ask for: databases of both engines, a moment, a key; and no network but this machine's.

A test that asks for `store_url`, `engine` or `reader` runs twice, on SQLite and on PostgreSQL, each time with a
migrated database of its own; with `work` alone, in a transaction that is never committed.
"""

from __future__ import annotations

import importlib.util
import itertools
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from postgresql import Server, running_server
from sqlalchemy import Engine

from db.engine import parsed, reading, writing
from db.schema import upgrade
from db.sealing import Sealer
from db.work import Work
from domain.record import Record, RefusedRow
from services.import_file import Import, Imported

GUARD = Path(__file__).with_name("guard")
_NUMBERS = itertools.count(1)

settings.register_profile(
    "suivi",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("suivi")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with a test that is long by design go first, so that at the end no worker is alone with one."""
    long = {item.path for item in items if item.get_closest_marker("timeout")}
    items.sort(key=lambda item: item.path not in long)


# --- no network but this machine's -------------------------------------------------------------------


def _install_guard() -> None:
    specification = importlib.util.spec_from_file_location("network_guard", GUARD / "sitecustomize.py")
    assert specification is not None
    assert specification.loader is not None
    guard = importlib.util.module_from_spec(specification)
    sys.modules["network_guard"] = guard
    specification.loader.exec_module(guard)


_install_guard()


@pytest.fixture(scope="session")
def _reached(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The file in which the guard, here and in processes that tests start, notes what was tried to be reached."""
    noted = tmp_path_factory.mktemp("network") / "reached"
    noted.touch()
    os.environ["SUIVI_TEST_REACHED"] = str(noted)
    yield noted
    del os.environ["SUIVI_TEST_REACHED"]


@pytest.fixture(autouse=True)
def network_attempts(_reached: Path) -> Iterator[Path]:
    """The file of forbidden attempts; whatever a test leaves in it fails the test."""
    yield _reached
    attempts = _reached.read_text(encoding="utf-8")
    _reached.write_text("", encoding="utf-8")
    if attempts:
        pytest.fail(f"the test tried to reach another machine:\n{attempts}")


@pytest.fixture
def guarded_environment(network_attempts: Path) -> dict[str, str]:
    """The environment for processes that a test starts: the network guard, and nothing of this machine's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SUIVI_")}
    path = os.pathsep.join(filter(None, [str(GUARD), os.environ.get("PYTHONPATH")]))
    return {**kept, "PYTHONPATH": path, "SUIVI_TEST_REACHED": str(network_attempts)}


# --- databases ---------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """The PostgreSQL server of the run, started by the first test that needs it."""
    with running_server(durable=False) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_template(postgresql: Server) -> str:
    """The name of a migrated database that others are copied from."""
    postgresql.execute("CREATE DATABASE migrated")
    _migrate(postgresql.url("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated file that others are copied from."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite3"
    path.touch()
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def engine_name(request: pytest.FixtureRequest) -> str:
    """Which of the two engines the test runs on."""
    return str(request.param)


@pytest.fixture
def empty_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database with nothing in it."""
    if engine_name == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.sqlite3'}"
    else:
        yield from _own_database(request.getfixturevalue("postgresql"), "template0")


@pytest.fixture
def store_url(engine_name: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database of the test's own, as the setting SUIVI_DATABASE_URL takes it."""
    if engine_name == "sqlite":
        path = tmp_path / "suivi.sqlite3"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
    else:
        template = request.getfixturevalue("postgresql_template")
        yield from _own_database(request.getfixturevalue("postgresql"), template)


@pytest.fixture
def engine(store_url: str) -> Iterator[Engine]:
    """The writing engine of the test's database."""
    made = writing(parsed(store_url))
    yield made
    made.dispose()


@pytest.fixture
def reader(store_url: str) -> Iterator[Engine]:
    """The engine of the test's database that only reads."""
    made = reading(parsed(store_url))
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def shared_sqlite(sqlite_template: Path) -> Path:
    """A migrated file in which nothing is ever committed."""
    return Path(shutil.copyfile(sqlite_template, sqlite_template.with_name("shared.sqlite3")))


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: Server, postgresql_template: str) -> str:
    """The name of a migrated database in which nothing is ever committed."""
    postgresql.execute(f"CREATE DATABASE shared TEMPLATE {postgresql_template}")
    return "shared"


@pytest.fixture
def work(engine_name: str, sealer: Sealer, now: datetime, request: pytest.FixtureRequest) -> Iterator[Work]:
    """Work in a transaction that is rolled back at the end; in the test's own database if it asks for one."""
    if "store_url" in request.fixturenames:
        url = request.getfixturevalue("store_url")
    elif engine_name == "sqlite":
        url = f"sqlite:///{request.getfixturevalue('shared_sqlite')}"
    else:
        url = request.getfixturevalue("postgresql").url(request.getfixturevalue("shared_postgresql"))
    engine = writing(parsed(url))
    with engine.connect() as connection, connection.begin() as transaction:
        yield Work(connection, sealer, now)
        transaction.rollback()
    engine.dispose()


@pytest.fixture
def bring(work: Work) -> Callable[..., Imported]:
    """Imports records into the test's database: `bring(record(), record(...), language="fr")`."""

    def run(*rows: Record | RefusedRow, language: str = "en", country: str | None = None) -> Imported:
        return Import(lambda: nullcontext(work), language, country).run(rows)

    return run


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def sealer() -> Sealer:
    """A sealer with a key that is always the same."""
    return Sealer(bytes(range(32)))


def _migrate(url: str) -> None:
    engine = writing(parsed(url))
    upgrade(engine)
    engine.dispose()


def _own_database(server: Server, template: str) -> Iterator[str]:
    name = f"test_{next(_NUMBERS)}"
    server.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    yield server.url(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")
