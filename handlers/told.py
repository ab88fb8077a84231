"""Messages that people get without having asked, through the bulk lane: each may be repeated once, marked as such."""

from __future__ import annotations

from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.said import Pressed, whole_number
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import menu, reach, tell
from views import told

LISTS = ("mine", "due")


def open_below(turn: Turn, pressed: Pressed) -> None:
    """Open a list below the message, so that the message stays: `open:mine`, `open:due`.

    `open:role:ID` lets somebody act in the role that the message was for, and shows what they can do in it.
    """
    if pressed.arguments[:1] == ("role",):
        menu.act_as(turn.work, turn.person, whole_number(":".join(pressed.arguments[1:])))
        turn.end()
        turn.say("menu")
    elif len(pressed.arguments) == 1 and pressed.arguments[0] in LISTS:
        turn.say(pressed.arguments[0], page=1)
    else:
        raise ButtonStale


conversation = Conversation(
    "told",
    buttons={"open": open_below},
    kinds={
        tell.MESSAGE: Kind(tell.message, told.message, Repeat.MARKED),
        tell.ASSIGNED: Kind(tell.assigned, told.assigned, Repeat.MARKED),
        tell.ENDED: Kind(tell.ended, told.ended, Repeat.MARKED),
        reach.OUT_OF_REACH: Kind(tell.out_of_reach, told.out_of_reach, Repeat.MARKED),
    },
)
