"""The sheet for signature, asked for where clearance is shown; made in the background and sent into the chat."""

from __future__ import annotations

from domain.said import Pressed
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import jobs
from services import sheet as service
from views import sheet as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Make it, or ask of which round: `sheet`; make it: `sheet:all`, `sheet:ROUND`, `sheet:none` of no round."""
    which = service.known(pressed.arguments[0]) if pressed.arguments else ""
    if not which and len(service.rounds_waiting(turn.work, turn.person)) > 1:
        turn.show("which sheet")
        return
    job_id = service.plan(turn.work, turn.person, which or service.ALL)
    # Below the list, which stays: what is in the sheet is read there.
    turn.say(jobs.MESSAGE, job=job_id)
    jobs.shown_in(turn.work, job_id, turn.replies[-1].id)


conversation = Conversation(
    "sheet",
    buttons={"sheet": press},
    kinds={"which sheet": Kind(service.choice, view.which)},
)
