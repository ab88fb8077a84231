"""Facts of the Universal Periodic Review."""

from __future__ import annotations

MECHANISM = "UPR"
"""Its code, as UHRI writes it."""

_LAST_SESSION_OF_CYCLE = (12, 26, 40, 54)
CYCLES = tuple(range(1, len(_LAST_SESSION_OF_CYCLE) + 2))
"""Every cycle that is told apart; the last one has no end yet."""

_NO_END = 10**6


def cycle_of_session(session: int) -> int:
    """Return the cycle that a session of the UPR Working Group belongs to (12 a cycle at first, then 14).

    Source: Human Rights Council resolutions 5/1, 16/21 and decision 17/119; sessions 1-12, 13-26, 27-40, 41-54.
    """
    for cycle, last in enumerate(_LAST_SESSION_OF_CYCLE, start=1):
        if session <= last:
            return cycle
    return len(_LAST_SESSION_OF_CYCLE) + 1


def sessions_of_cycle(cycle: int) -> tuple[int, int]:
    """Return the first and the last session of a cycle, one of CYCLES."""
    lasts = (0, *_LAST_SESSION_OF_CYCLE, _NO_END)
    return lasts[cycle - 1] + 1, lasts[cycle]
