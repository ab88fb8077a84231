"""What people do to the bot, as updates: words, presses, things of every kind; and which of it is owed an answer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import Any

import telegram

from handlers.registry import registry
from simulator.person import Person
from tests.fuzz.shapes import STRINGS, Shapes, fields

JSON = dict[str, Any]
KINDS = [name for name, _, _ in fields(telegram.Update) if name != "update_id"]
CONTENT = {
    "animation", "audio", "contact", "dice", "document", "game", "location", "photo", "poll", "sticker", "story",
    "venue", "video", "video_note", "voice",
}  # fmt: skip
WORDS = ("torture", "femmes", "educação", "人权", "QS-1", "QS-0004", "QS-9999", "Maputo", "fr", "the", "12", "+1 hour")
BROKEN = 0.3


@dataclass(frozen=True, slots=True)
class Act:
    """An update of somebody's, `broken` or as Telegram could send it.

    `press`: the number of a press that has to be ended; `said`: whether a word is owed.
    """

    person: Person
    update: JSON
    press: str = ""
    said: bool = False
    broken: bool = False


class Acts:
    """Draws acts from one seeded source; `codes` of invitations are tried too."""

    def __init__(self, rng: random.Random, codes: list[str]) -> None:
        self._rng = rng
        self._shapes = Shapes(rng)
        self._codes = codes
        self._annotations = {name: annotation for name, annotation, _ in fields(telegram.Update)}
        self._presses = 0

    def one(self, person: Person) -> Act:
        """The next thing that this person does."""
        draw = self._rng.random()
        if draw < 0.5:
            update = {"message": self._message(person)}
        elif draw < 0.8:
            update = {"callback_query": self._press(person)}
        else:
            kind = self._rng.choice(KINDS)
            body = self._shapes.value(self._annotations[kind], 0)
            update = {kind: {**body, **self._frame(person, body)}}
        broken = self._rng.random() < BROKEN
        if broken:
            self._shapes.break_up(update)
        return Act(person, update, press_of(update, person), is_said(update, person), broken)

    def _message(self, person: Person) -> JSON:
        body = self._shapes.of(telegram.Message) if self._rng.random() < 0.7 else {}
        body |= {"message_id": self._rng.randint(1, 2**31 - 1), "date": 1_770_000_000}
        if self._rng.random() < 0.7:
            body["text"] = self._text()
        return {**body, "chat": person.chat.json(), "from": person.user.json()}

    def _text(self) -> str:
        command = f"/{self._rng.choice((*registry().commands, 'start', 'nothing'))}"
        argument = self._rng.choice((*WORDS, *STRINGS, *self._codes))
        words = " ".join(self._rng.choice((*WORDS, *STRINGS)) for _ in range(self._rng.randint(1, 3)))
        return self._rng.choice((command, f"{command} {argument}", words, self._rng.choice(WORDS), argument))

    def _press(self, person: Person) -> JSON:
        shown = [message for message in list(person.chat.messages.values())[-6:] if message.from_bot and message.keys]
        self._presses += 1
        if shown and self._rng.random() < 0.7:
            message = self._rng.choice(shown)
            data, number = self._rng.choice(message.keys)["callback_data"], message.message_id
        else:
            claim = self._rng.choice((*registry().buttons, "nothing", ""))
            arguments = [self._rng.choice((*WORDS, "1", "2", "0", "9" * 30)) for _ in range(self._rng.randint(0, 3))]
            data, number = ":".join((claim, *arguments))[:64], self._rng.randint(1, 2**31 - 1)
        body = {"message_id": number, "date": 1_770_000_000, "text": "x"}
        if self._rng.random() < 0.3:
            body = {**self._shapes.of(telegram.Message), **body}
        message_json = {**body, "chat": person.chat.json()}
        return {
            "id": f"p{self._presses}", "from": person.user.json(), "chat_instance": "1", "data": data,
            "message": message_json,
        }  # fmt: skip

    def _frame(self, person: Person, body: Any) -> JSON:
        """Who did it and where, in place of what was drawn; now and then as drawn."""
        if not isinstance(body, dict) or self._rng.random() < 0.2:
            return {}
        framed: JSON = {"chat": person.chat.json(), "from": person.user.json(), "user": person.user.json()}
        return {name: value for name, value in framed.items() if name in body}


def press_of(update: JSON, person: Person) -> str:
    """The number of a press that Telegram waits for an answer to: somebody's own, in private, with data."""
    match update:
        case {
            "callback_query": {
                "id": str(query), "data": str(), "from": {"id": sender, "is_bot": False},
                "message": {"chat": {"id": chat, "type": "private"}, "message_id": int(), "date": int()},
            }
        } if sender == chat == person.id and is_readable(update):  # fmt: skip
            return str(query).encode("utf-8", "replace").decode()  # so it goes over the wire
    return ""


def is_said(update: JSON, person: Person) -> bool:
    """Whether somebody wrote or sent something in private, so that a word is owed: an apology where it is broken."""
    if "callback_query" in update:
        return False
    match update:
        case {"message": {"chat": {"id": chat, "type": "private"}, "from": {"id": sender, "is_bot": False}, **body}}:
            if not sender == chat == person.id or isinstance(sender, bool | float):
                return False
            known = isinstance(body.get("text"), str) or any(body.get(name) for name in CONTENT)
            return known or not is_readable(update)
    return False


def is_readable(update: JSON) -> bool:
    """Whether python-telegram-bot makes an update of it; then it is never set aside."""
    handled = {kind: update.get(kind) for kind in ("message", "callback_query", "my_chat_member")}
    try:
        telegram.Update.de_json({"update_id": 0, **handled})
    except Exception:  # noqa: BLE001 - that is the question
        return False
    return True
