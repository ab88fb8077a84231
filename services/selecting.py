"""Which recommendations a coordinator means: typed numbers or words, or a value chosen from what the country has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import selection
from db.work import Work
from domain.assigning import OFFERED, By, Which, as_key, numbers, ranges_of
from domain.assigning_shown import Chosen, Offer, Offers
from domain.errors import ButtonStale, NothingSelected, NothingToSearch, PlaceNotFound
from domain.reference import Reference
from domain.role import Person
from domain.shown import CHOICES_PER_PAGE, sliced
from domain.text import search_terms
from services.look import Look
from services.remind import coordinating

LONGEST_WORDS = 200


def typed(work: Work, person: Person, text: str) -> Which:
    """Return what a text means: numbers ("SI-0012 0013, 20-25"), else words of a search.

    Raises NotCoordinator, PlaceNotFound for the first single number that is not there, NothingToSearch,
    NothingSelected.
    """
    country = coordinating(person).country
    ranges = numbers(text, country)
    if ranges is None:
        words = " ".join(text.split())[:LONGEST_WORDS]
        if not search_terms(words):
            raise NothingToSearch
        return _some(work, country, Which(By.WORDS, words))
    single = [first for first, last in ranges if first == last]
    there = selection.numbers_there(work, country, single)
    missing = next((one for one in single if one not in there), None)
    if missing is not None:
        raise PlaceNotFound(str(Reference(country, missing)))
    return _some(work, country, Which(By.NUMBERS, as_key(ranges)))


def picked(work: Work, person: Person, by: str, key: str) -> Which:
    """Return a value that was offered to this very country. Raises NotCoordinator, ButtonStale, NothingSelected."""
    country = coordinating(person).country
    if by == By.UNASSIGNED:
        return _some(work, country, Which(By.UNASSIGNED))
    if by not in OFFERED or key not in {one for one, _, _ in selection.offered(work, country, By(by))}:
        raise ButtonStale
    return _some(work, country, Which(By(by), key))


def meant(work: Work, country: str, which: Which) -> list[int]:
    """Return the ids that are meant by now. Raises NothingSelected."""
    found = selection.selected(work, country, which)
    if not found:
        raise NothingSelected
    return found


def offers(look: Look, params: Mapping[str, Any]) -> Offers:
    """Return a page of what can be chosen by. Raises NotCoordinator."""
    country = coordinating(look.person).country
    by = By(params["by"])
    every = selection.offered(look.work, country, by)
    shown, number, pages = sliced(every, params["page"], CHOICES_PER_PAGE)
    return Offers(by.value, tuple(Offer(*one) for one in shown), number, pages)


def described(work: Work, country: str, which: Which) -> Chosen:
    """Return a choice with its label and how many recommendations it is by now."""
    return Chosen(which, _label(work, country, which), len(selection.selected(work, country, which)))


def _label(work: Work, country: str, which: Which) -> str:
    if which.by is By.NUMBERS:
        parts = (
            str(Reference(country, first)) if first == last else f"{Reference(country, first)} – {last:04d}"
            for first, last in ranges_of(which.key)
        )
        return ", ".join(parts)
    if which.by in OFFERED:
        every = selection.offered(work, country, which.by)
        return next((label for key, label, _ in every if key == which.key), "")
    return which.key


def _some(work: Work, country: str, which: Which) -> Which:
    meant(work, country, which)
    return which
