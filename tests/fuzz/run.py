"""A bot that is sent random updates, round after round, and what must hold after each round and at the end.

What is sent stands in acts.py. Everything is real but Telegram and the hour.
"""

from __future__ import annotations

import asyncio
import logging
import random
import re
from collections import Counter, deque
from http import HTTPStatus
from typing import Any

from sqlalchemy import func, select

from bot.client import client
from bot.opening import Database
from bot.pace import Pace
from bot.process import Process
from bot.sample import Sample
from db import schema
from db.queries.people import address_of
from db.tables import outbox, updates
from simulator.door import Door
from simulator.person import Person
from simulator.world import World
from tests.conversations.stage import Hour, Stage
from tests.fuzz.acts import Act, Acts

PEOPLE = 90
SENDS = {"sendMessage", "editMessageText"}


class Wrong(AssertionError):
    """Something that must hold does not; the text says what, and how to see it again."""


class Heard(Door):
    """A door that counts what was said in each chat, and notes which presses were ended."""

    def __init__(self, world: World) -> None:
        super().__init__(world, read_timeout=60)
        self.said: Counter[str] = Counter()
        self.ended: set[str] = set()
        self.refused: deque[str] = deque(maxlen=5)

    async def do_request(self, url: str, method: str, request_data: Any = None, *more: Any, **named: Any) -> Any:
        """Listen, and go on."""
        name, given = url.rpartition("/")[2], request_data.json_parameters if request_data else {}
        status, body = await super().do_request(url, method, request_data, *more, **named)
        if name in SENDS and (status == HTTPStatus.OK or b"not modified" in body):
            self.said[given["chat_id"]] += 1
        elif name in SENDS and status == HTTPStatus.BAD_REQUEST:
            self.refused.append(f"{body!r} of {given!r}"[:2000])
        elif name == "answerCallbackQuery":
            self.ended.add(given["callback_query_id"])
        return status, body


REFUSED = re.compile(r"message refused outbox=(\d+) .*reason=BadRequest")


