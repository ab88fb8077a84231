"""What a service is handed to work with: a connection inside a transaction, the sealer, and the moment it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.sql import Executable

from db.prepared import Prepared, on_cursor
from db.sealing import Sealer

SAVEPOINT = "work"
"""Each unit of work that shares a commit and runs a statement of its own stands in a savepoint of this name."""


class Work:
    """One unit of work. It never commits: whoever opened it does (db/transaction.py).

    `shared`: whether others stand in the same transaction; then the first statement opens a savepoint.
    """

    __slots__ = ("_connection", "_deferred", "in_savepoint", "now", "sealer", "shared")

    def __init__(self, connection: Connection, sealer: Sealer, now: datetime, *, shared: bool = False) -> None:
        self._connection = connection
        self._deferred: list[tuple[Executable, dict[str, Any]]] = []
        self.sealer = sealer
        self.now = now
        self.shared = shared
        self.in_savepoint = False

    @property
    def connection(self) -> Connection:
        """The connection, in the unit's own savepoint where it shares the transaction."""
        if self.shared and not self.in_savepoint:
            on_cursor(self._connection, f"SAVEPOINT {SAVEPOINT}")
            self.in_savepoint = True
        return self._connection

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement; `parameters`: a mapping, or a sequence of them for many rows."""
        return self.connection.execute(statement, parameters)

    def one(self, statement: Executable | Prepared, parameters: Any = None) -> Any:
        """Return the first row, or None; its columns are attributes."""
        if isinstance(statement, Prepared):
            return next(iter(statement.run(self.connection, parameters)), None)
        return self.connection.execute(statement, parameters).first()

    def all(self, statement: Executable | Prepared, parameters: Any = None) -> Sequence[Any]:
        """Return every row."""
        if isinstance(statement, Prepared):
            return statement.run(self.connection, parameters)
        return self.connection.execute(statement, parameters).all()

    def inserted_id(self, statement: Executable, parameters: Any) -> int:
        """Insert one row and return its id."""
        key = self.connection.execute(statement, parameters).inserted_primary_key
        assert key is not None  # noqa: S101 - every table has a primary key
        return int(key[0])

    def at_the_end(self, statement: Executable, parameters: dict[str, Any]) -> None:
        """Run a statement just before the commit, together with the same statements of others; at once if alone.

        For marks that nobody reads within the transaction and that cannot fail by themselves.
        """
        if self.shared:
            self._deferred.append((statement, parameters))
        else:
            self._connection.execute(statement, parameters)

    def undo(self) -> None:
        """Undo what this unit of work has done so far; it goes on, and others that share its commit are untouched."""
        self._deferred.clear()
        if self.in_savepoint:
            on_cursor(self._connection, f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")

    def finish(self) -> list[tuple[Executable, dict[str, Any]]]:
        """Close the unit's savepoint and return what it left for the end of the transaction."""
        if self.in_savepoint:
            on_cursor(self._connection, f"RELEASE SAVEPOINT {SAVEPOINT}")
            self.in_savepoint = False
        return self._deferred

    @property
    def on_sqlite(self) -> bool:
        """Whether the engine is SQLite; the other one is PostgreSQL."""
        return self._connection.dialect.name == "sqlite"


class Left:
    """Statements that units of work left for the end of their transaction; each kind runs once, for all its rows."""

    def __init__(self) -> None:
        self._rows: dict[Executable, list[dict[str, Any]]] = {}

    def take(self, left: Iterable[tuple[Executable, dict[str, Any]]]) -> None:
        """Take what one unit left."""
        for statement, parameters in left:
            self._rows.setdefault(statement, []).append(parameters)

    def run(self, connection: Connection) -> None:
        """Run everything, in the order in which each kind was first left."""
        for statement, rows in self._rows.items():
            connection.execute(statement, rows)
