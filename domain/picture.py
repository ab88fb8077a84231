"""A picture of bars, in words and numbers of one language. Drawing it stands in formats/, its words in views/."""

from __future__ import annotations

from dataclasses import dataclass

MOST_BYTES = 100_000
"""A picture's size on a slow line; what is drawn stays far below it."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: its label and number in words, and its pieces from the left.

    Each piece is (key, by which it has its colour, length of 0 to 1); together they are not longer than 1.
    """

    label: str
    number: str
    pieces: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that stands in a picture; `description` says the same in a sentence, for who does not see it.

    `legend`: what the colours mean, (key, words), where the labels of the bars do not say it.
    """

    language: str
    title: str
    under: tuple[str, ...]
    bars: tuple[Bar, ...]
    foot: str
    description: str
    legend: tuple[tuple[str, str], ...] = ()
