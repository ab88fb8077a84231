"""Clearance: a signing officer reads, clears or sends back with a reason; a focal point enters a signed letter."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from typing import Any

from domain.contributed import stamp
from domain.errors import DateInTheFuture, DateNotUnderstood, LetterNotUnderstood
from domain.letter import Letter
from domain.said import File, Pressed, Said, id_at, page_at, whole_number
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import ask_clearance as told
from services import clear as service
from services import show_clearance as show
from services.signed_letter import Pages, with_page
from views import clear as view


def show_clearance(turn: Turn) -> None:
    """Show what awaits clearance."""
    service.clearing(turn.person)
    turn.end()
    turn.say("clearance", page=1)


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the list: `clear`, `clear:PAGE`; do something: `clear:VERB:…`."""
    verb, *rest = pressed.arguments or ("1",)
    if verb in _VERBS:
        _VERBS[verb](turn, rest)
        return
    service.clearing(turn.person)
    turn.show("clearance", page=whole_number(verb or "1"))


def take_reason(turn: Turn, said: Said) -> None:
    """Take the reason, or more of it, and show it before it is sent."""
    data = turn.dialog.data if turn.dialog else {}
    service.readable(turn.work, turn.person, data["contribution"])
    reason = service.reasoned(data["reason"], said.words)
    turn.say("sending back", contribution=data["contribution"], reason=reason)
    # The message whose button sends: an older one shows less than there is.
    turn.preview("clear", "reason", contribution=data["contribution"], reason=reason)


def take_letter(turn: Turn, said: Said) -> None:
    """Take number and date of the letter, and show what it clears."""
    letter = service.letter_of(turn.work, turn.person, said.words)
    pages = (turn.dialog.data if turn.dialog else {}).get("pages", [])
    _preview(turn, {"number": letter.number, "on": letter.on.isoformat()}, pages)


def take_page(turn: Turn, file: File, caption: str) -> None:
    """Take a photo or file of the letter, with its number and date where they stand under it."""
    service.on_paper(turn.person)
    data = turn.dialog.data if turn.dialog else {}
    pages = with_page(data.get("pages", []), file)
    named: dict[str, Any] = {name: data[name] for name in ("number", "on") if name in data}
    # What stands under it and is no letter's number is passed over: the number is asked for.
    with suppress(LetterNotUnderstood, DateNotUnderstood, DateInTheFuture):
        letter = service.letter_of(turn.work, turn.person, caption)
        named = {"number": letter.number, "on": letter.on.isoformat()}
    if named:
        _preview(turn, named, pages)
    else:
        turn.begin("clear", "letter", pages=pages)
        turn.say("ask letter", pages=len(pages))


def _read(turn: Turn, arguments: list[str]) -> None:
    """Read one: `clear:read:ID`, `clear:read:ID:PAGE`."""
    contribution_id = id_at(arguments, 0)
    service.readable(turn.work, turn.person, contribution_id)
    turn.end()
    turn.show("to read", contribution=contribution_id, page=page_at(arguments, 1))


def _clear(turn: Turn, arguments: list[str]) -> None:
    """Clear what was read and show the next: `clear:yes:ID:STAMP`. What has changed since is shown instead."""
    contribution_id, read = id_at(arguments, 0), id_at(arguments, 1)
    found = service.readable(turn.work, turn.person, contribution_id)
    if stamp(found.content) != read:
        turn.show("to read", contribution=contribution_id, page=1)
        return
    following = service.clear(turn.work, turn.person, contribution_id, read)
    if following is None:
        turn.show("clearance", page=1)
    else:
        turn.show("to read", contribution=following, page=1)


def _ask_reason(turn: Turn, arguments: list[str]) -> None:
    contribution_id = id_at(arguments, 0)
    service.readable(turn.work, turn.person, contribution_id)
    turn.begin("clear", "reason", contribution=contribution_id, reason="")
    turn.say("ask why", contribution=contribution_id)


def _send_back(turn: Turn, arguments: list[str]) -> None:
    data = turn.previewed(id_at(arguments, 0), "clear", "reason")
    service.send_back(turn.work, turn.person, data["contribution"], data["reason"])
    turn.end()
    turn.show("was sent back", contribution=data["contribution"])


def _ask_letter(turn: Turn, _arguments: list[str]) -> None:
    service.on_paper(turn.person)
    turn.begin("clear", "letter")
    turn.say("ask letter", pages=0)


def _preview(turn: Turn, named: dict[str, Any], pages: Pages) -> None:
    turn.say("letter preview", **named, pages=len(pages))
    at = turn.work.now.isoformat()
    turn.preview("clear", "letter", **named, at=at, pages=pages)


def _by_letter(turn: Turn, arguments: list[str]) -> None:
    """Clear by the letter that is shown: `clear:paper:ROW`; only what stands in a sheet: `clear:paper:ROW:SHEET`."""
    data = turn.previewed(id_at(arguments, 0), "clear", "letter")
    sheet_id = id_at(arguments, 1) if len(arguments) > 1 else None
    letter, pages = Letter(data["number"], date.fromisoformat(data["on"])), data.get("pages", [])
    until = datetime.fromisoformat(data["at"])
    count = service.clear_on_paper(turn.work, turn.person, letter, until, sheet_id=sheet_id, pages=pages)
    turn.end()
    turn.show("letter entered", number=data["number"], on=data["on"], count=count, pages=len(pages))


_VERBS = {
    "read": _read,
    "yes": _clear,
    "back": _ask_reason,
    "send": _send_back,
    "letter": _ask_letter,
    "paper": _by_letter,
}

conversation = Conversation(
    "clear",
    buttons={"clear": press},
    steps={"reason": take_reason, "letter": take_letter},
    kinds={
        "clearance": Kind(show.clearance, view.clearance),
        "to read": Kind(show.to_read, view.to_read),
        "ask why": Kind(show.about, view.ask_why),
        "sending back": Kind(show.returning, view.sending_back),
        "was sent back": Kind(show.about, view.was_sent_back),
        "ask letter": Kind(show.clearance_open, view.ask_letter),
        "letter preview": Kind(show.on_paper, view.letter_preview),
        "letter entered": Kind(show.on_paper, view.letter_entered),
        told.TO_CLEAR: Kind(told.to_clear, view.told_to_clear),
        told.CLEARED: Kind(told.cleared, view.told_cleared),
        service.SENT_BACK: Kind(show.sent_back, view.told_sent_back),
    },
)
