"""Statements on the way of every chat answer, compiled once and run on the driver's own cursor.

SQLAlchemy's execution costs some 60 microseconds a statement beside the statement itself; these about ten. Types are
converted as SQLAlchemy would. Only for statements without "expanding" parameters.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import Executable


def on_cursor(connection: Connection, sql: str, parameters: Any = ()) -> Any:
    """Run SQL as it stands on the driver's own cursor, and return that. Raises DBAPIError without SQL or values."""
    raw: Any = connection.connection.dbapi_connection
    try:
        return raw.execute(sql, parameters)
    except connection.dialect.loaded_dbapi.Error as error:
        raise DBAPIError(None, None, error, hide_parameters=True) from error


class Prepared:
    """A statement that returns rows. Rows are named tuples of its columns."""

    def __init__(self, statement: Any) -> None:
        self._statement: Executable = statement
        self._forms: dict[str, _Form] = {}

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> Sequence[Any]:
        """Return the rows. Raises DBAPIError as SQLAlchemy does, without statement and parameters."""
        form = self._forms.get(connection.dialect.name)
        if form is None:
            form = self._forms[connection.dialect.name] = _Form(self._statement, connection.dialect)
        return form.run(connection, parameters)


class _Form:
    """The statement as one engine takes it."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        self._fixed = dict(compiled.params)
        self._binds: list[tuple[str, Callable[[Any], Any]]] = [
            (name, convert)
            for bind, name in compiled.bind_names.items()
            if (convert := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        ]
        columns = list(statement.exported_columns)
        self._row: Any = namedtuple("Row", [column.key for column in columns])  # type: ignore[misc]
        self._results: list[tuple[int, Callable[[Any], Any]]] = [
            (place, convert)
            for place, column in enumerate(columns)
            if (convert := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> Sequence[Any]:
        values = {**self._fixed, **parameters}
        for name, convert in self._binds:
            values[name] = convert(values[name])
        given: Any = values if self._order is None else [values[name] for name in self._order]
        return [self._named(row) for row in on_cursor(connection, self._sql, given).fetchall()]

    def _named(self, row: Sequence[Any]) -> Any:
        if not self._results:
            return self._row._make(row)
        converted = list(row)
        for place, convert in self._results:
            converted[place] = convert(converted[place])
        return self._row._make(converted)
