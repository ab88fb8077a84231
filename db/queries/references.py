"""Recommendations found by where they stand in a document, `A/HRC/43/15:122.10`."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, func, or_, select

from db.tables import documents, recommendations
from db.work import Work
from domain.errors import PlaceNotFound
from domain.reference import typed


def recommendations_at(work: Work, country: str, places: Sequence[str]) -> list[int]:
    """Return the ids of a country's recommendations at `SYMBOL:PARAGRAPH`, or of a number `SI-0123`.

    A paragraph can hold several. Raises PlaceNotFound for the first place that has none.
    """
    ids: list[int] = []
    for place in places:
        here = _at(work, country, place)
        if not here:
            raise PlaceNotFound(place)
        ids += here
    return ids


def _at(work: Work, country: str, place: str) -> list[int]:
    symbol, _, paragraph = place.strip().rpartition(":")
    reference = typed(place)
    conditions = [
        and_(func.lower(documents.c.symbol) == symbol.strip().lower(), recommendations.c.paragraph == paragraph.strip())
    ]
    if reference is not None and reference.country == country:
        conditions.append(recommendations.c.number == reference.number)
    query = (
        select(recommendations.c.id)
        .select_from(recommendations.join(documents))
        .where(recommendations.c.country == country, recommendations.c.archived_at.is_(None), or_(*conditions))
        .order_by(recommendations.c.number)
    )
    return [row.id for row in work.all(query)]


def ids_by_annotation(work: Work, country: str, annotation_ids: Sequence[str]) -> dict[str, int]:
    """Return the ids of a country's recommendations by OHCHR annotation id."""
    query = select(recommendations.c.annotation_id, recommendations.c.id).where(
        recommendations.c.country == country, recommendations.c.annotation_id.in_(list(annotation_ids))
    )
    return {row.annotation_id: row.id for row in work.all(query)}
