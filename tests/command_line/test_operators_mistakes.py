"""Whatever is wrong with settings, key, database, file or token: one plain sentence that says what to do, and 2."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import psycopg
import pytest
from postgresql import Server

from db.engine import parsed
from simulator.world import World
from tests.command_line.conftest import KEY, Suivi, file_of
from tests.command_line.served import TOKEN, telegram

ADD = ("country", "add", "MZ")

UNREADABLE = "/proc/self/mem"
"""A file that opens and cannot be read at its beginning, by root neither."""


@pytest.fixture
def token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", TOKEN)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN EXCLUSIVE")
    yield
    connection.execute("ROLLBACK")
    connection.close()


def change(url: str, *statements: str) -> None:
    """Change a database behind Suivi's back."""
    if parsed(url).get_backend_name() == "sqlite":
        connection = sqlite3.connect(file_of(url))
        for statement in statements:
            connection.execute(statement)
        connection.commit()
        connection.close()
        return
    with psycopg.connect(url) as changed:
        for statement in statements:
            changed.execute(statement)


# --- token and address -------------------------------------------------------------------------------------


def test_no_token(stored: str, suivi: Suivi) -> None:
    assert suivi("run").is_a_sentence("SUIVI_BOT_TOKEN is not set", "@BotFather")


@pytest.mark.parametrize("value", ["abc", "123", "123:", ":abc", "123:a b", "123:ab/../../x", "１２３:abcdef"])
def test_a_malformed_token(value: str, stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", value)
    ended = suivi("run")
    assert ended.is_a_sentence("SUIVI_BOT_TOKEN is not a bot token")
    assert value not in ended.err.replace("123456789:AAE", "")


def test_a_token_that_telegram_does_not_know(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_BOT_TOKEN", "999:another")
    with telegram() as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        assert suivi("run").is_a_sentence("does not know this SUIVI_BOT_TOKEN", "@BotFather")
        ended = suivi("check")
    assert ended.code == 2
    assert "does not know this SUIVI_BOT_TOKEN" in ended.out


@pytest.mark.parametrize(
    "value", ["telegram", "ftp://x", "http://", "http://x:port", "http://x:0", "https:///x", "http://[::1"]
)
def test_a_wrong_address(value: str, stored: str, token: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_API_URL", value)
    assert suivi("run").is_a_sentence("SUIVI_API_URL is not an address")


def test_a_server_that_is_not_there(stored: str, token: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_API_URL", "http://127.0.0.1:9")
    ended = suivi("check")
    assert ended.code == 2
    assert "cannot be reached" in ended.out
    assert "Check SUIVI_API_URL" in ended.out


def test_a_server_that_is_no_bot_api(stored: str, token: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    world = World(lambda: datetime.now(UTC))
    world.faults.add("bad_gateway", standing=True)
    with telegram(world) as address:
        monkeypatch.setenv("SUIVI_API_URL", address)
        ended = suivi("check")
    assert (ended.code, "cannot be reached" in ended.out) == (2, True)


# --- settings ----------------------------------------------------------------------------------------------


def test_an_unknown_setting(instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_TOKEN", "x")
    assert suivi(*ADD).is_a_sentence("SUIVI_TOKEN is not a setting", "SUIVI_BOT_TOKEN")


@pytest.mark.parametrize(("name", "value"), [("SUIVI_LOG_LEVEL", "loud"), ("SUIVI_DOORS", "window")])
def test_a_value_that_is_none_of_those_there_are(
    name: str, value: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert suivi(*ADD).is_a_sentence(name, value)


def test_a_setting_of_the_file_is_taken(instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    (instance / ".env").write_text("SUIVI_LOG_LEVEL=loud\n", encoding="utf-8")
    assert suivi(*ADD).is_a_sentence("loud")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00SUIVI", b"SUIVI_BOT_TOKEN=\x80\x81\n"])
def test_a_settings_file_that_is_no_text(content: bytes, instance: Path, suivi: Suivi) -> None:
    (instance / ".env").write_bytes(content)
    assert suivi(*ADD).is_a_sentence(".env cannot be read")


def test_a_settings_file_that_cannot_be_read(instance: Path, suivi: Suivi) -> None:
    (instance / ".env").symlink_to(UNREADABLE)
    assert suivi(*ADD).is_a_sentence(".env cannot be read")


# --- the key -----------------------------------------------------------------------------------------------


def test_another_key(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    assert suivi(*ADD).code == 0
    monkeypatch.setenv("SUIVI_SECRET_KEY", KEY)
    for command in (("country", "add", "SI"), ("db", "check")):
        assert suivi(*command).is_a_sentence("not the one with which this database was sealed", "SUIVI_SECRET_KEY_FILE")


def test_a_key_that_is_missing_after_it_was_used(stored: str, instance: Path, suivi: Suivi) -> None:
    assert suivi(*ADD).code == 0
    (instance / "key" / "secret.key").unlink()
    assert suivi("country", "add", "SI").is_a_sentence("secret.key is not there", "Put the file back")
    assert not (instance / "key" / "secret.key").exists()


@pytest.mark.parametrize("content", [b"rubbish", b"", b"00" * 31, b"zz" * 32, b"\xff\xfe" * 20])
def test_a_key_file_with_rubbish(content: bytes, stored: str, instance: Path, suivi: Suivi) -> None:
    (instance / "key").mkdir()
    (instance / "key" / "secret.key").write_bytes(content)
    assert suivi(*ADD).is_a_sentence("secret.key")
    assert (instance / "key" / "secret.key").read_bytes() == content


def test_a_folder_in_place_of_the_key_file(stored: str, instance: Path, suivi: Suivi) -> None:
    (instance / "key" / "secret.key").mkdir(parents=True)
    assert suivi(*ADD).is_a_sentence("secret.key cannot be read")


def test_a_key_of_rubbish_in_the_environment(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_SECRET_KEY", "my secret")
    ended = suivi(*ADD)
    assert ended.is_a_sentence("SUIVI_SECRET_KEY", "64 hexadecimal digits")
    assert "my secret" not in ended.err


def test_a_key_that_cannot_be_written(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_SECRET_KEY_FILE", "/proc/suivi/secret.key")
    assert suivi(*ADD).is_a_sentence("cannot be written", "SUIVI_SECRET_KEY_FILE")


def test_a_new_key_can_be_read_by_its_owner_only(stored: str, instance: Path, suivi: Suivi) -> None:
    assert suivi(*ADD).code == 0
    assert (instance / "key" / "secret.key").stat().st_mode & 0o777 == 0o600


# --- an SQLite file ----------------------------------------------------------------------------------------


def test_a_locked_file(on_sqlite: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    assert suivi(*ADD).code == 0
    monkeypatch.setattr("db.engine.BUSY_TIMEOUT", 0.1)
    with locked(on_sqlite):
        assert suivi("country", "add", "SI").is_a_sentence("locked by another program")
        assert suivi("db", "check").is_a_sentence("locked by another program")


def test_a_folder_in_place_of_the_file(on_sqlite: Path, suivi: Suivi) -> None:
    on_sqlite.mkdir(parents=True)
    assert suivi(*ADD).is_a_sentence("suivi.sqlite3", "cannot be used")


def test_a_file_in_place_of_the_folder(on_sqlite: Path, suivi: Suivi) -> None:
    on_sqlite.parent.write_text("", encoding="utf-8")
    assert suivi(*ADD).is_a_sentence("SUIVI_DATA_DIR")


def test_a_text_file(on_sqlite: Path, suivi: Suivi) -> None:
    on_sqlite.parent.mkdir()
    on_sqlite.write_text("this is no database, " * 100, encoding="utf-8")
    assert suivi(*ADD).is_a_sentence("is not a database")
    assert on_sqlite.read_text(encoding="utf-8").startswith("this is no database")


@pytest.mark.parametrize("part", [0.02, 0.3, 0.9])
def test_a_truncated_database(part: float, on_sqlite: Path, suivi: Suivi) -> None:
    assert suivi(*ADD).code == 0
    content = on_sqlite.read_bytes()
    on_sqlite.write_bytes(content[: int(len(content) * part)])
    ended = suivi("db", "check")
    assert ended.code == 2
    assert "damaged" in ended.err
    assert "backup" in ended.err
    assert "Traceback" not in ended.err


def test_a_file_beside_which_nothing_can_be_written(on_sqlite: Path, suivi: Suivi) -> None:
    assert suivi(*ADD).code == 0
    on_sqlite.with_name(f"{on_sqlite.name}-wal").unlink(missing_ok=True)
    on_sqlite.with_name(f"{on_sqlite.name}-wal").mkdir()
    assert suivi("country", "add", "SI").is_a_sentence("Check that you may read and write")


def test_a_place_where_nothing_can_be_made(instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_DATA_DIR", "/proc/suivi")
    assert suivi(*ADD).is_a_sentence("SUIVI_DATA_DIR")


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///:memory:", "mysql://x/y", "rubbish", "postgresql"])
def test_an_address_that_is_no_databases(
    address: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_DATABASE_URL", address)
    assert suivi(*ADD).is_a_sentence("SUIVI_DATABASE_URL is not an address of a database")


# --- either engine's schema --------------------------------------------------------------------------------


def test_a_database_of_something_else(
    instance: Path, empty_url: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_DATABASE_URL", empty_url)
    change(empty_url, "CREATE TABLE invoices (id INTEGER)")
    for command in (ADD, ("db", "upgrade"), ("db", "check")):
        assert suivi(*command).is_a_sentence("tables that are not Suivi's", "nothing was changed")


def test_a_database_of_a_later_version(stored: str, suivi: Suivi) -> None:
    change(stored, "UPDATE alembic_version SET version_num = '9999'")
    for command in (ADD, ("db", "upgrade")):
        assert suivi(*command).is_a_sentence("later version of Suivi")


def test_a_database_whose_tables_were_changed(stored: str, suivi: Suivi) -> None:
    change(stored, "ALTER TABLE jobs ADD COLUMN mine INTEGER")
    assert suivi("db", "check").is_a_sentence("mine", "Restore a backup")


def test_an_empty_postgresql_is_not_filled_by_running(
    instance: Path, empty_url: str, token: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    if parsed(empty_url).get_backend_name() == "sqlite":
        return
    monkeypatch.setenv("SUIVI_DATABASE_URL", empty_url)
    assert suivi("run").is_a_sentence("has no tables yet", "suivi db upgrade")
    assert suivi(*ADD).is_a_sentence("suivi db upgrade")


# --- PostgreSQL --------------------------------------------------------------------------------------------


def test_postgresql_that_does_not_run(
    instance: Path, tmp_path: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    for address in (f"postgresql://suivi@/suivi?host={tmp_path}", "postgresql://suivi@127.0.0.1:9/suivi"):
        monkeypatch.setenv("SUIVI_DATABASE_URL", address)
        assert suivi(*ADD).is_a_sentence("PostgreSQL cannot be reached", "Check that it runs")


def test_a_database_that_postgresql_does_not_have(
    instance: Path, postgresql: Server, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUIVI_DATABASE_URL", postgresql.url("not_there"))
    assert suivi(*ADD).is_a_sentence("not_there", "user and password")


def test_a_user_that_postgresql_does_not_have(
    instance: Path, postgresql: Server, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = postgresql.url("postgres").replace("//suivi@", "//nobody:wordpass@")
    monkeypatch.setenv("SUIVI_DATABASE_URL", address)
    ended = suivi(*ADD)
    assert ended.is_a_sentence("user and password")
    assert "wordpass" not in ended.err


# --- a file to import --------------------------------------------------------------------------------------


def test_an_import_file_that_is_not_there(stored: str, suivi: Suivi) -> None:
    assert suivi("import", "nowhere.csv").is_a_sentence("nowhere.csv cannot be read")


def test_a_folder_to_import(stored: str, instance: Path, suivi: Suivi) -> None:
    assert suivi("import", instance).is_a_sentence("cannot be read")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no rows"),
        (b"Text,Countries\r\n", "no rows"),
        (b"a,b\r\n1,2\r\n", "No known export"),
        (b"\x00\x01\x02\xff" * 50, ""),
        (b"PK\x03\x04 not really a workbook", "cannot be read"),
        ("Text;…\n".encode("utf-16"), ""),
    ],
)
def test_a_file_that_is_no_export(content: bytes, words: str, stored: str, instance: Path, suivi: Suivi) -> None:
    (instance / "file.xlsx").write_bytes(content)
    assert suivi("import", instance / "file.xlsx").is_a_sentence(words)


def test_a_file_that_cannot_be_read(stored: str, instance: Path, suivi: Suivi) -> None:
    (instance / "file.csv").symlink_to(UNREADABLE)
    assert suivi("import", instance / "file.csv").is_a_sentence("cannot be read")


# --- twice -------------------------------------------------------------------------------------------------


def test_a_bot_on_a_database_that_somebody_has_alone_says_so(
    stored: str, token: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.engine import held_alone, writing

    monkeypatch.setenv("SUIVI_API_URL", "http://127.0.0.1:9")
    if parsed(stored).get_backend_name() == "sqlite":
        with Path(f"{file_of(stored)}.running").open("w", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            assert suivi("run").is_a_sentence("Suivi is running on this database already")
        return
    engine = writing(parsed(stored))
    with held_alone(engine) as held:
        assert held
        assert suivi("run").is_a_sentence("being restored or its key changed")


@pytest.mark.parametrize("command", [["run"], ["check"], ["import", "nowhere.csv"], ["db", "check"]])
def test_a_process_of_its_own_prints_no_traceback(
    command: list[str], stored: str, instance: Path, guarded_environment: dict[str, str]
) -> None:
    tree = Path(__file__).parents[2]
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{tree}"
    given = {"SUIVI_DATABASE_URL": stored, "SUIVI_SECRET_KEY": "rubbish"}
    ended = subprocess.run(
        [sys.executable, "-m", "bot", *command],
        env={**guarded_environment, **given, "PYTHONPATH": path},
        cwd=instance, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert "Traceback" not in ended.stdout + ended.stderr
    assert ended.stdout + ended.stderr
