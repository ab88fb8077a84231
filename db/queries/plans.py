"""Plans of institutions: activities and indicators, each in versions, and the recommendations that they serve.

What indicators were over time stands in indicator_values.py; what units are asked for, in parts.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import UTC
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update

from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    institutions,
    plan_items,
    plan_recommendations,
    plan_versions,
    recommendations,
)
from db.work import Work
from domain.plan import Activity, Content, Indicator, Item, ItemKind, Owner, as_data, from_data
from domain.role import InstitutionKind

PURPOSE = "plan"
"""`details_sealed` of a version holds every part but the days; of a value, what it was and of whom."""

_NEWEST = (
    select(func.max(plan_versions.c.version))
    .where(plan_versions.c.item_id == plan_items.c.id)
    .correlate(plan_items)
    .scalar_subquery()
)
_VERSION = (
    plan_versions.c.version,
    plan_versions.c.starts_on,
    plan_versions.c.ends_on,
    plan_versions.c.details_sealed,
    plan_versions.c.written_at,
)
_IN_COLUMNS = ("starts_on", "ends_on")


def items_of(work: Work, institution_id: int) -> list[Item]:
    """Return an institution's plan: activities first, each kind in the order in which they were added."""
    own = and_(plan_items.c.institution_id == institution_id, plan_items.c.archived_at.is_(None))
    return _items(work, own)


def items_serving(work: Work, recommendation_id: int) -> list[Item]:
    """Return what serves a recommendation in the plans of all institutions, those of one institution together."""
    link = plan_recommendations
    served = select(link.c.item_id).where(link.c.recommendation_id == recommendation_id)
    return _items(work, and_(plan_items.c.id.in_(served), plan_items.c.archived_at.is_(None)))


def item(work: Work, item_id: int) -> Item | None:
    """Return an activity or indicator, archived or not; None where there is none."""
    return next(iter(_items(work, plan_items.c.id == item_id)), None)


def hold(work: Work, item_id: int) -> None:
    """Let nobody else change it until the end of the transaction."""
    work.execute(update(plan_items).where(plan_items.c.id == item_id).values(kind=plan_items.c.kind))


def content_at(work: Work, item_id: int, version: int) -> Content | None:
    """Return what it said in a version, None where there is no such version."""
    joined = plan_versions.join(plan_items)
    wanted = select(plan_items.c.kind, *_VERSION).select_from(joined).where(plan_items.c.id == item_id)
    row = work.one(wanted.where(plan_versions.c.version == version))
    return _content(work, row) if row else None


def add_item(work: Work, institution_id: int, content: Content, person_id: int) -> int:
    """Add an activity or indicator to an institution's plan; return its id."""
    kind = ItemKind.ACTIVITY if isinstance(content, Activity) else ItemKind.INDICATOR
    new = {"institution_id": institution_id, "kind": kind.value, "created_by": person_id, "created_at": work.now}
    item_id = work.inserted_id(insert(plan_items), new)
    add_version(work, item_id, 1, content, person_id)
    return item_id


def add_version(work: Work, item_id: int, version: int, content: Content, person_id: int) -> None:
    """Write down what it says from now on; the versions before stay."""
    sealed = {one.name: as_data(getattr(content, one.name)) for one in fields(content) if one.name not in _IN_COLUMNS}
    days = {name: getattr(content, name, None) for name in _IN_COLUMNS}
    by = {"written_by": person_id, "written_at": work.now, "details_sealed": work.sealer.seal_json(PURPOSE, sealed)}
    work.execute(insert(plan_versions), {"item_id": item_id, "version": version, **days, **by})


def set_archived(work: Work, item_id: int, *, archived: bool) -> None:
    """Take it out of the plan, or put it back."""
    at = work.now if archived else None
    work.execute(update(plan_items).where(plan_items.c.id == item_id).values(archived_at=at))


