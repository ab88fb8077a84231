"""What is written when a workbook comes back: assignments, statuses, clusters, translations. Reading: exported.py."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, delete, insert, select, update

from db.search_index import index_texts
from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    mailings,
    recommendation_texts,
    recommendations,
)
from db.work import Work
from domain.contribution import Status
from domain.due import Part


def end_assignments(work: Work, assignment_ids: Sequence[int]) -> None:
    """End assignments; the institutions' contributions stay."""
    if assignment_ids:
        ended = update(assignments).where(assignments.c.id.in_(list(assignment_ids)))
        work.execute(ended.values(ended_at=work.now, next_look_at=None))


def set_parts(work: Work, assignment_ids: Sequence[int], part: Part) -> None:
    """Give institutions another part in a recommendation; their dates stay. Leads are taken back before new ones."""
    if assignment_ids:
        work.execute(update(assignments).where(assignments.c.id.in_(list(assignment_ids))).values(part=part.value))


def set_statuses(work: Work, recommendation_ids: Sequence[int], status: Status) -> None:
    """Give recommendations the implementation status that the secretariat decided."""
    chosen = update(recommendations).where(recommendations.c.id.in_(list(recommendation_ids)))
    work.execute(chosen.values(status=status.value, changed_at=work.now))


def add_cluster(work: Work, country: str, name: str) -> int:
    """Add a cluster; return its id."""
    return work.inserted_id(insert(clusters), {"country": country, "name": name, "created_at": work.now})


def put_into_clusters(work: Work, pairs: Sequence[tuple[int, int]]) -> None:
    """Put recommendations into clusters: (cluster, recommendation) each."""
    if pairs:
        rows = [{"cluster_id": cluster, "recommendation_id": recommendation} for cluster, recommendation in pairs]
        work.execute(insert(cluster_recommendations), rows)


def take_out_of_clusters(work: Work, pairs: Sequence[tuple[int, int]]) -> None:
    """Take recommendations out of clusters: (cluster, recommendation) each."""
    table = cluster_recommendations
    for cluster, recommendation in pairs:
        work.execute(delete(table).where(table.c.cluster_id == cluster, table.c.recommendation_id == recommendation))


def texts_in(work: Work, country: str, numbers: Sequence[int], language: str) -> dict[int, tuple[int, str | None]]:
    """Return by number the id of each recommendation and its text in the language, None where it has none."""
    texts = recommendation_texts
    of_it = and_(texts.c.recommendation_id == recommendations.c.id, texts.c.language == language)
    wanted = select(recommendations.c.id, recommendations.c.number, texts.c.text)
    wanted = wanted.select_from(recommendations.outerjoin(texts, of_it)).where(
        recommendations.c.country == country,
        recommendations.c.archived_at.is_(None),
        recommendations.c.number.in_(list(numbers)),
    )
    return {row.number: (row.id, row.text) for row in work.all(wanted)}


def add_national_texts(work: Work, language: str, texts: Sequence[tuple[int, str]]) -> None:
    """Add the country's own translations, (recommendation, text) each, where there is no text in the language."""
    if not texts:
        return
    table = recommendation_texts
    values = [
        {"recommendation_id": id_, "language": language, "text": text, "origin": "national"} for id_, text in texts
    ]
    work.execute(insert(table), values)
    ids = [id_ for id_, _ in texts]
    found = select(table).where(table.c.language == language, table.c.recommendation_id.in_(ids))
    index_texts(work, [(row.id, row.text) for row in work.all(found)])


def institutions_ended_at(work: Work, moment: datetime) -> list[int]:
    """Return the institutions from which something was taken at this very moment."""
    wanted = select(assignments.c.institution_id).where(assignments.c.ended_at == moment).distinct()
    return [row.institution_id for row in work.all(wanted.order_by(assignments.c.institution_id))]


def institutions_assigned_at(work: Work, moment: datetime) -> list[int]:
    """Return the institutions that were assigned something at this very moment, and have not been told of it."""
    told = select(mailings.c.institution_id).where(
        mailings.c.created_at == moment, mailings.c.institution_id.is_not(None)
    )
    wanted = select(assignments.c.institution_id).where(
        assignments.c.assigned_at == moment,
        assignments.c.ended_at.is_(None),
        assignments.c.institution_id.not_in(told),
    )
    return [row.institution_id for row in work.all(wanted.distinct().order_by(assignments.c.institution_id))]
