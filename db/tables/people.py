"""Tables of countries, institutions and people. Whatever names a person is sealed or hashed (db/sealing.py)."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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
    true,
)

from db.tables.metadata import BigId, Instant, metadata

countries = Table(
    "countries",
    metadata,
    Column("code", String(2), primary_key=True),
    Column("language", String(8), nullable=False),
    Column("timezone", String(64), nullable=False),
    # Closed by its coordinator: its texts are shown to its own people only.
    Column("open", Boolean(create_constraint=False), nullable=False, server_default=true()),
    # Whether a signing officer clears what an institution contributes; a round may decide otherwise.
    Column("clearance", Boolean(create_constraint=False), nullable=False, server_default=false()),
    # {language: name}: for a country that Babel has no name for, and for the name of the national mechanism.
    Column("names", JSON, nullable=False),
    Column("mechanism_names", JSON, nullable=False),
    Column("next_number", Integer, nullable=False, server_default=text("1")),
    Column("created_at", Instant, nullable=False),
    CheckConstraint("length(code) = 2", name="code_length"),
)

institutions = Table(
    "institutions",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("code", String(16), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("names", JSON, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("archived_at", Instant),
    UniqueConstraint("country", "code"),
)

persons = Table(
    "persons",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("address_hash", LargeBinary(32), nullable=False, unique=True),
    Column("address_sealed", LargeBinary, nullable=False),
    Column("language_chosen", String(8)),
    Column("language_seen", String(35)),
    Column("timezone_chosen", String(64)),
    # Telegram refused a message (403), or the person stopped the bot; until they write again.
    Column("unreachable_since", Instant),
    Column("created_at", Instant, nullable=False),
)

invitations = Table(
    "invitations",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("code_hash", LargeBinary(32), nullable=False, unique=True),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("institution_id", ForeignKey("institutions.id")),
    Column("created_at", Instant, nullable=False),
    Column("expires_at", Instant, nullable=False),
    Column("accepted_at", Instant),
    Column("accepted_by", ForeignKey("persons.id")),
)

roles = Table(
    "roles",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("role", String(20), nullable=False),
    Column("institution_id", ForeignKey("institutions.id")),
    Column("invitation_id", ForeignKey("invitations.id")),
    # The one acted in is the one chosen last, in /menu or by accepting it.
    Column("chosen_at", Instant, nullable=False),
    Column("began_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_roles_person_id_active", "person_id", sqlite_where=text("ended_at IS NULL"),
          postgresql_where=text("ended_at IS NULL")),
    Index("ix_roles_institution_id", "institution_id"),
)  # fmt: skip

# What is known of an invitation made in the chat: by whom, with which letter of appointment, for which unit, and whose
# role ends when it is accepted.
appointments = Table(
    "appointments",
    metadata,
    Column("invitation_id", ForeignKey("invitations.id"), primary_key=True),
    Column("made_by", ForeignKey("persons.id"), nullable=False),
    Column("letter_number", String(60)),
    Column("letter_on", Date),
    Column("unit_id", ForeignKey("units.id")),
    Column("succeeds_role_id", ForeignKey("roles.id")),
    Column("withdrawn_at", Instant),
)

# What somebody looks for again and again. Sealed: a stolen database tells nobody's questions.
saved_searches = Table(
    "saved_searches",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("search_sealed", LargeBinary, nullable=False),
    Column("created_at", Instant, nullable=False),
    Index("ix_saved_searches_person_id", "person_id"),
)
