"""Evidence of a contribution: what was sent or named, whether it is stored, and whether it is public."""

from __future__ import annotations

PURPOSE = "evidence"
