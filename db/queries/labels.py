"""How sources classify recommendations: mechanisms, documents, themes, affected persons, SDGs, recommending States.

A label is added when it is first met. What a country added or removed is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, Table, delete, insert, select, tuple_, update

from db.tables import (
    affected_persons,
    documents,
    mechanisms,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_themes,
    recommending_states,
    sdgs,
    themes,
)
from db.work import Work
from domain.record import Record, Sdg, State


def mechanism_ids(work: Work, codes: Sequence[str]) -> dict[str, int]:
    """Return the ids of mechanisms by code, adding those that are not there."""
    return _ids(work, mechanisms, "code", codes)


def document_ids(work: Work, wanted: dict[str, tuple[int, Record]]) -> dict[str, int]:
    """Return the ids of documents by identity, adding those not there; `wanted`: identity → (mechanism, record)."""
    query = select(documents.c.id, documents.c.identity).where(documents.c.identity.in_(list(wanted)))
    found = {row.identity: row.id for row in work.all(query)}
    missing = [
        {
            "mechanism_id": mechanism_id,
            "identity": identity,
            "symbol": record.symbol,
            "session": record.session,
            "published_on": record.published_on,
        }
        for identity, (mechanism_id, record) in wanted.items()
        if identity not in found
    ]
    if missing:
        work.execute(insert(documents), missing)
        found = {row.identity: row.id for row in work.all(query)}
    return found


def put_themes(work: Work, rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    """Store the themes that a source gives recommendations, in order."""
    ids = _ids(work, themes, "label", [label for _, labels in rows for label in labels])
    _put_links(work, recommendation_themes, "theme_id", [(id_, [ids[x] for x in labels]) for id_, labels in rows])


def put_affected(work: Work, rows: Sequence[tuple[int, tuple[str, ...]]]) -> None:
    """Store the affected persons that a source gives recommendations, in order."""
    ids = _ids(work, affected_persons, "label", [label for _, labels in rows for label in labels])
    _put_links(work, recommendation_affected, "affected_id", [(id_, [ids[x] for x in labels]) for id_, labels in rows])


def put_sdgs(work: Work, rows: Sequence[tuple[int, tuple[Sdg, ...]]]) -> None:
    """Store the goals and targets that a source gives recommendations, in order."""
    ids = _sdg_ids(work, [sdg for _, goals in rows for sdg in goals])
    _put_links(work, recommendation_sdgs, "sdg_id", [(id_, [ids[x] for x in goals]) for id_, goals in rows])


def put_states(work: Work, rows: Sequence[tuple[int, tuple[State, ...]]]) -> None:
    """Store the recommending States of recommendations, in order."""
    if not rows:
        return
    table = recommending_states
    work.execute(delete(table).where(table.c.recommendation_id.in_([id_ for id_, _ in rows])))
    values = [
        {"recommendation_id": id_, "place": place, "code": state.code, "name": state.name}
        for id_, states in rows
        for place, state in enumerate(states)
    ]
    if values:
        work.execute(insert(table), values)


def _put_links(work: Work, link: Table, column: str, rows: Sequence[tuple[int, list[int]]]) -> None:
    """Replace what the source says, leaving what the country added or removed as it is."""
    if not rows:
        return
    ids = [id_ for id_, _ in rows]
    of_these = link.c.recommendation_id.in_(ids)
    work.execute(delete(link).where(of_these, link.c.national.is_(None)))
    work.execute(update(link).where(of_these).values(in_source=0))
    query: Select[Any] = select(link.c.recommendation_id, link.c[column]).where(of_these)
    decided = {(row[0], row[1]) for row in work.all(query)}
    new = []
    for id_, values in rows:
        for place, value in enumerate(dict.fromkeys(values)):
            if (id_, value) in decided:
                same = _row(link, column, id_, value)
                work.execute(update(link).where(*same).values(in_source=1, place=place))
            else:
                new.append({"recommendation_id": id_, column: value, "place": place, "in_source": 1})
    if new:
        work.execute(insert(link), new)


def _row(link: Table, column: str, recommendation_id: int, value: int) -> tuple[Any, Any]:
    """The condition that picks one link."""
    return link.c.recommendation_id == recommendation_id, link.c[column] == value


def _sdg_ids(work: Work, wanted: Sequence[Sdg]) -> dict[Sdg, int]:
    """Return the ids of goals and targets, adding those that are not there."""
    pairs = list(dict.fromkeys((sdg.goal, sdg.target or "") for sdg in wanted))
    if not pairs:
        return {}
    query = select(sdgs).where(tuple_(sdgs.c.goal, sdgs.c.target).in_(pairs))
    found = {(row.goal, row.target): row.id for row in work.all(query)}
    missing = [{"goal": goal, "target": target} for goal, target in pairs if (goal, target) not in found]
    if missing:
        work.execute(insert(sdgs), missing)
        found = {(row.goal, row.target): row.id for row in work.all(query)}
    return {Sdg(goal, target or None): found[goal, target] for goal, target in pairs}


def _ids(work: Work, table: Table, column: str, wanted: Sequence[str]) -> dict[str, int]:
    names = list(dict.fromkeys(wanted))
    if not names:
        return {}
    query: Select[Any] = select(table.c.id, table.c[column]).where(table.c[column].in_(names))
    found: dict[str, int] = {row[1]: row[0] for row in work.all(query)}
    missing = [{column: name} for name in names if name not in found]
    if missing:
        work.execute(insert(table), missing)
        found = {row[1]: row[0] for row in work.all(query)}
    return found
