"""Full-text search in any language, on both engines. Folding stands in domain/text.py; who may see what, in the caller.

FTS5 and tsvector hold the same folded tokens, cut by domain/text.py and by neither engine's own parser, which would
differ by version and by the database's locale: so both engines find the same. Words that more than 5,000 texts contain
are not told apart by rank: ranking all of them would take seconds, and such a word says little.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, cast, column, func, literal, literal_column, select, table
from sqlalchemy.dialects.postgresql import TSQUERY

from db.filters import Filters, passing
from db.tables import countries, recommendation_texts, recommendations
from db.work import Work
from domain.text import Term

MOST_HITS = 5000
_OWN_LANGUAGE_BONUS = 1.25
_INDEX = table("search_texts", column("text_id"), column("rowid"), column("words"))


@dataclass(frozen=True, slots=True)
class Found:
    """A page of a search: ids in the order of relevance, how many there are in all, and whether some words failed."""

    ids: tuple[int, ...]
    total: int
    partial: bool


def search(work: Work, terms: Sequence[Term], filters: Filters, reader: str, most: int, skip: int) -> Found:
    """Return the recommendations that have all the terms; where none has, those that have some, said in `partial`.

    Without terms: all that pass the filters, by country and number.
    """
    if not terms:
        return _page(work, _unsearched(filters), most, skip, partial=False)
    found = _page(
        work, _searched(work, _match(work, terms, " AND ", " & "), filters, reader), most, skip, partial=False
    )
    if found.total or len(terms) == 1:
        return found
    some = _searched(work, _match(work, terms, " OR ", " | "), filters, reader)
    return _page(work, some, most, skip, partial=True)


def search_ids(work: Work, terms: Sequence[Term], filters: Filters, *, some: bool = True) -> Select[Any]:
    """Return the query of all ids that a search finds: with all terms; where there are none and `some`, with some."""
    if not terms:
        ordered = _unsearched(filters)
        return select(ordered.subquery().c.id)
    every = _searched(work, _match(work, terms, " AND ", " & "), filters, "")
    if not some or len(terms) == 1 or work.one(select(literal(1)).select_from(every.subquery()).limit(1)) is not None:
        return select(every.subquery().c.id)
    return select(_searched(work, _match(work, terms, " OR ", " | "), filters, "").subquery().c.id)


def _match(work: Work, terms: Sequence[Term], sqlite_joint: str, postgresql_joint: str) -> str:
    if work.on_sqlite:
        return sqlite_joint.join(f'"{" ".join(term.tokens)}"{" *" if term.prefix else ""}' for term in terms)
    phrases = (" <-> ".join(f"'{token}'" for token in term.tokens) + ":*" * term.prefix for term in terms)
    return postgresql_joint.join(f"({phrase})" for phrase in phrases)


def _hits(work: Work, match: str) -> Any:
    """The matching texts with their rank, the best having the greatest; materialized, for bm25 must stand alone."""
    if work.on_sqlite:
        hits = (
            select(_INDEX.c.rowid.label("text_id"), (-literal_column("rank")).label("rank"))
            .where(literal_column("search_texts").op("MATCH")(match))
            .limit(MOST_HITS)
        )
    else:
        query = cast(match, TSQUERY)
        hits = (
            select(_INDEX.c.text_id, func.ts_rank(_INDEX.c.words, query).label("rank"))
            .where(_INDEX.c.words.op("@@")(query))
            .limit(MOST_HITS)
        )
    return hits.cte("hits").prefix_with("MATERIALIZED")


def _searched(work: Work, match: str, filters: Filters, reader: str) -> Select[Any]:
    hits = _hits(work, match)
    texts = recommendation_texts
    own = case((texts.c.language == reader, _OWN_LANGUAGE_BONUS), else_=1.0)
    best = func.max(hits.c.rank * own)
    return (
        select(recommendations.c.id)
        .select_from(
            hits.join(texts, texts.c.id == hits.c.text_id)
            .join(recommendations, recommendations.c.id == texts.c.recommendation_id)
            .join(countries, countries.c.code == recommendations.c.country)
        )
        .where(passing(filters))
        .group_by(recommendations.c.id)
        .order_by(best.desc(), recommendations.c.id)
    )


def _unsearched(filters: Filters) -> Select[Any]:
    return (
        select(recommendations.c.id)
        .select_from(recommendations.join(countries, countries.c.code == recommendations.c.country))
        .where(passing(filters))
        .order_by(recommendations.c.country, recommendations.c.number)
    )


def _page(work: Work, query: Select[Any], most: int, skip: int, *, partial: bool) -> Found:
    rows = work.all(query.add_columns(func.count().over().label("total")).limit(most).offset(skip))
    if not rows and skip:
        first = work.one(query.add_columns(func.count().over().label("total")).limit(1))
        return Found((), first.total if first else 0, partial)
    return Found(tuple(row.id for row in rows), rows[0].total if rows else 0, partial)
