"""Random walks of several people through the chat: nothing is parked, nobody in private is left without an answer.

By default a few hundred updates on each engine. SUIVI_TEST_WALKS=N makes N walks of 60 steps each, and every run
tries others; the default run repeats the same ones. Updates of every kind, broken ones too: tests/fuzz/.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st
from stage import Stage

from domain.role import Role
from handlers.registry import registry
from simulator.person import Person

WALKS = int(os.environ.get("SUIVI_TEST_WALKS", "0"))
STEPS = 60 if WALKS else 25

WORDS = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        ["torture", "femmes", "educação", "人权", "QS-1", "QS-9999", "Maputo", "Atlantis", "", "<b>", "the", "fr"]
    ),
    st.text(alphabet="\u200b\u202e\x00\ud7ff😀<&>/:_-0١²", max_size=20),
    st.builds(lambda text, times: (text * times)[:4096], st.text(min_size=1, max_size=3), st.integers(1, 4096)),
)
COMMANDS = st.sampled_from(sorted(registry().commands))
ARGUMENT = st.one_of(
    st.integers(-2, 40).map(str),
    st.text(max_size=8),
    st.sampled_from(["9" * 30, "theme", "goal", "country", "QS-0001", "fr"]),
)
DATA = st.builds(
    lambda claim, arguments: ":".join([claim, *arguments]).encode()[:64].decode(errors="ignore"),
    st.one_of(st.sampled_from(sorted(registry().buttons)), st.text(max_size=8)),
    st.lists(ARGUMENT, max_size=4),
)
CONTENT = st.dictionaries(
    st.sampled_from(["text", "caption", "sticker_of_next_year", "dice", "contact", "location", "pinned", "edit_date",
                     "author_signature", "media_group_id", "entities"]),
    st.one_of(st.none(), st.just([]), st.just({"emoji": "🎲", "value": 1}), st.just("x")),
    max_size=2,
)  # fmt: skip
STEP = st.one_of(
    st.tuples(st.just("says"), WORDS),
    st.tuples(st.just("commands"), st.tuples(COMMANDS, WORDS)),
    st.tuples(st.just("presses"), st.integers(0, 10**6)),
    st.tuples(st.just("presses"), st.integers(0, 10**6)),
    st.tuples(st.just("presses"), st.integers(0, 10**6)),
    st.tuples(st.just("forges"), DATA),
    st.tuples(st.just("sends"), st.sampled_from(["sticker", "document", "photo", "voice", "location"])),
    st.tuples(st.just("passes"), st.integers(0, 40)),
    st.tuples(st.just("raw"), st.dictionaries(st.text(max_size=10), st.integers() | st.text(max_size=5), max_size=3)),
    st.tuples(st.just("restarts"), st.none()),
)
WALK = st.lists(st.tuples(st.integers(0, 2), STEP), min_size=STEPS, max_size=STEPS)


class Walkers:
    """Three people: a focal point, a coordinator who holds two roles, and a member of the public."""

    def __init__(self, stage: Stage, people: list[Person]) -> None:
        self.stage = stage
        self.people = people

    async def take(self, who: int, kind: str, what: Any) -> None:
        """One step, and its answer, where one is owed."""
        person = self.people[who]
        before = self._shown(person)
        owed = await self._does(person, kind, what)
        await self.stage.settles()
        assert self.stage.parked() == []
        assert self.stage.unsent() == []
        if owed:
            assert self._shown(person) > before, f"no answer to {kind} {what!r}\n{person.transcript()}"

    def _shown(self, person: Person) -> int:
        """The number of the newest change that the bot made in the chat; a press is shown by its notice too."""
        answered = sum(entry.method == "answerCallbackQuery" for entry in self.stage.world.log.entries)
        return answered + sum(
            entry.method in {"sendMessage", "editMessageText"} and entry.chat_id == person.id
            for entry in self.stage.world.log.entries
        )

    async def _does(self, person: Person, kind: str, what: Any) -> bool:
        """Do it; whether an answer is owed."""
        doings: dict[str, Callable[[], Awaitable[Any]]] = {
            "says": lambda: person.says(what),
            "commands": lambda: person.says(f"/{what[0]} {what[1]}"[:4096]),
            "presses": lambda: self._presses(person, what),
            "forges": lambda: person.forges(what),
            "sends": lambda: self._sends(person, what),
            "restarts": self.stage.restarts,
        }
        if kind == "passes":
            self.stage.hour.moves(hours=what)
        elif kind == "raw":
            self.stage.world.put_update({key: value for key, value in what.items() if key != "update_id"})
        else:
            await doings[kind]()
        return kind not in {"passes", "raw", "restarts"}

    async def _presses(self, person: Person, number: int) -> None:
        keys = [(message, key) for message in person.screen if message.from_bot for key in message.keys]
        message, key = keys[number % len(keys)]
        await person.forges(key["callback_data"], message=message)

    async def _sends(self, person: Person, what: str) -> None:
        if what in {"sticker", "location"}:
            await getattr(person, f"sends_{what}")()
        elif what == "document":
            await person.sends_document("x.xlsx", b"PK", caption="<b>")
        else:
            await getattr(person, f"sends_{what}")(b"x")


async def walkers(stage: Stage) -> Walkers:
    """The three, each with something on the screen."""
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    stage.hour.moves(minutes=1)
    await stage.accepts(nadege, stage.invites(Role.PARLIAMENT, "AN"))
    public = stage.world.person("Yaw", "fr")
    await public.says("/start")
    await public.sees("Suivi")
    return Walkers(stage, [justice, nadege, public])


@pytest.mark.parametrize("number", range(WALKS or 12))
async def test_a_random_walk_parks_nothing_and_leaves_nobody_without_an_answer(stage: Stage, number: int) -> None:
    walk = _drawn(number)
    there = await walkers(stage)
    for who, (kind, what) in walk:
        await there.take(who, kind, what)


def _drawn(number: int) -> list[tuple[int, tuple[str, Any]]]:
    """A walk drawn by hypothesis; the loop of the process is not its own, so each walk is one test."""
    drawn: list[list[Any]] = []
    number += int.from_bytes(os.urandom(4), "big") if WALKS else 0

    @seed(number)
    @settings(max_examples=5, database=None, suppress_health_check=list(HealthCheck), deadline=None)
    @given(WALK)
    def draws(walk: list[Any]) -> None:
        drawn.append(walk)

    draws()
    sys.stdout.write(f"seed {number}\n")
    return drawn[-1]
