"""Requests for another date, and what was decided."""

from __future__ import annotations

PURPOSE = "extension"
