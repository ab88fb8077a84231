"""The signed letter itself: photos or files of it, sent while it is entered or afterwards; and handed out again.

Its number and date are entered in clear.py and behalf.py.
"""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.language import language_of
from domain.said import ROWS, Pressed, Said, Sent, id_at, whole_number
from handlers import behalf, clear
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import show_signed_letter as show
from services import signed_letter as service
from views import evidence as evidence_view
from views import signed_letter as view
from views.texts import texts

_ENTERED = {("clear", "letter"): clear.take_page, ("behalf", "letter"): behalf.take_page}
_SCANS = {"photo", "document"}


def awaited(turn: Turn) -> bool:
    """Tell whether the person is entering a letter, or adding a photo to one."""
    return turn.dialog is not None and ((turn.dialog.name, turn.dialog.step) in {*_ENTERED, ("letter", "page")})


def take(turn: Turn, sent: Sent) -> None:
    """Take a photo or file of the letter; of a voice message there is nothing to be seen."""
    dialog = turn.dialog
    if dialog is None or sent.file is None or sent.what not in _SCANS:
        turn.say("not understood")
        return
    if dialog.name == "letter":
        contribution_id = dialog.data["contribution"]
        service.add_page(turn.work, turn.person, contribution_id, sent.file)
        turn.say("letter received", contribution=contribution_id)
    else:
        _ENTERED[dialog.name, dialog.step](turn, sent.file, sent.words)


def press(turn: Turn, pressed: Pressed) -> None:
    """Have the letter sent: `letter:CONTRIBUTION`; add a photo to it: `letter:add:CONTRIBUTION`."""
    first, *rest = pressed.arguments or ("",)
    if first == "add":
        contribution_id = id_at(rest, 0)
        service.of_letter(turn.work, turn.person, contribution_id)
        turn.begin("letter", "page", contribution=contribution_id)
        turn.say("ask photo", contribution=contribution_id)
        return
    if not first:
        raise ButtonStale
    service.ask_for_letter(turn.work, turn.person, whole_number(first, ROWS))
    turn.notice = evidence_view.on_its_way(texts(language_of(turn.person)))


def ask_again(turn: Turn, _said: Said) -> None:
    """Say that a photo is awaited: what is typed here is no part of anything."""
    data = turn.dialog.data if turn.dialog else {}
    turn.say("ask photo", contribution=data["contribution"])


conversation = Conversation(
    "letter",
    buttons={"letter": press},
    steps={"page": ask_again},
    kinds={
        "ask photo": Kind(show.of_letter, view.ask_photo),
        "letter received": Kind(show.of_letter, view.received),
    },
)
