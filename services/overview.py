"""The overview: counts of what somebody may see, now and since a month ago. Its picture: draw_overview.py.

What each person may see is asked anew whenever it is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from db.facets import how_many
from db.queries import overview as counts
from db.queries import overview_changes as changes
from db.queries import setup
from db.work import Work
from domain.errors import ButtonStale, CountryNotShown
from domain.finding import YES, Search
from domain.language import DEFAULT
from domain.overview import (
    ATTENTION,
    CHANGES,
    GROUPS,
    Extent,
    Scope,
    by_status,
    month_before,
    own_scope,
    transitions,
)
from domain.overview_shown import Group, GroupPage, GroupPicture, Overview, Places, Unreachable, Whole, Whose
from domain.role import INDEPENDENT_KINDS, InstitutionKind, Person, may_read
from domain.round import counted_from
from domain.shown import CHOICES_PER_PAGE, LINES_PER_PAGE, Names, page_count, sliced
from domain.text import fold
from services.look import Look
from services.narrowing import narrowed
from services.reach import SPEAKERS
from services.remind import coordinating

OVERVIEW = "overview"
"""The kind of message that shows it; its parameter `at` is a country that was chosen, "" for one's own role."""

IN_PICTURE = 10
"""How many parts one picture holds, so that a phone shows it whole."""

LISTED = ("unassigned", "undated", "overdue")
"""What of ATTENTION a search lists."""


def scope(work: Work, person: Person, at: str) -> Scope:
    """Return what is counted for the person. Raises ButtonStale where they hold no role, CountryNotShown."""
    found = own_scope(person) if not at else Scope(Extent.PUBLIC, at)
    if found is None:
        raise ButtonStale
    readable(work, person, found)
    return found


def readable(work: Work, person: Person, of: Scope) -> None:
    """Raise CountryNotShown where the person may not read what is counted (any more), or there is no such country."""
    country = setup.country(work, of.country)
    if country is None or not may_read(person, country.code, country_open=country.open):
        raise CountryNotShown


def only_place(work: Work, person: Person) -> str | None:
    """Return where an overview can be shown at once: "" in one's own role, or the one country there is; else None."""
    if own_scope(person) is not None:
        return ""
    found = counts.open_countries(work)
    return found[0][0] if len(found) == 1 else None


def places(look: Look, params: Mapping[str, Any]) -> Places:
    """Return a page of the countries that anybody can look at."""
    found = counts.open_countries(look.work)
    shown, number, pages = sliced(found, params["page"], CHOICES_PER_PAGE)
    return Places(tuple(shown), number, pages)


def overview(look: Look, params: Mapping[str, Any]) -> Overview:
    """Return the overview. Raises ButtonStale, CountryNotShown."""
    of = scope(look.work, look.person, params["at"])
    shown = counted(look, of, params["at"])
    return replace(shown, attention=_attention(look)) if of.extent is Extent.COUNTRY else shown


def counted(look: Look, of: Scope, at: str = "") -> Overview:
    """Return the counts of an overview that the person is known to be allowed, without what needs attention."""
    since = month_before(look.today)
    moment = counted_from(since, look.zone)
    statuses = counts.statuses(look.work, of)
    steps, now = changes.steps(look.work, of, moment)
    return Overview(
        _whose(look, of, at),
        sum(statuses.values()),
        by_status(statuses),
        since,
        _changes(look.work, of, moment),
        tuple(transitions(steps, now, moment)),
        {},
    )


def group_page(look: Look, params: Mapping[str, Any]) -> GroupPage:
    """Return a page of the overview's parts. Raises ButtonStale, CountryNotShown."""
    of = scope(look.work, look.person, params["at"])
    found = _groups(look, of, allowed(of, params["by"]))
    shown, number, pages = sliced(found, params["page"], LINES_PER_PAGE)
    return GroupPage(_whose(look, of, params["at"]), params["by"], tuple(shown), number, pages)


