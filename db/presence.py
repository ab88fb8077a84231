"""Which processes run over a database, by name, and which of them are dead. What the dead leave stands in db/queries/.

A process of PostgreSQL's holds an advisory lock for as long as its connection lives, so that one that was killed is
known at once, and writes down when it was last seen, so that one that hangs is known too. On SQLite there is one.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine, text
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from db.engine import RUNNING
from db.faults import DRIVER_ERRORS, StoreUnavailable, unavailable

DEAD_AFTER = 10.0
"""Seconds without a sign after which a process counts as dead, by the database's clock."""
_CLASS = 0x5375  # "Su"

_SHARE = text(f"SELECT pg_try_advisory_lock_shared({RUNNING})")
_NEXT = text("SELECT nextval(pg_get_serial_sequence('processes', 'id'))")
_HOLD = text(f"SELECT pg_advisory_lock({_CLASS}, CAST(:id AS integer))")
_ADD = text("INSERT INTO processes (id, name, seen_at) VALUES (:id, :name, clock_timestamp())")
_SEEN = text("UPDATE processes SET seen_at = clock_timestamp() WHERE name = :name")
_STANDING = text(
    """
    SELECT name,
        seen_at > clock_timestamp() - make_interval(secs => :dead_after) AND EXISTS (
            SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND classid = :class AND objid = processes.id
            AND objsubid = 2 AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        ) AS lives
    FROM processes ORDER BY id
    """
)
_FORGET_ALL = text("DELETE FROM processes")
_ADD_ONLY = text("INSERT INTO processes (name, seen_at) VALUES (:name, CURRENT_TIMESTAMP)")
_LEAVE = text("DELETE FROM processes WHERE name = :name")


class InUse(StoreUnavailable):
    """Somebody has the whole database for themselves: it is being restored, or its key changed."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How a process stands among the others: `known` False where it was declared dead; `leads`: the oldest living."""

    known: bool
    leads: bool
    dead: tuple[str, ...] = ()


class Presence:
    """One process's sign of life, over a connection of its own; used by one thread at a time."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine = engine
        self._name = name
        self._connection: Connection | None = None

    def join(self) -> None:
        """Make this process known. Raises StoreUnavailable."""
        try:
            if self._engine.dialect.name == "sqlite":
                with self._engine.begin() as connection:
                    connection.execute(_FORGET_ALL)
                    connection.execute(_ADD_ONLY, {"name": self._name})
                return
            connection = self._open()
            self._share(connection)
            number = connection.execute(_NEXT).scalar()
            connection.execute(_HOLD, {"id": number})
            connection.execute(_LEAVE, {"name": self._name})
            connection.execute(_ADD, {"id": number, "name": self._name})
        except InUse:
            self._close()
            raise
        except (DBAPIError, *DRIVER_ERRORS) as error:
            raise self._away(error) from error

    def beat(self) -> Standing:
        """Give a sign of life and see who else lives. Raises StoreUnavailable; then `join` again."""
        if self._engine.dialect.name == "sqlite":
            return Standing(known=True, leads=True)
        try:
            connection = self._open()
            known = connection.execute(_SEEN, {"name": self._name}).rowcount == 1
            rows = connection.execute(_STANDING, {"dead_after": DEAD_AFTER, "class": _CLASS}).all()
        except (DBAPIError, *DRIVER_ERRORS) as error:
            raise self._away(error) from error
        living = [row.name for row in rows if row.lives]
        dead = tuple(row.name for row in rows if not row.lives and row.name != self._name)
        # Where the connection was lost and opened anew, the lock is gone: as good as unknown.
        known = known and self._name in living
        return Standing(known, known and living[0] == self._name, dead)

    def leave(self) -> None:
        """Say good-bye, so that nobody waits for this process; a database that is away hears nothing."""
        if self._engine.dialect.name == "sqlite":
            return
        try:
            with self._engine.begin() as connection:
                connection.execute(_LEAVE, {"name": self._name})
        except (DBAPIError, *DRIVER_ERRORS):
            pass
        self._close()

    def _share(self, connection: Connection) -> None:
        if not connection.execute(_SHARE).scalar():
            raise InUse("in exclusive use")

    def _open(self) -> Connection:
        if self._connection is None:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        return self._connection

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def _away(self, error: Exception) -> StoreUnavailable:
        self._close()
        return unavailable(error) if isinstance(error, DBAPIError) else StoreUnavailable(type(error).__name__)
