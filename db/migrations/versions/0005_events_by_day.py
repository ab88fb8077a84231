"""What happened in a country since a day is found by an index"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """An index more."""
    op.create_index("ix_audit_events_country_at", "audit_events", ["country", "at"])
