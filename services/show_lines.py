"""The lines of a list of recommendations, as both assignments and searches show them."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.listed import Listed, listed
from domain.shown import LINES_PER_PAGE, Excerpt, Line, Page, page_count
from services.look import Look


def described(look: Look, ids: Sequence[int], country_language: str | None) -> dict[int, Line]:
    """Return a line for each id, in the order given, its text in the reader's language or the next best."""
    found = listed(look.work, ids, look.language, country_language)
    return {id_: _line(found[id_]) for id_ in dict.fromkeys(ids) if id_ in found}


def _line(one: Listed) -> Line:
    excerpt = Excerpt(one.excerpt, one.language) if one.language else None
    return Line(one.reference, excerpt, one.mechanism, one.paragraph, one.position)


def page_of(lines: Sequence[Line], number: int, total: int) -> Page:
    """Return the lines as page `number` of a list of `total`."""
    return Page(tuple(lines), number, page_count(total, LINES_PER_PAGE), total)


def page_within(number: int, total: int) -> int:
    """Return the page asked for, or the last one where the list has become shorter since."""
    return max(1, min(number, page_count(total, LINES_PER_PAGE)))
