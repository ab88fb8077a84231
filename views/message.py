"""A message as it will be sent: HTML text and a keyboard, put together so that nothing a person wrote is ever markup.

Views compose with Body and Button; sending, and Telegram's classes, stand in bot/.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from domain.text import units

MOST_UNITS = 4096
"""Telegram's limit of a message's text, in UTF-16 code units after entities parsing."""

MOST_CALLBACK_BYTES = 64


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message. `data`: what comes back when it is pressed, at most 64 bytes."""

    label: str
    data: str


Row = tuple[Button, ...]


def in_rows(buttons: Sequence[Button], width: int = 2) -> list[Row]:
    """Return buttons in rows of so many."""
    return [tuple(buttons[place : place + width]) for place in range(0, len(buttons), width)]


@dataclass(frozen=True, slots=True)
class Message:
    """A message ready to be sent; `html` for Telegram, `plain` for when Telegram refuses the markup."""

    html: str
    plain: str
    keyboard: tuple[Row, ...] = ()

    def with_note(self, text: str) -> Message:
        """Return the message with one more line, in italics, below."""
        return Message(f"{self.html}\n\n<i>{escape(text)}</i>", f"{self.plain}\n\n{text}", self.keyboard)


@dataclass(slots=True)
class Body:
    """The text of a message, line by line. Every value given is escaped; only Body's own tags are markup."""

    _html: list[str] = field(default_factory=list)
    _plain: list[str] = field(default_factory=list)

    def title(self, text: str) -> Body:
        """Add a line in bold."""
        return self._add(f"<b>{escape(text)}</b>", text)

    def line(self, text: str = "") -> Body:
        """Add a line, or an empty one."""
        return self._add(escape(text), text)

    def field(self, label: str, value: str) -> Body:
        """Add a label and its value; nothing where the value is empty."""
        if not value:
            return self
        # After a full-width colon no space follows.
        gap = "" if label.endswith("：") else " "
        return self._add(f"{escape(label)}{gap}<b>{escape(value)}</b>", f"{label}{gap}{value}")

    def entry(self, head: str, tail: str, text: str) -> Body:
        """Add an entry of a list: a head in bold, what follows it, and a text on the next line."""
        after = f" · {tail}" if tail else ""
        return self._add(f"<b>{escape(head)}</b>{escape(after)}\n{escape(text)}", f"{head}{after}\n{text}")

    def note(self, text: str) -> Body:
        """Add a line in italics."""
        return self._add(f"<i>{escape(text)}</i>", text)

    def quote(self, text: str, *, folded: bool = False) -> Body:
        """Add a quoted text, folded where it is long."""
        tag = "blockquote expandable" if folded else "blockquote"
        return self._add(f"<{tag}>{escape(text)}</blockquote>", text)

    @property
    def units(self) -> int:
        """How long the text is, as Telegram counts."""
        return units("\n".join(self._plain))

    def message(self, *rows: Row) -> Message:
        """Return the message with these rows of buttons; empty rows are left out."""
        keyboard = tuple(row for row in rows if row)
        return Message("\n".join(self._html).strip("\n"), "\n".join(self._plain).strip("\n"), keyboard)

    def unmarked(self) -> Message:
        """Return the message without any markup, so that it can be copied as it stands."""
        plain = "\n".join(self._plain).strip("\n")
        return Message(escape(plain), plain)

    def _add(self, html: str, plain: str) -> Body:
        self._html.append(html)
        self._plain.append(plain)
        return self


def fitting(text: str, most: int) -> str:
    """Return the text if it has at most `most` UTF-16 units, else its beginning with an ellipsis."""
    if units(text) <= most:
        return text
    cut = text.encode("utf-16-le")[: (most - 1) * 2].decode("utf-16-le", "ignore")
    return cut.rstrip() + "…"
