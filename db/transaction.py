"""The only place that commits. Several units of work can share one commit; each stands in a savepoint of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Engine
from sqlalchemy.engine import Connection, RootTransaction
from sqlalchemy.exc import DBAPIError

from db.engine import READ_LIMIT, TURN_LIMIT, Deadline
from db.faults import Fault, StoreUnavailable, fault_of, unavailable
from db.sealing import Sealer
from db.work import SAVEPOINT, Work
from domain.errors import TookTooLong

T = TypeVar("T")
Task = Callable[[Work], Any]


class _Again(Exception):
    """Another transaction was in the way: the whole group runs again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one task of a group that was committed: its value, or the error that undid it alone."""

    value: Any = None
    error: Exception | None = None


class Writing:
    """One connection that writes, kept open; for one thread. A lost connection is opened anew at the next use."""

    def __init__(self, engine: Engine, sealer: Sealer, limit: float = TURN_LIMIT) -> None:
        self._engine = engine
        self._sealer = sealer
        self._limit = limit
        self._connection: Connection | None = None
        self._deadline: Deadline | None = None

    def together(self, tasks: Sequence[Task], now: datetime) -> list[Outcome]:
        """Run the tasks one after the other and commit once; a task that raises is undone alone.

        Raises StoreUnavailable when nothing was committed, whatever the tasks had done: they can be given again.
        """
        while True:
            try:
                return self._once(tasks, now)
            except _Again:
                continue

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(self, tasks: Sequence[Task], now: datetime) -> list[Outcome]:
        transaction: RootTransaction | None = None
        try:
            connection, deadline = self._open()
            transaction = connection.begin()
            outcomes = [self._alone(connection, deadline, task, now) for task in tasks]
            deadline.set(None)
            transaction.commit()
        except DBAPIError as error:
            self._give_up(transaction, error)
        except BaseException:
            self._give_up(transaction)
            raise
        return outcomes

    def _alone(self, connection: Connection, deadline: Deadline, task: Task, now: datetime) -> Outcome:
        work = Work(connection, self._sealer, now)
        connection.exec_driver_sql(f"SAVEPOINT {SAVEPOINT}")
        deadline.set(self._limit)
        try:
            value = task(work)
        except DBAPIError as error:
            fault = fault_of(error)
            if fault in {Fault.GONE, Fault.AGAIN}:
                raise
            outcome = Outcome(error=TookTooLong() if fault is Fault.TOO_LONG else error)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it undoes this task and no other
            outcome = Outcome(error=error)
        else:
            connection.exec_driver_sql(f"RELEASE SAVEPOINT {SAVEPOINT}")
            return Outcome(value)
        deadline.set(None)
        work.undo()
        connection.exec_driver_sql(f"RELEASE SAVEPOINT {SAVEPOINT}")
        return outcome

    def _open(self) -> tuple[Connection, Deadline]:
        if self._connection is None or self._deadline is None:
            self._connection = self._engine.connect()
            self._deadline = Deadline(self._connection)
        return self._connection, self._deadline

    def _give_up(self, transaction: RootTransaction | None, error: DBAPIError | None = None) -> None:
        """Undo everything; raise what the caller is to do about `error`."""
        again = error is not None and fault_of(error) is Fault.AGAIN
        try:
            if transaction is not None and transaction.is_active:
                transaction.rollback()
        except DBAPIError:
            again = False
        if again:
            raise _Again
        self._discard()
        if error is not None:
            raise unavailable(error) from error

    def _discard(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()


class Reading:
    """One connection that only reads, kept open; for one thread. Each look-up sees one state of the database."""

    def __init__(self, engine: Engine, sealer: Sealer, limit: float = READ_LIMIT) -> None:
        self._engine = engine
        self._sealer = sealer
        self._limit = limit
        self._connection: Connection | None = None
        self._deadline: Deadline | None = None

    def look_up(self, task: Callable[[Work], T], now: datetime) -> T:
        """Return what the task finds. Raises TookTooLong after the limit, StoreUnavailable."""
        try:
            if self._connection is None or self._deadline is None:
                self._connection = self._engine.connect()
                self._deadline = Deadline(self._connection)
            with self._connection.begin():
                self._deadline.set(self._limit)
                try:
                    return task(Work(self._connection, self._sealer, now))
                finally:
                    self._deadline.set(None)
        except DBAPIError as error:
            fault = fault_of(error)
            if fault is Fault.TOO_LONG:
                raise TookTooLong from None
            if fault is Fault.OURS:
                raise
            self.close()
            raise unavailable(error) from error

    def close(self) -> None:
        """Give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


@contextmanager
def at_once(engine: Engine, sealer: Sealer, now: datetime) -> Iterator[Work]:
    """One transaction of its own, committed at the end of the block. Raises StoreUnavailable."""
    try:
        with engine.connect() as connection, connection.begin():
            yield Work(connection, sealer, now)
    except DBAPIError as error:
        if fault_of(error) is Fault.OURS:
            raise
        raise unavailable(error) from error
