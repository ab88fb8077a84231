"""A PostgreSQL database as a file: pg_dump writes it, pg_restore reads it, and one transaction brings it back.

pg_restore itself does not write to the database: only so can dropping what is there and bringing back what was stand
in one transaction of ours, with whatever else belongs to it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL
from sqlalchemy.engine import Connection

MAGIC = b"PGDMP"
_COPY_BEGINS = (b"COPY ", b" FROM stdin;\n")
_COPY_ENDS = b"\\.\n"
# What is of no use in a transaction of ours, or is not known to every version of the server.
_SKIPPED = (b"\\", b"SELECT pg_catalog.set_config('search_path'", b"SET transaction_timeout", b"--")
_PIECE = 1 << 16


@dataclass
class ToolMissing(Exception):
    """A program of PostgreSQL's is not installed."""

    name: str


@dataclass
class ToolFailed(Exception):
    """A program of PostgreSQL's could not do its work; `reason` is the last line it said."""

    name: str
    reason: str


@dataclass
class LoadFailed(Exception):
    """The server refused something of an archive; `reason` is the kind of error."""

    reason: str


def dump(url: URL, target: Path) -> None:
    """Write the whole database, as it is at one moment, into an empty file. Raises ToolMissing, ToolFailed."""
    address, password = _address(url)
    tool = _tool("pg_dump")
    options = ("--format=custom", "--no-owner", "--no-privileges", "--no-comments", "--no-password")
    command = [tool, *options, f"--file={target}", f"--dbname={address}"]
    given = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    ended = subprocess.run(command, env=given, capture_output=True, check=False)  # noqa: S603 - no shell, our own words
    if ended.returncode:
        raise ToolFailed("pg_dump", _last_line(ended.stderr))


def script(file: Path, *options: str) -> Iterator[bytes]:
    """Yield the lines of SQL that make what is in an archive. Raises ToolMissing, ToolFailed where it is damaged."""
    command = [_tool("pg_restore"), "--no-owner", "--no-privileges", "--file=-", *options, str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as tool:  # noqa: S603 - as above
        assert tool.stdout is not None  # noqa: S101 - asked for
        assert tool.stderr is not None  # noqa: S101 - asked for
        try:
            yield from tool.stdout
        except GeneratorExit:
            tool.kill()
            raise
        reason = _last_line(tool.stderr.read())
        if tool.wait():
            raise ToolFailed("pg_restore", reason)


def rows(file: Path, *tables: str) -> dict[str, list[list[str]]]:
    """Return the rows that an archive has of these tables, values as PostgreSQL writes them; reads all of it once.

    Raises ToolMissing, ToolFailed.
    """
    found: dict[str, list[list[str]]] = {}
    table: str | None = None
    for line in script(file, "--data-only"):
        if table is None:
            if _begins_copy(line):
                table = line.split()[1].decode().rpartition(".")[2]
                found.setdefault(table, [])
        elif line == _COPY_ENDS:
            table = None
        elif table in tables:
            found[table].append(line.decode().rstrip("\n").split("\t"))
    return found


def bytes_of(value: str) -> bytes:
    """Return a value of `rows` that is of the type bytea."""
    return bytes.fromhex(value.removeprefix("\\\\x"))


def load(connection: Connection, lines: Iterator[bytes]) -> None:
    """Run a script of `script`'s within the transaction of a connection. Raises LoadFailed, and what `script` does."""
    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor:
            _load(cursor, lines)
    except psycopg.Error as error:
        raise LoadFailed(type(error).__name__) from error


def _load(cursor: Any, lines: Iterator[bytes]) -> None:
    pending = bytearray()
    for line in lines:
        if _begins_copy(line):
            _run(cursor, pending)
            _copy(cursor, line, lines)
        elif not line.startswith(_SKIPPED):
            pending += line
    _run(cursor, pending)


def _begins_copy(line: bytes) -> bool:
    return line.startswith(_COPY_BEGINS[0]) and line.endswith(_COPY_BEGINS[1])


def _run(cursor: Any, pending: bytearray) -> None:
    if pending.strip():
        cursor.execute(bytes(pending), prepare=False)
    pending.clear()


def _copy(cursor: Any, statement: bytes, lines: Iterator[bytes]) -> None:
    piece = bytearray()
    with cursor.copy(statement) as copy:
        for line in lines:
            if line == _COPY_ENDS:
                break
            piece += line
            if len(piece) > _PIECE:
                copy.write(bytes(piece))
                piece.clear()
        copy.write(bytes(piece))


def _address(url: URL) -> tuple[str, str]:
    """The database's address for a program's command line, and the password, which everybody could read there."""
    given: dict[str, Any] = {**url.translate_connect_args(username="user", database="dbname"), **url.query}
    password = str(given.pop("password", ""))
    return make_conninfo(**given), password


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise ToolMissing(name)
    return found


def _last_line(said: bytes) -> str:
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1].partition("error: ")[2] or lines[-1] if lines else "it said nothing"
