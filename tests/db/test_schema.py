"""A database that was migrated is the same as one that was made from the tables, down to names and conditions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text
from sqlalchemy.engine import Connection

import db.tables
from db.engine import UrlMalformed, parsed, writing
from db.faults import StoreUnavailable
from db.schema import SchemaState, damage, differences, state_of, upgrade
from db.tables import metadata

Described = dict[str, Any]


@pytest.fixture
def empty(empty_url: str) -> Iterator[Engine]:
    url = parsed(empty_url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).touch()
    engine = writing(url)
    yield engine
    engine.dispose()


def _made_from_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        metadata.create_all(connection)


def _described(engine: Engine) -> Described:
    """Everything that the engine says of its tables; `sql`: what SQLAlchemy does not reflect, in the engine's words."""
    with engine.connect() as connection:
        look = inspect(connection)
        names = sorted(set(look.get_table_names()) - {"alembic_version"})
        tables = {
            name: {
                # By name: a column that a migration adds comes last, wherever the table has it.
                "columns": [{**column, "type": repr(column["type"])} for column in _sorted(look.get_columns(name))],
                "primary key": look.get_pk_constraint(name),
                "foreign keys": _sorted(look.get_foreign_keys(name)),
                "unique": _sorted(look.get_unique_constraints(name)),
                "checks": _sorted(look.get_check_constraints(name)),
                "indexes": [
                    {**index, "dialect_options": {k: str(v) for k, v in index.get("dialect_options", {}).items()}}
                    for index in _sorted(look.get_indexes(name))
                ],
            }
            for name in names
        }
        return {"tables": tables, "sql": _in_own_words(connection)}


def _sorted(found: list[Any]) -> list[Any]:
    return sorted(found, key=lambda one: str(one["name"]))


def _in_own_words(connection: Connection) -> list[tuple[Any, ...]]:
    if connection.dialect.name == "sqlite":
        query = "SELECT name, sql FROM sqlite_master WHERE type = 'index' OR sql LIKE 'CREATE VIRTUAL%' ORDER BY name"
    else:
        query = """
            SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            ORDER BY 1, 2
        """
    rows = connection.execute(text(query))
    return [(row[0], " ".join(str(row[1]).split())) for row in rows if "alembic" not in row[0]]


def test_a_migrated_schema_is_a_fresh_schema(engine: Engine, empty: Engine) -> None:
    _made_from_tables(empty)
    migrated, fresh = _described(engine), _described(empty)
    assert migrated["tables"].keys() >= {table.name for table in metadata.sorted_tables}
    for name, table in fresh["tables"].items():
        assert migrated["tables"][name] == table, name
    assert migrated == fresh


def test_alembic_finds_no_difference(engine: Engine, empty: Engine) -> None:
    _made_from_tables(empty)
    assert differences(engine) == differences(empty) == []


def test_a_difference_is_told(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE mechanisms ADD COLUMN stray INTEGER")
        connection.exec_driver_sql("DROP INDEX ix_jobs_open")
    assert len(differences(engine)) == 2


def test_a_sound_database_has_no_damage(engine: Engine) -> None:
    assert damage(engine) == []


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_row_that_names_a_missing_row_is_damage(engine: Engine) -> None:
    with closing(sqlite3.connect(engine.url.database or "")) as careless, careless:
        careless.execute("INSERT INTO documents (mechanism_id, identity) VALUES (7, 'x')")
    assert damage(engine) == ["a row of documents names a row of mechanisms that is not there"]


def test_an_empty_database_becomes_current_once_upgraded_and_stays_so(empty: Engine) -> None:
    assert state_of(empty) is SchemaState.EMPTY
    upgrade(empty)
    assert state_of(empty) is SchemaState.CURRENT
    upgrade(empty)
    assert state_of(empty) is SchemaState.CURRENT


def test_tables_of_something_else_are_told_apart(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE alembic_version (version_num VARCHAR(32))")
    assert state_of(empty) is SchemaState.FOREIGN


def test_a_later_version_is_told_apart(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'of tomorrow'")
    assert state_of(engine) is SchemaState.NEWER


def test_an_upgrade_that_fails_leaves_nothing_behind(empty: Engine) -> None:
    with empty.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE updates (id INTEGER)")  # the migration will meet it half way
    before = _described(empty)
    with pytest.raises(StoreUnavailable):
        upgrade(empty)
    assert _described(empty) == before


def test_every_table_is_exported_by_its_name() -> None:
    assert {table.name for table in metadata.sorted_tables} <= set(db.tables.__all__)
    assert all(getattr(db.tables, table.name) is table for table in metadata.sorted_tables)


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:////srv/suivi/suivi.sqlite3", "sqlite+pysqlite"),
        ("sqlite:///suivi.sqlite3", "sqlite+pysqlite"),
        ("postgresql://suivi@localhost/suivi", "postgresql+psycopg"),
        ("postgresql+asyncpg://suivi@localhost/suivi", "postgresql+psycopg"),
        ("postgres://suivi@localhost/suivi", "postgresql+psycopg"),
    ],
)
def test_an_address_of_either_engine_gets_its_driver(address: str, driver: str) -> None:
    assert parsed(address).drivername == driver


@pytest.mark.parametrize("address", ["", "suivi.sqlite3", "mysql://x/y", "sqlite://", "sqlite:///:memory:", "http://["])
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(UrlMalformed):
        parsed(address)
