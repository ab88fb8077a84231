"""A database of the first version with rows in every table: upgraded, it holds every one of them, value by value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from sqlalchemy import Engine, MetaData, Table, func, insert, select
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Integer, LargeBinary, String

from db import schema
from db.engine import parsed, writing

ROWS = 3
AT = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
# What the second version gave up on purpose: who has what in hand is told by processes, and nobody had used jobs yet.
GIVEN_UP = {"outbox": {"leased_until", "fence"}}
EMPTIED = {"jobs"}
ALLOWED = {"part": ("lead", "associated"), "national": ("added", "removed"), "origin": ("source", "national")}
VALUES = (
    (JSON, lambda number: {"en": f"é人{number}"}),
    (Boolean, lambda _: True),
    (Integer, lambda number: number),
    (DateTime, lambda number: AT + dt.timedelta(days=number)),
    (Date, lambda number: AT.date() + dt.timedelta(days=number)),
    (LargeBinary, lambda number: bytes([number, 0, 255]) * 9),
    (String, lambda number: f"{number}é"),
)


@pytest.fixture
def old(empty_url: str) -> Iterator[Engine]:
    """A database as the first version of Suivi made it."""
    url = parsed(empty_url)
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).touch()
    engine = writing(url)
    with engine.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    yield engine
    engine.dispose()


def tables_of(engine: Engine) -> dict[str, Table]:
    """Suivi's tables as they are, those that others name first."""
    found = MetaData()
    found.reflect(engine, only=lambda name, _: not name.startswith(("search_texts", "alembic")))
    return {table.name: table for table in found.sorted_tables}


def filled(table: Table, number: int) -> dict[str, Any]:
    """The row of this number: a value in every column, in the last row only where one must be."""
    row = {}
    for column in table.columns:
        if number < ROWS or not column.nullable or column.foreign_keys:
            row[column.name] = value_of(column, number)
    return row


def value_of(column: Any, number: int) -> Any:
    """A value of the column's type, another in each row."""
    for foreign in column.foreign_keys:
        return value_of(foreign.column, number)
    if column.name in ALLOWED:
        return ALLOWED[column.name][number % 2]
    made: Any = next(make for kind, make in VALUES if isinstance(column.type, kind))
    value = made(number)
    return f"{value}{column.name}"[: column.type.length or 40] if isinstance(value, str) else value


def test_nothing_is_lost_on_the_way_from_the_first_version(old: Engine) -> None:
    before = tables_of(old)
    with old.begin() as connection:
        for table in before.values():
            connection.execute(insert(table), [filled(table, 1), filled(table, 2)])
            connection.execute(insert(table), filled(table, ROWS))
    kept = {name: rows(old, table) for name, table in before.items()}
    assert all(len(found) == ROWS for found in kept.values())
    schema.upgrade(old)
    after = tables_of(old)
    for name, found in kept.items():
        if name in EMPTIED:
            continue
        lost = set(before[name].columns.keys()) - set(after[name].columns.keys())
        assert lost == GIVEN_UP.get(name, set()), name
        expected = [{column: value for column, value in row.items() if column not in lost} for row in found]
        assert [{column: row[column] for column in expected[0]} for row in rows(old, after[name])] == expected, name
    assert schema.damage(old) == []
    assert schema.differences(old) == []


def test_the_search_finds_what_was_there_before(old: Engine) -> None:
    tables = tables_of(old)
    with old.begin() as connection:
        for table in tables.values():
            connection.execute(insert(table), filled(table, 1))
        indexed = connection.exec_driver_sql("SELECT count(*) FROM search_texts").scalar()
    schema.upgrade(old)
    with old.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM search_texts").scalar() == indexed


def rows(engine: Engine, table: Table) -> list[dict[str, Any]]:
    """Every row of a table, in the order of its key."""
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(table)).scalar() is not None
        found = connection.execute(select(table).order_by(*table.primary_key.columns)).mappings()
        return [{name: comparable(value) for name, value in row.items()} for row in found]


def comparable(value: Any) -> Any:
    """A value as it is compared: bytes as bytes, on either engine."""
    return bytes(value) if isinstance(value, memoryview | bytearray) else value
