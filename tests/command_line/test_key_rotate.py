"""suivi key rotate: a new key, nothing left of the old one, and either of them fits whenever it is killed."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from postgresql import Server
from sqlalchemy import select

from bot import settings
from bot.alone import alone
from db.queries.sealed import SEALED
from db.tables import instance as facts
from db.tables import metadata, outbox, persons, updates
from tests.command_line.conftest import KEY, Suivi, file_of
from tests.command_line.filled import NOW, fill, opened, unreadable

TREE = Path(__file__).parents[2]


@pytest.fixture
def filled(stored: str) -> str:
    fill(opened())
    return stored


def in_the_files(url: str, table: str, server: Server | None) -> bytes:
    """Everything that the engine keeps of a table on the disk, but for PostgreSQL's log of what it wrote."""
    if server is None:
        path = file_of(url)
        return b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CHECKPOINT")
        row = connection.execute(f"SELECT pg_relation_filepath('{table}')").fetchone()
    assert row is not None
    return (server.folder / "data" / row[0]).read_bytes()


def test_everything_is_sealed_with_the_new_key(filled: str, instance: Path, suivi: Suivi) -> None:
    before = (instance / "key" / "secret.key").read_text(encoding="ascii")
    ended = suivi("key", "rotate")
    assert ended.code == 0, ended.err
    assert "Invitations stay valid" in ended.out
    after = instance / "key" / "secret.key"
    assert after.read_text(encoding="ascii") != before
    assert after.stat().st_mode & 0o777 == 0o600
    (old,) = after.parent.glob("secret.key.before-*")
    assert old.read_text(encoding="ascii") == before
    assert str(old) in ended.out
    with opened().at_once(NOW) as work:
        assert unreadable(work) == []
    assert suivi("db", "check").code == 0
    assert suivi("key", "rotate").code == 0
    assert len(list(after.parent.iterdir())) == 3


def test_nothing_that_the_old_key_sealed_is_left_in_the_files(
    filled: str, engine_name: str, suivi: Suivi, request: pytest.FixtureRequest
) -> None:
    server = request.getfixturevalue("postgresql") if engine_name == "postgresql" else None
    columns = [persons.c.address_hash, persons.c.address_sealed, updates.c.chat_hash, facts.c.value, *SEALED]
    with opened().at_once(NOW) as work:
        old = {column: [bytes(row[0]) for row in work.all(select(column))] for column in columns}
    assert all(value in in_the_files(filled, column.table.name, server) for column in old for value in old[column])
    assert suivi("key", "rotate").code == 0
    for column, values in old.items():
        content = in_the_files(filled, column.table.name, server)
        assert [value for value in values if value in content] == [], column


def test_every_sealed_column_and_every_keyed_hash_is_known_to_it() -> None:
    # A new one has to be sealed anew too: add it to SEALED, or say here why it outlives the key.
    elsewhere = {persons.c.address_hash, persons.c.address_sealed, updates.c.chat_hash}
    without_key = {"invitations.code_hash"}
    borne = {
        str(column)
        for table in metadata.tables.values()
        for column in table.columns
        if column.name.endswith(("_sealed", "_hash"))
    }
    assert borne == {str(column) for column in {*SEALED, *elsewhere}} | without_key


def test_it_does_not_change_the_key_under_a_running_bot(filled: str, instance: Path, suivi: Suivi) -> None:
    key = (instance / "key" / "secret.key").read_bytes()
    with alone(opened(), settings.read()):
        assert suivi("key", "rotate").is_a_sentence("Suivi is running on this database already")
    assert {one.read_bytes() for one in (instance / "key").iterdir()} == {key}


def test_a_key_of_the_environment_is_left_alone(stored: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUIVI_SECRET_KEY", KEY)
    ended = suivi("key", "rotate")
    assert ended.is_a_sentence("SUIVI_SECRET_KEY, where Suivi cannot put a new one", "SUIVI_SECRET_KEY_FILE")
    assert KEY not in ended.err


def test_a_key_beside_which_nothing_can_be_written(
    filled: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A name of 255 characters is the longest: none longer by ".new" can be beside it.
    key = instance / "key" / ("k" * 255)
    (instance / "key" / "secret.key").rename(key)
    monkeypatch.setenv("SUIVI_SECRET_KEY_FILE", str(key))
    assert suivi("key", "rotate").is_a_sentence("cannot be written")
    assert suivi("db", "check").code == 0


def test_a_value_that_was_damaged_stops_it_before_anything_is_changed(
    filled: str, instance: Path, suivi: Suivi
) -> None:
    key = (instance / "key" / "secret.key").read_bytes()
    with opened().at_once(NOW) as work:
        row = work.one(select(outbox.c.id, outbox.c.params_sealed).limit(1))
        broken = bytes(row.params_sealed)[:-1] + bytes([row.params_sealed[-1] ^ 1])
        work.execute(outbox.update().where(outbox.c.id == row.id).values(params_sealed=broken))
    assert suivi("key", "rotate").is_a_sentence(f"Row {row.id} of outbox", "Nothing was changed")
    assert (instance / "key" / "secret.key").read_bytes() == key
    assert suivi("db", "check").code == 0


def test_a_new_key_that_was_never_used_is_set_aside(filled: str, instance: Path, suivi: Suivi) -> None:
    left = instance / "key" / "secret.key.new"
    left.write_text("ab" * 32, encoding="ascii")
    assert suivi("db", "check").code == 0
    assert left.exists()
    assert suivi("key", "rotate").code == 0
    (aside,) = (instance / "key").glob("secret.key.new.unused-*")
    assert aside.read_text(encoding="ascii") == "ab" * 32
    assert suivi("db", "check").code == 0


def test_a_command_that_began_with_the_old_key_writes_nothing(filled: str, suivi: Suivi) -> None:
    from bot.problem import Problem

    before = opened()
    assert suivi("key", "rotate").code == 0
    with pytest.raises(Problem, match="not the one"), before.at_once(NOW):
        pytest.fail("it was let in")


async def test_a_bot_that_opened_the_database_before_a_change_of_the_key_does_not_start(
    filled: str, suivi: Suivi
) -> None:
    from bot.client import client
    from bot.problem import Problem
    from bot.process import Process

    before = opened()
    ended = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-m", "bot", "key", "rotate"], cwd=TREE, check=False
    )
    assert ended.returncode == 0
    with pytest.raises(Problem, match="not the one"):
        await Process(before, client("4242:simulator", "http://127.0.0.1:9")).start()
    with opened().at_once(NOW) as work:
        assert unreadable(work) == []


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_at_any_moment_the_database_opens_and_rotating_again_finishes(
    seed: int, filled: str, instance: Path, guarded_environment: dict[str, str]
) -> None:
    given = {name: value for name, value in os.environ.items() if name.startswith("SUIVI_")}
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{TREE}"
    order = {"command": ["key", "rotate"], "seed": seed, "times": 12}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.command_line.killed", json.dumps(order)],
        env={**guarded_environment, **given, "PYTHONPATH": path},
        cwd=instance, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    found = json.loads(ended.stdout)
    assert found["found"] == [0] * 12, ended.stderr
    assert found["ends"].count(-signal.SIGKILL) >= 10, found
    assert found["last"] == 0, ended.stderr
    with opened().at_once(NOW) as work:
        assert unreadable(work) == []
