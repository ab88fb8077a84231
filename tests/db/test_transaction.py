"""Units of work that share a commit: what each leaves behind, whatever happens to the others and to the database."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from postgresql import Server
from sqlalchemy import Engine, bindparam, text, update
from sqlalchemy.exc import DBAPIError

import db.engine
from db.engine import parsed, writing
from db.faults import StoreUnavailable
from db.queries.instance import fact, set_fact
from db.sealing import Sealer
from db.tables import instance
from db.transaction import Reading, Writing, at_once
from db.work import Work
from domain.errors import NotFound, Refusal, TookTooLong

LIMIT = 0.3
ENDLESS_READ = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "postgresql": "SELECT pg_sleep(600)",
}
ENDLESS_WRITE = {
    "sqlite": "INSERT INTO instance (name, value) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
    " SELECT 'n' || i, x'00' FROM n",
    "postgresql": "INSERT INTO instance (name, value) SELECT 'n' || i, '' FROM generate_series(1, 100000000) AS n(i)",
}


@pytest.fixture
def turns(engine: Engine, sealer: Sealer) -> Iterator[Writing]:
    session = Writing(engine, sealer, LIMIT)
    yield session
    session.close()


@pytest.fixture
def look_ups(reader: Engine, sealer: Sealer) -> Iterator[Reading]:
    session = Reading(reader, sealer, LIMIT)
    yield session
    session.close()


@pytest.fixture
def facts(engine: Engine, sealer: Sealer, now: datetime) -> Callable[[], dict[str, bytes]]:
    """Returns what has been committed, seen over another connection."""

    def committed() -> dict[str, bytes]:
        with at_once(engine, sealer, now) as work:
            return {row.name: bytes(row.value) for row in work.all(text("SELECT name, value FROM instance"))}

    return committed


def setting(name: str, value: bytes = b"1") -> Callable[[Work], str]:
    def task(work: Work) -> str:
        set_fact(work, name, value)
        return name

    return task


def failing(name: str, error: Exception) -> Callable[[Work], None]:
    def task(work: Work) -> None:
        set_fact(work, name, b"1")
        raise error

    return task


def running(statement: str) -> Callable[[Work], Any]:
    return lambda work: work.execute(text(statement))


def counting(work: Work) -> int:
    """The turn that loses counts where two can read before either writes."""
    count = int(fact(work, "counter") or b"0") + 1
    set_fact(work, "counter", str(count).encode())
    return count


def test_tasks_return_their_values_in_order_and_share_one_commit(
    turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    seen: list[dict[str, bytes]] = []

    def read_before(work: Work) -> None:
        seen.append({row.name: row.value for row in work.all(text("SELECT name, value FROM instance"))})

    outcomes = turns.together([setting("a"), setting("b"), read_before], now)
    assert [outcome.value for outcome in outcomes] == ["a", "b", None]
    assert set(seen[0]) == set(facts()) == {"a", "b"}


@pytest.mark.parametrize("error", [NotFound(), ValueError("a defect")])
def test_a_task_that_fails_is_undone_alone(
    error: Exception, turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    before, failed, after = turns.together([setting("a"), failing("b", error), setting("c")], now)
    assert (before.error, failed.error, after.error) == (None, error, None)
    assert set(facts()) == {"a", "c"}


def test_a_statement_that_is_wrong_undoes_its_task_alone(
    turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    twice = "INSERT INTO instance (name, value) SELECT 'twice', value FROM instance WHERE name = 'a'"
    outcomes = turns.together([setting("a"), running(twice), running(twice), setting("c")], now)
    assert [type(outcome.error).__name__ for outcome in outcomes] == [
        "NoneType",
        "NoneType",
        "IntegrityError",
        "NoneType",
    ]
    assert set(facts()) == {"a", "twice", "c"}


def test_a_task_that_undoes_its_work_goes_on_from_its_beginning(
    turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    def task(work: Work) -> None:
        set_fact(work, "undone", b"1")
        work.undo()
        set_fact(work, "kept", b"1")

    turns.together([setting("before"), task], now)
    assert set(facts()) == {"before", "kept"}


def test_what_tasks_left_for_the_end_is_done_unless_they_failed(
    turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    mark = update(instance).where(instance.c.name == bindparam("wanted")).values(value=bindparam("new"))

    def leaving(name: str, error: Exception | None = None) -> Callable[[Work], bytes | None]:
        def task(work: Work) -> bytes | None:
            work.at_the_end(mark, {"wanted": name, "new": b"2"})
            if error is not None:
                raise error
            return fact(work, name)

        return task

    turns.together([setting(name) for name in ("a", "b", "c")], now)
    outcomes = turns.together([leaving("a"), leaving("b", NotFound()), leaving("c"), setting("d")], now)
    assert [outcome.value for outcome in outcomes] == [b"1", None, b"1", "d"]
    assert facts() == {"a": b"2", "b": b"1", "c": b"2", "d": b"1"}


def test_no_task_makes_no_difference(turns: Writing, now: datetime) -> None:
    assert turns.together([], now) == []


@pytest.mark.parametrize("statements", [ENDLESS_READ, ENDLESS_WRITE], ids=["reading", "writing"])
def test_a_statement_over_the_limit_ends_its_task_alone(
    statements: dict[str, str],
    engine_name: str,
    turns: Writing,
    facts: Callable[[], dict[str, bytes]],
    now: datetime,
) -> None:
    tasks = [setting("a"), running(statements[engine_name]), setting("c"), running(statements[engine_name])]
    for _ in range(2):
        outcomes = turns.together(tasks, now)
        assert [outcome.error for outcome in outcomes] == [None, TookTooLong(), None, TookTooLong()]
        assert set(facts()) == {"a", "c"}


def test_a_long_task_of_short_statements_is_committed(
    turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    def task(work: Work) -> None:
        set_fact(work, "a", b"1")
        threading.Event().wait(LIMIT * 1.5)
        set_fact(work, "b", b"1")

    assert turns.together([task], now)[0].error is None
    assert set(facts()) == {"a", "b"}


def test_thirty_turns_that_read_and_then_write_count_to_thirty(store_url: str, sealer: Sealer, now: datetime) -> None:
    engine = writing(parsed(store_url))
    with at_once(engine, sealer, now) as work:
        set_fact(work, "counter", b"0")
    begun = threading.Barrier(30)

    def turn(_: int) -> int:
        session = Writing(engine, sealer)
        begun.wait()
        try:
            (outcome,) = session.together([counting], now)
        finally:
            session.close()
        assert outcome.error is None
        return int(outcome.value)

    with ThreadPoolExecutor(30) as threads:
        counts = list(threads.map(turn, range(30)))
    assert sorted(counts) == list(range(1, 31))


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_group_in_whose_way_another_was_runs_again(
    turns: Writing, engine: Engine, sealer: Sealer, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    turns.together([counting], now)
    runs = []

    def overtaken(work: Work) -> int:
        runs.append(fact(work, "counter"))
        if len(runs) == 1:
            with at_once(engine, sealer, now) as faster:
                counting(faster)
        return counting(work)

    outcomes = turns.together([setting("before"), overtaken], now)
    assert runs == [b"1", b"2"]
    assert outcomes[1].value == 3
    assert facts() == {"before": b"1", "counter": b"3"}


@pytest.fixture
def locked(
    engine_name: str, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[[], closing[sqlite3.Connection]]:
    """Locks the SQLite file, until it is left, for a process that waits 50 ms for a lock."""
    monkeypatch.setattr(db.engine, "BUSY_TIMEOUT", 0.05)

    def lock() -> closing[sqlite3.Connection]:
        other = sqlite3.connect(parsed(store_url).database or "", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        return closing(other)

    return lock


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize("opened", [True, False])
def test_a_locked_file_does_nothing_and_can_be_used_afterwards(
    opened: bool, locked: Callable[[], closing[sqlite3.Connection]], store_url: str, sealer: Sealer, now: datetime
) -> None:
    engine = writing(parsed(store_url))
    session = Writing(engine, sealer)
    if opened:
        session.together([setting("before")], now)
    done: list[int] = []
    with locked():
        for _ in range(2):
            with pytest.raises(StoreUnavailable):
                session.together([lambda work: done.append(1)], now)
        with pytest.raises(StoreUnavailable), at_once(engine, sealer, now):
            done.append(2)
    assert done == []
    assert session.together([setting("after")], now)[0].error is None
    session.close()


def test_a_file_that_is_damaged_or_away_is_unavailable(tmp_path: Path, sealer: Sealer, now: datetime) -> None:
    damaged = tmp_path / "damaged.sqlite3"
    damaged.write_bytes(b"no database at all" * 1000)
    for path in (damaged, tmp_path / "no" / "folder.sqlite3"):
        session = Writing(writing(parsed(f"sqlite:///{path}")), sealer)
        with pytest.raises(StoreUnavailable):
            session.together([setting("a")], now)
        session.close()


def _terminate(server: Server, url: str) -> None:
    name = parsed(url).database
    server.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")  # noqa: S608


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_connection_lost_between_or_within_turns_loses_no_turn_and_does_none_twice(
    turns: Writing, facts: Callable[[], dict[str, bytes]], postgresql: Server, store_url: str, now: datetime
) -> None:
    turns.together([counting], now)
    _terminate(postgresql, store_url)
    with pytest.raises(StoreUnavailable):
        turns.together([counting], now)
    assert turns.together([counting], now)[0].value == 2

    def cut_off(work: Work) -> None:
        counting(work)
        _terminate(postgresql, store_url)
        counting(work)

    with pytest.raises(StoreUnavailable):
        turns.together([setting("with it"), cut_off], now)
    with pytest.raises(StoreUnavailable):
        turns.together([setting("with it"), lambda _: _terminate(postgresql, store_url)], now)
    assert facts() == {"counter": b"2"}
    assert turns.together([counting], now)[0].value == 3


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_look_up_whose_connection_is_lost_can_be_repeated(
    look_ups: Reading, postgresql: Server, store_url: str, now: datetime
) -> None:
    look_ups.look_up(lambda work: fact(work, "a"), now)
    _terminate(postgresql, store_url)
    with pytest.raises(StoreUnavailable):
        look_ups.look_up(lambda work: fact(work, "a"), now)
    assert look_ups.look_up(lambda work: fact(work, "a"), now) is None


def test_a_server_that_does_not_answer_is_unavailable(tmp_path: Path, sealer: Sealer, now: datetime) -> None:
    url = parsed(f"postgresql://suivi@/nowhere?host={tmp_path}")
    session = Writing(writing(url), sealer)
    with pytest.raises(StoreUnavailable):
        session.together([setting("a")], now)
    session.close()


def test_the_reading_engine_cannot_write(
    look_ups: Reading, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    with pytest.raises((DBAPIError, StoreUnavailable), match=r"(?i)read.?only"):
        look_ups.look_up(setting("a"), now)
    assert facts() == {}


def test_a_look_up_over_the_limit_is_stopped_and_the_next_one_works(
    engine_name: str, look_ups: Reading, now: datetime
) -> None:
    with pytest.raises(TookTooLong):
        look_ups.look_up(running(ENDLESS_READ[engine_name]), now)
    assert look_ups.look_up(lambda work: fact(work, "a"), now) is None


def test_a_look_up_that_refuses_leaves_the_connection_usable(look_ups: Reading, now: datetime) -> None:
    def refuse(_: Work) -> None:
        raise NotFound

    with pytest.raises(Refusal):
        look_ups.look_up(refuse, now)
    assert look_ups.look_up(lambda work: fact(work, "a"), now) is None


def test_a_look_up_sees_one_state_while_others_write(look_ups: Reading, turns: Writing, now: datetime) -> None:
    def twice(work: Work) -> list[bytes | None]:
        first = fact(work, "a")
        turns.together([setting("a", b"2")], now)
        return [first, fact(work, "a")]

    turns.together([setting("a", b"1")], now)
    assert look_ups.look_up(twice, now) == [b"1", b"1"]
    assert look_ups.look_up(lambda work: fact(work, "a"), now) == b"2"


def test_a_transaction_of_its_own_is_committed_or_undone_whole(
    engine: Engine, sealer: Sealer, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    with at_once(engine, sealer, now) as work:
        set_fact(work, "a", b"1")
    with pytest.raises(NotFound), at_once(engine, sealer, now) as work:
        failing("b", NotFound())(work)
    assert set(facts()) == {"a"}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_sqlite_writes_durably_wipes_what_it_deletes_and_keeps_references(engine: Engine) -> None:
    with engine.connect() as connection:
        told = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    assert told == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "foreign_keys": 1}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_sqlite_reads_without_a_writer_near(store_url: str, look_ups: Reading, now: datetime) -> None:
    with closing(sqlite3.connect(parsed(store_url).database or "")) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert look_ups.look_up(lambda work: fact(work, "a"), now) is None


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_postgresql_writes_durably_in_repeatable_read_with_a_time_limit(engine: Engine, reader: Engine) -> None:
    told = {}
    for name, made in (("writing", engine), ("reading", reader)):
        with made.connect() as connection:
            names = (
                "synchronous_commit",
                "transaction_isolation",
                "transaction_read_only",
                "statement_timeout",
                "TimeZone",
            )
            told[name] = [connection.exec_driver_sql(f"SHOW {setting_}").scalar() for setting_ in names]
    assert told["writing"] == ["on", "repeatable read", "off", "5s", "UTC"]
    assert told["reading"] == ["on", "repeatable read", "on", "1s", "UTC"]


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_fact_that_another_process_stores_first_is_stored_all_the_same(
    engine: Engine, turns: Writing, facts: Callable[[], dict[str, bytes]], now: datetime
) -> None:
    with ThreadPoolExecutor(1) as thread, engine.connect() as other:
        other.execute(text("INSERT INTO instance (name, value) VALUES ('operator', '1')"))
        waiting = thread.submit(turns.together, [setting("operator", b"2")], now)
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.1)
        other.commit()
        assert [outcome.error for outcome in waiting.result(timeout=10)] == [None]
    assert facts()["operator"] == b"2"
