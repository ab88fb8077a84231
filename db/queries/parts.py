"""What an institution asks its units for, and what they answer. The plan stands in plans.py."""

from __future__ import annotations

PURPOSE = "part"
