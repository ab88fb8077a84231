"""Whatever is wrong with a backup's file, place, key or moment: one plain sentence, and nothing is changed."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from bot import settings
from bot.alone import alone
from db.engine import parsed
from tests.command_line.conftest import KEY, Suivi, file_of
from tests.command_line.filled import NOW, fill, opened, unreadable
from tests.command_line.test_operators_mistakes import UNREADABLE, change, locked

TREE = Path(__file__).parents[2]
PRESENT = max(path.stem[:4] for path in (TREE / "db/migrations/versions").glob("0*.py"))
"""The version of the schema that this Suivi makes."""


@pytest.fixture
def filled(stored: str, programs: None, instance: Path) -> Iterator[str]:
    """Whatever a test tries, everything can be read afterwards, and nothing is left lying about."""
    fill(opened())
    yield stored
    with opened().at_once(NOW) as work:
        assert unreadable(work) == []
    assert [one.name for one in instance.iterdir() if one.name.startswith(".")] == []


@pytest.fixture
def copy(filled: str, instance: Path, suivi: Suivi) -> Path:
    """A good backup."""
    assert suivi("backup", "copy").code == 0
    return instance / "copy"


# --- backup ------------------------------------------------------------------------------------------------


def test_a_file_that_is_there_is_not_overwritten(copy: Path, suivi: Suivi) -> None:
    content = copy.read_bytes()
    assert suivi("backup", copy).is_a_sentence("is there already", "nothing was overwritten")
    assert copy.read_bytes() == content


def test_a_folder_and_the_database_itself_are_no_place_for_a_backup(filled: str, instance: Path, suivi: Suivi) -> None:
    assert suivi("backup", instance).is_a_sentence("is there already")
    (instance / "loop").symlink_to("loop")
    assert suivi("backup", "loop").is_a_sentence("is there already")
    if parsed(filled).get_backend_name() == "sqlite":
        assert suivi("backup", file_of(filled)).is_a_sentence("is there already")


@pytest.mark.parametrize("place", ["nowhere/copy", "/proc/copy", "x" * 300, "file/copy"])
def test_a_place_where_no_backup_can_be_made(place: str, filled: str, instance: Path, suivi: Suivi) -> None:
    (instance / "file").touch()
    assert suivi("backup", place).is_a_sentence("cannot be written", "nothing was left behind")


def test_there_is_nothing_to_back_up(
    empty_url: str, instance: Path, programs: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_DATABASE_URL", empty_url)
    on_sqlite = parsed(empty_url).get_backend_name() == "sqlite"
    assert suivi("backup", "copy").is_a_sentence("There is no database" if on_sqlite else "no tables yet")
    if on_sqlite:
        file_of(empty_url).touch()
        assert suivi("backup", "copy").is_a_sentence("no tables yet")
    change(empty_url, "CREATE TABLE invoices (id INTEGER)")
    assert suivi("backup", "copy").is_a_sentence("not Suivi's")
    assert suivi("restore", "copy").is_a_sentence("copy cannot be read")


def test_a_disk_that_is_full(
    filled: str, instance: Path, guarded_environment: dict[str, str], engine_name: str
) -> None:
    # A limit on how long files may get is met as a full disk is, in the middle of writing. (SQLite needs 32 kB beside.)
    given = {name: value for name, value in os.environ.items() if name.startswith("SUIVI_") or name == "PATH"}
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{TREE}"
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000)); "
    ended = subprocess.run(
        [sys.executable, "-c", limited + "from bot.cli import main; main(['backup', 'copy'])"],
        env={**guarded_environment, **given, "PYTHONPATH": path},
        cwd=instance, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (ended.returncode, "Traceback" in ended.stderr) == (2, False), ended.stderr
    assert ("cannot be written" if engine_name == "sqlite" else "could not make the backup") in ended.stderr
    assert not (instance / "copy").exists()


def test_a_damaged_database_makes_no_backup(filled: str, instance: Path, suivi: Suivi) -> None:
    if parsed(filled).get_backend_name() != "sqlite":
        return
    path = file_of(filled)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert suivi("backup", "copy").is_a_sentence("damaged", "Restore")
    assert not (instance / "copy").exists()
    path.write_bytes(content)


@pytest.mark.parametrize("command", [("backup", "copy"), ("restore", "archive")])
def test_without_the_programs_of_postgresql(
    command: tuple[str, str], filled: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parsed(filled).get_backend_name() == "sqlite":
        return
    (instance / "archive").write_bytes(b"PGDMP")
    monkeypatch.setenv("PATH", str(instance))
    ended = suivi(*command, *(["--overwrite"] if command[0] == "restore" else []))
    assert ended.is_a_sentence("is not installed here", "client programs")


def test_the_password_is_not_on_a_command_line(
    filled: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parsed(filled).get_backend_name() == "sqlite":
        return
    tool = instance / "pg_dump"
    tool.write_text('#!/bin/sh\necho "error: $* $PGPASSWORD" | tr -d "\\n" >&2\nexit 1\n', encoding="ascii")
    tool.chmod(0o700)
    monkeypatch.setenv("PATH", f"{instance}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SUIVI_DATABASE_URL", filled.replace("//suivi@", "//suivi:wordpass@"))
    said = suivi("backup", "copy").err
    assert said.count("wordpass") == 1, said
    assert said.rstrip(".\n").endswith(" wordpass"), said


# --- restore: the file -------------------------------------------------------------------------------------


def test_a_file_that_is_not_there_or_cannot_be_read(filled: str, instance: Path, suivi: Suivi) -> None:
    assert suivi("restore", "nowhere").is_a_sentence("nowhere cannot be read")
    assert suivi("restore", instance).is_a_sentence("is a folder")
    assert suivi("restore", "x" * 300).is_a_sentence("cannot be read")
    (instance / "memory").symlink_to(UNREADABLE)
    assert suivi("restore", "memory", "--overwrite").is_a_sentence("memory cannot be read")


def test_a_file_of_something_else(filled: str, instance: Path, suivi: Suivi) -> None:
    for content in (b"", b"SQLite", b"PG", b"words " * 1000, b"\x00" * 5000):
        (instance / "other").write_bytes(content)
        assert suivi("restore", "other", "--overwrite").is_a_sentence("is not a backup of Suivi's")


def test_a_backup_of_the_other_engine(filled: str, instance: Path, suivi: Suivi) -> None:
    on_sqlite = parsed(filled).get_backend_name() == "sqlite"
    (instance / "other").write_bytes(b"PGDMP\x01" if on_sqlite else b"SQLite format 3\x00" + b"\x00" * 100)
    assert suivi("restore", "other", "--overwrite").is_a_sentence("SQLite", "PostgreSQL", "SUIVI_DATABASE_URL")


def test_a_database_of_something_else_is_no_backup(
    filled: str, instance: Path, suivi: Suivi, engine_name: str, request: pytest.FixtureRequest
) -> None:
    if engine_name == "sqlite":
        with closing(sqlite3.connect(instance / "other")) as made:
            made.execute("CREATE TABLE invoices (id INTEGER)")
    else:
        server = request.getfixturevalue("postgresql")
        server.execute("CREATE DATABASE invoices")
        with psycopg.connect(server.url("invoices")) as made:
            made.execute("CREATE TABLE invoices (id INTEGER)")
        made.close()
        dump = [server.programs / "pg_dump", "--format=custom", f"--file={instance / 'other'}"]
        subprocess.run([*dump, f"--dbname={server.url('invoices')}"], check=True)
        server.execute("DROP DATABASE invoices")
    assert suivi("restore", "other", "--overwrite").is_a_sentence("is not a backup of Suivi's", "nothing was changed")


def test_a_backup_of_a_later_version(filled: str, instance: Path, suivi: Suivi) -> None:
    change(filled, "UPDATE alembic_version SET version_num = '9999'")
    assert suivi("backup", "early").is_a_sentence("later version")
    change(filled, "UPDATE alembic_version SET version_num = '0001'")
    assert suivi("backup", "copy").code == 0
    change(filled, f"UPDATE alembic_version SET version_num = '{PRESENT}'")  # noqa: S608 - the name of a file
    if parsed(filled).get_backend_name() != "sqlite":
        return
    with closing(sqlite3.connect(instance / "copy", isolation_level=None)) as made:
        made.execute("UPDATE alembic_version SET version_num = '9999'")
    assert suivi("restore", "copy", "--overwrite").is_a_sentence("later version of Suivi", "nothing was changed")


@pytest.mark.parametrize("seed", range(6))
def test_a_backup_that_was_cut_off(seed: int, copy: Path, suivi: Suivi) -> None:
    content = copy.read_bytes()
    copy.write_bytes(content[: random.Random(seed).randrange(100, len(content) - 1)])  # noqa: S311 - a seed
    assert suivi("restore", copy, "--overwrite").is_a_sentence("copy", "nothing was changed")


@pytest.mark.parametrize("seed", range(6))
def test_a_backup_with_rubbish_in_it_ends_in_a_sentence_or_is_whole(seed: int, copy: Path, suivi: Suivi) -> None:
    chosen, good = random.Random(seed), copy.read_bytes()  # noqa: S311 - a seed
    content = bytearray(good)
    at = chosen.randrange(16, len(content) - 4096)
    content[at : at + 4096] = chosen.randbytes(4096)
    copy.write_bytes(content)
    ended = suivi("restore", copy, "--overwrite")
    assert ended.code == 0 or ended.is_a_sentence("nothing was changed")
    copy.write_bytes(good)
    assert suivi("restore", copy, "--overwrite").code == 0


def test_the_database_itself_is_no_backup(filled: str, suivi: Suivi) -> None:
    if parsed(filled).get_backend_name() == "sqlite":
        assert suivi("restore", file_of(filled), "--overwrite").is_a_sentence("is the database itself")


# --- restore: key, bot, place ------------------------------------------------------------------------------


def test_a_backup_sealed_with_another_key(copy: Path, suivi: Suivi, instance: Path) -> None:
    assert suivi("key", "rotate").code == 0
    ended = suivi("restore", copy, "--overwrite")
    assert ended.is_a_sentence("another sealing key", "SUIVI_SECRET_KEY_FILE", "nothing was changed")


def test_a_backup_from_before_a_change_of_the_key_opens_with_the_key_that_was_kept(
    copy: Path, suivi: Suivi, instance: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert suivi("key", "rotate").code == 0
    (old,) = (instance / "key").glob("secret.key.before-*")
    monkeypatch.setenv("SUIVI_SECRET_KEY_FILE", str(old))
    assert suivi("restore", copy, "--overwrite").code == 0


def test_a_key_that_is_missing_is_not_made_for_a_backup(copy: Path, suivi: Suivi, instance: Path) -> None:
    key = instance / "key" / "secret.key"
    key.rename(instance / "kept")
    assert suivi("restore", copy, "--overwrite").is_a_sentence("The sealing key is missing")
    assert not key.exists()
    (instance / "kept").rename(key)


def test_a_running_bot_is_not_replaced_under_its_feet(copy: Path, suivi: Suivi) -> None:
    with alone(opened(), settings.read()):
        assert suivi("restore", copy, "--overwrite").is_a_sentence("running on this database already")
        assert suivi("backup", "another").code == 0


def test_a_database_of_something_else_is_not_replaced(
    copy: Path, empty_url: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(empty_url, "CREATE TABLE invoices (id INTEGER)")
    with monkeypatch.context() as changed:
        changed.setenv("SUIVI_DATABASE_URL", empty_url)
        assert suivi("restore", copy, "--overwrite").is_a_sentence("not Suivi's", "nothing was changed")


def test_a_file_that_others_use_is_not_replaced(copy: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    url = os.environ["SUIVI_DATABASE_URL"]
    if parsed(url).get_backend_name() != "sqlite":
        return
    for module in ("db.engine", "db.sqlite_file"):
        monkeypatch.setattr(f"{module}.BUSY_TIMEOUT", 0.1)
    with locked(file_of(url)):
        assert suivi("restore", copy, "--overwrite").is_a_sentence("locked by another program")
    with closing(sqlite3.connect(file_of(url))) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM persons").fetchall()
        assert suivi("restore", copy, "--overwrite").is_a_sentence("locked by another program")


@pytest.mark.parametrize("part", [0, 0.02, 0.5])
def test_a_damaged_database_is_replaced_and_kept(part: float, copy: Path, suivi: Suivi) -> None:
    url = os.environ["SUIVI_DATABASE_URL"]
    if parsed(url).get_backend_name() != "sqlite":
        return
    path = file_of(url)
    content = path.read_bytes()
    broken = content[: int(len(content) * part)] or b"rubbish " * 1000
    path.write_bytes(broken)
    path.with_name(f"{path.name}-wal").write_bytes(b"what was in the log")
    assert suivi("restore", copy).is_a_sentence("not empty")
    ended = suivi("restore", copy, "--overwrite")
    assert ended.code == 0, ended.err
    kept = next(one for one in path.parent.glob("*.before-restore-*") if not one.name.endswith(("-wal", "-shm")))
    assert kept.read_bytes()[100:] == broken[100:]
    assert suivi("db", "check").code == 0


# --- killed ------------------------------------------------------------------------------------------------


def test_killed_at_any_moment_one_whole_database_is_there(
    copy: Path, instance: Path, guarded_environment: dict[str, str]
) -> None:
    given = {name: value for name, value in os.environ.items() if name.startswith("SUIVI_") or name == "PATH"}
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{TREE}"
    order = {"command": ["restore", str(copy), "--overwrite"], "seed": 3, "times": 10}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.command_line.killed", json.dumps(order)],
        env={**guarded_environment, **given, "PYTHONPATH": path},
        cwd=instance, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["found"] == [0] * 10, ended.stderr
    assert found["last"] == 0, ended.stderr


def test_a_key_in_the_environment_serves_as_well(
    stored: str, programs: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_SECRET_KEY", KEY)
    fill(opened())
    ended = suivi("backup", "copy")
    assert "it opens with SUIVI_SECRET_KEY only" in ended.out
    assert KEY not in ended.out
    assert suivi("restore", "copy", "--overwrite").code == 0
