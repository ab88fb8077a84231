"""Delivery of updates to a webhook as Telegram does it. The webhook's settings stand in receiving.py.

A queue for each chat and kind of update, so that a message and a press of one chat may arrive in any order; within a
queue the next goes when the one before was taken with a 2xx; queues side by side, `max_connections` at once.
"""

from __future__ import annotations

import asyncio
from functools import partial
from typing import TYPE_CHECKING, Any

import aiohttp

from simulator.changes import UPDATES

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
Queue = tuple[str, Any]
PAUSE = 0.5  # seconds between attempts; Telegram's grow
IDLE = 3600.0
CONNECTIONS = 40  # where setWebhook does not tell
HEADER = "X-Telegram-Bot-Api-Secret-Token"


async def deliver(world: World) -> None:
    """Posts what waits to the webhook, while one is set. Never returns."""
    open_: dict[Queue, asyncio.Task[None]] = {}
    connector = aiohttp.TCPConnector(limit=0)
    try:
        async with aiohttp.ClientSession(connector=connector, timeout=aiohttp.ClientTimeout(total=60)) as session:
            while True:
                begin(world, session, open_)
                await world.changes.next([UPDATES], IDLE)
    finally:
        for task in open_.values():
            task.cancel()


def begin(world: World, session: aiohttp.ClientSession, open_: dict[Queue, asyncio.Task[None]]) -> None:
    """Begins as many deliveries as may stand open, the oldest update of each queue first."""
    webhook = world.updates.webhook
    if webhook is None:
        return
    most = webhook.get("max_connections", CONNECTIONS)
    for update in world.updates.pending:
        if len(open_) >= most:
            return
        queue = queue_of(update)
        if queue not in open_:
            open_[queue] = asyncio.create_task(attempt(world, session, webhook, update))
            open_[queue].add_done_callback(partial(end, world, open_, queue))


def end(world: World, open_: dict[Queue, asyncio.Task[None]], queue: Queue, _done: object) -> None:
    """Makes room for the next delivery."""
    del open_[queue]
    world.changes.tell(UPDATES)


def queue_of(update: JSON) -> Queue:
    """The queue of an update: its kind, and its chat's number, or its user's where it has no chat."""
    kind, part = next(((k, value) for k, value in update.items() if isinstance(value, dict)), ("", {}))
    holder = part.get("chat") or part.get("from")
    return kind, holder.get("id") if isinstance(holder, dict) else None


async def attempt(world: World, session: aiohttp.ClientSession, webhook: JSON, update: JSON) -> None:
    """Posts an update once; where it is not taken, waits before its queue goes on with it."""
    why = await posted(session, webhook, update)
    if why is None:
        world.updates.taken(update)
        return
    world.updates.last_error = {"last_error_date": world.now(), "last_error_message": why}
    await asyncio.sleep(PAUSE)


async def posted(session: aiohttp.ClientSession, webhook: JSON, update: JSON) -> str | None:
    """None where the webhook took the update, else why not, in Telegram's words."""
    headers = {HEADER: webhook["secret_token"]} if "secret_token" in webhook else {}
    try:
        async with session.post(webhook["url"], json=update, headers=headers) as answer:
            return None if answer.ok else f"Wrong response from the webhook: {answer.status} {answer.reason}"
    except TimeoutError:
        return "Read timeout expired"
    except aiohttp.ClientConnectorError:
        return "Connection refused"
    except aiohttp.ClientError:
        return "Connection reset by peer"
