"""What a conversation consists of, as plain data: commands, buttons, dialog steps, and the kinds of message it shows.

One file in handlers/ holds one conversation under the name `conversation`; handlers/registry.py finds it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.delivery import Repeat
from domain.role import Person
from domain.said import Pressed, Said, Sent
from handlers.turn import Turn
from services.look import Look
from views.message import Message
from views.texts import Texts

Says = Callable[[Turn, Said], None]
Presses = Callable[[Turn, Pressed], None]
Takes = Callable[[Turn, Sent], None]


def anyone(_person: Person) -> bool:
    """Whoever writes to the bot."""
    return True


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the chat. `description` is English, in the catalogues; `place`: its place in menus, 0: not there.

    `called`: what it is called to people to whom it is something else.
    """

    description: str
    run: Says
    place: int = 0
    may: Callable[[Person], bool] = anyone
    called: Callable[[Person], str] | None = None

    def label(self, person: Person) -> str:
        """Return what it is called to somebody, in English."""
        return self.called(person) if self.called else self.description


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message: `load` finds what it needs (a Refusal is shown in its place), `render` makes it a message.

    `repeat`: what is done where such a message may have arrived.
    """

    load: Callable[[Look, Mapping[str, Any]], Any]
    render: Callable[[Texts, Any], Message]
    repeat: Repeat = Repeat.REPLY


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation. `version` goes up when the data of its dialog changes its shape.

    `files`: by Telegram's name of what is sent ("document"), what takes it.
    """

    name: str
    commands: Mapping[str, Command] = field(default_factory=dict)
    buttons: Mapping[str, Presses] = field(default_factory=dict)
    steps: Mapping[str, Says] = field(default_factory=dict)
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    files: Mapping[str, Takes] = field(default_factory=dict)
    version: int = 1


def plain(render: Callable[[Texts], Message]) -> Kind:
    """A kind of message that needs nothing from the database."""
    return Kind(lambda _look, _params: None, lambda t, _values: render(t))