class _Errors(logging.Handler):
    """Keeps what the bot logs as an error, but for what is looked at one by one: set aside, refused by Telegram."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.lines: list[str] = []
        self.refused: list[int] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        line = record.getMessage()
        if found := REFUSED.fullmatch(line):
            self.refused.append(int(found[1]))
        elif not line.startswith("update parked"):
            self.lines.append(line)


class Fuzzed(Stage):
    """A stage whose door is listened to, with a crowd in front of it."""

    def __init__(self, database: Database, sample: Sample, hour: Hour, seed: int) -> None:
        super().__init__(database, sample, hour)
        self.heard = Heard(self.world)
        self._errors = _Errors()
        self._seed = seed
        self._rng = random.Random(seed)  # noqa: S311 - a seed, not a secret
        self._acts = Acts(self._rng, [one.code for one in sample.people.values() if one.code])
        self._crowd: list[Person] = []
        self._last_parked = 0
        self.counts: Counter[str] = Counter()

    async def opens(self) -> None:
        """Start a process."""
        bot = client(self.world.token, "https://simulator", lambda: self.heard)
        self.process = Process(
            self.database, bot, now=self.hour, pace=Pace(burst=10**9), operator="the tests", bulk_rate=0
        )
        await self.process.start()

    async def runs(self, count: int) -> None:
        """Send so many updates. Raises Wrong."""
        asyncio.get_running_loop().set_exception_handler(lambda _loop, context: self._errors.lines.append(str(context)))
        logging.getLogger("bot").addHandler(self._errors)
        try:
            await self.opens()
            while self.counts["updates"] < count:
                await self._round(min(100, count - self.counts["updates"]))
            await self.closes()
            self._is_whole(count)
        finally:
            logging.getLogger("bot").removeHandler(self._errors)
            await self.closes()

    async def _round(self, count: int) -> None:
        """Everybody does something, a few of them twice; then everybody has been answered."""
        self._newcomers()
        acts = [self._acts.one(person) for person in self._rng.choices(self._crowd, k=count)]
        before = Counter(self.heard.said)
        broken = {self.world.put_update(dict(act.update)) for act in acts if act.broken}
        for act in acts:
            if not act.broken:
                self.world.put_update(dict(act.update))
        await self.settles()
        self.hour.moves(seconds=self._rng.choice((1, 60, 3600)))
        self._are_answered(acts, before)
        self._are_rightly_parked(broken)
        self._are_rightly_refused()
        if self._errors.lines or self.world.violations:
            raise Wrong(f"seed {self._seed}: {self._errors.lines + self.world.violations}")
        self.counts["updates"] += count
        self._forgets()

    def _newcomers(self) -> None:
        """One person leaves for each that comes; at first everybody comes."""
        missing = max(1, PEOPLE - len(self._crowd))
        for _ in range(missing):
            language = self._rng.choice(("en", "fr", "pt", "zh", "xx", None))
            person = self.world.person(f"P{len(self.world.people)}", language)
            person.chat.reachable = True  # they have pressed START
            self._crowd.append(person)
        self._crowd = self._crowd[-PEOPLE:]

    def _are_answered(self, acts: list[Act], before: Counter[str]) -> None:
        owed = Counter(str(act.person.id) for act in acts if act.said)
        for act in acts:
            chat = str(act.person.id)
            silent = act.said and self.heard.said[chat] - before[chat] < owed[chat]
            unended = act.press and act.press not in self.heard.ended
            if silent or unended:
                raise Wrong(f"seed {self._seed}, after {self.counts['updates']}: no answer to {act.update!r}")
        self.counts["answers owed"] += sum(owed.values()) + sum(bool(act.press) for act in acts)

    def _are_rightly_parked(self, broken: set[int]) -> None:
        """Set aside is only what Telegram would never send."""
        parked = select(updates.c.id, updates.c.update_id, updates.c.payload_sealed).where(
            updates.c.state == "parked", updates.c.id > self._last_parked
        )
        for row in self.rows(parked.order_by(updates.c.id)):
            if row.update_id not in broken:
                payload = self.database.sealer.open_json("update", row.payload_sealed)
                raise Wrong(f"seed {self._seed}, after {self.counts['updates']}: set aside {payload!r}")
            self._last_parked = row.id
            self.counts["set aside"] += 1

    def _are_rightly_refused(self) -> None:
        """Refused is only what goes to a number that nobody has: somebody was made up by breaking an update."""
        refused, self._errors.refused = self._errors.refused, []
        with self.database.at_once(self.hour()) as work:
            for row in work.all(select(outbox.c.id, outbox.c.person_id).where(outbox.c.id.in_(refused))):
                if address_of(work, row.person_id) in self.world.people:
                    where = f"seed {self._seed}, after {self.counts['updates']}"
                    raise Wrong(f"{where}: refused outbox {row.id}, of {list(self.heard.refused)}")
        self.counts["refused for nobody"] += len(refused)

    def _is_whole(self, count: int) -> None:
        """Every update has one end, no message is open, and the database is whole."""
        states = dict(self.rows(select(updates.c.state, func.count()).group_by(updates.c.state)))
        sent = dict(self.rows(select(outbox.c.state, func.count()).group_by(outbox.c.state)))
        open_ = self.rows(select(outbox.c.id).where(outbox.c.ended_at.is_(None)))
        found = schema.damage(self.database.writing_engine)
        failed = sent.pop("failed", 0) - self.counts["refused for nobody"]
        whole = sum(states.values()) == count and states.keys() <= {"done", "parked"}
        if not whole or failed or sent.keys() - {"sent", "withdrawn"}:
            raise Wrong(f"seed {self._seed}: {states} {sent} {failed} {self.unsent()[:5]}")
        if open_ or found:
            raise Wrong(f"seed {self._seed}: open {open_[:5]}, damage {found}")
        self.counts.update({f"messages {state}": number for state, number in sent.items()})

    def _forgets(self) -> None:
        """What the simulated Telegram need not remember, so that a million updates fit into memory."""
        for person in self._crowd:
            for number in list(person.chat.messages)[:-6]:
                del person.chat.messages[number]
        self.world.log.entries.clear()
        self.world.notices.clear()
        self.heard.ended.clear()
