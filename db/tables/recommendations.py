"""Tables of mechanisms, documents, recommendations, their texts and classification, and assignments.

What a source says and what a country decides stand in different columns, so that an import never overwrites a decision.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from db.tables.metadata import BigId, Instant, metadata

mechanisms = Table(
    "mechanisms",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("code", String(120), nullable=False, unique=True),  # as UHRI writes it: "UPR", "CAT", "SR Torture"
)

documents = Table(
    "documents",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("mechanism_id", ForeignKey("mechanisms.id"), nullable=False),
    Column("identity", String(260), nullable=False, unique=True),  # domain/identity.py
    Column("symbol", String(120)),
    Column("session", Integer),
    Column("published_on", Date),
)

recommendations = Table(
    "recommendations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("number", Integer, nullable=False),
    # Keyless hash of what makes it the same record at the next import (domain/identity.py).
    Column("identity", LargeBinary(32), nullable=False),
    Column("annotation_id", String(64)),
    Column("document_id", ForeignKey("documents.id"), nullable=False),
    Column("paragraph", String(32)),
    Column("kind", String(20), nullable=False),
    Column("source_type", String(120), nullable=False),
    Column("position", String(20)),
    # The language that themes and affected persons were read in: a file in another one does not replace them.
    Column("labels_language", String(8), nullable=False),
    # The country's own: not touched by an import.
    Column("national_position", String(20)),
    Column("status", String(30), nullable=False, server_default="no-information"),
    Column("priority", String(8)),  # high, medium, low; null while nobody said
    Column("needs_parliament", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("needs_assistance", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("archived_at", Instant),
    UniqueConstraint("country", "number"),
    UniqueConstraint("country", "identity"),
    Index("ix_recommendations_document_id", "document_id"),
)

recommendation_texts = Table(
    "recommendation_texts",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), nullable=False),
    Column("language", String(8), nullable=False),
    Column("text", Text, nullable=False),
    # "source": a file's, replaced by the next import; "national": the country's own words, never overwritten.
    Column("origin", String(10), nullable=False, server_default="source"),
    UniqueConstraint("recommendation_id", "language"),
    CheckConstraint("origin IN ('source', 'national')", name="origin"),
)


def _label_table(name: str) -> Table:
    return Table(
        name,
        metadata,
        Column("id", BigId, primary_key=True),
        Column("label", String(300), nullable=False, unique=True),
    )


def _classification(name: str, value: Column[int]) -> Table:
    """A link whose row says whether the source has it, and what the country decided: added, removed, or nothing."""
    return Table(
        name,
        metadata,
        Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
        value,
        Column("place", Integer, nullable=False),
        Column("in_source", Integer, nullable=False),
        Column("national", String(8)),
        CheckConstraint("national IN ('added', 'removed')", name="national"),
        Index(f"ix_{name}_{value.name}", value.name),
    )


themes = _label_table("themes")
affected_persons = _label_table("affected_persons")
sdgs = Table(
    "sdgs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("goal", Integer, nullable=False),
    Column("target", String(8), nullable=False),  # "" for the goal itself
    UniqueConstraint("goal", "target"),
)

recommendation_themes = _classification(
    "recommendation_themes", Column("theme_id", ForeignKey("themes.id"), primary_key=True)
)
recommendation_affected = _classification(
    "recommendation_affected", Column("affected_id", ForeignKey("affected_persons.id"), primary_key=True)
)
recommendation_sdgs = _classification("recommendation_sdgs", Column("sdg_id", ForeignKey("sdgs.id"), primary_key=True))

recommending_states = Table(
    "recommending_states",
    metadata,
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("code", String(2)),  # null where the source's name is no known State's
    Column("name", String(200), nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), nullable=False),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("part", String(12), nullable=False),
    Column("due_on", Date),
    Column("deadline_version", Integer, nullable=False, server_default=text("1")),
    Column("next_look_at", Instant),
    Column("instructions_sealed", LargeBinary),
    Column("assigned_at", Instant, nullable=False),
    Column("acknowledged_at", Instant),
    Column("ended_at", Instant),
    Index("uq_assignments_active", "institution_id", "recommendation_id", unique=True,
          sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    Index("uq_assignments_lead", "recommendation_id", unique=True,
          sqlite_where=text("ended_at IS NULL AND part = 'lead'"),
          postgresql_where=text("ended_at IS NULL AND part = 'lead'")),
    # Holds all that counting takes, so that SQLite reads no row for it.
    Index("ix_assignments_institution_id_due_on", "institution_id", "due_on", "recommendation_id", "ended_at",
          sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
    Index("ix_assignments_next_look_at", "next_look_at"),
    Index("ix_assignments_recommendation_id", "recommendation_id"),
    CheckConstraint("part IN ('lead', 'associated')", name="part"),
)  # fmt: skip
