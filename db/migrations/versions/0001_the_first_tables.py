"""The first tables"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)

SEARCH = {
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


def upgrade() -> None:
    op.create_table(
        "affected_persons",
        sa.Column("id", ID, nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_affected_persons")),
        sa.UniqueConstraint("label", name=op.f("uq_affected_persons_label")),
    )
    op.create_table(
        "countries",
        sa.Column("code", sa.String(length=2), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("timezone", sa.String(length=64), nullable=False),
        sa.Column("open", sa.Boolean(), server_default=sa.true(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("mechanism_names", sa.JSON(), nullable=False),
        sa.Column("next_number", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.CheckConstraint("length(code) = 2", name=op.f("ck_countries_code_length")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_countries")),
    )
    op.create_table(
        "instance",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_instance")),
    )
    op.create_table(
        "mechanisms",
        sa.Column("id", ID, nullable=False),
        sa.Column("code", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mechanisms")),
        sa.UniqueConstraint("code", name=op.f("uq_mechanisms_code")),
    )
    op.create_table(
        "persons",
        sa.Column("id", ID, nullable=False),
        sa.Column("address_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language_chosen", sa.String(length=8), nullable=True),
        sa.Column("language_seen", sa.String(length=35), nullable=True),
        sa.Column("timezone_chosen", sa.String(length=64), nullable=True),
        sa.Column("unreachable_since", INSTANT, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persons")),
        sa.UniqueConstraint("address_hash", name=op.f("uq_persons_address_hash")),
    )
    op.create_table(
        "sdgs",
        sa.Column("id", ID, nullable=False),
        sa.Column("goal", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(length=8), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sdgs")),
        sa.UniqueConstraint("goal", "target", name=op.f("uq_sdgs_goal_target")),
    )
    op.create_table(
        "themes",
        sa.Column("id", ID, nullable=False),
        sa.Column("label", sa.String(length=300), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_themes")),
        sa.UniqueConstraint("label", name=op.f("uq_themes_label")),
    )
    op.create_table(
        "updates",
        sa.Column("id", ID, nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("chat_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("payload_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("reference", sa.String(length=12), nullable=True),
        sa.Column("received_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_updates")),
        sa.UniqueConstraint("update_id", name=op.f("uq_updates_update_id")),
    )
    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index("ix_updates_ended_at", ["ended_at"], unique=False)
        batch_op.create_index(
            "ix_updates_pending",
            ["id"],
            unique=False,
            sqlite_where=sa.text("state = 'pending'"),
            postgresql_where=sa.text("state = 'pending'"),
        )

    op.create_table(
        "audit_events",
        sa.Column("id", ID, nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.Column("event", sa.String(length=40), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("subject", sa.String(length=24), nullable=True),
        sa.Column("subject_id", ID, nullable=True),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_audit_events_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    with op.batch_alter_table("audit_events", schema=None) as batch_op:
        batch_op.create_index("ix_audit_events_subject", ["subject", "subject_id"], unique=False)

    op.create_table(
        "dialogs",
        sa.Column("person_id", ID, nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("data_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_dialogs_person_id_persons")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_dialogs")),
    )
    op.create_table(
        "documents",
        sa.Column("id", ID, nullable=False),
        sa.Column("mechanism_id", ID, nullable=False),
        sa.Column("identity", sa.String(length=260), nullable=False),
        sa.Column("symbol", sa.String(length=120), nullable=True),
        sa.Column("session", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["mechanism_id"], ["mechanisms.id"], name=op.f("fk_documents_mechanism_id_mechanisms")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
        sa.UniqueConstraint("identity", name=op.f("uq_documents_identity")),
    )
    op.create_table(
        "institutions",
        sa.Column("id", ID, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name=op.f("fk_institutions_country_countries")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institutions")),
        sa.UniqueConstraint("country", "code", name=op.f("uq_institutions_country_code")),
    )
    op.create_table(
        "jobs",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("params_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("person_id", ID, nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("fence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_jobs_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    with op.batch_alter_table("jobs", schema=None) as batch_op:
        batch_op.create_index("ix_jobs_state", ["state"], unique=False)

    op.create_table(
        "outbox",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("params_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("unique_key", sa.String(length=200), nullable=True),
        sa.Column("lane", sa.String(length=8), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("edits_message", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("not_before", INSTANT, nullable=True),
        sa.Column("not_after", INSTANT, nullable=True),
        sa.Column("leased_by", sa.String(length=64), nullable=True),
        sa.Column("leased_until", INSTANT, nullable=True),
        sa.Column("fence", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("attempt_started_at", INSTANT, nullable=True),
        sa.Column("uncertain_at", INSTANT, nullable=True),
        sa.Column("failure", sa.String(length=40), nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_outbox_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.UniqueConstraint("unique_key", name=op.f("uq_outbox_unique_key")),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "ix_outbox_ended_at",
            ["ended_at"],
            unique=False,
            sqlite_where=sa.text("params_sealed IS NOT NULL"),
            postgresql_where=sa.text("params_sealed IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_outbox_open",
            ["lane", "state", "id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "invitations",
        sa.Column("id", ID, nullable=False),
        sa.Column("code_hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("institution_id", ID, nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("expires_at", INSTANT, nullable=False),
        sa.Column("accepted_at", INSTANT, nullable=True),
        sa.Column("accepted_by", ID, nullable=True),
        sa.ForeignKeyConstraint(["accepted_by"], ["persons.id"], name=op.f("fk_invitations_accepted_by_persons")),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name=op.f("fk_invitations_country_countries")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_invitations_institution_id_institutions")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    op.create_table(
        "recommendations",
        sa.Column("id", ID, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("identity", sa.LargeBinary(length=32), nullable=False),
        sa.Column("annotation_id", sa.String(length=64), nullable=True),
        sa.Column("document_id", ID, nullable=False),
        sa.Column("paragraph", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("source_type", sa.String(length=120), nullable=False),
        sa.Column("position", sa.String(length=20), nullable=True),
        sa.Column("labels_language", sa.String(length=8), nullable=False),
        sa.Column("national_position", sa.String(length=20), nullable=True),
        sa.Column("status", sa.String(length=30), server_default="no-information", nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name=op.f("fk_recommendations_country_countries")),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_recommendations_document_id_documents")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendations")),
        sa.UniqueConstraint("country", "identity", name=op.f("uq_recommendations_country_identity")),
        sa.UniqueConstraint("country", "number", name=op.f("uq_recommendations_country_number")),
    )
    with op.batch_alter_table("recommendations", schema=None) as batch_op:
        batch_op.create_index("ix_recommendations_document_id", ["document_id"], unique=False)

    op.create_table(
        "assignments",
        sa.Column("id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("institution_id", ID, nullable=False),
        sa.Column("part", sa.String(length=12), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("deadline_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("next_look_at", INSTANT, nullable=True),
        sa.Column("assigned_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.CheckConstraint("part IN ('lead', 'associated')", name=op.f("ck_assignments_part")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_assignments_institution_id_institutions")
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendations.id"], name=op.f("fk_assignments_recommendation_id_recommendations")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
    )
    with op.batch_alter_table("assignments", schema=None) as batch_op:
        batch_op.create_index(
            "ix_assignments_institution_id_due_on",
            ["institution_id", "due_on", "recommendation_id", "ended_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index("ix_assignments_next_look_at", ["next_look_at"], unique=False)
        batch_op.create_index(
            "uq_assignments_active",
            ["institution_id", "recommendation_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_assignments_lead",
            ["recommendation_id"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL AND part = 'lead'"),
            postgresql_where=sa.text("ended_at IS NULL AND part = 'lead'"),
        )

    op.create_table(
        "recommendation_affected",
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("affected_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("in_source", sa.Integer(), nullable=False),
        sa.Column("national", sa.String(length=8), nullable=True),
        sa.CheckConstraint("national IN ('added', 'removed')", name=op.f("ck_recommendation_affected_national")),
        sa.ForeignKeyConstraint(
            ["affected_id"],
            ["affected_persons.id"],
            name=op.f("fk_recommendation_affected_affected_id_affected_persons"),
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_affected_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "affected_id", name=op.f("pk_recommendation_affected")),
    )
    with op.batch_alter_table("recommendation_affected", schema=None) as batch_op:
        batch_op.create_index("ix_recommendation_affected_affected_id", ["affected_id"], unique=False)

    op.create_table(
        "recommendation_sdgs",
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("sdg_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("in_source", sa.Integer(), nullable=False),
        sa.Column("national", sa.String(length=8), nullable=True),
        sa.CheckConstraint("national IN ('added', 'removed')", name=op.f("ck_recommendation_sdgs_national")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_sdgs_recommendation_id_recommendations"),
        ),
        sa.ForeignKeyConstraint(["sdg_id"], ["sdgs.id"], name=op.f("fk_recommendation_sdgs_sdg_id_sdgs")),
        sa.PrimaryKeyConstraint("recommendation_id", "sdg_id", name=op.f("pk_recommendation_sdgs")),
    )
    with op.batch_alter_table("recommendation_sdgs", schema=None) as batch_op:
        batch_op.create_index("ix_recommendation_sdgs_sdg_id", ["sdg_id"], unique=False)

    op.create_table(
        "recommendation_texts",
        sa.Column("id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(length=10), server_default="source", nullable=False),
        sa.CheckConstraint("origin IN ('source', 'national')", name=op.f("ck_recommendation_texts_origin")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_texts_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recommendation_texts")),
        sa.UniqueConstraint(
            "recommendation_id", "language", name=op.f("uq_recommendation_texts_recommendation_id_language")
        ),
    )
    op.create_table(
        "recommendation_themes",
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("theme_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("in_source", sa.Integer(), nullable=False),
        sa.Column("national", sa.String(length=8), nullable=True),
        sa.CheckConstraint("national IN ('added', 'removed')", name=op.f("ck_recommendation_themes_national")),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommendation_themes_recommendation_id_recommendations"),
        ),
        sa.ForeignKeyConstraint(["theme_id"], ["themes.id"], name=op.f("fk_recommendation_themes_theme_id_themes")),
        sa.PrimaryKeyConstraint("recommendation_id", "theme_id", name=op.f("pk_recommendation_themes")),
    )
    with op.batch_alter_table("recommendation_themes", schema=None) as batch_op:
        batch_op.create_index("ix_recommendation_themes_theme_id", ["theme_id"], unique=False)

    op.create_table(
        "recommending_states",
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=2), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name=op.f("fk_recommending_states_recommendation_id_recommendations"),
        ),
        sa.PrimaryKeyConstraint("recommendation_id", "place", name=op.f("pk_recommending_states")),
    )
    op.create_table(
        "roles",
        sa.Column("id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("institution_id", ID, nullable=True),
        sa.Column("invitation_id", ID, nullable=True),
        sa.Column("chosen_at", INSTANT, nullable=False),
        sa.Column("began_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT, nullable=True),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name=op.f("fk_roles_country_countries")),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name=op.f("fk_roles_institution_id_institutions")
        ),
        sa.ForeignKeyConstraint(["invitation_id"], ["invitations.id"], name=op.f("fk_roles_invitation_id_invitations")),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name=op.f("fk_roles_person_id_persons")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    with op.batch_alter_table("roles", schema=None) as batch_op:
        batch_op.create_index("ix_roles_institution_id", ["institution_id"], unique=False)
        batch_op.create_index(
            "ix_roles_person_id_active",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
    for statement in SEARCH[op.get_bind().dialect.name]:
        op.execute(statement)