def link(work: Work, item_id: int, recommendation_ids: Iterable[int]) -> None:
    """Let it serve these recommendations, which it does not serve yet."""
    rows = [{"item_id": item_id, "recommendation_id": id_} for id_ in recommendation_ids]
    if rows:
        work.execute(insert(plan_recommendations), rows)


def unlink(work: Work, item_id: int, recommendation_id: int) -> None:
    """Let it serve a recommendation no longer."""
    link_ = plan_recommendations
    same = and_(link_.c.item_id == item_id, link_.c.recommendation_id == recommendation_id)
    work.execute(delete(link_).where(same))


def numbers_of(work: Work, recommendation_ids: Iterable[int]) -> dict[int, int]:
    """Return the numbers of recommendations by id, in the order of the numbers."""
    wanted = select(recommendations.c.id, recommendations.c.number)
    rows = work.all(wanted.where(recommendations.c.id.in_(list(recommendation_ids))).order_by(recommendations.c.number))
    return {row.id: row.number for row in rows}


def assigned_numbers(work: Work, institution_id: int) -> dict[int, int]:
    """Return the numbers, in order, of what an institution has now and is not archived, by id."""
    held = assignments.join(recommendations)
    wanted = select(recommendations.c.id, recommendations.c.number).select_from(held)
    own = and_(assignments.c.institution_id == institution_id, assignments.c.ended_at.is_(None))
    rows = work.all(wanted.where(own, recommendations.c.archived_at.is_(None)).order_by(recommendations.c.number))
    return {row.id: row.number for row in rows}


def clusters_among(work: Work, recommendation_ids: Iterable[int]) -> dict[int, tuple[str, list[int]]]:
    """Return the clusters that some of these recommendations are in, by id: its name, and which of these it has."""
    of = cluster_recommendations
    wanted = select(clusters.c.id, clusters.c.name, of.c.recommendation_id).select_from(clusters.join(of))
    here = and_(clusters.c.archived_at.is_(None), of.c.recommendation_id.in_(list(recommendation_ids)))
    found: dict[int, tuple[str, list[int]]] = {}
    for row in work.all(wanted.where(here).order_by(clusters.c.name, of.c.recommendation_id)):
        found.setdefault(row.id, (row.name, []))[1].append(row.recommendation_id)
    return found


def _items(work: Work, condition: ColumnElement[bool]) -> list[Item]:
    rows = work.all(_found().where(condition))
    served = _served(work, [row.id for row in rows])
    return [
        Item(
            row.id,
            Owner(row.country, row.institution_id, InstitutionKind(row.institution_kind)),
            row.version,
            _content(work, row),
            tuple(served.get(row.id, ())),
            row.written_at.astimezone(UTC).date(),
            row.archived_at is not None,
        )
        for row in rows
    ]


def _found() -> Select[Any]:
    newest = and_(plan_versions.c.item_id == plan_items.c.id, plan_versions.c.version == _NEWEST)
    return (
        select(plan_items, *_VERSION, institutions.c.country, institutions.c.kind.label("institution_kind"))
        .select_from(plan_items.join(institutions).join(plan_versions, newest))
        .order_by(institutions.c.code, plan_items.c.kind, plan_items.c.id)
    )


def _served(work: Work, item_ids: Sequence[int]) -> dict[int, list[int]]:
    if not item_ids:
        return {}
    linked = plan_recommendations.join(recommendations)
    wanted = select(plan_recommendations).select_from(linked).where(plan_recommendations.c.item_id.in_(item_ids))
    found: dict[int, list[int]] = {}
    for row in work.all(wanted.order_by(recommendations.c.number)):
        found.setdefault(row.item_id, []).append(row.recommendation_id)
    return found


def _content(work: Work, row: Any) -> Content:
    said = work.sealer.open_json(PURPOSE, row.details_sealed)
    parts = {part: from_data(part, data) for part, data in said.items()}
    if row.kind == ItemKind.INDICATOR.value:
        return Indicator(**parts)
    return Activity(**parts, starts_on=row.starts_on, ends_on=row.ends_on)
