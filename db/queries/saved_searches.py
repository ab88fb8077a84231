"""Searches that people keep. Sealed: the database tells nobody's questions."""

from __future__ import annotations

PURPOSE = "saved search"
