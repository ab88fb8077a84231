"""What a list shows of recommendations: where each stands and how its text begins, in the best language there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, bindparam, case, func, select

from db.prepared import Prepared
from db.queries.recommendations import POSITION
from db.tables import documents, mechanisms, recommendation_texts, recommendations
from db.work import Work
from domain.record import Position
from domain.reference import Reference

EXCERPT = 400
LISTED_AT_ONCE = 5


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows of a recommendation; `language` of the excerpt, None where there is no text."""

    reference: Reference
    mechanism: str
    paragraph: str | None
    position: Position | None
    language: str | None
    excerpt: str


_PREFERENCE = case(
    (recommendation_texts.c.language == bindparam("reader"), 0),
    (recommendation_texts.c.language == bindparam("country_language"), 1),
    (recommendation_texts.c.language == "en", 2),
    else_=3,
)
_PLACES = tuple(f"id_{place}" for place in range(LISTED_AT_ONCE))
_LISTED = Prepared(
    select(
        recommendations.c.id,
        recommendations.c.country,
        recommendations.c.number,
        recommendations.c.paragraph,
        POSITION,
        mechanisms.c.code.label("mechanism"),
        recommendation_texts.c.language,
        func.substr(recommendation_texts.c.text, 1, EXCERPT).label("excerpt"),
    )
    .select_from(
        recommendations.join(documents)
        .join(mechanisms)
        .outerjoin(recommendation_texts, recommendation_texts.c.recommendation_id == recommendations.c.id)
    )
    .where(recommendations.c.id.in_([bindparam(name, type_=BigInteger) for name in _PLACES]))
    # From the least to the most preferred language: of the rows of one recommendation the last one counts.
    .order_by(_PREFERENCE.desc(), recommendation_texts.c.language.desc())
)


def listed(work: Work, ids: Sequence[int], reader: str, country_language: str | None) -> dict[int, Listed]:
    """Return what a list shows of each of these recommendations, by id.

    The beginning of the text (400 characters at most) is in the best language there is: the reader's, the country's,
    English, else the first in alphabetical order.
    """
    if not ids:
        return {}
    if len(ids) > LISTED_AT_ONCE:
        rest = listed(work, ids[LISTED_AT_ONCE:], reader, country_language)
        return listed(work, ids[:LISTED_AT_ONCE], reader, country_language) | rest
    # Places that are not needed ask for the first one again.
    padded = [*ids, *[ids[0]] * (LISTED_AT_ONCE - len(ids))]
    values = dict(zip(_PLACES, padded, strict=True), reader=reader, country_language=country_language or reader)
    best = {row.id: row for row in work.all(_LISTED, values)}
    return {
        id_: Listed(
            Reference(row.country, row.number),
            row.mechanism,
            row.paragraph,
            Position(row.position) if row.position else None,
            row.language,
            row.excerpt or "",
        )
        for id_, row in best.items()
    }
