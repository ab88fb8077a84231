"""A coordinator enters what an institution sent on paper: the recommendation, the institution, the letter; then writes.

Writing goes on in draft.py, as for anybody.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from typing import Any

from domain.errors import DateInTheFuture, DateNotUnderstood, LetterNotUnderstood, NotFound
from domain.letter import Letter
from domain.reference import Reference, typed
from domain.said import ROWS, File, Pressed, Said, id_at, reference_in, whole_number
from handlers.conversation import Conversation, Kind, plain
from handlers.draft import show_draft
from handlers.turn import Turn
from services import behalf as service
from services.contribute import meant
from services.remind import coordinating
from services.signed_letter import Pages, keep, with_page
from views import behalf as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Ask which recommendation: `behalf`; whose letter: `behalf:SI-0123`; which letter: `behalf:SI-0123:INSTITUTION`.

    `behalf:go:ROW` goes on to its content.
    """
    coordinating(turn.person)
    first, *rest = pressed.arguments or ("",)
    if not first:
        turn.begin("behalf", "number")
        turn.say("ask letter about")
    elif first == "go":
        _begin(turn, id_at(rest, 0))
    elif rest:
        _ask_letter(turn, reference_in(first), whole_number(rest[0], ROWS))
    else:
        _choose(turn, reference_in(first))


def take_number(turn: Turn, said: Said) -> None:
    """Take the number of the recommendation."""
    reference = meant(turn.person, said.words)
    if reference is None:
        raise NotFound
    _choose(turn, reference)


def take_letter(turn: Turn, said: Said) -> None:
    """Take number and date of the letter, and show them before its content is entered."""
    data = turn.dialog.data if turn.dialog else {}
    about: dict[str, Any] = {"reference": data["reference"], "institution": data["institution"]}
    letter = service.letter_of(turn.work, turn.person, about["reference"], about["institution"], said.words)
    _preview(turn, {**about, "number": letter.number, "on": letter.on.isoformat()}, data.get("pages", []))


def take_page(turn: Turn, file: File, caption: str) -> None:
    """Take a photo or file of the letter, with its number and date where they stand under it."""
    data = turn.dialog.data if turn.dialog else {}
    about: dict[str, Any] = {"reference": data["reference"], "institution": data["institution"]}
    service.chosen(turn.work, turn.person, typed(about["reference"]), about["institution"])
    pages = with_page(data.get("pages", []), file)
    named: dict[str, Any] = {name: data[name] for name in ("number", "on") if name in data}
    # What stands under it and is no letter's number is passed over: the number is asked for.
    with suppress(LetterNotUnderstood, DateNotUnderstood, DateInTheFuture):
        letter = service.letter_of(turn.work, turn.person, about["reference"], about["institution"], caption)
        named = {"number": letter.number, "on": letter.on.isoformat()}
    if named:
        _preview(turn, {**about, **named}, pages)
    else:
        turn.begin("behalf", "letter", **about, pages=pages)
        turn.say("ask letter to enter", **about, pages=len(pages))


def _preview(turn: Turn, named: dict[str, Any], pages: Pages) -> None:
    turn.say("letter to enter", **named, pages=len(pages))
    # The message whose button begins: an older one shows another letter.
    turn.preview("behalf", "letter", **named, pages=pages)


def _choose(turn: Turn, reference: Reference) -> None:
    """Ask whose letter it is, where several institutions have the recommendation."""
    offered = service.offered(turn.work, turn.person, reference)
    if len(offered.institutions) == 1:
        _ask_letter(turn, offered.reference, offered.institutions[0][0])
        return
    turn.end()
    turn.say("ask whose letter", reference=str(offered.reference))


def _ask_letter(turn: Turn, reference: Reference, institution_id: int) -> None:
    found = service.chosen(turn.work, turn.person, reference, institution_id)
    about: dict[str, Any] = {"reference": str(found.reference), "institution": institution_id}
    turn.begin("behalf", "letter", **about)
    turn.say("ask letter to enter", **about)


def _begin(turn: Turn, row: int) -> None:
    data = turn.previewed(row, "behalf", "letter")
    letter = Letter(data["number"], date.fromisoformat(data["on"]))
    contribution_id = service.begin(turn.work, turn.person, data["reference"], data["institution"], letter)
    keep(turn.work, turn.person, [contribution_id], data.get("pages", []))
    turn.end()
    show_draft(turn, contribution_id)


conversation = Conversation(
    "behalf",
    buttons={"behalf": press},
    steps={"number": take_number, "letter": take_letter},
    kinds={
        "ask letter about": plain(view.ask_number),
        "ask whose letter": Kind(service.choice, view.ask_institution),
        "ask letter to enter": Kind(service.letter, view.ask_letter),
        "letter to enter": Kind(service.letter, view.letter_preview),
    },
)
