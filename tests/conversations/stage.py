"""The stage of a dialogue: the whole process over one database, a simulated Telegram, a clock that the test moves.

Everything is real but Telegram and the hour. Who says what stands in the tests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, column, delete, func, or_, select, table, update
from sqlalchemy.sql import Executable

from bot.client import client
from bot.opening import Database
from bot.pace import Pace
from bot.process import Process
from bot.sample import Sample
from bot.workplace import Workplace
from db.tables import institutions, jobs, outbox, persons, recommendation_texts, recommendations, roles, updates
from domain.language import INTERFACE
from domain.role import Role
from services.invite import invite
from simulator.door import Door
from simulator.person import Person
from simulator.state import Message
from simulator.world import World
from views.texts import Texts, texts

OPERATOR = "the tests"
EVERY_LANGUAGE = INTERFACE
_INDEX = table("search_texts", column("text_id"))


class Hour:
    """The present moment, which only the test moves."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def moves(self, **by: float) -> None:
        """Let time pass: moves(days=15)."""
        self.at += timedelta(**by)


class Stage:
    """What a test has: `person`, `joined`, the database by SQL, the hour, and the process to be stopped and started."""

    def __init__(self, database: Database, sample: Sample, hour: Hour) -> None:
        self.database = database
        self.sample = sample
        self.hour = hour
        self.world = World(hour)
        self.process: Process | None = None
        self.workplace: Workplace | None = None

    # --- the process --------------------------------------------------------------------------------------

    async def opens(self) -> None:
        """Start a process."""
        way: Callable[[], Door] = lambda: Door(self.world, read_timeout=60)  # noqa: E731 - what a request goes through
        self.process = Process(
            self.database,
            client(self.world.token, "https://simulator", way),
            now=self.hour,
            pace=Pace(burst=10_000),
            operator=OPERATOR,
            workplace=self.workplace,
        )
        await self.process.start()

    async def closes(self) -> None:
        """Stop the process, which finishes what it has begun."""
        if self.process is not None:
            process, self.process = self.process, None
            await process.stop()

    async def restarts(self) -> None:
        """Stop the process and start another, as after an update of Suivi."""
        await self.closes()
        await self.opens()

    async def settles(self) -> None:
        """Wait until every update that people sent has come to its end, and every answer."""
        try:
            async with asyncio.timeout(20):
                while self.world.updates.pending or any(self._open()):
                    with suppress(TimeoutError):
                        await self.world.changes.next(["nothing"], 0.005)
        except TimeoutError:
            raise AssertionError(f"still open: {len(self.world.updates.pending)} of Telegram, {self._open()}") from None

    def _open(self) -> tuple[Sequence[Any], ...]:
        """The updates, jobs and messages that have not come to their end."""
        unfinished = select(updates.c.id, updates.c.taken_by, updates.c.attempts).where(updates.c.state == "pending")
        # One that has ended stays with its process until its end has been told, which is one more message.
        untold = select(jobs.c.id, jobs.c.kind, jobs.c.state, jobs.c.leased_by).where(
            or_(jobs.c.ended_at.is_(None), jobs.c.leased_by.is_not(None))
        )
        # What is to leave later waits for the hour.
        due = or_(outbox.c.not_before.is_(None), outbox.c.not_before <= self.hour())
        unsent = select(
            outbox.c.id, outbox.c.kind, outbox.c.state, outbox.c.leased_by, outbox.c.attempt_started_at
        ).where(outbox.c.ended_at.is_(None), due)
        # Where there is no place to work, jobs are planned and no more.
        return self.rows(unfinished), self.rows(untold) if self.workplace else (), self.rows(unsent)

    # --- the people ---------------------------------------------------------------------------------------

    def person(self, key: str, language: str | None = None) -> Person:
        """Somebody of the invented country who has not written yet; their Telegram speaks `language`."""
        one = self.sample.people[key]
        return self.world.person(one.first_name, language or one.language)

    def code(self, key: str) -> str:
        """The code of somebody's invitation."""
        code = self.sample.people[key].code
        assert code is not None
        return code

    async def joined(self, key: str, language: str = "en") -> Person:
        """Somebody of the invented country who has accepted their invitation."""
        person = self.person(key, language)
        await self.accepts(person, self.code(key), language)
        return person

    async def accepts(self, person: Person, code: str, language: str = "en") -> Message:
        """Present an invitation and confirm it."""
        t = texts(language)
        await person.says(f"/start {code}")
        await person.sees(t("You are invited to Suivi"))
        await person.presses(t("Confirm"))
        return await person.sees(t("Welcome. The role has taken effect."))

    def invites(self, role: Role, institution: str | None = None, days: int = 14, country: str | None = None) -> str:
        """Make one more invitation; return its code."""
        with self.database.at_once(self.hour()) as work:
            return invite(work, country or self.sample.country, role, institution, timedelta(days=days)).code

    def texts(self, language: str) -> Texts:
        """What Suivi says in a language."""
        return texts(language)

    # --- the database -------------------------------------------------------------------------------------

    def rows(self, query: Executable) -> Sequence[Any]:
        """Rows of the database as they are now."""
        with self.database.reading_engine.begin() as connection:
            return connection.execute(query).all()

    def changes(self, statement: Executable) -> None:
        """Change the database behind the process's back."""
        with self.database.writing_engine.begin() as connection:
            connection.execute(statement)

    def count(self, table: Any, *conditions: Any) -> int:
        """How many rows of a table there are now."""
        return int(self.rows(select(func.count()).select_from(table).where(*conditions))[0][0])

    def roles(self) -> int:
        """How many roles are held."""
        return self.count(roles, roles.c.ended_at.is_(None))

    def people(self) -> int:
        """How many people the database knows."""
        return self.count(persons)

    def recommendation_id(self, number: int) -> int:
        """The id of the invented country's recommendation of this number."""
        return int(self.rows(select(recommendations.c.id).where(recommendations.c.number == number))[0][0])

    def institution_id(self, code: str) -> int:
        """The id of the invented country's institution of this code."""
        return int(self.rows(select(institutions.c.id).where(institutions.c.code == code))[0][0])

    def rewrites(self, number: int, text: str, language: str = "en") -> None:
        """Change the text of a recommendation in one language."""
        of_it = recommendation_texts.c.recommendation_id == self.recommendation_id(number)
        self.changes(
            update(recommendation_texts).where(of_it, recommendation_texts.c.language == language).values(text=text)
        )

    def forgets_texts(self, number: int, *kept: str) -> None:
        """Delete the texts of a recommendation in every language but those kept."""
        wanted = recommendation_texts.c.recommendation_id == self.recommendation_id(number)
        gone = and_(wanted, recommendation_texts.c.language.not_in(kept))
        ids = [row.id for row in self.rows(select(recommendation_texts.c.id).where(gone))]
        if not self.database.on_sqlite:
            self.changes(delete(_INDEX).where(_INDEX.c.text_id.in_(ids)))
        self.changes(delete(recommendation_texts).where(gone))

    def renames(self, code: str, name: str) -> None:
        """Give an institution one name in all languages."""
        named = dict.fromkeys(INTERFACE, name)
        self.changes(update(institutions).where(institutions.c.code == code).values(names=named))

    def parked(self) -> list[str]:
        """The updates that were set aside because of an error of ours, as what the sealed payload held."""
        rows = self.rows(select(updates.c.payload_sealed).where(updates.c.state == "parked"))
        return [str(self.database.sealer.open_json("update", row.payload_sealed)) for row in rows]

    def unsent(self) -> list[tuple[str, str]]:
        """(kind, failure) of the messages that did not reach their reader, though they could have."""
        rows = self.rows(select(outbox.c.kind, outbox.c.failure).where(outbox.c.state.not_in(("sent", "withdrawn"))))
        return [(row.kind, row.failure) for row in rows if row.failure != "unreachable"]
