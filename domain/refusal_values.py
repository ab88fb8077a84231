"""A refusal as JSON values and back, for the outbox: it is worded only when it is sent, in the language of then."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from domain import errors
from domain.errors import Refusal


def as_values(refusal: Refusal) -> dict[str, Any]:
    """Return the refusal's class and data as JSON values."""
    data = {field.name: _plain(getattr(refusal, field.name)) for field in fields(refusal)}
    return {"refusal": type(refusal).__name__, "data": data}


def of_values(values: dict[str, Any]) -> Refusal:
    """Return the refusal of `as_values`."""
    kind: type[Refusal] = getattr(errors, values["refusal"])
    types = {field.name: field.type for field in fields(kind)}
    return kind(**{name: _typed(value, types[name]) for name, value in values["data"].items()})


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _typed(value: Any, kind: Any) -> Any:
    if kind == "date":
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
