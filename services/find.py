"""Searching recommendations, narrowing a search by theme, SDG, mechanism, position and country, and paging in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from db import search
from db.facets import facets
from db.queries import outbox, setup
from db.work import Work
from domain.errors import ButtonStale, NothingToSearch
from domain.role import Person
from domain.shown import (
    CHOICES_PER_PAGE,
    LINES_PER_PAGE,
    Choice,
    Choices,
    Filters,
    Narrowing,
    Results,
    page_count,
)
from domain.text import Term, search_terms
from services.look import Look
from services.show_lines import described, page_of, page_within

NARROWABLE = ("theme", "goal", "mechanism", "position", "country")
LONGEST_WORDS = 200
FURTHEST_PAGE = 100_000
KIND = "find"


@dataclass(frozen=True, slots=True)
class Search:
    """A search as its message keeps it, sealed: words, filters (by, key, label) and the page shown."""

    words: str = ""
    narrowed: tuple[tuple[str, str, str], ...] = ()
    page: int = 1

    def params(self) -> dict[str, Any]:
        """As the parameters of the message that shows it."""
        return {"words": self.words, "narrowed": [list(one) for one in self.narrowed], "page": self.page}

    @classmethod
    def of(cls, params: dict[str, Any]) -> Search:
        """From a message's parameters."""
        return cls(params["words"], tuple((by, key, label) for by, key, label in params["narrowed"]), params["page"])

    def by(self, name: str) -> str | None:
        """The key that the search is narrowed to by one filter, or None."""
        return next((key for by, key, _ in self.narrowed if by == name), None)


def begin(person: Person, words: str) -> Search:
    """Return a new search of these words: within the country that the person acts for, else in every open one.

    Raises NothingToSearch.
    """
    words = " ".join(words.split())[:LONGEST_WORDS]
    if not search_terms(words):
        raise NothingToSearch
    holding = person.holding
    narrowed = (("country", holding.country, holding.country),) if holding else ()
    return Search(words, narrowed)


def recall(work: Work, person: Person, row: int) -> Search:
    """Return the search that a message to this very person shows. Raises ButtonStale."""
    kept = outbox.parameters_of_own(work, row, person.id)
    if kept is None or "words" not in kept[1]:
        raise ButtonStale
    return Search.of(kept[1])


def turn_page(kept: Search, page: int) -> Search:
    """Return the search at another page."""
    return replace(kept, page=max(1, min(page, FURTHEST_PAGE)))


def narrow(work: Work, person: Person, kept: Search, by: str, key: str) -> Search:
    """Return the search narrowed by one more filter, or by another value of it. Raises ButtonStale."""
    offered = facets(work, search_terms(kept.words), _filters(person, kept), by)
    label = next((facet.label for facet in offered if facet.key == key), None)
    if label is None:
        raise ButtonStale
    others = tuple(one for one in kept.narrowed if one[0] != by)
    return Search(kept.words, (*others, (by, key, label)))


def widen(kept: Search, by: str) -> Search:
    """Return the search without one of its filters."""
    return Search(kept.words, tuple(one for one in kept.narrowed if one[0] != by))


def results(look: Look, params: dict[str, Any]) -> Results:
    """Return what a search finds, a page of it."""
    kept = Search.of(params)
    terms = search_terms(kept.words)
    found = _found(look, terms, kept, kept.page)
    number = page_within(kept.page, found.total)
    if number != kept.page:
        found = _found(look, terms, kept, number)
    country = setup.country(look.work, kept.by("country") or "")
    lines = described(look, found.ids, country.language if country else None)
    page = page_of([lines[id_] for id_ in found.ids if id_ in lines], number, found.total)
    return Results(look.row, kept.words, page, found.partial, _narrowings(look.work, kept))


def filters(look: Look, params: dict[str, Any]) -> Filters:
    """Return the filters of a search, those in force and those that can be chosen."""
    return Filters(look.row, _narrowings(look.work, Search.of(params)), NARROWABLE)


def choices(look: Look, params: dict[str, Any]) -> Choices:
    """Return a page of the values of one filter, counted among what the search finds."""
    kept = Search.of(params)
    by, page = params["by"], params["choice_page"]
    offered = facets(look.work, search_terms(kept.words), _filters(look.person, kept), by)
    pages = page_count(len(offered), CHOICES_PER_PAGE)
    number = max(1, min(page, pages))
    shown = offered[(number - 1) * CHOICES_PER_PAGE : number * CHOICES_PER_PAGE]
    return Choices(
        look.row,
        by,
        tuple(Choice(one.key, _narrowing(look.work, by, one.label), one.count) for one in shown),
        number,
        pages,
    )


def _found(look: Look, terms: tuple[Term, ...], kept: Search, page: int) -> search.Found:
    skip = (page - 1) * LINES_PER_PAGE
    return search.search(look.work, terms, _filters(look.person, kept), look.language, LINES_PER_PAGE, skip)


def _filters(person: Person, kept: Search) -> search.Filters:
    """The filters as the query takes them; which closed countries show is asked anew each time."""
    theme, goal, mechanism = (_number(kept.by(name)) for name in ("theme", "goal", "mechanism"))
    return search.Filters(
        kept.by("country"),
        theme,
        goal,
        mechanism,
        kept.by("position"),
        tuple(sorted({holding.country for holding in person.holdings})),
    )


def _number(key: str | None) -> int | None:
    return int(key) if key is not None else None


def _narrowings(work: Work, kept: Search) -> tuple[Narrowing, ...]:
    return tuple(_narrowing(work, by, label) for by, _, label in kept.narrowed)


def _narrowing(work: Work, by: str, label: str) -> Narrowing:
    country = setup.country(work, label) if by == "country" else None
    return Narrowing(by, label, country.names if country else {})
