"""The schema's version: what the database has, what the code wants, and the way from one to the other (Alembic)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from db.engine import without_limit
from db.faults import unavailable
from db.tables import metadata


class SchemaState(Enum):
    """How the database's schema stands to the code's."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"  # made by a later Suivi
    FOREIGN = "foreign"  # tables of something else


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "db:migrations")
    config.set_main_option("path_separator", "os")
    return config


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    except DBAPIError as error:
        raise unavailable(error) from error


def state_of(engine: Engine) -> SchemaState:
    """Return how the database stands to this version of Suivi. Raises StoreUnavailable."""
    with _connected(engine) as connection:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return SchemaState.EMPTY
        if "alembic_version" not in tables or not {"instance", "outbox", "updates"} <= tables:
            return SchemaState.FOREIGN
        version = MigrationContext.configure(connection).get_current_revision()
    return state_of_version(version)


def state_of_version(version: str | None) -> SchemaState:
    """Return how a database of this revision stands to this version of Suivi."""
    scripts = ScriptDirectory.from_config(_config())
    if version == scripts.get_current_head():
        return SchemaState.CURRENT
    known = {script.revision for script in scripts.walk_revisions()}
    return SchemaState.OLDER if version in known else SchemaState.NEWER


def upgrade(engine: Engine) -> None:
    """Bring the schema to this version's, in one transaction. Raises StoreUnavailable."""
    with _connected(engine) as connection, connection.begin():
        upgrade_within(connection)


def upgrade_within(connection: Connection) -> None:
    """Bring the schema to this version's, in the transaction that the connection is in."""
    without_limit(connection)
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def drop_all(connection: Connection) -> None:
    """Drop every table, in the transaction that the connection is in (PostgreSQL)."""
    for name in inspect(connection).get_table_names():
        connection.exec_driver_sql(f"DROP TABLE {connection.dialect.identifier_preparer.quote(name)} CASCADE")


def unknown_tables(engine: Engine) -> set[str]:
    """Return the tables that this version of Suivi does not know, by name. Raises StoreUnavailable."""
    with _connected(engine) as connection:
        return set(inspect(connection).get_table_names()) - {*metadata.tables, "alembic_version", "search_texts"}


def differences(engine: Engine) -> list[str]:
    """Return how the tables differ from what this version expects, a line each; empty: they do not."""
    with _connected(engine) as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_object": _is_ours, "render_as_batch": True}
        )
        return [str(difference) for difference in compare_metadata(context, metadata)]


def damage(engine: Engine) -> list[str]:
    """Return what the engine's own integrity check finds wrong, a line each; empty: nothing."""
    with _connected(engine) as connection:
        if connection.dialect.name != "sqlite":
            return []
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(20)")]
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        lines = [f"a row of {row[0]} names a row of {row[2]} that is not there" for row in broken[:20]]
        return [line for line in found if line != "ok"] + lines


def _is_ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """The search index is made by hand, differently on each engine; Alembic cannot compare it."""
    return not (kind == "table" and name is not None and name.startswith("search_texts"))
