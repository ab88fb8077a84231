"""What a test reads from the database behind the bot's back: outbox and updates, as they were committed."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import create_engine, select
from sqlalchemy.pool import NullPool

from db.engine import parsed
from db.queries.people import address_of
from db.sealing import Sealer
from db.tables import outbox, persons, updates
from db.work import Work
from tests.faults.house import KEY


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox, with the chat that it is for."""

    id: int
    chat: int
    kind: str
    params: dict[str, Any]
    state: str
    message: int | None
    edits: int | None
    attempts: int
    began_at: datetime | None
    uncertain_at: datetime | None
    failure: str | None
    ended: bool


EARLIEST = datetime.min.replace(tzinfo=UTC)


class Store:
    """A reading connection a question, so that nothing is held while the bot runs."""

    def __init__(self, url: str) -> None:
        self._url = parsed(url)
        self._engine = create_engine(self._url, poolclass=NullPool)
        self._sealer = Sealer(bytes.fromhex(KEY))
        self._chats: dict[int, int] = {}

    def outbox(self) -> list[Row]:
        """Every row of the outbox, oldest first."""
        with self._engine.connect() as connection:
            work = Work(connection, self._sealer, EARLIEST)
            return [self._row(work, row) for row in work.all(select(outbox).order_by(outbox.c.id))]

    def sending(self) -> list[Row]:
        """The rows whose attempt has begun and has no result yet."""
        with self._engine.connect() as connection:
            work = Work(connection, self._sealer, EARLIEST)
            return [self._row(work, row) for row in work.all(select(outbox).where(outbox.c.state == "sending"))]

    def updates(self) -> list[Any]:
        """Every stored update, oldest first: update_id, state, attempts, reference, payload_sealed."""
        with self._engine.connect() as connection:
            return list(connection.execute(select(updates).order_by(updates.c.id)).all())

    def unreachable(self) -> int:
        """How many people Telegram does not let the bot write to."""
        with self._engine.connect() as connection:
            return len(connection.execute(select(persons).where(persons.c.unreachable_since.is_not(None))).all())

    def wait_for_no_other(self) -> None:
        """PostgreSQL ends a killed client's last statement by itself: wait until it has."""
        if self._url.get_backend_name() != "postgresql":
            return
        others = (
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'suivi'"
        )
        until = time.monotonic() + 10
        while True:
            with self._engine.connect() as connection:
                if connection.exec_driver_sql(others).scalar() == 0:
                    return
            assert time.monotonic() < until, "a killed client's connection stays"
            time.sleep(0.005)

    def _row(self, work: Work, row: Any) -> Row:
        if row.person_id not in self._chats:
            self._chats[row.person_id] = address_of(work, row.person_id)
        params = self._sealer.open_json("outbox", row.params_sealed) if row.params_sealed else {}
        return Row(
            row.id,
            self._chats[row.person_id],
            row.kind,
            params,
            row.state,
            row.message_id,
            row.edits_message,
            row.attempts,
            row.attempt_started_at,
            row.uncertain_at,
            row.failure,
            row.ended_at is not None,
        )
