"""The day that somebody typed, as that person means it. How dates are read stands in formats/typed_date.py."""

from __future__ import annotations

from datetime import date

from db.work import Work
from domain.errors import DateNotUnderstood
from domain.language import language_of
from domain.role import Person
from domain.timezone import local_date, zone_of
from formats.typed_date import read


def today(work: Work, person: Person) -> date:
    """Return the day that it is where the person lives."""
    return local_date(work.now, zone_of(person))


def typed_days(work: Work, person: Person, text: str) -> tuple[date, ...]:
    """Return the days that a person may mean, the likeliest first: one, or several to ask about.

    Raises DateNotUnderstood. Days that have passed are for the caller to refuse.
    """
    found = read(text, language_of(person), today(work, person))
    if not found:
        raise DateNotUnderstood(text)
    return found
