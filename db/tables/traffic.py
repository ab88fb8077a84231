"""Tables of what comes in and goes out: processes, updates, dialogs, mailings, outbox, jobs.

Payloads, parameters and results are sealed.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from db.tables.metadata import BigId, Instant, metadata

# The running processes. Whoever has not been seen for a while is dead, and others take over what it had.
processes = Table(
    "processes",
    metadata,
    Column("id", BigId, primary_key=True),  # of the living the lowest is the one that leads
    Column("name", String(64), nullable=False, unique=True),
    Column("seen_at", Instant, nullable=False),  # by the database's clock
)

updates = Table(
    "updates",
    metadata,
    Column("id", BigId, primary_key=True),
    # Telegram's own id: compared by equality only; after a silent week the ids start again at random.
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("chat_hash", LargeBinary(32), nullable=False),
    Column("payload_sealed", LargeBinary),  # wiped when done
    Column("state", String(10), nullable=False),  # pending, done, parked
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("reference", String(12)),
    Column("taken_by", String(64)),  # the process that has it in hand
    Column("received_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_updates_pending", "id", sqlite_where=text("state = 'pending'"),
          postgresql_where=text("state = 'pending'")),
    Index("ix_updates_pending_of_chat", "chat_hash", "id", sqlite_where=text("state = 'pending'"),
          postgresql_where=text("state = 'pending'")),
    Index("ix_updates_ended_at", "ended_at"),
)  # fmt: skip

dialogs = Table(
    "dialogs",
    metadata,
    Column("person_id", ForeignKey("persons.id"), primary_key=True),
    Column("name", String(32), nullable=False),
    Column("step", String(32), nullable=False),
    Column("version", Integer, nullable=False),
    Column("data_sealed", LargeBinary, nullable=False),
    Column("changed_at", Instant, nullable=False),
)

# What was sent to several people at once, so that whoever sent it can see what became of it.
mailings = Table(
    "mailings",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("country", ForeignKey("countries.code"), nullable=False),
    Column("institution_id", ForeignKey("institutions.id")),
    Column("person_id", ForeignKey("persons.id")),  # who sent it; null: the operator, or Suivi itself
    Column("created_at", Instant, nullable=False),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("person_id", ForeignKey("persons.id"), nullable=False),
    Column("kind", String(32), nullable=False),
    Column("params_sealed", LargeBinary),  # wiped 7 days after the end
    # Null for a reply (its update writes it once); else what makes writing the same message twice impossible.
    Column("unique_key", String(200), unique=True),
    Column("mailing_id", ForeignKey("mailings.id")),
    Column("lane", String(8), nullable=False),  # reply, bulk
    Column("state", String(10), nullable=False),  # domain/delivery.py
    # Which message it replaces: Telegram's number of the message whose button was pressed.
    Column("edits_message", BigInteger),
    Column("message_id", BigInteger),
    Column("not_before", Instant),
    Column("not_after", Instant),
    Column("leased_by", String(64)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("attempt_started_at", Instant),
    Column("uncertain_at", Instant),
    Column("failure", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_outbox_open", "lane", "leased_by", "id", sqlite_where=text("ended_at IS NULL"),
          postgresql_where=text("ended_at IS NULL")),
    Index("ix_outbox_open_of_person", "person_id", "id", sqlite_where=text("ended_at IS NULL"),
          postgresql_where=text("ended_at IS NULL")),
    Index("ix_outbox_mailing_id", "mailing_id", sqlite_where=text("mailing_id IS NOT NULL"),
          postgresql_where=text("mailing_id IS NOT NULL")),
    Index("ix_outbox_ended_at", "ended_at", sqlite_where=text("params_sealed IS NOT NULL"),
          postgresql_where=text("params_sealed IS NOT NULL")),
)  # fmt: skip

jobs = Table(
    "jobs",
    metadata,
    Column("id", BigId, primary_key=True),
    Column("kind", String(32), nullable=False),
    Column("params_sealed", LargeBinary),  # wiped, as the result is, 7 days after the end
    Column("result_sealed", LargeBinary),
    Column("person_id", ForeignKey("persons.id")),
    Column("state", String(10), nullable=False),
    Column("done", Integer, nullable=False, server_default=text("0")),
    Column("total", Integer),
    Column("stop_asked_at", Instant),
    Column("leased_by", String(64)),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("failure", String(40)),
    Column("created_at", Instant, nullable=False),
    Column("ended_at", Instant),
    Index("ix_jobs_open", "id", sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL")),
)
