"""What a search can be narrowed to: the values that the recommendations it finds have, and how often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, func, select

from db.queries.recommendations import effective
from db.search import Filters, search_ids
from db.tables import documents, mechanisms, recommendation_sdgs, recommendation_themes, recommendations, sdgs, themes
from db.work import Work
from domain.text import Term


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the found recommendations can be narrowed to. `key`: what a filter takes."""

    key: str
    label: str
    count: int


def facets(work: Work, terms: Sequence[Term], filters: Filters, by: str) -> list[Facet]:
    """Return what the found recommendations can be narrowed to by "theme", "goal", "mechanism", "position", "country".

    Counted among what the search finds with all the other filters; the most frequent first.
    """
    others: dict[str, Any] = {by: None}
    filters = replace(filters, **others)
    found = search_ids(work, terms, filters).subquery()
    key, label, source = _FACETS[by]()
    counted = (
        select(key.label("key"), label.label("label"), func.count().label("many"))
        .select_from(source.join(found, found.c.id == recommendations.c.id))
        .where(key.is_not(None))
        .group_by(key, label)
        .order_by(func.count().desc(), label)
    )
    return [Facet(str(row.key), str(row.label), row.many) for row in work.all(counted)]


def _by_theme() -> tuple[Any, Any, Any]:
    link = recommendation_themes
    on = and_(link.c.recommendation_id == recommendations.c.id, effective(link))
    source = recommendations.join(link, on).join(themes, themes.c.id == link.c.theme_id)
    return themes.c.id, themes.c.label, source


def _by_goal() -> tuple[Any, Any, Any]:
    goals = (
        select(recommendation_sdgs.c.recommendation_id, sdgs.c.goal)
        .distinct()
        .select_from(recommendation_sdgs.join(sdgs, sdgs.c.id == recommendation_sdgs.c.sdg_id))
        .where(effective(recommendation_sdgs))
        .subquery()
    )
    return goals.c.goal, goals.c.goal, recommendations.join(goals, goals.c.recommendation_id == recommendations.c.id)


def _by_mechanism() -> tuple[Any, Any, Any]:
    source = recommendations.join(documents).join(mechanisms)
    return mechanisms.c.id, mechanisms.c.code, source


def _by_position() -> tuple[Any, Any, Any]:
    position = func.coalesce(recommendations.c.national_position, recommendations.c.position)
    return position, position, recommendations


def _by_country() -> tuple[Any, Any, Any]:
    return recommendations.c.country, recommendations.c.country, recommendations


_FACETS = {
    "theme": _by_theme,
    "goal": _by_goal,
    "mechanism": _by_mechanism,
    "position": _by_position,
    "country": _by_country,
}
