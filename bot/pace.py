"""How fast replies may go to one chat: five at once, then one a second, as Telegram permits."""

from __future__ import annotations

BURST = 5
PER_SECOND = 1.0
_MOST_REMEMBERED = 10_000


class Pace:
    """Says how long to wait before the next message to a chat. Holds no messages and does not wait itself.

    For each chat one number is kept: when its allowance will be whole again (the generic cell rate algorithm).
    """

    def __init__(self, burst: int = BURST, per_second: float = PER_SECOND) -> None:
        self._interval = 1 / per_second
        self._allowance = (burst - 1) * self._interval
        self._whole_at: dict[int, float] = {}

    def wait(self, chat: int, now: float) -> float:
        """Return the seconds to wait from `now` (a monotonic clock), and count the message as going then."""
        whole_at = max(self._whole_at.get(chat, 0.0), now)
        pause = max(0.0, whole_at - self._allowance - now)
        if len(self._whole_at) >= _MOST_REMEMBERED:
            self._whole_at = {key: at for key, at in self._whole_at.items() if at > now}
        self._whole_at[chat] = whole_at + self._interval
        return pause
