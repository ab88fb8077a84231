"""Searching recommendations: begun, narrowed, narrowed less, paged. What is shown of it is loaded in show_find.py."""

from __future__ import annotations

from datetime import date

from db.facets import facets
from db.queries import outbox
from db.work import Work
from domain.errors import ButtonStale, DayNotPassed, NothingToSearch
from domain.finding import FLAGS, Search, last_passed, may_narrow
from domain.role import Person
from domain.text import search_terms
from services.narrowing import narrowed, today, value_of
from services.typed_days import typed_days

LONGEST_WORDS = 200
KIND = "find"
LONGEST_KEY = 40


def begin(person: Person, words: str) -> Search:
    """Return a new search of these words: within the country that the person acts for, else in every open one.

    Raises NothingToSearch.
    """
    words = " ".join(words.split())[:LONGEST_WORDS]
    if not search_terms(words):
        raise NothingToSearch
    return Search(words, _at_home(person))


def everything(person: Person) -> Search:
    """Return a search without words, to be narrowed by filters: of the same recommendations as in `begin`."""
    return Search("", _at_home(person))


def recall(work: Work, person: Person, row: int) -> Search:
    """Return the search that a message to this very person shows. Raises ButtonStale."""
    kept = outbox.parameters_of_own(work, row, person.id)
    if kept is None or "words" not in kept[1] or "narrowed" not in kept[1]:
        raise ButtonStale
    return Search.of(kept[1])


def narrow(work: Work, person: Person, kept: Search, by: str, key: str) -> Search:
    """Return the search narrowed by one more filter, or by another value of it.

    Raises ButtonStale where the person may not, or where nothing that is found has such a value.
    """
    if len(key) > LONGEST_KEY or value_of(work, person, by, key) is None:
        raise ButtonStale
    # How many a flag or a day leaves is shown, were it none.
    if by != "silence" and by not in FLAGS:
        filters = narrowed(work, person, kept).filters
        offered = facets(work, search_terms(kept.words), filters, by)
        if not any(facet.key == key for facet in offered):
            raise ButtonStale
    return kept.to(by, key)


def allowed(person: Person, by: str) -> str:
    """Return the filter's name. Raises ButtonStale where the person may not use it, as where there is none."""
    if not may_narrow(person, by):
        raise ButtonStale
    return by


def passed_days(work: Work, person: Person, text: str) -> tuple[date, ...]:
    """Return the days until today that were meant: without a year, the last such day. Raises DateNotUnderstood."""
    typed = typed_days(work, person, text)
    day = today(work, person)
    return tuple(dict.fromkeys(one if str(one.year) in text else last_passed(one, day) for one in typed))


def silent_since(work: Work, person: Person, kept: Search, on: date) -> Search:
    """Return the search narrowed to what nobody has submitted anything on since. Raises ButtonStale, DayNotPassed."""
    allowed(person, "silence")
    day = today(work, person)
    if on > day:
        raise DayNotPassed(day)
    return kept.to("silence", on.isoformat())


def _at_home(person: Person) -> tuple[tuple[str, str], ...]:
    holding = person.holding
    return (("country", holding.country),) if holding else ()
