"""Plans of institutions: activities and indicators, in versions. What units are asked for stands in parts.py."""

from __future__ import annotations

PURPOSE = "plan"
