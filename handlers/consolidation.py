"""What the other institutions have given on a recommendation: seen by its lead institution and the coordinator."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.reference import typed
from domain.said import Pressed, whole_number
from handlers.conversation import Conversation, Kind
from handlers.draft import ROWS
from handlers.turn import Turn
from services import consolidation as service
from views import consolidation as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the list below the card: `others:SI-0123`; turn it: `others:SI-0123:PAGE`; read: `others:read:ID:PAGE`."""
    first, *rest = pressed.arguments or ("",)
    if first == "read":
        if not rest:
            raise ButtonStale
        found = service.readable(turn.work, turn.person, whole_number(rest[0], ROWS))
        turn.show("read other", contribution=found.id, page=whole_number(rest[1]) if len(rest) > 1 else 1)
        return
    reference = typed(first)
    if reference is None:
        raise ButtonStale
    service.consolidated(turn.work, turn.person, reference)
    if rest:
        turn.show("others", reference=str(reference), page=whole_number(rest[0]))
    else:
        turn.say("others", reference=str(reference), page=1)


conversation = Conversation(
    "consolidation",
    buttons={"others": press},
    kinds={
        "others": Kind(service.others, view.others),
        "read other": Kind(service.reading, view.reading),
    },
)
