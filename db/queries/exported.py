"""Recommendations as workbooks show them, many at a time. What is written when one comes back: workbook_writes.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, and_, func, select

from db.queries.recommendations import POSITION, effective
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
    recommendation_texts,
    recommendation_themes,
    recommendations,
    recommending_states,
    sdgs,
    themes,
)
from db.work import Work
from domain.due import Part
from domain.finding import YES
from domain.language import text_language
from domain.record import Position, Sdg, State
from domain.reference import Reference
from domain.workbook import Exported, Values


@dataclass(frozen=True, slots=True)
class Held:
    """An institution's assignment: `id` of the row, the institution's code."""

    id: int
    institution_id: int
    code: str
    part: Part
    due_on: date | None


@dataclass(frozen=True, slots=True)
class Standing:
    """A recommendation as a workbook that is sent back finds it. `clusters`: name → id of those it is in."""

    id: int
    values: Values
    held: tuple[Held, ...]
    clusters: dict[str, int]


_BASE = (
    select(
        recommendations.c.id,
        recommendations.c.country,
        recommendations.c.number,
        recommendations.c.paragraph,
        recommendations.c.status,
        POSITION,
        mechanisms.c.code.label("mechanism"),
        documents.c.symbol,
        documents.c.session,
    )
    .select_from(recommendations.join(documents).join(mechanisms))
    .where(recommendations.c.archived_at.is_(None))
    .order_by(recommendations.c.number)
)


def count(work: Work, country: str) -> int:
    """Return how many recommendations a workbook of the country has: all but the archived ones."""
    found = select(func.count().label("count")).select_from(recommendations).where(_of(country))
    return int(work.one(found).count)


def exported(work: Work, country: str, after: int, most: int, reader: str, own: str) -> list[Exported]:
    """Return the recommendations whose numbers follow `after`; texts in the language of the reader, else `own`, …"""
    rows = work.all(_BASE.where(_of(country), recommendations.c.number > after).limit(most))
    ids = [row.id for row in rows]
    texts = _texts(work, ids, reader, own)
    labelled, affected = (_grouped(work, one, ids) for one in (_THEMES, _AFFECTED))
    goals, states = (_grouped(work, one, ids) for one in (_SDGS, _STATES))
    stand = standing(work, country, [row.number for row in rows])
    return [
        Exported(
            Reference(row.country, row.number),
            row.mechanism,
            row.symbol,
            row.session,
            row.paragraph,
            Position(row.position) if row.position else None,
            texts.get(row.id, ""),
            tuple(one.label for one in labelled[row.id]),
            tuple(one.label for one in affected[row.id]),
            tuple(Sdg(one.goal, one.target or None) for one in goals[row.id]),
            tuple(State(one.name, one.code) for one in states[row.id]),
            stand[row.number].values,
        )
        for row in rows
    ]


def standing(work: Work, country: str, numbers: Sequence[int]) -> dict[int, Standing]:
    """Return by number what the recommendations hold in the editable columns; archived ones are left out."""
    wanted = select(recommendations)
    rows = work.all(wanted.where(_of(country), recommendations.c.number.in_(list(numbers))))
    ids = [row.id for row in rows]
    held = _grouped(work, _HELD, ids)
    grouped = _grouped(work, _CLUSTERS, ids)
    return {
        row.number: _standing(row, [_held(one) for one in held[row.id]], {one.name: one.id for one in grouped[row.id]})
        for row in rows
    }


def active_clusters(work: Work, country: str) -> dict[str, int]:
    """Return the ids of a country's clusters by name."""
    wanted = select(clusters.c.id, clusters.c.name).where(
        clusters.c.country == country, clusters.c.archived_at.is_(None)
    )
    return {row.name: row.id for row in work.all(wanted)}


