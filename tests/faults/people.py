"""People who keep the bot busy: distinct searches, commands, presses. What each act must be answered with is kept."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from simulator import acting
from simulator.person import Person
from simulator.screen import shown
from simulator.state import Message
from tests.faults.watched import WatchedWorld

LANGUAGES = ("en", "fr", "pt", "zh")
WORDS = ("torture", "éducation", "prisões", "人权", "women", "juges")
MOST_UNANSWERED = 10
IN_PLACE = ("narrow:", "find:")


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did: `kinds` of message that may answer it, the `token` that the answer bears, if any."""

    kinds: frozenset[str]
    token: str = ""
    in_place: bool = False


@dataclass(slots=True)
class Somebody:
    """A person with what they did, in order."""

    person: Person
    acts: list[Act] = field(default_factory=list)


class Crowd:
    """N people; all that they do is drawn from one seeded source."""

    def __init__(self, world: WatchedWorld, count: int, rng: random.Random) -> None:
        self._world = world
        self._rng = rng
        self._serial = 0
        languages = [rng.choice(LANGUAGES) for _ in range(count)]
        self.people = [Somebody(world.person(f"P{n}", language)) for n, language in enumerate(languages)]

    @property
    def acted(self) -> int:
        """How much they have done in all."""
        return sum(len(one.acts) for one in self.people)

    def all_act(self) -> None:
        """Everybody does something."""
        for one in self.people:
            self.acts_unless_behind(one)

    def somebody_acts(self) -> None:
        """One of them does something."""
        self.acts_unless_behind(self._rng.choice(self.people))

    def acts_unless_behind(self, one: Somebody) -> None:
        """Nobody goes on writing who has not had ten answers: the bot gives one a second (bot/pace.py)."""
        messages = sum(not act.in_place for act in one.acts)
        if messages - len(self._world.told.get(one.person.id, [])) < MOST_UNANSWERED:
            self.acts(one)

    def acts(self, one: Somebody) -> None:
        """Do one thing, with what it must be answered with."""
        choice = self._rng.random()
        pressable = _pressable(one.person)
        if choice < 0.1:
            self._says(one, "/mine", Act(frozenset({"mine"})))
        elif choice < 0.2:
            self._says(one, f"/language {self._rng.choice(LANGUAGES)}", Act(frozenset({"menu"})))
        elif choice < 0.35 and pressable is not None:
            self._presses(one, pressable, "menu", Act(frozenset({"menu"})))
        elif choice < 0.5 and pressable is not None:
            data = self._rng.choice([key["callback_data"] for key in pressable.keys if _in_place(key)])
            self._presses(one, pressable, data, Act(frozenset({"find", "filters", "choices"}), in_place=True))
        else:
            self._serial += 1
            token = f"k{self._serial}x"
            self._says(one, f"{self._rng.choice(WORDS)} {token}", Act(frozenset({"find"}), token))

    def _says(self, one: Somebody, text: str, act: Act) -> None:
        acting.say(self._world, one.person.user, one.person.chat, text)
        one.acts.append(act)

    def _presses(self, one: Somebody, message: Message, data: str, act: Act) -> None:
        acting.press(self._world, one.person.user, message, data)
        one.acts.append(act)


def _in_place(key: dict[str, str]) -> bool:
    return key.get("callback_data", "").startswith(IN_PLACE) and key["callback_data"].count(":") > 0


def _pressable(person: Person) -> Message | None:
    """The newest message with a button that replaces it."""
    return next((m for m in reversed(shown(person.chat)) if m.from_bot and any(map(_in_place, m.keys))), None)
