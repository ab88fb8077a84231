"""What an import reads and writes, many rows at a time. What is to change is decided in domain/merging.py."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select, update

from db.queries.labels import put_affected, put_sdgs, put_states, put_themes
from db.search_index import index_texts
from db.tables import (
    affected_persons,
    countries,
    documents,
    mechanisms,
    recommendation_texts,
    recommendations,
    recommending_states,
    themes,
)
from db.work import Work
from domain.errors import TextTooLong
from domain.identity import Item
from domain.merging import Change
from domain.record import Record


@dataclass(frozen=True, slots=True)
class NewRecommendation:
    """A record that the database has not, for one country."""

    country: str
    identity: bytes
    document_id: int
    record: Record


@dataclass(frozen=True, slots=True)
class ChangedRecommendation:
    """A recommendation that a file changes; `document_id` where the document is another one.

    `item`: where it was known by another identity, the item that it is.
    """

    id: int
    change: Change
    document_id: int | None
    item: Item | None = None


def check_room(record: Record) -> None:
    """Raise TextTooLong for a value that its column has no room for; PostgreSQL would refuse the whole part for it."""
    columns: list[tuple[Any, Sequence[str | None]]] = [
        (mechanisms.c.code, [record.mechanism]),
        (documents.c.symbol, [record.symbol]),
        (recommendations.c.annotation_id, [record.annotation_id]),
        (recommendations.c.paragraph, [record.paragraph]),
        (recommendations.c.source_type, [record.source_type]),
        (recommending_states.c.name, [state.name for state in record.recommending_states]),
        (themes.c.label, record.themes),
        (affected_persons.c.label, record.affected_persons),
    ]
    for column, values in columns:
        longest = max((len(value) for value in values if value), default=0)
        if longest > column.type.length:
            raise TextTooLong(longest, column.type.length)


def add_recommendations(work: Work, new: Sequence[NewRecommendation], language: str) -> None:
    """Add recommendations with their texts and classification, numbered on in each country."""
    if not new:
        return
    numbers = _next_numbers(work, new)
    rows = [
        {
            "country": item.country,
            "number": next(numbers[item.country]),
            "identity": item.identity,
            "annotation_id": item.record.annotation_id,
            "document_id": item.document_id,
            "paragraph": item.record.paragraph,
            "kind": item.record.kind.value,
            "source_type": item.record.source_type,
            "position": item.record.position.value if item.record.position else None,
            "labels_language": language,
            "created_at": work.now,
            "changed_at": work.now,
        }
        for item in new
    ]
    work.execute(insert(recommendations), rows)
    query = select(recommendations.c.id, recommendations.c.country, recommendations.c.identity).where(
        recommendations.c.identity.in_([item.identity for item in new])
    )
    ids = {(row.country, bytes(row.identity)): row.id for row in work.all(query)}
    records = [(ids[item.country, item.identity], item.record) for item in new]
    put_texts(work, [(id_, record.text) for id_, record in records], language)
    put_themes(work, [(id_, record.themes) for id_, record in records])
    put_affected(work, [(id_, record.affected_persons) for id_, record in records])
    put_sdgs(work, [(id_, record.sdgs) for id_, record in records])
    put_states(work, [(id_, record.recommending_states) for id_, record in records])


def change_recommendations(work: Work, changed: Sequence[ChangedRecommendation], language: str) -> None:
    """Write what a file changes, and nothing else."""
    for item in changed:
        values = _changed_values(item)
        work.execute(
            update(recommendations).where(recommendations.c.id == item.id).values(changed_at=work.now, **values)
        )
    changes = [(item.id, item.change) for item in changed]
    put_texts(work, [(id_, change.text) for id_, change in changes if change.text is not None], language)
    put_themes(work, [(id_, change.themes) for id_, change in changes if change.themes is not None])
    put_affected(work, [(id_, c.affected_persons) for id_, c in changes if c.affected_persons is not None])
    put_sdgs(work, [(id_, change.sdgs) for id_, change in changes if change.sdgs is not None])
    put_states(work, [(id_, c.recommending_states) for id_, c in changes if c.recommending_states is not None])


def put_texts(work: Work, texts: Sequence[tuple[int, str]], language: str) -> None:
    """Store a source's texts (recommendation id, text) in a language, and index them."""
    if not texts:
        return
    table = recommendation_texts
    query = select(table.c.id, table.c.recommendation_id).where(
        table.c.language == language, table.c.recommendation_id.in_([id_ for id_, _ in texts])
    )
    there = {row.recommendation_id: row.id for row in work.all(query)}
    for id_, text in texts:
        if id_ in there:
            work.execute(update(table).where(table.c.id == there[id_]).values(text=text))
    missing = [
        {"recommendation_id": id_, "language": language, "text": text, "origin": "source"}
        for id_, text in texts
        if id_ not in there
    ]
    if missing:
        work.execute(insert(table), missing)
        there = {row.recommendation_id: row.id for row in work.all(query)}
    index_texts(work, [(there[id_], text) for id_, text in texts])


def _changed_values(item: ChangedRecommendation) -> dict[str, Any]:
    change = item.change
    values = {
        "kind": change.kind.value if change.kind else None,
        "source_type": change.source_type,
        "paragraph": change.paragraph,
        "position": change.position.value if change.position else None,
        "document_id": item.document_id,
        "identity": item.item.identity if item.item else None,
        "annotation_id": item.item.record.annotation_id if item.item else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _next_numbers(work: Work, new: Sequence[NewRecommendation]) -> dict[str, Any]:
    """Take as many numbers of each country as it needs; they are never given again, whatever becomes of the rows."""
    needed: dict[str, int] = defaultdict(int)
    for item in new:
        needed[item.country] += 1
    numbers = {}
    for code, many in needed.items():
        counter = update(countries).where(countries.c.code == code)
        work.execute(counter.values(next_number=countries.c.next_number + many))
        row = work.one(select(countries.c.next_number).where(countries.c.code == code))
        after = row.next_number if row else many + 1
        numbers[code] = iter(range(after - many, after))
    return numbers
