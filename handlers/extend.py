"""Another date, asked for by an institution: which, why, and sent. Deciding stands in extensions.py."""

from __future__ import annotations

from datetime import date

from domain import extension as rules
from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.said import Pressed, Said, id_at, reference_in
from handlers.conversation import Conversation, Kind
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import extend as service
from services import show_extension as show
from services.typed_days import today
from views import extend as view


def press(turn: Turn, pressed: Pressed) -> None:
    """Begin: `later:SI-0123`, `later:round:ID`; take a day: `later:day:2026-06-30`; send: `later:send:ROW`."""
    verb, *rest = pressed.arguments or ("",)
    if verb == "day":
        _want(turn, iso_day(rest))
    elif verb == "send":
        _send(turn, id_at(rest, 0))
    elif verb == "round":
        _begin(turn, str(id_at(rest, 0)))
    else:
        _begin(turn, str(reference_in(verb)))


def take_day(turn: Turn, said: Said) -> None:
    """Take the day that was typed."""
    take(turn, said, _want, "later:day")


def take_reason(turn: Turn, said: Said) -> None:
    """Take the reason, or more of it, and show the whole request."""
    data = turn.dialog.data if turn.dialog else {}
    reason = rules.extended(data["reason"], said.words)
    service.movable_date(turn.work, turn.person, data["about"])
    turn.say(show.PREVIEW, about=data["about"], wanted=data["wanted"], reason=reason)
    # The preview whose button sends: an older one shows less than there is.
    turn.preview("later", "reason", **{**data, "reason": reason})


def _begin(turn: Turn, about: str) -> None:
    service.movable_date(turn.work, turn.person, about)
    turn.begin("later", "day", about=about)
    turn.say("ask later day", about=about)


def _want(turn: Turn, day: date) -> None:
    """Take the day, which can be chosen anew until the request is sent, and ask for the reason."""
    if turn.dialog is None or turn.dialog.name != "later":
        raise ButtonStale
    about = turn.dialog.data["about"]
    subject = service.movable_date(turn.work, turn.person, about)
    wanted = rules.wanted(day, subject.due_on, today(turn.work, turn.person)).isoformat()
    turn.begin("later", "reason", about=about, wanted=wanted, reason="")
    turn.say("ask reason", about=about, wanted=wanted)


def _send(turn: Turn, row: int) -> None:
    data = turn.previewed(row, "later", "reason")
    service.ask(turn.work, turn.person, data["about"], date.fromisoformat(data["wanted"]), data["reason"])
    turn.end()
    turn.show("date asked for", about=data["about"], wanted=data["wanted"])


conversation = Conversation(
    "later",
    buttons={"later": press},
    steps={"day": take_day, "reason": take_reason},
    kinds={
        "ask later day": Kind(show.asking, view.ask_day),
        "ask reason": Kind(show.asking, view.ask_reason),
        show.PREVIEW: Kind(show.asking, view.preview),
        "date asked for": Kind(show.asking, view.sent),
        service.DECIDED: Kind(show.decided, view.decided, Repeat.MARKED),
    },
)