def missing_texts(work: Work, country: str, languages: Sequence[str]) -> dict[str, int]:
    """Return by language how many recommendations have no text in it; only languages in which some have none."""
    there = select(recommendation_texts.c.language, func.count().label("count"))
    there = there.select_from(recommendation_texts.join(recommendations)).where(_of(country))
    found = {row.language: row.count for row in work.all(there.group_by(recommendation_texts.c.language))}
    every = count(work, country)
    return {language: every - found.get(language, 0) for language in languages if found.get(language, 0) < every}


def untranslated(
    work: Work, country: str, language: str, after: int, most: int, reader: str, own: str
) -> list[tuple[Reference, str]]:
    """Return (reference, text in the best language for the reader) of recommendations without a text in `language`."""
    rows = work.all(_BASE.where(_of(country), recommendations.c.number > after, ~_has_text(language)).limit(most))
    texts = _texts(work, [row.id for row in rows], reader, own)
    return [(Reference(row.country, row.number), texts.get(row.id, "")) for row in rows]


def _of(country: str) -> ColumnElement[bool]:
    return and_(recommendations.c.country == country, recommendations.c.archived_at.is_(None))


def _has_text(language: str) -> ColumnElement[bool]:
    of_it = recommendation_texts.c.recommendation_id == recommendations.c.id
    return select(recommendation_texts.c.id).where(of_it, recommendation_texts.c.language == language).exists()


def _linked(link: Table, link_column: Any, table: Table, *columns: Any) -> Select[Any]:
    """The classification of many recommendations, in order."""
    joined = select(link.c.recommendation_id, *columns).select_from(link.join(table, table.c.id == link_column))
    return joined.where(effective(link)).order_by(link.c.recommendation_id, link.c.place)


_THEMES = _linked(recommendation_themes, recommendation_themes.c.theme_id, themes, themes.c.label)
_AFFECTED = _linked(
    recommendation_affected, recommendation_affected.c.affected_id, affected_persons, affected_persons.c.label
)
_SDGS = _linked(recommendation_sdgs, recommendation_sdgs.c.sdg_id, sdgs, sdgs.c.goal, sdgs.c.target)
_STATES = select(recommending_states).order_by(recommending_states.c.recommendation_id, recommending_states.c.place)
_HELD = (
    select(assignments, institutions.c.code)
    .select_from(assignments.join(institutions))
    .where(assignments.c.ended_at.is_(None))
    .order_by(institutions.c.code)
)
_CLUSTERS = (
    select(cluster_recommendations.c.recommendation_id, clusters.c.id, clusters.c.name)
    .select_from(cluster_recommendations.join(clusters))
    .where(clusters.c.archived_at.is_(None))
    .order_by(clusters.c.name)
)


def _grouped(work: Work, statement: Select[Any], ids: Sequence[int]) -> dict[int, list[Any]]:
    """The rows of a statement that are about these recommendations, by recommendation."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in work.all(statement.where(statement.selected_columns.recommendation_id.in_(list(ids)))):
        found[row.recommendation_id].append(row)
    return found


def _texts(work: Work, ids: Sequence[int], reader: str, own: str) -> dict[int, str]:
    rows = _grouped(work, select(recommendation_texts), ids)
    texts = {id_: {row.language: row.text for row in found} for id_, found in rows.items()}
    return {id_: found[text_language(found, reader, own) or ""] for id_, found in texts.items()}


def _held(row: Any) -> Held:
    return Held(row.id, row.institution_id, row.code, Part(row.part), row.due_on)


def _standing(row: Any, held: list[Held], grouped: dict[str, int]) -> Standing:
    lead = next((one for one in held if one.part is Part.LEAD), None)
    associated = [one for one in held if one is not lead]
    earliest = min((one.due_on for one in associated if one.due_on), default=None)
    values = Values(
        lead.code if lead else "",
        tuple(one.code for one in associated),
        lead.due_on if lead else earliest,
        row.status,
        tuple(grouped),
        row.priority or "",
        YES * row.needs_parliament,
        YES * row.needs_assistance,
    )
    return Standing(row.id, values, tuple(held), grouped)
