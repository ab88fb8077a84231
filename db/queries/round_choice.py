"""Which recommendations a round asks about, chosen in one of several ways, and who has them. Rounds: rounds.py."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select

from db.filters import Filters
from db.search import search_ids
from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    documents,
    institutions,
    mechanisms,
    recommendations,
)
from db.work import Work
from domain.record import Position
from domain.role import InstitutionKind
from domain.round import By, Choice
from domain.text import search_terms
from domain.upr import MECHANISM, cycle_of_session

ASKED_ABOUT = and_(assignments.c.ended_at.is_(None), institutions.c.archived_at.is_(None))
"""What an institution has now, and is asked about; beside assignments joined with institutions."""

_SUPPORTED = (Position.SUPPORTED.value, Position.SUPPORTED_IN_PART.value)


@dataclass(frozen=True, slots=True)
class Asked:
    """An institution that has recommendations of a choice."""

    id: int
    kind: InstitutionKind
    names: dict[str, str]
    recommendations: int


def chosen(work: Work, country: str, choice: Choice) -> Select[Any]:
    """Return the query of the ids that a choice means, of a country's recommendations that are not archived."""
    wanted = select(recommendations.c.id).where(
        recommendations.c.country == country, recommendations.c.archived_at.is_(None)
    )
    return wanted.where(_condition(work, country, choice))


def asked(work: Work, country: str, choice: Choice) -> tuple[int, list[Asked]]:
    """Return how many recommendations of a choice are assigned, and the institutions that have them, by code."""
    ids = chosen(work, country, choice).subquery()
    held = assignments.join(institutions, institutions.c.id == assignments.c.institution_id).join(
        ids, ids.c.id == assignments.c.recommendation_id
    )
    counted = select(func.count(assignments.c.recommendation_id.distinct()).label("n")).select_from(held)
    by_institution = (
        select(institutions.c.id, institutions.c.kind, institutions.c.names, func.count().label("n"))
        .select_from(held)
        .where(ASKED_ABOUT)
        .group_by(institutions.c.id)
        .order_by(institutions.c.code)
    )
    rows = work.all(by_institution)
    total = int(work.one(counted.where(ASKED_ABOUT)).n)
    return total, [Asked(row.id, InstitutionKind(row.kind), row.names, row.n) for row in rows]


def clusters_offered(work: Work, country: str) -> list[tuple[str, str, int | None, int]]:
    """Return a country's clusters with a recommendation: (key, name, None, how many), by name."""
    counted = (
        select(clusters.c.id, clusters.c.name, func.count().label("n"))
        .select_from(clusters.join(cluster_recommendations, cluster_recommendations.c.cluster_id == clusters.c.id))
        .where(clusters.c.country == country, clusters.c.archived_at.is_(None))
        .group_by(clusters.c.id)
        .order_by(clusters.c.name)
    )
    return [(str(row.id), row.name, None, row.n) for row in work.all(counted)]


def mechanisms_offered(work: Work, country: str) -> list[tuple[str, str, int | None, int]]:
    """Return a country's mechanisms, the UPR by cycles: (key, code, cycle, how many recommendations), most first."""
    counted = (
        select(mechanisms.c.id, mechanisms.c.code, documents.c.session, func.count().label("n"))
        .select_from(recommendations.join(documents).join(mechanisms))
        .where(recommendations.c.country == country, recommendations.c.archived_at.is_(None))
        .group_by(mechanisms.c.id, mechanisms.c.code, documents.c.session)
    )
    found: Counter[tuple[int, str, int | None]] = Counter()
    for row in work.all(counted):
        cycle = cycle_of_session(row.session) if row.code == MECHANISM and row.session else None
        found[row.id, row.code, cycle] += row.n
    return [
        (f"{id_}:{cycle}" if cycle else str(id_), code, cycle, count)
        for (id_, code, cycle), count in sorted(found.items(), key=lambda one: (-one[1], one[0][1], one[0][2] or 0))
    ]


def _condition(work: Work, country: str, choice: Choice) -> ColumnElement[bool]:
    if choice.by is By.SUPPORTED:
        return func.coalesce(recommendations.c.national_position, recommendations.c.position).in_(_SUPPORTED)
    if choice.by is By.CLUSTER:
        return recommendations.c.id.in_(_of_cluster(country, int(choice.key)))
    if choice.by is By.MECHANISM:
        mechanism, _, cycle = choice.key.partition(":")
        return recommendations.c.document_id.in_(_documents(work, int(mechanism), int(cycle) if cycle else None))
    if choice.by is By.WORDS:
        found = search_ids(work, search_terms(choice.key), Filters(country=country, readable=(country,)), some=False)
        return recommendations.c.id.in_(found)
    return recommendations.c.country == country


def _of_cluster(country: str, cluster_id: int) -> Select[Any]:
    mine = and_(clusters.c.country == country, clusters.c.archived_at.is_(None), clusters.c.id == cluster_id)
    held = cluster_recommendations.join(clusters, clusters.c.id == cluster_recommendations.c.cluster_id)
    return select(cluster_recommendations.c.recommendation_id).select_from(held).where(mine)


def _documents(work: Work, mechanism_id: int, cycle: int | None) -> Select[Any]:
    """The documents of a mechanism, of one UPR cycle where that is said; those without a session are in none."""
    of_it = documents.c.mechanism_id == mechanism_id
    if cycle is None:
        return select(documents.c.id).where(of_it)
    rows = work.all(select(documents.c.session).distinct().where(of_it, documents.c.session.is_not(None)))
    sessions = [row.session for row in rows if cycle_of_session(row.session) == cycle]
    return select(documents.c.id).where(of_it, documents.c.session.in_(sessions))
