"""The webhook at Telegram: set at the start, looked after while the bot runs. What it delivers: bot/receiver.py."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from telegram import WebhookInfo
from telegram.error import InvalidToken, RetryAfter, TelegramError

from bot.calling import seconds
from bot.client import ALLOWED_UPDATES, Client
from bot.settings import Settings
from db.sealing import Sealer

log = logging.getLogger(__name__)
CONNECTIONS = 100
"""At once, as many as Telegram opens at most; those that wait share their commits."""
LOOK_SECONDS = 300.0
_PAUSES = (1.0, 2.0, 5.0, 15.0, 30.0)


@dataclass(frozen=True, slots=True)
class Webhook:
    """The address at which Telegram delivers, and the secret that it says each time."""

    url: str
    secret: str = field(repr=False)

    @property
    def path(self) -> str:
        """The path of the address, which stands in each delivery."""
        return urlsplit(self.url).path or "/"


def webhook_of(settings: Settings, sealer: Sealer, token: str) -> Webhook | None:
    """Return the webhook that the settings ask for, None where the bot polls.

    Without a secret in the settings it is derived from the sealing key, so that all processes expect the same.
    """
    if settings.webhook_url is None:
        return None
    return Webhook(settings.webhook_url, settings.webhook_secret or sealer.lookup("webhook secret", token).hex())


class Keeper:
    """Sets the webhook until that works, and again where another program has changed it."""

    def __init__(self, client: Client, webhook: Webhook) -> None:
        self._client = client
        self._webhook = webhook
        self._trouble = ""
        self._told: datetime | None = None

    async def run(self) -> None:
        """Set the webhook, then look after it every five minutes. Never returns."""
        failures, is_set = 0, False
        while True:
            try:
                is_set = await self._look() if is_set else await self._set()
            except TelegramError as error:
                await asyncio.sleep(self._pause(error, failures))
                failures += 1
                continue
            if self._trouble:
                log.warning("telegram answers again")
            failures, self._trouble = 0, ""
            if is_set:
                await asyncio.sleep(LOOK_SECONDS)

    async def _set(self) -> bool:
        """Set it, with the secret, which cannot be read back."""
        await self._client.set_webhook(
            self._webhook.url,
            secret_token=self._webhook.secret,
            allowed_updates=ALLOWED_UPDATES,
            max_connections=CONNECTIONS,
        )
        log.info("webhook set")
        return True

    async def _look(self) -> bool:
        """Tell whether the webhook is still ours, and log what keeps Telegram from delivering to it."""
        info = await self._client.get_webhook_info()
        if info.url != self._webhook.url:
            log.error("another program changed this bot's webhook; it is set again")
            return False
        if info.pending_update_count and info.last_error_date not in {None, self._told}:
            self._told = info.last_error_date
            log.warning("webhook not reached waiting=%d reason=%s", info.pending_update_count, undelivered(info))
        return True

    def _pause(self, error: TelegramError, failures: int) -> float:
        """Return the seconds to wait; a trouble is logged when it begins, and not again while it lasts."""
        pause = _PAUSES[min(failures, len(_PAUSES) - 1)]
        if isinstance(error, RetryAfter):
            return max(pause, seconds(error))
        token = isinstance(error, InvalidToken)
        trouble = "the bot token is refused" if token else f"webhook not set reason={error}"
        if trouble != self._trouble:
            log.error("%s; see suivi check", trouble)
        self._trouble = trouble
        return _PAUSES[-1] if token else pause


def undelivered(info: WebhookInfo) -> str:
    """Return Telegram's own words for why it could not deliver, such as "Connection refused"."""
    return (info.last_error_message or "not told")[:200]
