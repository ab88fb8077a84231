"""/import: a coordinator sends a file, sees what it would change, and has it imported; both in the background."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.said import ROWS, Pressed, Said, Sent, whole_number
from handlers import evidence
from handlers.conversation import Command, Conversation, Kind
from handlers.remind import coordinates
from handlers.turn import Turn
from services import jobs as service
from services.remind import coordinating
from views import exporting
from views import importing as view
from views.texts import N_


def explain(turn: Turn, _said: Said) -> None:
    """Say how a file is imported."""
    coordinating(turn.person)
    turn.say("how to import")


def press(turn: Turn, pressed: Pressed) -> None:
    """Say how; or import what a preview shows: `import:JOB`."""
    if not pressed.arguments:
        coordinating(turn.person)
        turn.say("how to import")
        return
    _show(turn, service.begin_import(turn.work, turn.person, _job(pressed)))


def offer(turn: Turn, sent: Sent) -> None:
    """Look into a coordinator's file and offer to import it."""
    if evidence.awaited(turn):
        evidence.take(turn, sent)
        return
    if sent.file is None or not coordinates(turn.person):
        turn.say("not understood")
        return
    job_id = service.preview(turn.work, turn.person, sent.file)
    turn.say(service.MESSAGE, job=job_id)
    service.shown_in(turn.work, job_id, turn.replies[-1].id)


def stop(turn: Turn, pressed: Pressed) -> None:
    """Stop the reading or the import, or leave a preview at that: `stop:JOB`."""
    _show(turn, service.stop(turn.work, turn.person, _job(pressed)))


def choose_language(turn: Turn, pressed: Pressed) -> None:
    """Ask for the language of a file's texts: `texts:JOB`; or read it as being in one: `texts:JOB:fr`."""
    if len(pressed.arguments) > 1:
        language = pressed.arguments[1]
        _show(turn, service.choose_language(turn.work, turn.person, _job(pressed), language))
    else:
        service.own(turn.work, turn.person, _job(pressed))
        turn.show("ask text language", job=_job(pressed))


def _show(turn: Turn, job_id: int) -> None:
    """Show a job in place of the message whose button was pressed; it goes on being shown there."""
    turn.show(service.MESSAGE, job=job_id)
    service.shown_in(turn.work, job_id, turn.replies[-1].id)


def _job(pressed: Pressed) -> int:
    if not pressed.arguments:
        raise ButtonStale
    return whole_number(pressed.arguments[0], ROWS)


conversation = Conversation(
    "importing",
    commands={"import": Command(N_("Import recommendations"), explain, place=50, may=coordinates)},
    buttons={"import": press, "stop": stop, "texts": choose_language},
    kinds={
        service.MESSAGE: Kind(service.shown, exporting.job),
        "how to import": Kind(lambda look, _params: coordinating(look.person), view.how),
        "ask text language": Kind(service.shown, view.ask_language),
    },
    files={"document": offer},
)
