"""Competence that an institution contests, and what the coordinator decided."""

from __future__ import annotations

PURPOSE = "contest"
