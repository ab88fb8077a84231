"""What the other institutions have given on a recommendation: seen by its lead institution and the coordinator."""

from __future__ import annotations

from domain.said import Pressed, id_at, page_at, reference_in, whole_number
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import consolidation as service
from views import consolidation as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the list below the card: `others:SI-0123`; turn it: `others:SI-0123:PAGE`; read: `others:read:ID:PAGE`."""
    first, *rest = pressed.arguments or ("",)
    if first == "read":
        found = service.readable(turn.work, turn.person, id_at(rest, 0))
        turn.show("read other", contribution=found.id, page=page_at(rest, 1))
        return
    reference = reference_in(first)
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
