"""/export: a coordinator chooses a workbook, which is made in the background and sent into the chat.

What is done with one that is sent back begins in importing.py, as with every file.
"""

from __future__ import annotations

from domain.said import Pressed, Said
from handlers.conversation import Command, Conversation, Kind
from handlers.remind import coordinates
from handlers.turn import Turn
from services import export as service
from services import jobs
from services.remind import coordinating
from views import exporting as view
from views.texts import N_


def offer(turn: Turn, _said: Said) -> None:
    """Say what can be exported."""
    coordinating(turn.person)
    turn.say(service.OFFER)


def press(turn: Turn, pressed: Pressed) -> None:
    """Say what can be exported; or make it: `export:all`, `export:fr` for the texts missing in French."""
    if not pressed.arguments:
        coordinating(turn.person)
        turn.show(service.OFFER)
        return
    job_id = service.plan(turn.work, turn.person, pressed.arguments[0])
    turn.show(jobs.MESSAGE, job=job_id)
    jobs.shown_in(turn.work, job_id, turn.replies[-1].id)


conversation = Conversation(
    "exporting",
    commands={"export": Command(N_("Export recommendations"), offer, place=57, may=coordinates)},
    buttons={"export": press},
    kinds={service.OFFER: Kind(service.offer, view.offer)},
)
