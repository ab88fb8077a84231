"""The units of an institution, as those see them who ask them: who has joined, one more link, the end of access."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.said import Pressed, id_at, page_at
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import appoint
from services import units as service
from views import units as view


def turn_list(turn: Turn, pressed: Pressed) -> None:
    """Show the units: `units`, `units:PAGE`."""
    turn.end()
    turn.show("units", page=page_at(pressed.arguments, 0))


def act(turn: Turn, pressed: Pressed) -> None:
    """Show a unit: `unit:ID`; let one more colleague in: `unit:ID:invite`; take that back: `unit:ID:withdraw`."""
    unit = service.known(turn.work, turn.person, id_at(pressed.arguments, 0))
    verb = pressed.arguments[1] if len(pressed.arguments) > 1 else ""
    turn.end()
    if verb == "invite":
        made = appoint.appoint_colleague(turn.work, turn.person, unit)
        turn.say("invitation made", invitation=made.invitation_id, code=made.code)
        return
    if verb == "withdraw":
        appoint.withdraw_from_unit(turn.work, turn.person, unit)
    elif verb:
        raise ButtonStale
    turn.show("unit", unit=unit.id)


conversation = Conversation(
    "units",
    buttons={"units": turn_list, "unit": act},
    kinds={"units": Kind(service.choice, view.several), "unit": Kind(service.one, view.one)},
)
