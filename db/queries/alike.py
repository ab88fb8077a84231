"""Recommendations that an import may bring again under another identity; which, domain/resemblance.py decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, and_, or_, select

from db.tables import documents, mechanisms, recommendation_texts, recommendations, recommending_states
from db.work import Work
from domain.record import State
from domain.reference import Reference
from domain.resemblance import Known

_UNPLACED = and_(recommendations.c.annotation_id.is_(None), documents.c.symbol.is_(None))


def known(
    work: Work,
    countries: Collection[str],
    mechanism: str,
    sessions: Collection[int | None],
    language: str,
    *,
    placed: bool,
) -> dict[str, list[Known]]:
    """Return a mechanism's recommendations by country, in order of their numbers, with their texts in one language.

    Those of the sessions and of unknown ones; of all where a session in `sessions` is None. Without `placed` only
    those that no source has placed.
    """
    found: dict[str, list[Known]] = defaultdict(list)
    # Documents first: they are few, and in most imports there is none of these.
    from_documents = _documents(work, mechanism, sessions, placed=placed)
    if not from_documents:
        return found
    conditions = [
        recommendations.c.document_id.in_(from_documents),
        recommendations.c.country.in_(countries),
        recommendation_texts.c.language == language,
    ]
    if not placed:
        conditions.append(_UNPLACED)
    source = recommendations.join(documents).join(recommendation_texts)
    states = _states(work, conditions)
    columns = (
        recommendations.c.id,
        recommendations.c.country,
        recommendations.c.number,
        recommendations.c.identity,
        (~_UNPLACED).label("placed"),
        documents.c.session,
        recommendation_texts.c.text,
    )
    for row in work.all(select(*columns).select_from(source).where(*conditions).order_by(recommendations.c.number)):
        reference, identity = Reference(row.country, row.number), bytes(row.identity)
        here = tuple(states.get(row.id, ()))
        found[row.country].append(Known(row.id, reference, identity, bool(row.placed), row.session, here, row.text))
    return found


def _documents(work: Work, mechanism: str, sessions: Collection[int | None], *, placed: bool) -> list[int]:
    conditions = [mechanisms.c.code == mechanism]
    if None not in sessions:
        conditions.append(or_(documents.c.session.in_(sessions), documents.c.session.is_(None)))
    if not placed:
        conditions.append(documents.c.symbol.is_(None))
    query = select(documents.c.id).select_from(documents.join(mechanisms)).where(*conditions)
    return [row.id for row in work.all(query)]


def _states(work: Work, conditions: Sequence[ColumnElement[bool]]) -> dict[int, list[State]]:
    table = recommending_states
    source = (
        recommendations.join(documents)
        .join(recommendation_texts)
        .join(table, table.c.recommendation_id == recommendations.c.id)
    )
    query = select(table).select_from(source).where(*conditions).order_by(table.c.recommendation_id, table.c.place)
    found: dict[int, list[State]] = defaultdict(list)
    for row in work.all(query):
        found[row.recommendation_id].append(State(row.name, row.code))
    return found
