"""Which recommendations a coordinator means who assigns them or puts them into a cluster; what can be chosen by."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from db.facets import facets
from db.filters import Filters
from db.queries.recommendations import effective
from db.queries.round_choice import clusters_offered
from db.search import search_ids
from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    documents,
    mechanisms,
    recommendation_sdgs,
    recommendation_themes,
    recommendations,
    sdgs,
)
from db.work import Work
from domain.assigning import By, Which, ranges_of
from domain.due import Part
from domain.text import search_terms


def selected(work: Work, country: str, which: Which) -> list[int]:
    """Return the ids that are meant, of a country's recommendations that are not archived, by number."""
    wanted = select(recommendations.c.id).where(
        recommendations.c.country == country, recommendations.c.archived_at.is_(None), _condition(work, country, which)
    )
    return [row.id for row in work.all(wanted.order_by(recommendations.c.number))]


def numbers_there(work: Work, country: str, wanted: list[int]) -> set[int]:
    """Return which of these numbers a country's recommendations have that are not archived."""
    here = select(recommendations.c.number).where(
        recommendations.c.country == country, recommendations.c.archived_at.is_(None)
    )
    return {row.number for row in work.all(here.where(recommendations.c.number.in_(wanted)))}


def offered(work: Work, country: str, by: By) -> list[tuple[str, str, int]]:
    """Return what can be chosen by: (key, label, how many recommendations)."""
    if by is By.CLUSTER:
        return [(key, name, count) for key, name, _, count in clusters_offered(work, country)]
    if by is By.DOCUMENT:
        return _documents(work, country)
    found = facets(work, (), Filters(country=country, readable=(country,)), by.value)
    return [(one.key, one.label, one.count) for one in found]


def _documents(work: Work, country: str) -> list[tuple[str, str, int]]:
    """A country's documents, those with the most recommendations first; the label is mechanism and symbol."""
    counted = (
        select(documents.c.id, documents.c.symbol, mechanisms.c.code, func.count().label("n"))
        .select_from(recommendations.join(documents).join(mechanisms))
        .where(recommendations.c.country == country, recommendations.c.archived_at.is_(None))
        .group_by(documents.c.id, documents.c.symbol, mechanisms.c.code)
        .order_by(func.count().desc(), documents.c.id)
    )
    return [(str(row.id), " · ".join(filter(None, [row.code, row.symbol])), row.n) for row in work.all(counted)]


def _condition(work: Work, country: str, which: Which) -> ColumnElement[bool]:
    id_ = recommendations.c.id
    if which.by is By.NUMBERS:
        return or_(*(recommendations.c.number.between(first, last) for first, last in ranges_of(which.key)))
    if which.by is By.WORDS:
        here = Filters(country=country, readable=(country,))
        return id_.in_(search_ids(work, search_terms(which.key), here, some=False))
    if which.by is By.UNASSIGNED:
        led = and_(assignments.c.ended_at.is_(None), assignments.c.part == Part.LEAD.value)
        return id_.not_in(select(assignments.c.recommendation_id).where(led))
    if which.by is By.DOCUMENT:
        return recommendations.c.document_id == int(which.key)
    return id_.in_(_classified(country, which))


def _classified(country: str, which: Which) -> Any:
    key = int(which.key)
    if which.by is By.CLUSTER:
        mine = and_(clusters.c.country == country, clusters.c.archived_at.is_(None), clusters.c.id == key)
        held = cluster_recommendations.join(clusters, clusters.c.id == cluster_recommendations.c.cluster_id)
        return select(cluster_recommendations.c.recommendation_id).select_from(held).where(mine)
    if which.by is By.THEME:
        link = recommendation_themes
        return select(link.c.recommendation_id).where(link.c.theme_id == key, effective(link))
    link = recommendation_sdgs
    of_goal = link.c.sdg_id.in_(select(sdgs.c.id).where(sdgs.c.goal == key))
    return select(link.c.recommendation_id).where(of_goal, effective(link))
