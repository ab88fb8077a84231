"""Tables of what institutions are asked for and what they answer: rounds, contributions, other dates, competence.

What people write stays sealed, published or not: a stolen database tells nobody's draft, note or reason.
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
    UniqueConstraint,
    false,
    text,
)

from db.tables.metadata import BigId, Instant, metadata

# Recommendations of any documents and cycles that one answer serves.
clusters = Table(
    "clusters",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("name", String(120), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    Index("uq_clusters_active", "country", "name", unique=True,
          sqlite_where=text("archived_at IS NULL"), postgresql_where=text("archived_at IS NULL")),
)  # fmt: skip

cluster_recommendations = Table(
    "cluster_recommendations",
    metadata,
    Column("cluster_id", ForeignKey("clusters.id"), primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Index("ix_cluster_recommendations_recommendation_id", "recommendation_id"),
)

# A call for contributions: to all institutions that have one of its recommendations, with one date.
rounds = Table(
    "rounds",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("feeds", String(20), nullable=False),  # domain/round.py
    Column("name", String(120), nullable=False),  # the country's own words; "" where it has none
    Column("opens_on", Date, nullable=False),
    Column("closes_on", Date, nullable=False),
    Column("clearance", Boolean(create_constraint=False), nullable=False),
    Column("created_by", ForeignKey("persons.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_rounds_country_closes_on", "country", "closes_on"),
)

round_recommendations = Table(
    "round_recommendations",
    metadata,
    Column("round_id", ForeignKey("rounds.id"), primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), primary_key=True),
    Index("ix_round_recommendations_recommendation_id", "recommendation_id"),
)

# An institution's date in a round. Like an assignment's own date it has versions, and a moment to be looked at again.
round_institutions = Table(
    "round_institutions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("round_id", ForeignKey("rounds.id"), nullable=False),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("due_on", Date, nullable=False),
    Column("deadline_version", Integer, nullable=False, server_default=text("1")),
    Column("next_look_at", Instant),
    Column("acknowledged_at", Instant),
    UniqueConstraint("round_id", "institution_id"),
    Index("ix_round_institutions_institution_id_due_on", "institution_id", "due_on"),
    Index("ix_round_institutions_next_look_at", "next_look_at"),
)

contributions = Table(
    "contributions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("recommendation_id", ForeignKey("recommendations.id"), nullable=False),
    Column("institution_id", ForeignKey("institutions.id"), nullable=False),
    Column("round_id", ForeignKey("rounds.id")),
    # Counts up for an institution and recommendation: what was submitted is never edited, a new version is made.
    Column("version", Integer, nullable=False),
    Column("state", String(20), nullable=False),  # domain/contribution.py
    Column("status", String(30)),  # the implementation status it reports; null while none was chosen
    Column("content_sealed", LargeBinary, nullable=False),
    Column("no_change", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("written_by", ForeignKey("persons.id"), nullable=False),  # who wrote last
    Column("submitted_by", ForeignKey("persons.id")),
    Column("cleared_by", ForeignKey("persons.id")),
    Column("reviewed_by", ForeignKey("persons.id")),
    # Where it came, or was cleared, on paper: the letter's number and date.
    Column("letter_number", String(60)),
    Column("letter_on", Date),
    Column("on_behalf", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("reason_sealed", LargeBinary),  # why it was returned
    Column("created_at", Instant, nullable=False),
    Column("changed_at", Instant, nullable=False),
    Column("submitted_at", Instant),
    Column("published_at", Instant),
    UniqueConstraint("recommendation_id", "institution_id", "version"),
    # What an institution has in hand: one draft for each recommendation.
    Index("uq_contributions_open", "recommendation_id", "institution_id", unique=True,
          sqlite_where=text("state IN ('draft', 'awaiting-clearance')"),
          postgresql_where=text("state IN ('draft', 'awaiting-clearance')")),
    Index("ix_contributions_institution_id_state", "institution_id", "state"),
    Index("ix_contributions_round_id", "round_id"),
)  # fmt: skip

# What shows that it is so: a file that somebody sent, fetched in the background, or the address of a page.
evidence = Table(
    "evidence",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("contribution_id", ForeignKey("contributions.id"), nullable=False),
    Column("kind", String(10), nullable=False),  # photo, document, voice, link, letter
    Column("details_sealed", LargeBinary, nullable=False),  # Telegram's id of the file and its name; the address
    Column("state", String(10), nullable=False),  # planned, stored, refused, failed; a link is stored at once
    Column("sha256", LargeBinary(32)),  # of what is stored, its metadata removed
    Column("size", Integer),
    Column("mime_type", String(100)),
    Column("public", Boolean(create_constraint=False), nullable=False, server_default=false()),
    Column("added_by", ForeignKey("persons.id"), nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("removed_at", Instant),
    Index("ix_evidence_contribution_id", "contribution_id"),
)

# An institution asks for more time: for a recommendation's own date, or for its date in a round.
extension_requests = Table(
    "extension_requests",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("assignment_id", ForeignKey("assignments.id")),
    Column("round_institution_id", ForeignKey("round_institutions.id")),
    Column("asked_by", ForeignKey("persons.id"), nullable=False),
    Column("wanted_on", Date, nullable=False),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),  # asked, granted, refused
    Column("decided_by", ForeignKey("persons.id")),
    Column("decided_on", Date),  # the new date, which may be another than was wanted
    Column("created_at", Instant, nullable=False),
    Column("decided_at", Instant),
    CheckConstraint("(assignment_id IS NULL) <> (round_institution_id IS NULL)", name="subject"),
    CheckConstraint("state IN ('asked', 'granted', 'refused')", name="state"),
    Index("ix_extension_requests_state", "state"),
)

# An institution says that a recommendation is not within its competence, and whose it may be.
contests = Table(
    "contests",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("assignment_id", ForeignKey("assignments.id"), nullable=False),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("named_institution_id", ForeignKey("institutions.id")),
    Column("reason_sealed", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),  # open, accepted, refused
    Column("decided_by", ForeignKey("persons.id")),
    Column("created_at", Instant, nullable=False),
    Column("decided_at", Instant),
    CheckConstraint("state IN ('open', 'accepted', 'refused')", name="state"),
    Index("uq_contests_open", "assignment_id", unique=True, sqlite_where=text("state = 'open'"),
          postgresql_where=text("state = 'open'")),
)  # fmt: skip
