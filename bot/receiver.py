"""Updates that Telegram delivers by webhook: each is stored and committed, and only then answered with 200.

Whatever else happens, Telegram hears of it and delivers again. Nothing of a sender is logged. That the webhook is set
stands in bot/webhook.py.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
from typing import Any

from aiohttp import ClientPayloadError, web

from bot.faults import described
from bot.intake import Intake, is_update
from db.faults import StoreUnavailable

log = logging.getLogger(__name__)
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1024 * 1024
BODY_SECONDS = 10.0
STORE_SECONDS = 5.0
MOST_AT_ONCE = 256
"""Updates that wait to be stored: Telegram opens at most 100 connections, so many wait while the database is away."""


class Receiver:
    """Answers what is posted to the webhook. An update posted again while it is being stored is stored once."""

    def __init__(self, secret: str, intake: Intake) -> None:
        self._secret = secret.encode()
        self._intake = intake
        self._storing: dict[int, asyncio.Task[bool]] = {}

    async def receive(self, request: web.Request) -> web.Response:
        """Return 200 once the update is committed, else 400, 401, 408, 413 or 503, without any detail."""
        given = request.headers.get(HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return _refusal(401)
        update = await _posted(request)
        if isinstance(update, int):
            return _refusal(update)
        return web.Response(status=200 if await self._is_stored(update) else 503)

    async def stop(self) -> None:
        """Give up what is not committed: it was not answered with 200."""
        open_ = list(self._storing.values())
        for task in open_:
            task.cancel()
        await asyncio.gather(*open_, return_exceptions=True)

    async def _is_stored(self, update: dict[str, Any]) -> bool:
        """Tell whether an update is committed within the time. Where it takes longer, the next delivery finds it."""
        number = update["update_id"]
        storing = self._storing.get(number)
        if storing is None:
            if len(self._storing) >= MOST_AT_ONCE:
                return False
            storing = self._storing[number] = asyncio.create_task(self._store(update))
            storing.add_done_callback(lambda _done: self._storing.pop(number))
        # Waited for, not awaited: where the sender has gone, what was begun must still come to its turn.
        await asyncio.wait({storing}, timeout=STORE_SECONDS)
        return storing.done() and not storing.cancelled() and storing.result()

    async def _store(self, update: dict[str, Any]) -> bool:
        try:
            await self._intake.room()
            await self._intake.store([update])
        except StoreUnavailable:
            return False
        except Exception as error:  # noqa: BLE001 - a defect of ours: Telegram keeps the update and delivers it again
            log.error("update not stored %s", described(error))
            return False
        return True


async def _posted(request: web.Request) -> dict[str, Any] | int:
    """Return the update that was posted, or the status that refuses it."""
    if (request.content_length or 0) > MOST_BYTES:
        return 413
    try:
        async with asyncio.timeout(BODY_SECONDS):
            update = json.loads(await request.read())
    except TimeoutError:
        return 408
    except web.HTTPRequestEntityTooLarge:
        return 413
    except (ValueError, RecursionError, ClientPayloadError, web.RequestPayloadError):
        return 400
    return update if is_update(update) else 400


def _refusal(status: int) -> web.Response:
    """An answer after which the connection is closed, whatever the sender still wants to send."""
    response = web.Response(status=status)
    response.force_close()
    return response
