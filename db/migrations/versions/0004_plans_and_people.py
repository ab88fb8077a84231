"""Plans, parts of an answer that units are asked for, handing over, saved searches, needs and priority"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """New tables, and columns that may be empty."""
    _plans()
    _units()
    op.create_table(
        "saved_searches",
        sa.Column("id", ID, nullable=False),
        _reference("person_id", "saved_searches", "persons"),
        sa.Column("search_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
    )
    op.create_index("ix_saved_searches_person_id", "saved_searches", ["person_id"])
    op.create_table(
        "appointments",
        _reference("invitation_id", "appointments", "invitations"),
        _reference("made_by", "appointments", "persons"),
        sa.Column("letter_number", sa.String(60)),
        sa.Column("letter_on", sa.Date()),
        _reference("unit_id", "appointments", "units", nullable=True),
        _reference("succeeds_role_id", "appointments", "roles", nullable=True),
        sa.Column("withdrawn_at", INSTANT),
        sa.PrimaryKeyConstraint("invitation_id", name="pk_appointments"),
    )
    op.create_index("ix_assignments_recommendation_id", "assignments", ["recommendation_id"])
    op.add_column("recommendations", sa.Column("priority", sa.String(8)))
    for name in ("needs_parliament", "needs_assistance"):
        op.add_column("recommendations", sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False))


def _plans() -> None:
    op.create_table(
        "plan_items",
        sa.Column("id", ID, nullable=False),
        _reference("institution_id", "plan_items", "institutions"),
        sa.Column("kind", sa.String(10), nullable=False),
        _reference("created_by", "plan_items", "persons"),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT),
        sa.CheckConstraint("kind IN ('activity', 'indicator')", name=op.f("ck_plan_items_kind")),
        sa.PrimaryKeyConstraint("id", name="pk_plan_items"),
    )
    op.create_index("ix_plan_items_institution_id", "plan_items", ["institution_id"])
    op.create_table(
        "plan_versions",
        sa.Column("id", ID, nullable=False),
        _reference("item_id", "plan_versions", "plan_items"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        _reference("written_by", "plan_versions", "persons"),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_versions"),
        sa.UniqueConstraint("item_id", "version", name="uq_plan_versions_item_id_version"),
    )
    op.create_table(
        "plan_recommendations",
        _reference("item_id", "plan_recommendations", "plan_items"),
        _reference("recommendation_id", "plan_recommendations", "recommendations"),
        sa.PrimaryKeyConstraint("item_id", "recommendation_id", name="pk_plan_recommendations"),
    )
    op.create_index("ix_plan_recommendations_recommendation_id", "plan_recommendations", ["recommendation_id"])
    op.create_table(
        "indicator_values",
        sa.Column("id", ID, nullable=False),
        _reference("item_id", "indicator_values", "plan_items"),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("details_sealed", sa.LargeBinary(), nullable=False),
        _reference("written_by", "indicator_values", "persons"),
        sa.Column("written_at", INSTANT, nullable=False),
        sa.Column("superseded_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_indicator_values"),
    )
    op.create_index("ix_indicator_values_item_id_as_of", "indicator_values", ["item_id", "as_of"])


def _units() -> None:
    op.create_table(
        "units",
        sa.Column("id", ID, nullable=False),
        _reference("institution_id", "units", "institutions"),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("archived_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_units"),
    )
    active = sa.text("archived_at IS NULL")
    op.create_index(
        "uq_units_active",
        "units",
        ["institution_id", "name"],
        unique=True,
        sqlite_where=active,
        postgresql_where=active,
    )
    op.create_table(
        "part_requests",
        sa.Column("id", ID, nullable=False),
        _reference("recommendation_id", "part_requests", "recommendations"),
        _reference("institution_id", "part_requests", "institutions"),
        _reference("unit_id", "part_requests", "units"),
        _reference("asked_by", "part_requests", "persons"),
        sa.Column("question_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("due_on", sa.Date()),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("answer_sealed", sa.LargeBinary()),
        _reference("answered_by", "part_requests", "persons", nullable=True),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("answered_at", INSTANT),
        sa.CheckConstraint(
            "state IN ('asked', 'answered', 'declined', 'withdrawn')", name=op.f("ck_part_requests_state")
        ),
        sa.PrimaryKeyConstraint("id", name="pk_part_requests"),
    )
    op.create_index("ix_part_requests_unit_id_state", "part_requests", ["unit_id", "state"])
    op.create_index("ix_part_requests_recommendation_id", "part_requests", ["recommendation_id", "institution_id"])


def _reference(name: str, table: str, target: str, *, nullable: bool = False) -> sa.Column[int]:
    key = sa.ForeignKey(f"{target}.id", name=f"fk_{table}_{name}_{target}")
    return sa.Column(name, ID, key, nullable=nullable)
