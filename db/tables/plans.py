"""Tables of plans: what institutions mean to do, how it is measured, and which unit was asked for a part.

What is planned stays sealed until it is published, as contributions do.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, text
from sqlalchemy import UniqueConstraint as Unique

from db.tables.metadata import BigId, Instant, metadata

# An activity or an indicator of an institution. What it says stands in its newest version.
plan_items = Table(
    "plan_items",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("created_by", ForeignKey("persons.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    CheckConstraint("kind IN ('activity', 'indicator')", name="kind"),
    Index("ix_plan_items_institution_id", "institution_id"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("item_id", ForeignKey("plan_items.id"), nullable=False),
    Column("version", Integer, nullable=False),
    # Of an activity; both may be unknown yet.
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("details_sealed", LargeBinary, nullable=False),  # domain/plan.py
    Column("written_by", ForeignKey("persons.id"), nullable=False),
    Column("written_at", Instant, nullable=False),
    Unique("item_id", "version"),
)

# Which recommendations it serves.
plan_recommendations = Table(
    "plan_recommendations",
    metadata,
    Column("item_id", ForeignKey("plan_items.id"), primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Index("ix_plan_recommendations_recommendation_id", "recommendation_id"),
)

# What an indicator was on a day, of everybody or of a group. A corrected value supersedes the one before.
indicator_values = Table(
    "indicator_values",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("item_id", ForeignKey("plan_items.id"), nullable=False),
    Column("as_of", Date, nullable=False),
    Column("details_sealed", LargeBinary, nullable=False),
    Column("written_by", ForeignKey("persons.id"), nullable=False),
    Column("written_at", Instant, nullable=False),
    Column("superseded_at", Instant),
    Index("ix_indicator_values_item_id_as_of", "item_id", "as_of"),
)

# A unit of an institution, whose people see nothing but what they are asked for.
units = Table(
    "units",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Index("uq_units_active", "institution_id", "name", unique=True, sqlite_where=text("archived_at IS NULL"),
          postgresql_where=text("archived_at IS NULL")),
)  # fmt: skip

# What a focal point asks a unit of the institution for: its part of an answer.
part_requests = Table(
    "part_requests",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), nullable=False),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("unit_id", ForeignKey("units.id"), nullable=False),
    Column("asked_by", ForeignKey("persons.id"), nullable=False),
    Column("question_sealed", LargeBinary, nullable=False),
    Column("due_on", Date),
    Column("state", String(10), nullable=False),
    Column("answer_sealed", LargeBinary),
    Column("answered_by", ForeignKey("persons.id")),
    Column("created_at", Instant, nullable=False),
    Column("answered_at", Instant),
    CheckConstraint("state IN ('asked', 'answered', 'declined', 'withdrawn')", name="state"),
    Index("ix_part_requests_unit_id_state", "unit_id", "state"),
    Index("ix_part_requests_recommendation_id", "recommendation_id", "institution_id"),
)
