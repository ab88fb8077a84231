"""A coordinator classifies a recommendation, from its card: one press sets one thing, in place."""

from __future__ import annotations

from domain.classification import LABELS, NEEDS
from domain.errors import ButtonStale
from domain.reference import Reference
from domain.said import Pressed, reference_in, whole_number
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import classify as service
from views import classify as view

_SAID = {"0": False, "1": True}


def press(turn: Turn, pressed: Pressed) -> None:
    """Open: `classify:SI-0123`; `…:back`; set: `…:priority:high`, `…:parliament:1`; labels: `…:theme:PAGE[:KEY:1]`."""
    first, *rest = pressed.arguments or ("",)
    reference = reference_in(first)
    if not rest:
        service.classifiable(turn.work, turn.person, reference)
        turn.say("classify", reference=str(reference))
    elif rest[0] in LABELS:
        _label(turn, reference, *rest)
    else:
        _set(turn, reference, *rest)
        turn.show("classify", reference=str(reference))


def _set(turn: Turn, reference: Reference, what: str, value: str = "", *surplus: str) -> None:
    if surplus:
        raise ButtonStale
    if what == "priority":
        service.set_priority(turn.work, turn.person, reference, value)
    elif what in NEEDS and value in _SAID:
        service.set_need(turn.work, turn.person, reference, what, needed=_SAID[value])
    elif what == "back" and not value:
        service.classifiable(turn.work, turn.person, reference)
    else:
        raise ButtonStale


def _label(turn: Turn, reference: Reference, by: str, page: str = "", key: str = "", held: str = "", *_: str) -> None:
    """Show a page of the labels; with a key, after adding or removing it."""
    number = whole_number(page)
    service.classifiable(turn.work, turn.person, reference)
    if key:
        if held not in _SAID:
            raise ButtonStale
        service.set_label(turn.work, turn.person, reference, by, key, held=_SAID[held])
    turn.show("classify labels", reference=str(reference), by=by, page=number)


conversation = Conversation(
    "classify",
    buttons={"classify": press},
    kinds={
        "classify": Kind(service.shown, view.classify),
        "classify labels": Kind(service.labels, view.labels),
    },
)
