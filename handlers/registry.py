"""Finds the conversations in handlers/ and what each claims; two claims to one name are an error at start."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TypeVar

import handlers
from handlers.conversation import Command, Conversation, Kind, Presses, Says, Takes

T = TypeVar("T")


class ClaimedTwice(Exception):
    """Two conversations claim the same command, button, kind of message, kind of file or name."""


@dataclass(frozen=True, slots=True)
class Registry:
    """Everything that can be said, pressed, sent and shown. `steps`: by (conversation, step)."""

    commands: Mapping[str, Command]
    buttons: Mapping[str, Presses]
    steps: Mapping[tuple[str, str], Says]
    kinds: Mapping[str, Kind]
    files: Mapping[str, Takes]
    versions: Mapping[str, int]

    def menu_commands(self) -> list[tuple[str, Command]]:
        """Return the commands that stand in menus, in their order."""
        shown = [(name, command) for name, command in self.commands.items() if command.place]
        return sorted(shown, key=lambda item: item[1].place)


def of(conversations: Iterable[Conversation]) -> Registry:
    """Return what these conversations claim. Raises ClaimedTwice."""
    every = list(conversations)
    return Registry(
        _claimed((name, command) for one in every for name, command in one.commands.items()),
        _claimed((name, presses) for one in every for name, presses in one.buttons.items()),
        _claimed(((one.name, step), says) for one in every for step, says in one.steps.items()),
        _claimed((name, kind) for one in every for name, kind in one.kinds.items()),
        _claimed((what, takes) for one in every for what, takes in one.files.items()),
        _claimed((one.name, one.version) for one in every),
    )


@cache
def registry() -> Registry:
    """Return what the conversations in handlers/ claim."""
    modules = (import_module(f"handlers.{found.name}") for found in pkgutil.iter_modules(handlers.__path__))
    return of(module.conversation for module in modules if hasattr(module, "conversation"))


_K = TypeVar("_K")


def _claimed(claims: Iterable[tuple[_K, T]]) -> dict[_K, T]:
    found: dict[_K, T] = {}
    for name, what in claims:
        if name in found:
            raise ClaimedTwice(str(name))
        found[name] = what
    return found
