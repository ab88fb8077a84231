"""A clock that tests move, and a request without a bot."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from simulator.handling import handle
from simulator.world import World


@dataclass
class Clock:
    """A clock that stands until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


async def asked(world: World, method: str, **given: Any) -> tuple[int, Any]:
    """Status and result, or description."""
    answer = await handle(world, world.token, method, given)
    body = json.loads(answer.body)
    return answer.status, body["result"] if body["ok"] else body["description"]