def group_picture(look: Look, of: Scope, by: str, page: int) -> GroupPicture:
    """Return as many parts as a picture holds, from those of a page on. Raises ButtonStale."""
    found = _groups(look, of, allowed(of, by))
    first = (max(1, min(page, page_count(len(found), LINES_PER_PAGE))) - 1) * LINES_PER_PAGE
    return GroupPicture(_whose(look, of, ""), by, tuple(found[first : first + IN_PICTURE]), first + 1, len(found))


def whole(look: Look, params: Mapping[str, Any]) -> Whole:
    """Return the overview with all its parts. Raises ButtonStale, CountryNotShown."""
    shown = overview(look, params)
    of = shown.whose.scope
    return Whole(shown, {by: tuple(_groups(look, of, by)) for by in GROUPS[of.extent]}, params["page"])


def unreachable(look: Look, params: Mapping[str, Any]) -> Unreachable:
    """Return a page of the institutions in which nobody can be reached. Raises NotCoordinator."""
    code = coordinating(look.person).country
    country = setup.country(look.work, code)
    found = sorted(counts.unreachable(look.work, code, SPEAKERS), key=partial(_named, look.language))
    shown, number, pages = sliced(found, params["page"], CHOICES_PER_PAGE)
    return Unreachable(code, country.names if country else {}, tuple(shown), number, pages, len(found))


def allowed(of: Scope, by: str) -> str:
    """Return by what an overview is divided. Raises ButtonStale where this one is not."""
    if by not in GROUPS[of.extent]:
        raise ButtonStale
    return by


def listing(person: Person, which: str) -> Search:
    """Return the search that lists what needs attention. Raises NotCoordinator, ButtonStale."""
    country = coordinating(person).country
    if which not in LISTED:
        raise ButtonStale
    return Search("", (("country", country), (which, YES)))


def _whose(look: Look, of: Scope, at: str) -> Whose:
    country = setup.country(look.work, of.country)
    institution = setup.institution(look.work, of.institution).names if of.institution is not None else None
    return Whose(of, country.names if country else {}, institution, look.today, at)


def _changes(work: Work, of: Scope, since: datetime) -> dict[str, int]:
    """What changed, by name, in the order in which it is shown; nothing of what this person is not shown."""
    shown = CHANGES[of.extent]
    submitted, published = changes.given(work, of, since)
    counted: dict[str, Callable[[], int]] = {
        "new": lambda: changes.imported(work, of, since),
        "assigned": lambda: changes.assigned(work, of, since),
        "submitted": lambda: submitted,
        "approved": lambda: changes.approved(work, of, since),
        "published": lambda: published,
        "dates": lambda: changes.dates(work, of, since),
    }
    return {name: counted[name]() for name in shown}


def _attention(look: Look) -> dict[str, int]:
    country = coordinating(look.person).country
    found = {"unreachable": len(counts.unreachable(look.work, country, SPEAKERS))}
    for which in LISTED:
        # The very search that the button opens, so that both say the same number.
        filters = narrowed(look.work, look.person, listing(look.person, which)).filters
        found[which] = how_many(look.work, (), filters)
    return {name: found[name] for name in ATTENTION}


def _groups(look: Look, of: Scope, by: str) -> list[Group]:
    """The parts in their order: goals by number, all else by name. Nobody is ranked."""
    found = counts.groups(look.work, of, by)
    known = {one.id: one for one in setup.active_institutions(look.work, of.country)} if by == "institution" else {}
    made = []
    for (key, label), statuses in found.items():
        one = known.get(key)
        independent = one is not None and InstitutionKind(one.kind) in INDEPENDENT_KINDS
        made.append((key, Group(label, one.names if one else {}, independent, _present(statuses))))
    if by == "goal":
        return [group for _, group in sorted(made, key=lambda one: one[0])]
    return sorted((group for _, group in made), key=lambda one: _named(look.language, one.names) or fold(one.label))


def _present(statuses: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple((status, count) for status, count in by_status(statuses) if count)


def _named(language: str, names: Names) -> str:
    return fold(names.get(language) or names.get(DEFAULT) or next(iter(names.values()), ""))
