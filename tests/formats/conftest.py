"""Real files for the readers, written where a test may write. What the readers make of them stands in the tests."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from export_files import table, write_csv, write_xlsx

from domain.record import Record, RefusedRow
from formats import uhri
from formats.sheet import opened


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    return lambda rows, **how: write_xlsx(tmp_path / "export.xlsx", rows, **how)


@pytest.fixture
def as_csv(tmp_path: Path) -> Callable[..., Path]:
    return lambda rows, **how: write_csv(tmp_path / "export.csv", rows, **how)


@pytest.fixture
def records_of(xlsx: Callable[..., Path]) -> Callable[..., list[Record | RefusedRow]]:
    """Read the records of a table with the given changes to the usual row."""
    return lambda *changes, **how: list(uhri.records(opened(xlsx(table(*changes, **how)))))
