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
from db.faults import DRIVER_ERRORS, Fault, StoreUnavailable, fault_of, unavailable
from db.in_place import InPlace
from db.sealing import Sealer
from db.work import Left, Work
from domain.errors import TookTooLong

T = TypeVar("T")
Task = Callable[[Work], Any]


class _Again(Exception):
    """Another transaction was in the way: the whole group runs again."""


@dataclass
class _Overran(Exception):
    """A task wrote for too long, and SQLite undid the whole group with it: the others run again without it."""

    place: int


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
        self._file: InPlace | None = None

    def together(self, tasks: Sequence[Task], now: datetime) -> list[Outcome]:
        """Run the tasks one after the other and commit once; a task that raises is undone alone.

        Raises StoreUnavailable when nothing was committed, whatever the tasks had done: they can be given again.
        """
        overran: set[int] = set()
        while True:
            try:
                return self._once(tasks, now, overran)
            except _Again:
                continue
            except _Overran as found:
                overran.add(found.place)

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _once(self, tasks: Sequence[Task], now: datetime, overran: set[int]) -> list[Outcome]:
        transaction: RootTransaction | None = None
        left = Left()
        try:
            connection, deadline = self._open()
            if self._file is not None:
                self._file.check()
            transaction = connection.begin()
            outcomes = [
                Outcome(error=TookTooLong()) if place in overran else self._alone(place, task, now, left)
                for place, task in enumerate(tasks)
            ]
            deadline.stop()
            left.run(connection)
            transaction.commit()
        except DBAPIError as error:
            self._give_up(transaction, error)
        except DRIVER_ERRORS as error:
            self._give_up(transaction)
            raise StoreUnavailable(type(error).__name__) from error
        except BaseException:
            self._give_up(transaction)
            raise
        return outcomes

    def _alone(self, place: int, task: Task, now: datetime, left: Left) -> Outcome:
        connection, deadline = self._open()
        work = Work(connection, self._sealer, now, shared=True)
        deadline.start()
        try:
            outcome = Outcome(task(work))
        except DBAPIError as error:
            fault = fault_of(error)
            if fault in {Fault.GONE, Fault.AGAIN}:
                raise
            if _undone(connection):
                raise _Overran(place) from None
            outcome = Outcome(error=TookTooLong() if fault is Fault.TOO_LONG else error)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, it undoes this task and no other
            outcome = Outcome(error=error)
        deadline.stop()
        if outcome.error is not None:
            work.undo()
        left.take(work.finish())
        return outcome

    def _open(self) -> tuple[Connection, Deadline]:
        if self._connection is None or self._deadline is None:
            self._connection = self._engine.connect()
            self._deadline = Deadline(self._connection, self._limit)
            self._file = InPlace(self._connection)
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
        self._file: InPlace | None = None

    def look_up(self, task: Callable[[Work], T], now: datetime) -> T:
        """Return what the task finds. Raises TookTooLong after the limit, StoreUnavailable."""
        try:
            if self._connection is None or self._deadline is None or self._file is None:
                self._connection = self._engine.connect()
                self._deadline = Deadline(self._connection, self._limit)
                self._file = InPlace(self._connection)
            self._file.check()
            with self._connection.begin():
                self._deadline.start()
                try:
                    return task(Work(self._connection, self._sealer, now))
                finally:
                    self._deadline.stop()
        except DBAPIError as error:
            fault = fault_of(error)
            if fault is Fault.TOO_LONG:
                raise TookTooLong from None
            if fault is Fault.OURS:
                raise
            self.close()
            raise unavailable(error) from error
        except DRIVER_ERRORS as error:
            self.close()
            raise StoreUnavailable(type(error).__name__) from error
        except StoreUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection back."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


def _undone(connection: Connection) -> bool:
    """Whether SQLite has undone the whole transaction by itself: it does where it stops a statement that writes."""
    raw: Any = connection.connection.dbapi_connection
    return connection.dialect.name == "sqlite" and not raw.in_transaction


@contextmanager
def at_once(engine: Engine, sealer: Sealer, now: datetime) -> Iterator[Work]:
    """One transaction of its own, committed at the end of the block. Raises StoreUnavailable, TookTooLong."""
    try:
        with engine.connect() as connection, connection.begin():
            yield Work(connection, sealer, now)
    except DBAPIError as error:
        fault = fault_of(error)
        if fault is Fault.TOO_LONG:
            raise TookTooLong from None
        if fault is Fault.OURS:
            raise
        raise unavailable(error) from error
    except DRIVER_ERRORS as error:
        raise StoreUnavailable(type(error).__name__) from error
