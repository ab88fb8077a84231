"""The command line run in this process: its output, and its exit code; an instance's settings on both engines."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from db.engine import parsed

KEY = bytes(range(32)).hex()
Suivi = Callable[..., "Ended"]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    def is_a_sentence(self, *words: str) -> bool:
        """Whether it ended with 2 and one plain sentence on standard error that holds these words."""
        assert self.code == 2, self
        assert "Traceback" not in self.out + self.err
        assert self.err.startswith("suivi: ")
        assert len(self.err.strip().splitlines()) == 1
        for word in words:
            assert word in self.err, self.err
        return True


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """Commands set logging up for the process, which is this one."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    root.handlers[:], root.level = handlers, level
    logging.getLogger("telegram").disabled = False


@pytest.fixture
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of an instance without a database yet; the settings name a data folder in it and nothing else."""
    for name in [name for name in os.environ if name.startswith("SUIVI_") and "TEST" not in name]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("SUIVI_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SUIVI_SECRET_KEY_FILE", str(tmp_path / "key" / "secret.key"))
    monkeypatch.setenv("SUIVI_OPERATOR", "the tests")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def suivi(capsys: pytest.CaptureFixture[str]) -> Suivi:
    """Run a command."""

    def run(*arguments: str | Path) -> Ended:
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        output = capsys.readouterr()
        return Ended(int(ended.value.code or 0), output.out, output.err)

    return run


@pytest.fixture
def stored(instance: Path, store_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a migrated database that the settings name."""
    monkeypatch.setenv("SUIVI_DATABASE_URL", store_url)
    return store_url


@pytest.fixture
def on_sqlite(instance: Path) -> Path:
    """The SQLite file of the instance, made by its first command."""
    return instance / "data" / "suivi.sqlite3"


def file_of(url: str) -> Path:
    """The file of an SQLite database."""
    return Path(str(parsed(url).database))


@pytest.fixture
def programs(engine_name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL's own programs are found first, of the version of the server that the test talks to."""
    if engine_name == "postgresql":
        found = request.getfixturevalue("postgresql").programs
        monkeypatch.setenv("PATH", f"{found}{os.pathsep}{os.environ.get('PATH', '')}")
