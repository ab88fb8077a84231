"""suivi backup and suivi restore: a whole copy while others write, and back again, into an empty or a full database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import clock
from db.engine import parsed
from db.queries import outbox as messages
from db.queries import people
from db.queries.bulk import Planned, add_messages
from db.queries.instance import fact, set_fact
from db.tables import audit_events, jobs, outbox, processes
from db.tables import updates as update_rows
from tests.command_line.conftest import Suivi, file_of
from tests.command_line.filled import NOW, add_update, fill, opened, unreadable

TREE = Path(__file__).parents[2]


@pytest.fixture
def filled(stored: str, programs: None) -> str:
    fill(opened())
    return stored


@contextmanager
def another(url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within the block the settings name another database."""
    with monkeypatch.context() as changed:
        changed.setenv("SUIVI_DATABASE_URL", url)
        yield


def states() -> list[tuple[str, str]]:
    with opened().at_once(NOW) as work:
        found = work.all(select(outbox.c.unique_key, outbox.c.state).order_by(outbox.c.id))
    return [(row.unique_key.partition(" ")[0] if row.unique_key else "reply", row.state) for row in found]


# --- there and back --------------------------------------------------------------------------------------


def test_a_backup_is_restored_into_an_empty_database(
    filled: str, empty_url: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = suivi("backup", "copy")
    assert ended.code == 0, ended.err
    assert "The key is not in it" in ended.out
    assert (instance / "copy").stat().st_mode & 0o777 == 0o600
    with another(empty_url, monkeypatch):
        ended = suivi("restore", "copy")
        assert ended.code == 0, ended.err
        assert "kept in" not in ended.out
        assert suivi("db", "check").code == 0
        with opened().at_once(NOW) as work:
            assert unreadable(work) == []
            people.add_person(work, 8001, "en")  # ids go on counting
    assert [one.name for one in instance.glob(".*")] == []


def test_the_key_is_not_in_a_backup(filled: str, instance: Path, suivi: Suivi) -> None:
    key = (instance / "key" / "secret.key").read_text(encoding="ascii").strip()
    assert suivi("backup", "copy").code == 0
    content = (instance / "copy").read_bytes()
    assert key.encode() not in content
    assert bytes.fromhex(key) not in content


def test_a_database_that_is_not_empty_is_replaced_only_when_told(filled: str, suivi: Suivi) -> None:
    assert suivi("backup", "copy").code == 0
    assert suivi("country", "add", "MZ").code == 0
    ended = suivi("restore", "copy")
    assert ended.is_a_sentence("not empty", "--overwrite", "nothing was changed")
    assert suivi("country", "add", "MZ").code == 2
    ended = suivi("restore", "copy", "--overwrite")
    assert ended.code == 0, ended.err
    with opened().at_once(NOW) as work:
        assert unreadable(work) == []
    if parsed(filled).get_backend_name() == "sqlite":
        (kept,) = file_of(filled).parent.glob("*.before-restore-*")
        assert str(kept) in ended.out
        assert kept.stat().st_mode & 0o077 == 0
        assert suivi("restore", kept, "--overwrite").code == 0
        assert suivi("country", "add", "MZ").code == 2
    else:
        assert suivi("country", "add", "MZ").code == 0


def test_a_database_with_tables_and_nothing_in_them_counts_as_empty(
    filled: str, empty_url: str, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert suivi("backup", "copy").code == 0
    with another(empty_url, monkeypatch):
        assert suivi("db", "upgrade").code == 0
        assert suivi("restore", "copy").code == 0
        assert suivi("db", "check").code == 0


def test_a_backup_of_an_older_schema_is_brought_up_to_date(
    empty_url: str, stored: str, programs: None, suivi: Suivi, monkeypatch: pytest.MonkeyPatch
) -> None:
    from alembic import command

    from db import schema
    from db.engine import writing

    if "sqlite" in empty_url:
        file_of(empty_url).touch()
    engine = writing(parsed(empty_url))
    with engine.connect() as connection, connection.begin():
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    with another(empty_url, monkeypatch):
        assert suivi("country", "add", "MZ").is_a_sentence("suivi db upgrade")
        assert suivi("backup", "old").code == 0
    ended = suivi("restore", "old")
    assert ended.code == 0, ended.err
    assert suivi("db", "check").code == 0


# --- what is not done again -------------------------------------------------------------------------------


def test_what_was_under_way_when_the_backup_was_made_is_not_done_again(filled: str, suivi: Suivi) -> None:
    with opened().at_once(clock.now()) as work:
        person = people.person_by_address(work, 7001)
        assert person is not None
        messages.add_reply(work, person.person.id, "help", {}, process="gone:1")
        work.execute(processes.insert(), {"name": "gone:1", "seen_at": NOW})
    assert suivi("backup", "copy").code == 0
    ended = suivi("restore", "copy", "--overwrite")
    assert "40 messages, 1 jobs" in ended.out
    assert sorted(set(states())) == [
        ("due", "expired"),
        ("later", "planned"),
        ("reply", "expired"),
        ("reply", "planned"),
    ]
    assert states().count(("reply", "planned")) == 1
    with opened().at_once(NOW) as work:
        assert [row.state for row in work.all(select(jobs))] == ["failed"]
        assert {row.state for row in work.all(select(update_rows))} == {"pending"}
        assert work.all(select(processes)) == []
        event = work.one(select(audit_events).where(audit_events.c.event == "database restored"))
    assert event.details == {"messages": 40, "jobs": 1}


# --- while others write -----------------------------------------------------------------------------------


def test_a_backup_is_whole_while_others_write(
    filled: str, empty_url: str, instance: Path, suivi: Suivi, monkeypatch: pytest.MonkeyPatch,
    guarded_environment: dict[str, str],
) -> None:  # fmt: skip
    database, stop, written = opened(), threading.Event(), []

    def write() -> None:
        """Each transaction adds an update and a reminder, and says how many there are."""
        while not stop.is_set():
            number = len(written) + 100
            with database.at_once(NOW) as work:
                add_update(work, number, 7001)
                add_messages(work, [Planned(1, "reminder", {"text": "x" * 2000}, f"pair {number}")])
                set_fact(work, "pairs", str(len(written) + 1).encode())
            written.append(number)

    thread = threading.Thread(target=write)
    thread.start()
    given = {name: value for name, value in os.environ.items() if name.startswith("SUIVI_") or name == "PATH"}
    path = f"{guarded_environment['PYTHONPATH']}{os.pathsep}{TREE}"
    try:
        for number in range(3):
            before = len(written)
            ended = subprocess.run(
                [sys.executable, "-m", "bot", "backup", f"copy{number}"],
                env={**guarded_environment, **given, "PYTHONPATH": path},
                cwd=instance, capture_output=True, text=True, check=False,
            )  # fmt: skip
            assert ended.returncode == 0, ended.stderr
            assert len(written) > before
    finally:
        stop.set()
        thread.join()
    with another(empty_url, monkeypatch):
        for number in range(3):
            ended = suivi("restore", f"copy{number}", "--overwrite")
            assert ended.code == 0, ended.err
            assert suivi("db", "check").code == 0
            with opened().at_once(NOW) as work:
                pairs = int(fact(work, "pairs") or b"0")
                count = select(func.count()).select_from
                assert work.one(count(update_rows).where(update_rows.c.update_id >= 900_100))[0] == pairs
                assert work.one(count(outbox).where(outbox.c.unique_key.like("pair %")))[0] == pairs


def test_a_backup_older_than_the_last_hour_sends_nothing_late(filled: str, suivi: Suivi) -> None:
    now = clock.now()
    with opened().at_once(now - timedelta(hours=1)) as work:
        messages.add_reply(work, 1, "help", {}, process="gone:1")
        add_messages(work, [Planned(1, "reminder", {}, "soon", not_before=now + timedelta(hours=1))])
    assert suivi("backup", "copy").code == 0
    assert suivi("restore", "copy", "--overwrite").code == 0
    assert states()[-2:] == [("reply", "expired"), ("soon", "planned")]
