"""A picture of bars, in words and numbers of one language. Drawing it stands in formats/, its words in views/."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 100_000
"""A picture's size on a slow line; what is drawn stays far below it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of (`key`, by which it has its colour), its label and number in words, its length of 0 to 1."""

    key: str
    label: str
    number: str
    length: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that stands in a picture; `description` says the same in a sentence, for who does not see it."""

    language: str
    title: str
    under: tuple[str, ...]
    bars: tuple[Bar, ...]
    foot: str
    description: str
