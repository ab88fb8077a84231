"""/start, with an invitation and without: a role is shown and confirmed before it takes effect."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.said import Pressed, Said
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.turn import Turn
from services import appoint, invite, join
from views import invitation, menu
from views.texts import N_


def start(turn: Turn, said: Said) -> None:
    """Show what an invitation offers, or welcome whoever comes without one."""
    turn.end()
    code = said.words.strip()
    if code:
        found = invite.examine(turn.work, code, turn.person)
        turn.begin("start", "confirm", invitation=found.id)
        turn.say("offer", invitation=found.id)
    else:
        turn.say("menu" if turn.person.belongs else "welcome")


def show_offer_again(turn: Turn, _said: Said) -> None:
    """Answer somebody who types where there is something to confirm."""
    if turn.dialog is not None:
        turn.say("offer", invitation=turn.dialog.data["invitation"])


def decide(turn: Turn, pressed: Pressed) -> None:
    """Let the invitation take effect, or not; only for the person who presented its code."""
    dialog = turn.dialog
    if dialog is None or (dialog.name, dialog.step) != ("start", "confirm"):
        raise ButtonStale
    turn.end()
    if pressed.arguments == ("yes",):
        role_id = appoint.join(turn.work, turn.person, dialog.data["invitation"])
        turn.show("joined", role=role_id)
    else:
        turn.show("declined")


conversation = Conversation(
    "start",
    commands={"start": Command(N_("Begin, or accept an invitation"), start)},
    buttons={"join": decide},
    steps={"confirm": show_offer_again},
    kinds={
        "welcome": Kind(lambda look, _params: join.operator(look), menu.welcome),
        "offer": Kind(lambda look, params: join.offer(look, params["invitation"]), invitation.offer),
        "joined": Kind(lambda look, params: join.joined(look, params["role"]), invitation.joined),
        "declined": plain(invitation.declined),
    },
)
