"""The letter by which an institution says something on paper, as the secretariat or the institution refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MOST_PAGES = 5
"""Photos or files of one letter."""

SCANNED = ("image/", "application/pdf")
"""What the scan of a letter may be, by the beginning of its type."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter's own number and date."""

    number: str
    on: date
