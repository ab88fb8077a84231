"""What a service is handed to work with: a connection inside a transaction, the sealer, and the moment it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Connection, CursorResult
from sqlalchemy.sql import Executable

from db.sealing import Sealer

SAVEPOINT = "work"
"""Each unit of work that shares a commit stands in a savepoint of this name."""


@dataclass(slots=True)
class Work:
    """One unit of work. It never commits: whoever opened it does (db/transaction.py)."""

    connection: Connection
    sealer: Sealer
    now: datetime

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[Any]:
        """Run a statement; `parameters`: a mapping, or a sequence of them for many rows."""
        return self.connection.execute(statement, parameters)

    def one(self, statement: Executable, parameters: Any = None) -> Any:
        """Return the first row, or None; its columns are attributes."""
        return self.connection.execute(statement, parameters).first()

    def all(self, statement: Executable, parameters: Any = None) -> Sequence[Any]:
        """Return every row."""
        return self.connection.execute(statement, parameters).all()

    def inserted_id(self, statement: Executable, parameters: Any) -> int:
        """Insert one row and return its id."""
        key = self.connection.execute(statement, parameters).inserted_primary_key
        assert key is not None  # noqa: S101 - every table has a primary key
        return int(key[0])

    def undo(self) -> None:
        """Undo what this unit of work has done so far; it goes on, and others that share its commit are untouched."""
        self.connection.exec_driver_sql(f"ROLLBACK TO SAVEPOINT {SAVEPOINT}")

    @property
    def on_sqlite(self) -> bool:
        """Whether the engine is SQLite; the other one is PostgreSQL."""
        return self.connection.dialect.name == "sqlite"
