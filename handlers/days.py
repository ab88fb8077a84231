"""A day that somebody typed, on its way into any dialog: taken where it is plain, asked about where it is not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from domain.errors import ButtonStale
from domain.said import Said
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services.typed_days import typed_days
from views import days as view


def take(turn: Turn, said: Said, use: Callable[[Turn, date], None], claim: str) -> None:
    """Give the day that was typed to `use`; of several that may be meant, ask which: buttons `CLAIM:2026-06-30`.

    Raises DateNotUnderstood.
    """
    days = typed_days(turn.work, turn.person, said.words)
    if len(days) == 1:
        use(turn, days[0])
    else:
        turn.say("which day", days=[day.isoformat() for day in days], claim=claim)


def iso_day(arguments: Sequence[str]) -> date:
    """Return the day of a button's data. Raises ButtonStale: nobody's button has anything else."""
    text = arguments[0] if arguments else ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ButtonStale from None
    if day.isoformat() != text:
        raise ButtonStale
    return day


conversation = Conversation(
    "days",
    kinds={
        "which day": Kind(
            lambda _look, params: (tuple(date.fromisoformat(one) for one in params["days"]), params["claim"]),
            view.which_day,
        )
    },
)
