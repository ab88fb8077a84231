"""What a search can be narrowed to: the values that the recommendations it finds have, and how often."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import and_, case, func, literal, select, true

from db.dated import overdue, undated
from db.filters import Filters, unassigned, upr_documents
from db.queries.recommendations import effective
from db.search import search_ids
from db.tables import (
    affected_persons,
    assignments,
    cluster_recommendations,
    clusters,
    documents,
    institutions,
    mechanisms,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_themes,
    recommendations,
    recommending_states,
    sdgs,
    themes,
)
from db.work import Work
from domain.finding import FOLLOWED, YES
from domain.text import Term
from domain.upr import CYCLES, sessions_of_cycle

_HERE = recommendations.c.id


@dataclass(frozen=True, slots=True)
class Facet:
    """A value that the found recommendations can be narrowed to. `key`: what a filter takes."""

    key: str
    label: str
    count: int


def facets(work: Work, terms: Sequence[Term], filters: Filters, by: str) -> list[Facet]:
    """Return what the found recommendations can be narrowed to by one of domain/finding.py's filters, but "silence".

    Counted among what the search finds with all the other filters; the most frequent first. What only the people of a
    mechanism know is counted in the country that the filters are `inside`.
    """
    others: dict[str, Any] = {by: None}
    filters = replace(filters, **others)
    found = search_ids(work, terms, filters).subquery()
    key, label, source = _FLAGS[by](filters) if by in _FLAGS else _FACETS[by]()
    counted = (
        select(key.label("key"), label.label("label"), func.count().label("many"))
        .select_from(source.join(found, found.c.id == _HERE))
        .where(key.is_not(None), recommendations.c.country == filters.inside if by in FOLLOWED else true())
        .group_by(key, label)
        .order_by(func.count().desc(), label)
    )
    return [Facet(str(row.key), str(row.label), row.many) for row in work.all(counted)]


def how_many(work: Work, terms: Sequence[Term], filters: Filters) -> int:
    """Return how many recommendations a search finds."""
    return int(work.one(select(func.count().label("n")).select_from(search_ids(work, terms, filters).subquery())).n)


def label_of(work: Work, by: str, key: str) -> str | None:
    """Return the label of a theme, group, mechanism (by id), cluster (by id, not archived) or SDG target, if it is.

    None where there is none (any more).
    """
    wanted = _LABELS[by](key if by == "target" else int(key))
    row = work.one(wanted)
    return str(row[0]) if row else None


Parts = tuple[Any, Any, Any]
"""The key, the label, and what they are selected from."""


def _by_label(link: Any, column: Any, table: Any) -> Callable[[], Parts]:
    on = and_(link.c.recommendation_id == _HERE, effective(link))
    source = recommendations.join(link, on).join(table, table.c.id == column)
    return lambda: (table.c.id, table.c.label, source)


def _by_sdg(column: Any, condition: Any) -> Callable[[], Parts]:
    held = (
        select(recommendation_sdgs.c.recommendation_id, column.label("value"))
        .distinct()
        .select_from(recommendation_sdgs.join(sdgs, sdgs.c.id == recommendation_sdgs.c.sdg_id))
        .where(effective(recommendation_sdgs), condition)
        .subquery()
    )
    return lambda: (held.c.value, held.c.value, recommendations.join(held, held.c.recommendation_id == _HERE))


def _by_mechanism() -> Parts:
    return mechanisms.c.id, mechanisms.c.code, recommendations.join(documents).join(mechanisms)


def _by_cycle() -> Parts:
    *earlier, last = CYCLES
    ends = [(documents.c.session <= sessions_of_cycle(one)[1], literal(one)) for one in earlier]
    held = upr_documents().add_columns(case(*ends, else_=literal(last)).label("cycle")).subquery()
    return held.c.cycle, held.c.cycle, recommendations.join(held, held.c.id == recommendations.c.document_id)


def _by_state() -> Parts:
    held = select(recommending_states.c.recommendation_id, recommending_states.c.code).distinct().subquery()
    return held.c.code, held.c.code, recommendations.join(held, held.c.recommendation_id == _HERE)


def _by_position() -> Parts:
    position = func.coalesce(recommendations.c.national_position, recommendations.c.position)
    return position, position, recommendations


def _by_institution() -> Parts:
    on = and_(assignments.c.recommendation_id == _HERE, assignments.c.ended_at.is_(None))
    active = and_(institutions.c.id == assignments.c.institution_id, institutions.c.archived_at.is_(None))
    return institutions.c.id, institutions.c.code, recommendations.join(assignments, on).join(institutions, active)


def _by_cluster() -> Parts:
    held = recommendations.join(cluster_recommendations)
    active = and_(clusters.c.id == cluster_recommendations.c.cluster_id, clusters.c.archived_at.is_(None))
    return clusters.c.id, clusters.c.name, held.join(clusters, active)


def _by_column(column: Any) -> Callable[[], Parts]:
    return lambda: (column, column, recommendations)


def _flag(condition: Callable[[Filters], Any]) -> Callable[[Filters], Parts]:
    def parts(filters: Filters) -> Parts:
        flagged = select(_HERE.label("id"), literal(YES).label("value")).where(condition(filters)).subquery()
        return flagged.c.value, flagged.c.value, recommendations.join(flagged, flagged.c.id == _HERE)

    return parts


_FACETS: dict[str, Callable[[], Parts]] = {
    "status": _by_column(recommendations.c.status),
    "position": _by_position,
    "theme": _by_label(recommendation_themes, recommendation_themes.c.theme_id, themes),
    "affected": _by_label(recommendation_affected, recommendation_affected.c.affected_id, affected_persons),
    "goal": _by_sdg(sdgs.c.goal, true()),
    "target": _by_sdg(sdgs.c.target, sdgs.c.target != ""),
    "mechanism": _by_mechanism,
    "cycle": _by_cycle,
    "state": _by_state,
    "country": _by_column(recommendations.c.country),
    "institution": _by_institution,
    "cluster": _by_cluster,
    "priority": _by_column(recommendations.c.priority),
}
_FLAGS: dict[str, Callable[[Filters], Parts]] = {
    "overdue": _flag(lambda filters: overdue(filters.late)),
    "undated": _flag(lambda filters: undated(filters.late)),
    "unassigned": _flag(lambda _filters: unassigned()),
    "parliament": _flag(lambda _filters: recommendations.c.needs_parliament == true()),
    "assistance": _flag(lambda _filters: recommendations.c.needs_assistance == true()),
}
_LABELS: dict[str, Callable[[Any], Any]] = {
    "theme": lambda key: select(themes.c.label).where(themes.c.id == key),
    "affected": lambda key: select(affected_persons.c.label).where(affected_persons.c.id == key),
    "mechanism": lambda key: select(mechanisms.c.code).where(mechanisms.c.id == key),
    "target": lambda key: select(sdgs.c.target).where(sdgs.c.target == key),
}
