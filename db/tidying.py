"""Leaving nothing behind of what was overwritten: in the log beside an SQLite file, in free pages, in dead rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from db.engine import without_limit
from db.faults import DRIVER_ERRORS, StoreUnavailable, unavailable
from db.queries.sealed import SEALED
from db.tables import instance, persons

_EMPTY_LOG = "PRAGMA wal_checkpoint(TRUNCATE)"


def forget_overwritten(engine: Engine) -> None:
    """Rewrite what was sealed, so that no earlier value of it is left in the files. Raises StoreUnavailable."""
    try:
        with engine.connect() as connection:
            if connection.dialect.name == "sqlite":
                _rewrite_file(connection.connection.dbapi_connection)
                return
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            without_limit(connection)
            for name in sorted({column.table.name for column in SEALED} | {persons.name, instance.name}):
                connection.exec_driver_sql(f"VACUUM FULL {name}")
    except DBAPIError as error:
        raise unavailable(error) from error
    except DRIVER_ERRORS as error:
        raise StoreUnavailable(str(error)) from error


def _rewrite_file(raw: Any) -> None:
    for statement in (_EMPTY_LOG, "VACUUM", _EMPTY_LOG):
        found = raw.execute(statement).fetchone()
        if found is not None and found[0]:
            raise StoreUnavailable("database is locked")
