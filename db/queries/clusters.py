"""Clusters: recommendations of any documents and cycles that one answer serves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, delete, func, insert, select, update

from db.tables import cluster_recommendations, clusters, recommendation_texts, recommendations
from db.work import Work


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster of a country, and how many recommendations it has."""

    id: int
    name: str
    count: int


def names_of(work: Work, recommendation_id: int) -> list[str]:
    """Return the names of the clusters that a recommendation is in, in alphabetical order."""
    joined = clusters.join(cluster_recommendations, cluster_recommendations.c.cluster_id == clusters.c.id)
    wanted = select(clusters.c.name).select_from(joined).where(clusters.c.archived_at.is_(None))
    rows = work.all(
        wanted.where(cluster_recommendations.c.recommendation_id == recommendation_id).order_by(clusters.c.name)
    )
    return [row.name for row in rows]


def clusters_of(work: Work, country: str) -> list[Cluster]:
    """Return a country's clusters that are not archived, by name."""
    joined = clusters.outerjoin(cluster_recommendations, cluster_recommendations.c.cluster_id == clusters.c.id)
    wanted = (
        select(clusters.c.id, clusters.c.name, func.count(cluster_recommendations.c.recommendation_id).label("n"))
        .select_from(joined)
        .where(clusters.c.country == country, clusters.c.archived_at.is_(None))
        .group_by(clusters.c.id, clusters.c.name)
        .order_by(clusters.c.name)
    )
    return [Cluster(row.id, row.name, row.n) for row in work.all(wanted)]


def add_cluster(work: Work, country: str, name: str) -> int:
    """Add an empty cluster; return its id."""
    return work.inserted_id(insert(clusters), {"country": country, "name": name, "created_at": work.now})


def rename_cluster(work: Work, cluster_id: int, name: str) -> None:
    """Give a cluster another name."""
    work.execute(update(clusters).where(clusters.c.id == cluster_id).values(name=name))


def archive_cluster(work: Work, cluster_id: int) -> None:
    """Archive a cluster: it is offered no more; what was assigned by it stays."""
    work.execute(update(clusters).where(clusters.c.id == cluster_id).values(archived_at=work.now))


def members(work: Work, cluster_id: int) -> list[int]:
    """Return the recommendations of a cluster that are not archived, by number."""
    return [row.id for row in work.all(_members(cluster_id).order_by(recommendations.c.number))]


def add_members(work: Work, cluster_id: int, ids: Sequence[int]) -> int:
    """Put recommendations into a cluster; return how many were not in it yet."""
    # Two coordinators at once: the second waits here, and sees what the first has added.
    work.execute(update(clusters).where(clusters.c.id == cluster_id).values(name=clusters.c.name))
    of_it = cluster_recommendations.c.cluster_id == cluster_id
    there = {row.recommendation_id for row in work.all(select(cluster_recommendations).where(of_it))}
    new = [{"cluster_id": cluster_id, "recommendation_id": id_} for id_ in ids if id_ not in there]
    if new:
        work.execute(insert(cluster_recommendations), new)
    return len(new)


def remove_member(work: Work, cluster_id: int, recommendation_id: int) -> None:
    """Take a recommendation out of a cluster."""
    table = cluster_recommendations
    one = and_(table.c.cluster_id == cluster_id, table.c.recommendation_id == recommendation_id)
    work.execute(delete(table).where(one))


def texts_of_country(work: Work, country: str, language: str) -> dict[int, str]:
    """Return the texts of a country's recommendations that are not archived, in one language, by id."""
    joined = recommendations.join(recommendation_texts)
    wanted = select(recommendations.c.id, recommendation_texts.c.text).select_from(joined)
    here = and_(
        recommendations.c.country == country,
        recommendations.c.archived_at.is_(None),
        recommendation_texts.c.language == language,
    )
    return {row.id: row.text for row in work.all(wanted.where(here).order_by(recommendations.c.number))}


def languages_of(work: Work, country: str) -> list[str]:
    """Return the languages that a country's recommendations have texts in, the most frequent first."""
    joined = recommendations.join(recommendation_texts)
    counted = select(recommendation_texts.c.language, func.count().label("n")).select_from(joined)
    rows = work.all(
        counted.where(recommendations.c.country == country)
        .group_by(recommendation_texts.c.language)
        .order_by(func.count().desc(), recommendation_texts.c.language)
    )
    return [row.language for row in rows]


def _members(cluster_id: int) -> Select[tuple[int]]:
    joined = recommendations.join(
        cluster_recommendations, cluster_recommendations.c.recommendation_id == recommendations.c.id
    )
    wanted = select(recommendations.c.id).select_from(joined)
    return wanted.where(cluster_recommendations.c.cluster_id == cluster_id, recommendations.c.archived_at.is_(None))
