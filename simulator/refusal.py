"""The one error with which the simulator answers a request, as Telegram would. When to raise it stands elsewhere."""

from __future__ import annotations

from typing import Any


class Refused(Exception):
    """An answer that is not ok: HTTP status, Telegram's own description and, for some, response parameters."""

    def __init__(self, status: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = parameters

    def json(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.status, "description": self.description}
        return {**body, "parameters": self.parameters} if self.parameters else body


def bad_request(what: str) -> Refused:
    """A 400 with Telegram's prefix."""
    return Refused(400, f"Bad Request: {what}")
