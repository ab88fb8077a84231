"""Searches that somebody keeps: saved, run, renamed, deleted, and shown to nobody but them.

None of it is in the audit log: who looks for what is nobody's business. A search is authorised when it runs, as any is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import saved_searches
from db.queries.saved_searches import Saved
from db.work import Work
from domain.errors import ButtonStale, MessageEmpty, NameTooLong, SearchesFull
from domain.finding import LONGEST_NAME, MOST_SAVED, SavedSearch, SavedSearches, Search
from domain.role import Person
from domain.shown import CHOICES_PER_PAGE, page_count
from services.look import Look
from services.narrowing import narrowed


def room(work: Work, person: Person) -> None:
    """Raise SearchesFull where the person keeps as many searches as can be."""
    if saved_searches.count_searches(work, person.id) >= MOST_SAVED:
        raise SearchesFull(MOST_SAVED)


def keep(work: Work, person: Person, search: Search, name: str = "") -> int:
    """Keep a search, without a name under its words and filters; return its id. Raises SearchesFull."""
    room(work, person)
    return saved_searches.add_search(work, person.id, name, search.at(1))


def named(typed: str) -> str:
    """Return a name as it is kept: one line. Raises MessageEmpty, NameTooLong."""
    name = " ".join(typed.split())
    if not name:
        raise MessageEmpty
    if len(name) > LONGEST_NAME:
        raise NameTooLong(len(name), LONGEST_NAME)
    return name


def own(work: Work, person: Person, search_id: int) -> Saved:
    """Return a search that the person keeps. Raises ButtonStale, also where it is somebody else's."""
    found = saved_searches.search_of(work, person.id, search_id)
    if found is None:
        raise ButtonStale
    return found


def rename(work: Work, person: Person, search_id: int, typed: str) -> None:
    """Give a search another name. Raises ButtonStale, MessageEmpty, NameTooLong."""
    saved_searches.rename_search(work, person.id, own(work, person, search_id), named(typed))


def delete(work: Work, person: Person, search_id: int) -> None:
    """Delete a search. Raises ButtonStale."""
    saved_searches.delete_search(work, person.id, own(work, person, search_id).id)


def listed(look: Look, params: Mapping[str, Any]) -> SavedSearches:
    """Return a page of the searches that the person keeps, the newest first."""
    total = saved_searches.count_searches(look.work, look.person.id)
    pages = page_count(total, CHOICES_PER_PAGE)
    number = max(1, min(params["page"], pages))
    skip = (number - 1) * CHOICES_PER_PAGE
    found = saved_searches.searches_of(look.work, look.person.id, CHOICES_PER_PAGE, skip)
    shown = tuple(_shown(look, one) for one in found)
    return SavedSearches(shown, number, pages, total, params.get("edits", False))


def one(look: Look, params: Mapping[str, Any]) -> SavedSearch:
    """Return a search that the person keeps. Raises ButtonStale."""
    return _shown(look, own(look.work, look.person, params["search"]))


def proposed(look: Look, params: Mapping[str, Any]) -> tuple[int, SavedSearch]:
    """Return a search that is about to be saved, and the message that shows it."""
    return params["row"], _shown(look, Saved(0, "", Search.of(params)))


def _shown(look: Look, saved: Saved) -> SavedSearch:
    to = narrowed(look.work, look.person, saved.search)
    return SavedSearch(saved.id, saved.name, saved.search.words, to.narrowings, to.left_out)
