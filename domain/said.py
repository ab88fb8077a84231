"""What somebody did in the chat, as plain values: the input of handlers. Telegram's own classes stand in bot/."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.errors import ButtonStale
from domain.reference import Reference, typed

ROWS = 2**53
"""The highest id of a row that a button bears."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text that was typed. `command`: its name without slash and bot name, in lower case; `words`: what follows."""

    words: str
    command: str | None = None


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button that was pressed, or callback data that a modified client made up.

    `query`: Telegram's number of the press, to answer it; `message`: of the message that had the button, if there.
    """

    data: str
    query: str
    message: int | None = None

    @property
    def claim(self) -> str:
        """The first word of the data, by which the conversation is found."""
        return self.data.partition(":")[0]

    @property
    def arguments(self) -> tuple[str, ...]:
        """The rest of the data."""
        return tuple(self.data.split(":")[1:])


@dataclass(frozen=True, slots=True)
class File:
    """A file that lies with Telegram: its id there, name, size in bytes where Telegram says it, and MIME type."""

    id: str
    name: str
    size: int | None = None
    mime_type: str = ""


EDITED = "edited"
"""What is `Sent` where somebody changed a message that they had sent before."""


@dataclass(frozen=True, slots=True)
class Sent:
    """Something that is neither words nor a press; `what` is Telegram's name of it: "document", "sticker", …

    `file`: of a document, a photo (its largest size) or a voice message; `words`: what was written under it.
    """

    what: str
    file: File | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Reached:
    """The person blocked the bot (False) or let it in again (True)."""

    reachable: bool


@dataclass(frozen=True, slots=True)
class Unread:
    """What breaks Telegram's own rules, so that nobody can tell what it is. `error`: what reading it met."""

    error: Exception


_MOST_DIGITS = 18

Input = Said | Pressed | Sent | Reached | Unread


@dataclass(frozen=True, slots=True)
class OpenDialog:
    """The dialog that the person is in: conversation, step, and what was said so far."""

    name: str
    step: str
    version: int
    data: dict[str, Any] = field(default_factory=dict)


def id_at(arguments: Sequence[str], place: int) -> int:
    """Return the id of a row that stands at a place of a button's data. Raises ButtonStale, also where none stands."""
    return whole_number(arguments[place] if len(arguments) > place else "", ROWS)


def page_at(arguments: Sequence[str], place: int) -> int:
    """Return the number of a page that stands at a place of a button's data, 1 where none does. Raises ButtonStale."""
    return whole_number(arguments[place]) if len(arguments) > place else 1


def reference_at(arguments: Sequence[str], place: int) -> Reference:
    """Return the reference at a place of a button's data. Raises ButtonStale, also where none stands."""
    return reference_in(arguments[place] if len(arguments) > place else "")


def reference_in(text: str) -> Reference:
    """Return the reference that a button's data bears. Raises ButtonStale: nobody's button has anything else."""
    found = typed(text)
    if found is None:
        raise ButtonStale
    return found


def whole_number(text: str, most: int = 10**9) -> int:
    """Return a positive number from a button's data. Raises ButtonStale: nobody's button has anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS) or not 0 < int(text) <= most:
        raise ButtonStale
    return int(text)
