"""Whether an SQLite file is still where it was opened. What is written to one that was moved, nobody finds again."""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy.engine import Connection

from db.faults import StoreUnavailable


class InPlace:
    """Looks after the file of one connection; SQLite itself says nothing while a log of writes lies beside the file."""

    def __init__(self, connection: Connection) -> None:
        on_sqlite = connection.dialect.name == "sqlite"
        self._path = str(Path(str(connection.engine.url.database)).resolve()) if on_sqlite else None
        self._file = self._found()

    def check(self) -> None:
        """Raise StoreUnavailable where the file was moved, deleted or replaced since the connection was opened."""
        if self._path is not None and (self._file is None or self._found() != self._file):
            raise StoreUnavailable("the file was moved or deleted")

    def _found(self) -> tuple[int, int] | None:
        if self._path is None:
            return None
        try:
            found = os.stat(self._path)  # noqa: PTH116 - asked before each commit: half the price of a Path's
        except OSError:
            return None
        return found.st_dev, found.st_ino
