"""A database of an older version: SQLite's is copied and upgraded by `run`; PostgreSQL's is left alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import schema
from db.engine import parsed
from db.schema import SchemaState
from tests.command_line.conftest import Suivi, file_of
from tests.command_line.served import telegram


@pytest.fixture
def older(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if a newer version of Suivi had one more migration: the first look finds the database older."""
    original, upgraded = schema.state_of, []

    def state_of(engine: object) -> SchemaState:
        state = original(engine)  # type: ignore[arg-type]
        return SchemaState.OLDER if state is SchemaState.CURRENT and not upgraded else state

    def upgrade(_engine: object) -> None:
        upgraded.append(True)

    monkeypatch.setattr(schema, "state_of", state_of)
    monkeypatch.setattr(schema, "upgrade", upgrade)


def test_running_upgrades_sqlite_after_a_copy_and_leaves_postgresql_alone(
    older: None, stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", "999:refused")
    with telegram() as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        ended = suivi("run")
    if parsed(stored).get_backend_name() == "postgresql":
        assert ended.is_a_sentence("older version of Suivi", "suivi db upgrade")
        return
    assert ended.is_a_sentence("does not know this SUIVI_BOT_TOKEN")
    (copy,) = file_of(stored).parent.glob("*.before-upgrade-*")
    assert copy.stat().st_size > 0
    assert copy.stat().st_mode & 0o777 == 0o600


def test_other_commands_say_that_it_is_older(older: None, stored: str, suivi: Suivi) -> None:
    assert suivi("country", "add", "MZ").is_a_sentence("older version of Suivi", "suivi db upgrade")


def test_upgrading_on_request_copies_an_sqlite_file(older: None, stored: str, suivi: Suivi) -> None:
    assert suivi("db", "upgrade").out == "The database is upgraded.\n"
    copies = list(file_of(stored).parent.glob("*.before-upgrade-*")) if "sqlite" in stored else [Path()]
    assert len(copies) == 1
