"""The search index, made differently on each engine: FTS5 on SQLite, a tsvector with GIN on PostgreSQL.

`text_id` (FTS5: the rowid) is the id of the text in recommendation_texts. What is indexed is folded and cut into words
in domain/text.py: FTS5's own "ascii" cuts at the spaces between them and nowhere else.
"""

from __future__ import annotations

from sqlalchemy import DDL, event

from db.tables.metadata import metadata

CREATE = {
    "sqlite": ['CREATE VIRTUAL TABLE search_texts USING fts5(words, tokenize = "ascii")'],
    "postgresql": [
        """CREATE TABLE search_texts (
            text_id BIGINT NOT NULL,
            words TSVECTOR NOT NULL,
            CONSTRAINT pk_search_texts PRIMARY KEY (text_id),
            CONSTRAINT fk_search_texts_text_id_recommendation_texts
                FOREIGN KEY (text_id) REFERENCES recommendation_texts (id)
        )""",
        "CREATE INDEX ix_search_texts_words ON search_texts USING gin (words)",
    ],
}

for _engine, _statements in CREATE.items():
    for _statement in _statements:
        event.listen(metadata, "after_create", DDL(_statement).execute_if(dialect=_engine))  # type: ignore[no-untyped-call]
