"""The bot's update queue with Telegram's rules of acknowledgement, and its webhook. Waiting stands elsewhere."""

from __future__ import annotations

import secrets
from collections import deque
from typing import Any

JSON = dict[str, Any]
NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    """Updates that the bot has not confirmed yet, oldest first."""

    def __init__(self) -> None:
        self.pending: deque[JSON] = deque()
        self.webhook: JSON | None = None  # the parameters of setWebhook, while one is set
        self.last_error: JSON = {}  # why the webhook did not take an update, as getWebhookInfo tells it
        self.poll = 0  # the number of the newest getUpdates: an older one that still waits ends with a conflict
        self.ended_by = ""  # the method that ended the older one
        self._allowed: set[str] | None = None
        self._disordered = False  # ids that do not only go up: injected, or restarted lower
        self.restart_ids()

    def restart_ids(self) -> None:
        """Goes on from a random number, as Telegram does after a week without updates."""
        self._next_id = 100_000_000 + secrets.randbelow(800_000_000)

    def put(self, kind: str, payload: JSON) -> bool:
        """Queues an update of a kind, unless the bot did not allow the kind; returns whether it did."""
        allowed = kind not in NOT_BY_DEFAULT if self._allowed is None else kind in self._allowed
        if allowed:
            self.put_raw({kind: payload})
        return allowed

    def put_raw(self, update: JSON) -> int:
        """Queues any object, with the next update_id where it has none; returns the id."""
        if "update_id" not in update:
            update = {"update_id": self._next_id, **update}
            self._next_id += 1
        if self.pending and update["update_id"] < self.pending[-1]["update_id"]:
            self._disordered = True
        self.pending.append(update)
        return int(update["update_id"])

    def allow(self, kinds: list[str] | None) -> None:
        """What the bot wants from now on: None changes nothing, an empty list is the default."""
        if kinds is not None:
            self._allowed = {str(kind) for kind in kinds} or None

    def confirm(self, offset: int) -> int:
        """Forgets what the offset confirms; a negative one keeps only so many from the end. Returns how many left."""
        before = len(self.pending)
        if offset < 0:
            while len(self.pending) > -offset:
                self.pending.popleft()
        while offset > 0 and self.pending and self.pending[0]["update_id"] < offset:
            self.pending.popleft()
        if self._disordered:
            self.pending = deque(update for update in self.pending if offset <= 0 or update["update_id"] >= offset)
        return before - len(self.pending)

    def taken(self, update: JSON) -> None:
        """Forgets one update, which a webhook took."""
        if update in self.pending:
            self.pending.remove(update)

    def batch(self, limit: int) -> list[JSON]:
        """The oldest unconfirmed updates; a limit outside 1–100 is 100."""
        size = limit if 1 <= limit <= 100 else 100
        return [self.pending[i] for i in range(min(size, len(self.pending)))]

    def supersede(self, by: str) -> int:
        """Ends the getUpdates that still waits, if any, and returns the new one's number."""
        self.poll += 1
        self.ended_by = by
        return self.poll
