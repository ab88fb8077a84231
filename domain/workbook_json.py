"""What a workbook that was sent back brings, as JSON values for a job's result, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any

from domain.brought import Brought, Changed
from domain.record import RefusedRow
from domain.refusal_values import as_values, of_values
from domain.workbook import Column


def as_json(brought: Brought) -> dict[str, Any]:
    """Return what a workbook brings as JSON values."""
    named = [(one.reference, one.column.value, one.before, one.after) for one in brought.named]
    reasons = [(one.row, as_values(one.reason)) for one in brought.reasons]
    counts = {column.value: count for column, count in brought.counts.items()}
    plain = replace(brought, named=(), reasons=(), counts={})
    return {**asdict(plain), "named": named, "reasons": reasons, "counts": counts}


def of_json(values: Mapping[str, Any]) -> Brought:
    """Return what `as_json` was given; what a later version of Suivi added is left out."""
    known = {name: value for name, value in values.items() if name in Brought.__dataclass_fields__}
    named = tuple(Changed(one[0], Column(one[1]), one[2], one[3]) for one in values["named"])
    reasons = tuple(RefusedRow(row, of_values(reason)) for row, reason in values["reasons"])
    counts = {Column(column): count for column, count in values["counts"].items()}
    return Brought(**{**known, "named": named, "reasons": reasons, "counts": counts})
