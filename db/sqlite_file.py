"""An SQLite database as a file: copied while it is in use, made whole by itself. What is in it, others know."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from db.engine import BUSY_TIMEOUT
from db.faults import StoreUnavailable

MAGIC = b"SQLite format 3\x00"


def copied(source: Path, target: Path, *, at_rest: bool) -> list[str]:
    """Copy a database into an empty file, as it is at one moment; return what is damaged in it, a line each.

    Others may go on writing. `at_rest`: nobody does, so that nothing has to be written beside it to read it. The copy
    is one file that needs no other. Raises StoreUnavailable.
    """
    still = at_rest and not _log_of(source).exists()
    address = f"{source.resolve().as_uri()}?mode=ro{'&immutable=1' if still else ''}"
    with _explained():
        with (
            closing(sqlite3.connect(address, uri=True, timeout=BUSY_TIMEOUT)) as old,
            closing(sqlite3.connect(target, timeout=BUSY_TIMEOUT, isolation_level=None)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")
            found = [line for row in new.execute("PRAGMA integrity_check(20)") for line in str(row[0]).splitlines()]
        return [line for line in found if line != "ok" and not line.startswith("***")]


def make_single(path: Path) -> None:
    """Bring what stands in the log beside a database into its file. Raises StoreUnavailable: others have it open."""
    with _explained(), closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode=DELETE")


def beside(path: Path) -> tuple[Path, Path]:
    """Return where SQLite keeps its log and the log's index, if any; they belong to the file of their name."""
    return _log_of(path), path.with_name(f"{path.name}-shm")


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise StoreUnavailable(str(error)) from error
