"""What a search is narrowed to, as conditions on recommendations. Who may narrow by what: domain/finding.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from db.dated import Late, overdue, undated
from db.queries.recommendations import effective
from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    contributions,
    countries,
    documents,
    mechanisms,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_themes,
    recommendations,
    recommending_states,
    sdgs,
)
from domain.due import Part
from domain.upr import MECHANISM, sessions_of_cycle


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; None: not. `readable`: countries shown to this person though they are closed.

    The last ones are known only to the people of a mechanism: `inside` is their country, and nothing elsewhere passes
    where one is in force. `late` must be there where `overdue` or `undated` is; `silence`: nothing was submitted since.
    """

    country: str | None = None
    theme: int | None = None
    goal: int | None = None
    mechanism: int | None = None
    position: str | None = None
    readable: tuple[str, ...] = ()
    status: str | None = None
    affected: int | None = None
    target: str | None = None
    cycle: int | None = None
    state: str | None = None
    institution: int | None = None
    cluster: int | None = None
    priority: str | None = None
    parliament: bool | None = None
    assistance: bool | None = None
    unassigned: bool | None = None
    overdue: bool | None = None
    undated: bool | None = None
    silence: datetime | None = None
    inside: str | None = None
    late: Late | None = None


def passing(filters: Filters) -> ColumnElement[bool]:
    """Return the condition on a recommendation, beside its country, that all filters let it pass."""
    readable = or_(countries.c.open == true(), countries.c.code.in_(filters.readable or ("",)))
    conditions: list[Any] = [recommendations.c.archived_at.is_(None), readable]
    for by, condition in {**_CONDITIONS, **_INSIDE}.items():
        value = getattr(filters, by)
        if value is not None:
            conditions.append(condition(value))
            if by in _INSIDE:
                conditions.append(recommendations.c.country == filters.inside)
    for by, dates in {"overdue": overdue, "undated": undated}.items():
        if getattr(filters, by) is not None:
            conditions += [dates(filters.late), recommendations.c.country == filters.inside]
    return and_(*conditions)


def upr_documents() -> Select[Any]:
    """Return the query of documents of the UPR, (id, session), those whose session is known."""
    joined = documents.join(mechanisms, mechanisms.c.id == documents.c.mechanism_id)
    return (
        select(documents.c.id, documents.c.session)
        .select_from(joined)
        .where(mechanisms.c.code == MECHANISM, documents.c.session.is_not(None))
    )


def unassigned() -> ColumnElement[bool]:
    """Return the condition that no institution leads."""
    led = and_(assignments.c.ended_at.is_(None), assignments.c.part == Part.LEAD.value)
    return recommendations.c.id.not_in(select(assignments.c.recommendation_id).where(led))


def _classified(link: Any, condition: Any) -> Any:
    return recommendations.c.id.in_(select(link.c.recommendation_id).where(condition, effective(link)))


def _of_sdgs(condition: Any) -> Any:
    of_it = recommendation_sdgs.c.sdg_id.in_(select(sdgs.c.id).where(condition))
    return _classified(recommendation_sdgs, of_it)


def _of_cycle(cycle: int) -> Any:
    found = upr_documents().where(documents.c.session.between(*sessions_of_cycle(cycle)))
    return recommendations.c.document_id.in_(found.with_only_columns(documents.c.id))


def _of_mechanism(key: int) -> Any:
    return recommendations.c.document_id.in_(select(documents.c.id).where(documents.c.mechanism_id == key))


def _of_state(code: str) -> Any:
    found = select(recommending_states.c.recommendation_id).where(recommending_states.c.code == code)
    return recommendations.c.id.in_(found)


def _of_institution(key: int) -> Any:
    has = and_(assignments.c.institution_id == key, assignments.c.ended_at.is_(None))
    return recommendations.c.id.in_(select(assignments.c.recommendation_id).where(has))


def _of_cluster(key: int) -> Any:
    held = cluster_recommendations.join(clusters, clusters.c.id == cluster_recommendations.c.cluster_id)
    mine = and_(clusters.c.archived_at.is_(None), clusters.c.id == key)
    return recommendations.c.id.in_(select(cluster_recommendations.c.recommendation_id).select_from(held).where(mine))


def _silent(since: datetime) -> Any:
    heard = select(contributions.c.recommendation_id).where(contributions.c.submitted_at >= since)
    return recommendations.c.id.not_in(heard)


_CONDITIONS: dict[str, Callable[[Any], Any]] = {
    "country": lambda key: recommendations.c.country == key,
    "status": lambda key: recommendations.c.status == key,
    "position": lambda key: func.coalesce(recommendations.c.national_position, recommendations.c.position) == key,
    "theme": lambda key: _classified(recommendation_themes, recommendation_themes.c.theme_id == key),
    "affected": lambda key: _classified(recommendation_affected, recommendation_affected.c.affected_id == key),
    "goal": lambda key: _of_sdgs(sdgs.c.goal == key),
    "target": lambda key: _of_sdgs(sdgs.c.target == key),
    "mechanism": _of_mechanism,
    "cycle": _of_cycle,
    "state": _of_state,
}
_INSIDE: dict[str, Callable[[Any], Any]] = {
    "institution": _of_institution,
    "cluster": _of_cluster,
    "priority": lambda key: recommendations.c.priority == key,
    "parliament": lambda wanted: recommendations.c.needs_parliament == wanted,
    "assistance": lambda wanted: recommendations.c.needs_assistance == wanted,
    "unassigned": lambda _wanted: unassigned(),
    "silence": _silent,
}
