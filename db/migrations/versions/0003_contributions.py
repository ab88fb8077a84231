"""Contributions: clusters, rounds, what institutions answer, other dates, competence"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """New tables, and columns that may be empty."""
    op.create_table(
        "clusters",
        sa.Column("id", ID, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name="fk_clusters_country_countries"),
        sa.PrimaryKeyConstraint("id", name="pk_clusters"),
    )
    _index("uq_clusters_active", "clusters", ["country", "name"], "archived_at IS NULL", unique=True)

    op.create_table(
        "rounds",
        sa.Column("id", ID, nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("feeds", sa.String(20), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("clearance", sa.Boolean(), nullable=False),
        sa.Column("created_by", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("ended_at", INSTANT),
        sa.ForeignKeyConstraint(["country"], ["countries.code"], name="fk_rounds_country_countries"),
        sa.ForeignKeyConstraint(["created_by"], ["persons.id"], name="fk_rounds_created_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_rounds"),
    )
    _index("ix_rounds_country_closes_on", "rounds", ["country", "closes_on"])

    op.create_table(
        "round_institutions",
        sa.Column("id", ID, nullable=False),
        sa.Column("round_id", ID, nullable=False),
        sa.Column("institution_id", ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("deadline_version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("next_look_at", INSTANT),
        sa.Column("acknowledged_at", INSTANT),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name="fk_round_institutions_institution_id_institutions"
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_round_institutions_round_id_rounds"),
        sa.PrimaryKeyConstraint("id", name="pk_round_institutions"),
        sa.UniqueConstraint("round_id", "institution_id", name="uq_round_institutions_round_id_institution_id"),
    )
    _index("ix_round_institutions_institution_id_due_on", "round_institutions", ["institution_id", "due_on"])
    _index("ix_round_institutions_next_look_at", "round_institutions", ["next_look_at"])

    op.create_table(
        "cluster_recommendations",
        sa.Column("cluster_id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["cluster_id"], ["clusters.id"], name="fk_cluster_recommendations_cluster_id_clusters"),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name="fk_cluster_recommendations_recommendation_id_recommendations",
        ),
        sa.PrimaryKeyConstraint("cluster_id", "recommendation_id", name="pk_cluster_recommendations"),
    )
    _index("ix_cluster_recommendations_recommendation_id", "cluster_recommendations", ["recommendation_id"])

    op.create_table(
        "contributions",
        sa.Column("id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.Column("institution_id", ID, nullable=False),
        sa.Column("round_id", ID),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("status", sa.String(30)),
        sa.Column("content_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("no_change", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("written_by", ID, nullable=False),
        sa.Column("submitted_by", ID),
        sa.Column("cleared_by", ID),
        sa.Column("reviewed_by", ID),
        sa.Column("letter_number", sa.String(60)),
        sa.Column("letter_on", sa.Date()),
        sa.Column("on_behalf", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("changed_at", INSTANT, nullable=False),
        sa.Column("submitted_at", INSTANT),
        sa.Column("published_at", INSTANT),
        sa.ForeignKeyConstraint(["cleared_by"], ["persons.id"], name="fk_contributions_cleared_by_persons"),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institutions.id"], name="fk_contributions_institution_id_institutions"
        ),
        sa.ForeignKeyConstraint(
            ["recommendation_id"], ["recommendations.id"], name="fk_contributions_recommendation_id_recommendations"
        ),
        sa.ForeignKeyConstraint(["reviewed_by"], ["persons.id"], name="fk_contributions_reviewed_by_persons"),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_contributions_round_id_rounds"),
        sa.ForeignKeyConstraint(["submitted_by"], ["persons.id"], name="fk_contributions_submitted_by_persons"),
        sa.ForeignKeyConstraint(["written_by"], ["persons.id"], name="fk_contributions_written_by_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_contributions"),
        sa.UniqueConstraint(
            "recommendation_id",
            "institution_id",
            "version",
            name="uq_contributions_recommendation_id_institution_id_version",
        ),
    )
    _index("ix_contributions_institution_id_state", "contributions", ["institution_id", "state"])
    _index("ix_contributions_round_id", "contributions", ["round_id"])
    _index(
        "uq_contributions_open",
        "contributions",
        ["recommendation_id", "institution_id"],
        "state IN ('draft', 'awaiting-clearance')",
        unique=True,
    )

    op.create_table(
        "round_recommendations",
        sa.Column("round_id", ID, nullable=False),
        sa.Column("recommendation_id", ID, nullable=False),
        sa.ForeignKeyConstraint(
            ["recommendation_id"],
            ["recommendations.id"],
            name="fk_round_recommendations_recommendation_id_recommendations",
        ),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name="fk_round_recommendations_round_id_rounds"),
        sa.PrimaryKeyConstraint("round_id", "recommendation_id", name="pk_round_recommendations"),
    )
    _index("ix_round_recommendations_recommendation_id", "round_recommendations", ["recommendation_id"])

    op.create_table(
        "contests",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("named_institution_id", ID),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT),
        sa.CheckConstraint("state IN ('open', 'accepted', 'refused')", name=op.f("ck_contests_state")),
        sa.ForeignKeyConstraint(["assignment_id"], ["assignments.id"], name="fk_contests_assignment_id_assignments"),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_contests_decided_by_persons"),
        sa.ForeignKeyConstraint(
            ["named_institution_id"], ["institutions.id"], name="fk_contests_named_institution_id_institutions"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_contests_person_id_persons"),
        sa.PrimaryKeyConstraint("id", name="pk_contests"),
    )
    _index("uq_contests_open", "contests", ["assignment_id"], "state = 'open'", unique=True)

    op.create_table(
        "evidence",
        sa.Column("id", ID, nullable=False),
        sa.Column("contribution_id", ID, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("sha256", sa.LargeBinary(32)),
        sa.Column("size", sa.Integer()),
        sa.Column("mime_type", sa.String(100)),
        sa.Column("public", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("added_by", ID, nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("removed_at", INSTANT),
        sa.ForeignKeyConstraint(["added_by"], ["persons.id"], name="fk_evidence_added_by_persons"),
        sa.ForeignKeyConstraint(
            ["contribution_id"], ["contributions.id"], name="fk_evidence_contribution_id_contributions"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
    )
    _index("ix_evidence_contribution_id", "evidence", ["contribution_id"])

    op.create_table(
        "extension_requests",
        sa.Column("id", ID, nullable=False),
        sa.Column("assignment_id", ID),
        sa.Column("round_institution_id", ID),
        sa.Column("asked_by", ID, nullable=False),
        sa.Column("wanted_on", sa.Date(), nullable=False),
        sa.Column("reason_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("decided_by", ID),
        sa.Column("decided_on", sa.Date()),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("decided_at", INSTANT),
        sa.CheckConstraint("state IN ('asked', 'granted', 'refused')", name=op.f("ck_extension_requests_state")),
        sa.CheckConstraint(
            "(assignment_id IS NULL) <> (round_institution_id IS NULL)", name=op.f("ck_extension_requests_subject")
        ),
        sa.ForeignKeyConstraint(["asked_by"], ["persons.id"], name="fk_extension_requests_asked_by_persons"),
        sa.ForeignKeyConstraint(
            ["assignment_id"], ["assignments.id"], name="fk_extension_requests_assignment_id_assignments"
        ),
        sa.ForeignKeyConstraint(["decided_by"], ["persons.id"], name="fk_extension_requests_decided_by_persons"),
        sa.ForeignKeyConstraint(
            ["round_institution_id"],
            ["round_institutions.id"],
            name="fk_extension_requests_round_institution_id_round_institutions",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_extension_requests"),
    )
    _index("ix_extension_requests_state", "extension_requests", ["state"])

    op.add_column("assignments", sa.Column("instructions_sealed", sa.LargeBinary()))
    op.add_column("assignments", sa.Column("acknowledged_at", INSTANT))

    op.add_column("countries", sa.Column("clearance", sa.Boolean(), server_default=sa.false(), nullable=False))


def _index(name: str, table: str, columns: list[str], where: str | None = None, *, unique: bool = False) -> None:
    only = sa.text(where) if where else None
    op.create_index(name, table, columns, unique=unique, sqlite_where=only, postgresql_where=only)
