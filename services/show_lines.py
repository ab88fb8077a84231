"""The lines of a list of recommendations, as both assignments and searches show them."""

from __future__ import annotations

from collections.abc import Sequence

from db.queries.recommendations import excerpts, recommendations_in_order
from domain.shown import LINES_PER_PAGE, Excerpt, Line, Page, page_count
from services.look import Look


def described(look: Look, ids: Sequence[int], country_language: str | None) -> dict[int, Line]:
    """Return a line for each id, in the order given, its text in the reader's language or the next best."""
    texts = excerpts(look.work, ids, look.language, country_language)
    lines = {}
    for found in recommendations_in_order(look.work, list(dict.fromkeys(ids))):
        language, text = texts.get(found.id, (None, ""))
        excerpt = Excerpt(text, language) if language else None
        lines[found.id] = Line(found.reference, excerpt, found.mechanism, found.paragraph, found.position)
    return lines


def page_of(lines: Sequence[Line], number: int, total: int) -> Page:
    """Return the lines as page `number` of a list of `total`."""
    return Page(tuple(lines), number, page_count(total, LINES_PER_PAGE), total)


def page_within(number: int, total: int) -> int:
    """Return the page asked for, or the last one where the list has become shorter since."""
    return max(1, min(number, page_count(total, LINES_PER_PAGE)))
