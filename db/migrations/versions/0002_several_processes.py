"""Several processes, mailings, jobs that can be stopped"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Nobody has used jobs yet: the table is made anew."""
    op.create_table(
        "processes",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("seen_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_processes"),
        sa.UniqueConstraint("name", name="uq_processes_name"),
    )
    op.create_table(
        "mailings",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("institution_id", ID),
        sa.Column("person_id", ID),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailings"),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name="fk_mailings_country_countries"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name="fk_mailings_institution_id_institutions"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_mailings_person_id_persons"),
    )
    op.add_column("updates", sa.Column("taken_by", sa.String(64)))
    _index("ix_updates_pending_of_chat", "updates", ["chat_hash", "id"], "state = 'pending'")
    op.drop_index("ix_outbox_open", "outbox")
    with op.batch_alter_table("outbox") as batch:
        batch.drop_column("leased_until")
        batch.drop_column("fence")
        batch.add_column(sa.Column("mailing_id", ID))
        batch.create_foreign_key("fk_outbox_mailing_id_mailings", "mailings", ["mailing_id"], ["id"])
    _index("ix_outbox_open", "outbox", ["lane", "leased_by", "id"], "ended_at IS NULL")
    _index("ix_outbox_open_of_person", "outbox", ["person_id", "id"], "ended_at IS NULL")
    _index("ix_outbox_mailing_id", "outbox", ["mailing_id"], "mailing_id IS NOT NULL")
    op.drop_table("jobs")
    _create_jobs()


def _index(name: str, table: str, columns: list[str], where: str) -> None:
    op.create_index(name, table, columns, sqlite_where=sa.text(where), postgresql_where=sa.text(where))


def _create_jobs() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("params_sealed", sa.LargeBinary),
        sa.Column("result_sealed", sa.LargeBinary),
        sa.Column("person_id", ID),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("done", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("total", sa.Integer),
        sa.Column("stop_asked_at", INSTANT),
        sa.Column("leased_by", sa.String(64)),
        sa.Column("attempts", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("failure", sa.String(40)),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_jobs_person_id_persons"),
    )
    _index("ix_jobs_open", "jobs", ["id"], "ended_at IS NULL")
