"""What earlier imports left of recommendations, as the next import compares it with its records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, select

from db.tables import (
    affected_persons,
    documents,
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
from domain.merging import Stored
from domain.record import Kind, Position, Sdg, State
from domain.reference import Reference

_LINKS = (
    (recommendation_themes, recommendation_themes.c.theme_id, themes),
    (recommendation_affected, recommendation_affected.c.affected_id, affected_persons),
)


def stored_by_identity(work: Work, wanted: Sequence[tuple[str, bytes]]) -> dict[tuple[str, bytes], Stored]:
    """Return what is stored of these (country, identity), with texts and classification as the sources had them."""
    base = (
        select(
            recommendations.c.id,
            recommendations.c.country,
            recommendations.c.number,
            recommendations.c.identity,
            recommendations.c.kind,
            recommendations.c.source_type,
            recommendations.c.paragraph,
            recommendations.c.position,
            recommendations.c.labels_language,
            documents.c.identity.label("document"),
        )
        .select_from(recommendations.join(documents))
        .where(recommendations.c.identity.in_([identity for _, identity in wanted]))
    )
    asked = set(wanted)
    rows = [row for row in work.all(base) if (row.country, bytes(row.identity)) in asked]
    ids = [row.id for row in rows]
    texts, national = _texts(work, ids)
    labels = [_source_labels(work, ids, *link) for link in _LINKS]
    goals = _source_sdgs(work, ids)
    states = _states(work, ids)
    return {
        (row.country, bytes(row.identity)): Stored(
            row.id,
            Reference(row.country, row.number),
            Kind(row.kind),
            row.source_type,
            row.paragraph,
            Position(row.position) if row.position else None,
            row.document,
            tuple(labels[0][row.id]),
            tuple(labels[1][row.id]),
            row.labels_language,
            tuple(goals[row.id]),
            tuple(states[row.id]),
            texts[row.id],
            frozenset(national[row.id]),
        )
        for row in rows
    }


def _texts(work: Work, ids: Sequence[int]) -> tuple[dict[int, dict[str, str]], dict[int, set[str]]]:
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    national: dict[int, set[str]] = defaultdict(set)
    table = recommendation_texts
    for row in work.all(select(table).where(table.c.recommendation_id.in_(ids))):
        texts[row.recommendation_id][row.language] = row.text
        if row.origin == "national":
            national[row.recommendation_id].add(row.language)
    return texts, national


def _source_labels(work: Work, ids: Sequence[int], link: Table, column: Any, table: Table) -> dict[int, list[str]]:
    query = (
        select(link.c.recommendation_id, table.c.label)
        .select_from(link.join(table, table.c.id == column))
        .where(link.c.recommendation_id.in_(ids), link.c.in_source == 1)
        .order_by(link.c.place)
    )
    labels: dict[int, list[str]] = defaultdict(list)
    for row in work.all(query):
        labels[row.recommendation_id].append(row.label)
    return labels


def _source_sdgs(work: Work, ids: Sequence[int]) -> dict[int, list[Sdg]]:
    link = recommendation_sdgs
    query = (
        select(link.c.recommendation_id, sdgs.c.goal, sdgs.c.target)
        .select_from(link.join(sdgs, sdgs.c.id == link.c.sdg_id))
        .where(link.c.recommendation_id.in_(ids), link.c.in_source == 1)
        .order_by(link.c.place)
    )
    found: dict[int, list[Sdg]] = defaultdict(list)
    for row in work.all(query):
        found[row.recommendation_id].append(Sdg(row.goal, row.target or None))
    return found


def _states(work: Work, ids: Sequence[int]) -> dict[int, list[State]]:
    table = recommending_states
    query = select(table).where(table.c.recommendation_id.in_(ids)).order_by(table.c.place)
    found: dict[int, list[State]] = defaultdict(list)
    for row in work.all(query):
        found[row.recommendation_id].append(State(row.name, row.code))
    return found
