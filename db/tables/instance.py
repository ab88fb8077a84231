"""Tables about the instance itself: single facts by name, and the audit log. Neither holds a name or a text."""

from __future__ import annotations

from sqlalchemy import JSON, Column, ForeignKey, Index, LargeBinary, String, Table

from db.tables.metadata import BigId, Instant, metadata

instance = Table(
    "instance",
    metadata,
    Column("name", String(40), primary_key=True),  # "key check", "profile"
    Column("value", LargeBinary, nullable=False),
)

audit_events = Table(
    "audit_events",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("at", Instant, nullable=False),
    Column("event", String(40), nullable=False),  # in the past tense: "invitation accepted"
    Column("person_id", ForeignKey("persons.id")),  # null: the operator, at the command line
    Column("country", String(2)),
    Column("subject", String(24)),  # the table that `subject_id` is a row of
    Column("subject_id", BigId),
    Column("details", JSON, nullable=False),
    Index("ix_audit_events_subject", "subject", "subject_id"),
    # What happened in a country since a day.
    Index("ix_audit_events_country_at", "country", "at"),
)
