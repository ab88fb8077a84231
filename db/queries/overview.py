"""What an overview counts, one query each: recommendations by status and group. What changed: overview_changes.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select, true

from db.queries.recommendations import effective
from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    countries,
    documents,
    institutions,
    mechanisms,
    persons,
    recommendation_sdgs,
    recommendations,
    roles,
    sdgs,
)
from db.work import Work
from domain.overview import Scope
from domain.role import INDEPENDENT_KINDS, Role

_ID = recommendations.c.id


def within(scope: Scope) -> ColumnElement[bool]:
    """Return the condition that a recommendation is counted in an overview."""
    here = and_(recommendations.c.country == scope.country, recommendations.c.archived_at.is_(None))
    return here if scope.institution is None else and_(here, _ID.in_(held_by(scope.institution)))


def held_by(institution_id: int) -> Any:
    """Return the query of the recommendations that an institution has."""
    return select(assignments.c.recommendation_id).where(
        assignments.c.institution_id == institution_id, assignments.c.ended_at.is_(None)
    )


def statuses(work: Work, scope: Scope) -> dict[str, int]:
    """Count recommendations by status."""
    counted = select(recommendations.c.status, func.count().label("n")).where(within(scope))
    return {row.status: row.n for row in work.all(counted.group_by(recommendations.c.status))}


def groups(work: Work, scope: Scope, by: str) -> dict[tuple[int, str], dict[str, int]]:
    """Count by status within each institution, cluster, goal or mechanism; by (key, label).

    Only what has something in it. The key is an id, of a goal its number; the label of an institution is its code.
    """
    key, label, source = _SOURCES[by]()
    counted = (
        select(key.label("key"), label.label("label"), recommendations.c.status)
        .add_columns(func.count(_ID.distinct()).label("n"))
        .select_from(source)
        .where(within(scope))
        .group_by(key, label, recommendations.c.status)
    )
    found: dict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for row in work.all(counted):
        found[row.key, str(row.label)][row.status] = row.n
    return dict(found)


def unreachable(work: Work, country: str, held: Sequence[Role]) -> list[dict[str, str]]:
    """Return the names of a country's institutions of the State in which nobody with one of these roles is reachable.

    By code. Also one that nobody has joined yet.
    """
    speaks = and_(roles.c.ended_at.is_(None), roles.c.role.in_([one.value for one in held]))
    reached = (
        select(roles.c.institution_id)
        .select_from(roles.join(persons, persons.c.id == roles.c.person_id))
        .where(speaks, persons.c.unreachable_since.is_(None), roles.c.institution_id.is_not(None))
    )
    wanted = select(institutions.c.names).where(
        institutions.c.country == country,
        institutions.c.archived_at.is_(None),
        institutions.c.kind.not_in(sorted(INDEPENDENT_KINDS)),
        institutions.c.id.not_in(reached),
    )
    return [row.names for row in work.all(wanted.order_by(institutions.c.code))]


def open_countries(work: Work) -> list[tuple[str, dict[str, str]]]:
    """Return (code, names) of the open countries that have recommendations, by code."""
    has = select(recommendations.c.country).where(recommendations.c.archived_at.is_(None))
    wanted = select(countries.c.code, countries.c.names).where(countries.c.open == true(), countries.c.code.in_(has))
    return [(row.code, row.names) for row in work.all(wanted.order_by(countries.c.code))]


Source = tuple[Any, Any, Any]
"""The key, the label, and what they are selected from."""


def _institutions() -> Source:
    on = and_(assignments.c.recommendation_id == _ID, assignments.c.ended_at.is_(None))
    active = and_(institutions.c.id == assignments.c.institution_id, institutions.c.archived_at.is_(None))
    return institutions.c.id, institutions.c.code, recommendations.join(assignments, on).join(institutions, active)


def _clusters() -> Source:
    held = recommendations.join(cluster_recommendations)
    active = and_(clusters.c.id == cluster_recommendations.c.cluster_id, clusters.c.archived_at.is_(None))
    return clusters.c.id, clusters.c.name, held.join(clusters, active)


def _goals() -> Source:
    # Of a goal and its targets a recommendation may have several: it is counted once all the same.
    held = and_(recommendation_sdgs.c.recommendation_id == _ID, effective(recommendation_sdgs))
    joined = recommendations.join(recommendation_sdgs, held)
    return sdgs.c.goal, sdgs.c.goal, joined.join(sdgs, sdgs.c.id == recommendation_sdgs.c.sdg_id)


def _mechanisms() -> Source:
    return mechanisms.c.id, mechanisms.c.code, recommendations.join(documents).join(mechanisms)


_SOURCES: dict[str, Callable[[], Source]] = {
    "institution": _institutions,
    "cluster": _clusters,
    "goal": _goals,
    "mechanism": _mechanisms,
}
