"""A clock that can be put forward, for a world and its bot alike. It runs on from there, and never goes back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta


class ClockGoesBack(ValueError):
    """Somebody wanted an earlier moment than the clock shows."""


class MovedClock:
    """Called, it returns an aware datetime: what `clock` says, and as much later as it was put forward."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._ahead = timedelta()

    def __call__(self) -> datetime:
        return self._clock() + self._ahead

    def moves(self, by: timedelta) -> None:
        """Puts the clock forward. ClockGoesBack: by less than nothing."""
        if by < timedelta():
            raise ClockGoesBack
        self._ahead += by

    def moves_to(self, moment: datetime) -> None:
        """Puts the clock forward to an aware moment. ClockGoesBack: it is past."""
        self.moves(moment - self())
