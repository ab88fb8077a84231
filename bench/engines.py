"""Filled databases on either engine; PostgreSQL as the tests have it, durable, on a server of its own."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg

from bench import instance
from bench.processes import ROOT

_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def filled(engine: str) -> Iterator[instance.Instance]:
    """A filled database on "sqlite" or "postgresql", for the block."""
    if engine == "sqlite":
        with instance.filled() as database:
            yield database
        return
    with postgresql() as server, server.copy() as database:
        yield database


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL server that holds a filled database to be copied; `folder`: for the bots' data."""

    server: Any
    folder: Path

    @contextmanager
    def copy(self) -> Iterator[instance.Instance]:
        """A copy of the filled database, for the block."""
        self.server.execute("CREATE DATABASE run TEMPLATE bench")
        self.server.execute("CHECKPOINT")
        try:
            yield instance.Instance(instance.environment(self.folder, self.server.url("run")))
        finally:
            self.server.execute("DROP DATABASE run WITH (FORCE)")

    def cpu(self) -> float:
        """CPU seconds used so far by all its processes, those that have ended included."""
        pid = (self.server.folder / "data" / "postmaster.pid").read_text(encoding="utf-8").split()[0]
        own = _fields(Path(f"/proc/{pid}/stat"))
        running = [_fields(path) for path in Path("/proc").glob("[0-9]*/stat")]
        ticks = sum(map(int, own[11:15])) + sum(int(one[11]) + int(one[12]) for one in running if one[1:2] == [pid])
        return ticks / _TICKS


@contextmanager
def postgresql(size: tuple[int, int] = instance.WHOLE) -> Iterator[Server]:
    """A server with a filled database of this size (recommendations, persons), for the block; filled each time."""
    with _of_the_tests().running_server() as server, instance.folder() as path:
        server.execute("CREATE DATABASE bench")
        instance.fill(instance.environment(path, server.url("bench")), path, size)
        with psycopg.connect(server.url("bench"), autocommit=True) as connection:
            # As autovacuum does within a minute or two after an import; the tests' server has it off.
            connection.execute("VACUUM ANALYZE")
        yield Server(server, path)


def _fields(path: Path) -> list[str]:
    """What /proc says of a process, from its state on; nothing where it has ended meanwhile."""
    try:
        return path.read_text(encoding="utf-8").rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return []


def _of_the_tests() -> ModuleType:
    """The tests' way to a server of one's own; tests/ is no package."""
    found = importlib.util.spec_from_file_location("postgresql", Path(ROOT, "tests", "postgresql.py"))
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules["postgresql"] = module
    found.loader.exec_module(module)
    return module
