"""A country's own classification: priority, needs, and what it adds to or removes from what the source says."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, or_, select, update

from db.queries.recommendations import effective
from db.tables import (
    affected_persons,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_themes,
    recommendations,
    sdgs,
    themes,
)
from db.work import Work
from domain.classification import GOALS, Label, Needs

_LINKS: dict[str, tuple[Any, Any, Any]] = {
    "theme": (recommendation_themes, recommendation_themes.c.theme_id, themes),
    "affected": (recommendation_affected, recommendation_affected.c.affected_id, affected_persons),
    "sdg": (recommendation_sdgs, recommendation_sdgs.c.sdg_id, sdgs),
}
"""By sort of label: the link, its column, and what that leads to."""


def needs_of(work: Work, recommendation_id: int) -> Needs:
    """Return priority and needs of a recommendation."""
    wanted = select(recommendations).where(recommendations.c.id == recommendation_id)
    row = work.one(wanted)
    return Needs(row.priority, row.needs_parliament, row.needs_assistance)


def set_priority(work: Work, recommendation_id: int, priority: str | None) -> None:
    """Give a recommendation a priority, or none."""
    _set(work, recommendation_id, priority=priority)


def set_need(work: Work, recommendation_id: int, need: str, *, needed: bool) -> None:
    """Note whether a recommendation needs something, one of NEEDS."""
    _set(work, recommendation_id, **{f"needs_{need}": needed})


def labels_offered(work: Work, country: str, recommendation_id: int, by: str) -> list[Label]:
    """Return the labels of a sort that any of a country's recommendations has, those that most others have first.

    So their order does not change with the choice; one that was removed here is still offered. Of the SDGs all goals
    come first, then the targets.
    """
    link, column, table = _LINKS[by]
    of_it = link.c.recommendation_id == recommendation_id
    others = func.count().filter(link.c.recommendation_id != recommendation_id)
    held = func.count().filter(of_it, effective(link)).label("held")
    names = (sdgs.c.goal, sdgs.c.target) if by == "sdg" else (table.c.id, table.c.label)
    there = link.join(recommendations, recommendations.c.id == link.c.recommendation_id).join(
        table, table.c.id == column
    )
    rows = work.all(
        select(*names, held)
        .select_from(there)
        .where(recommendations.c.country == country, or_(of_it, effective(link)))
        .group_by(*names)
        .order_by(others.desc(), names[-1], names[0])
    )
    if by != "sdg":
        return [Label(str(row[0]), row[1], row.held > 0) for row in rows]
    found = {_sdg_key(row.goal, row.target): row.held > 0 for row in rows}
    targets = sorted((key for key in found if "." in key), key=_target_order)
    return [Label(key, key, found.get(key, False)) for key in (*map(str, GOALS), *targets)]


def set_label(work: Work, recommendation_id: int, by: str, key: str, *, held: bool) -> None:
    """Add a label to a recommendation, or remove it; what the source says stays noted beside the decision."""
    link, column, _ = _LINKS[by]
    value = _sdg_id(work, key) if by == "sdg" else int(key)
    this = and_(link.c.recommendation_id == recommendation_id, column == value)
    there = work.one(select(link.c.in_source).where(this))
    if there is not None:
        decided = None if bool(there.in_source) is held else "added" if held else "removed"
        work.execute(update(link).where(this).values(national=decided))
    elif held:
        last = work.one(
            select(func.max(link.c.place).label("place")).where(link.c.recommendation_id == recommendation_id)
        )
        row = {"recommendation_id": recommendation_id, column.name: value, "in_source": 0, "national": "added"}
        work.execute(insert(link), {**row, "place": (last.place if last.place is not None else -1) + 1})
    _set(work, recommendation_id)


def _set(work: Work, recommendation_id: int, **values: object) -> None:
    this = update(recommendations).where(recommendations.c.id == recommendation_id)
    work.execute(this.values(**values, changed_at=work.now))


def _sdg_key(goal: int, target: str) -> str:
    return target or str(goal)


def _target_order(key: str) -> tuple[int, str]:
    goal, _, target = key.partition(".")
    return int(goal), target.rjust(3)


def _sdg_id(work: Work, key: str) -> int:
    """The id of a goal or target; a goal that is not there yet is added."""
    found = work.one(select(sdgs.c.id).where(_is(key)))
    return found.id if found else work.inserted_id(insert(sdgs), {"goal": int(key), "target": ""})


def _is(key: str) -> ColumnElement[bool]:
    return sdgs.c.target == key if "." in key else and_(sdgs.c.goal == int(key), sdgs.c.target == "")
