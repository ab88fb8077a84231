"""What has happened to a recommendation, page by page, and what is published on it."""

from __future__ import annotations

from domain.said import Pressed, page_at, reference_at
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import history as service
from views import history as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the history below the card: `history:SI-0123`; turn it in place: `history:SI-0123:PAGE`."""
    _open(turn, pressed, "history")


def press_published(turn: Turn, pressed: Pressed) -> None:
    """Show what is published below the card: `published:SI-0123`; turn it in place: `published:SI-0123:PAGE`."""
    _open(turn, pressed, "published")


def _open(turn: Turn, pressed: Pressed, kind: str) -> None:
    found = service.readable(turn.work, turn.person, reference_at(pressed.arguments, 0))
    if len(pressed.arguments) > 1:
        turn.show(kind, reference=str(found.reference), page=page_at(pressed.arguments, 1))
    else:
        turn.say(kind, reference=str(found.reference), page=1)


conversation = Conversation(
    "history",
    buttons={"history": press, "published": press_published},
    kinds={
        "history": Kind(service.page, view.history),
        "published": Kind(service.published, view.published),
    },
)
