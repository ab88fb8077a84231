"""Where the CPU of one /mine goes: each stage of the way alone, in one thread, in CPU µs an update.

    python -m bench.stages [--quick]

Between threads there is more: switching, waiting for the interpreter's lock and waking the event loop. What the sum of
the stages lacks of the CPU that bench.updates shows is that.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from bench import bots, instance
from bench.figures import spread, table
from bench.ledger import Asked
from bench.load import api_server
from bot import clock, settings
from bot.client import Client, client
from bot.inbound import read
from bot.opening import Database, open_database
from bot.update_json import chat_of
from db.presence import Presence
from db.queries import outbox, people, updates
from db.queries.outbox import Reply
from db.queries.updates import Stored
from db.transaction import Reading, Writing
from db.work import Work
from domain.delivery import State
from domain.said import Said
from handlers.dispatch import take
from handlers.registry import registry
from handlers.rendering import rendered
from views.message import Message

TOGETHER = 64
PROCESS = "bench"

Ready = list[tuple[int, Message]]


class Stages:
    """The stages of one batch of updates, and what each took; the state of one feeds the next."""

    def __init__(self, database: Database, bot: Client, loop: asyncio.AbstractEventLoop) -> None:
        self._writing: Writing = database.writing()
        self._reading: Reading = database.reading()
        self._bot = bot
        self._loop = loop
        self._next_id = 1
        self.took: dict[str, list[float]] = {}

    def batch(self) -> None:
        """One batch through all the stages but the last; what it leaves is in the outbox."""
        payloads = self._payloads()
        stored = self._timed("store the updates, commit", lambda: self._store(payloads))
        inbound = self._timed("read what was said", lambda: [read(one.payload) for one in stored])
        speakers = [one.speaker for one in inbound]
        replies = self._timed("the turns, commit", lambda: self._turn(stored, speakers))
        ready = self._timed("load and render", lambda: [self._render(reply) for reply in replies])
        self._timed("note the attempts, commit", lambda: self._note(replies, _start))
        self._timed("call Telegram", lambda: self._loop.run_until_complete(self._send(ready)))
        self._timed("note the ends, commit", lambda: self._note(replies, _end))

    def close(self) -> None:
        """Give back the connections."""
        self._writing.close()
        self._reading.close()

    def _timed(self, name: str, stage: Callable[[], Any]) -> Any:
        began = time.thread_time()
        result = stage()
        self.took.setdefault(name, []).append((time.thread_time() - began) / TOGETHER * 1e6)
        return result

    def _payloads(self) -> list[dict[str, Any]]:
        asked = enumerate(bots.mine(TOGETHER * bots.BURST)[:TOGETHER], self._next_id)
        self._next_id += TOGETHER
        return [
            json.loads(Asked(i, chat, text, b"", "", language).as_json()) for i, (chat, text, _, _, language) in asked
        ]

    def _store(self, payloads: list[dict[str, Any]]) -> list[Stored]:
        def write(work: Work) -> list[Stored]:
            batch = [(one, people.address_hash(work, chat_of(one))) for one in payloads]
            return updates.add_updates(work, batch, PROCESS)

        return list(self._together([write])[0])

    def _turn(self, stored: list[Stored], speakers: list[Any]) -> list[Reply]:
        def turn(work: Work, one: Stored, speaker: Any) -> Reply:
            reply = take(work, speaker, Said("", command="mine"), PROCESS).replies[0]
            updates.mark_done(work, one.id)
            return reply

        pairs = zip(stored, speakers, strict=True)
        return self._together([partial(turn, one=one, speaker=who) for one, who in pairs])

    def _render(self, reply: Reply) -> tuple[int, Message]:
        def render(work: Work) -> tuple[int, Message]:
            address = people.address_of(work, reply.person_id)
            return address, rendered(work, reply.id, reply.person_id, reply.kind, reply.params)

        return self._reading.look_up(render, clock.now())

    def _note(self, replies: list[Reply], note: Callable[..., None]) -> None:
        self._together([partial(note, row=reply.id) for reply in replies])

    async def _send(self, ready: Ready) -> None:
        await asyncio.gather(*(self._bot.send(chat, message) for chat, message in ready))

    def _together(self, tasks: list[Callable[[Work], Any]]) -> list[Any]:
        outcomes = self._writing.together(tasks, clock.now())
        for outcome in outcomes:
            if outcome.error:
                raise outcome.error
        return [outcome.value for outcome in outcomes]


def _start(work: Work, row: int) -> None:
    outbox.start_attempt(work, row, PROCESS)


def _end(work: Work, row: int) -> None:
    outbox.end_reply(work, row, PROCESS, State.SENT, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true", help="a few seconds, to see that it works")
    batches = 5 if parser.parse_args().quick else 100
    registry()
    with instance.filled() as filled, api_server(0.0) as server, asyncio.Runner() as runner:
        database = open_database(settings.read(filled.environment), clock.now())
        bot = client(instance.TOKEN, server.address)
        Presence(database.writing_engine, PROCESS).join()
        runner.run(bot.initialize())
        stages = Stages(database, bot, runner.get_loop())
        for _ in range(batches + 1):
            stages.batch()
        stages.close()
        runner.run(bot.shutdown())
    rows = [(name, spread(took[1:])) for name, took in stages.took.items()]
    total = [sum(values) for values in zip(*(took[1:] for took in stages.took.values()), strict=True)]
    print(f"\n{batches} batches of {TOGETHER}; median (least–greatest)\n")
    print(table(["stage", "CPU µs an update"], [*rows, ("all", spread(total))]))


if __name__ == "__main__":
    main()
