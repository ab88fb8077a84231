"""Delivery of updates to a webhook, one after the other. The webhook's settings stand in receiving.py."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import aiohttp

from simulator.changes import UPDATES

if TYPE_CHECKING:
    from simulator.world import World

PAUSE = 0.5  # seconds between attempts; Telegram's grow
IDLE = 3600.0
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def deliver(world: World) -> None:
    """Posts the oldest update to the webhook, while one is set, until it is taken with a 2xx. Never returns."""
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        while True:
            webhook, pending = world.updates.webhook, world.updates.pending
            if webhook is None or not pending:
                await world.changes.next([UPDATES], IDLE)
            elif await posted(session, webhook, update := pending[0]):
                world.updates.taken(update)
                world.changes.tell(UPDATES)
            else:
                await asyncio.sleep(PAUSE)


async def posted(session: aiohttp.ClientSession, webhook: dict[str, Any], update: dict[str, Any]) -> bool:
    """Whether the webhook took the update."""
    headers = {HEADER: webhook["secret_token"]} if "secret_token" in webhook else {}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as answer:
            return answer.ok
    except (aiohttp.ClientError, TimeoutError):
        return False
