"""Putting texts into the search index, folded and cut into tokens by domain/text.py on both engines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import column, table, text

from db.work import Work
from domain.text import indexed

_INDEX = table("search_texts", column("text_id"), column("rowid"), column("words"))


def index_texts(work: Work, texts: Sequence[tuple[int, str]]) -> None:
    """Put texts (id, text) into the index, replacing what it had of them."""
    if not texts:
        return
    ids = [text_id for text_id, _ in texts]
    id_name = "rowid" if work.on_sqlite else "text_id"
    work.execute(_INDEX.delete().where(_INDEX.c[id_name].in_(ids)))
    if work.on_sqlite:
        statement: Any = text("INSERT INTO search_texts (rowid, words) VALUES (:id, :words)")
    else:
        statement = text("INSERT INTO search_texts (text_id, words) VALUES (:id, CAST(:words AS tsvector))")
    words = indexed if work.on_sqlite else _with_places
    work.execute(statement, [{"id": text_id, "words": words(content)} for text_id, content in texts])


def _with_places(content: str) -> str:
    """The tokens as PostgreSQL writes a tsvector: each with its place, by which phrases are found."""
    return " ".join(f"'{token}':{place}" for place, token in enumerate(indexed(content).split(), start=1))
