"""What is shown of a search: a page of what it found, its filters, and what it can be narrowed to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db import search
from db.facets import Facet, facets, how_many
from db.queries import setup
from domain.errors import ButtonStale
from domain.finding import (
    FLAGS,
    Choice,
    Choices,
    Filters,
    Narrowing,
    Results,
    Search,
    followed_country,
    groups,
    may_narrow,
    presets,
)
from domain.round import counted_from
from domain.shown import CHOICES_PER_PAGE, LINES_PER_PAGE, sliced
from domain.text import search_terms
from services.look import Look
from services.narrowing import Narrowed, narrowed
from services.show_lines import described, page_of, page_within


def results(look: Look, params: Mapping[str, Any]) -> Results:
    """Return what a search finds, a page of it."""
    kept = Search.of(params)
    to = narrowed(look.work, look.person, kept)
    found = _found(look, kept, to, kept.page)
    number = page_within(kept.page, found.total)
    if number != kept.page:
        found = _found(look, kept, to, number)
    country = setup.country(look.work, kept.by("country") or "")
    lines = described(look, found.ids, country.language if country else None)
    page = page_of([lines[id_] for id_ in found.ids if id_ in lines], number, found.total)
    return Results(look.row, kept.words, page, found.partial, to.narrowings, to.left_out)


def filters(look: Look, params: Mapping[str, Any]) -> Filters:
    """Return a group of the filters of a search, those in force and those that can be chosen."""
    kept = Search.of(params)
    to = narrowed(look.work, look.person, kept)
    every = groups(look.person)
    number = max(1, min(params.get("group", 1), len(every)))
    offered = every[number - 1]
    terms = search_terms(kept.words)
    free = [by for by in offered if by in FLAGS and kept.by(by) is None]
    counts = {by: sum(one.count for one in facets(look.work, terms, to.filters, by)) for by in free}
    return Filters(look.row, to.narrowings, offered, counts, number, len(every))


def choices(look: Look, params: Mapping[str, Any]) -> Choices:
    """Return a page of the values of one filter, counted among what the search finds. Raises ButtonStale."""
    kept, by = Search.of(params), params["by"]
    if not may_narrow(look.person, by):
        raise ButtonStale
    to = narrowed(look.work, look.person, kept)
    offered = _offered(look, kept, to, by)
    shown, number, pages = sliced(offered, params["choice_page"], CHOICES_PER_PAGE)
    group = next(place for place, one in enumerate(groups(look.person), start=1) if by in one)
    named = _names(look, by)
    values = tuple(Choice(one.key, Narrowing(by, one.label, named.get(one.label, {})), one.count) for one in shown)
    return Choices(look.row, by, values, number, pages, group)


def _found(look: Look, kept: Search, to: Narrowed, page: int) -> search.Found:
    skip = (page - 1) * LINES_PER_PAGE
    return search.search(look.work, search_terms(kept.words), to.filters, look.language, LINES_PER_PAGE, skip)


def _offered(look: Look, kept: Search, to: Narrowed, by: str) -> list[Facet]:
    terms = search_terms(kept.words)
    if by != "silence":
        return facets(look.work, terms, to.filters, by)
    offered = []
    for day in presets(look.today):
        since = replace(to.filters, silence=counted_from(day, look.zone))
        offered.append(Facet(day.isoformat(), day.isoformat(), how_many(look.work, terms, since)))
    return offered


def _names(look: Look, by: str) -> dict[str, Mapping[str, str]]:
    """The names of what has names of its own in several languages, by the label of the facet."""
    if by == "country":
        return {one.code: one.names for one in setup.all_countries(look.work)}
    if by == "institution":
        return {
            one.code: one.names for one in setup.active_institutions(look.work, followed_country(look.person) or "")
        }
    return {}
