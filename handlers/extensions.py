"""Requests for another date, before a coordinator: listed, read, granted, granted with another date, or refused."""

from __future__ import annotations

from datetime import date

from domain import extension as rules
from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.said import ROWS, Pressed, Said, id_at, page_at, whole_number
from handlers.conversation import Conversation, Kind
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import extend as service
from services import show_extension as show
from services.remind import coordinating
from services.typed_days import today
from views import extend as view

_STEPS = {"other": "ask other day", "refuse": "ask answer"}


def press(turn: Turn, pressed: Pressed) -> None:
    """Show what waits: `extension:list:PAGE`; one: `extension:ID`; or do something with it, as in `_decide`.

    In its dialogs: `extension:day:2026-06-30` takes a day, `extension:send:ROW` refuses.
    """
    coordinating(turn.person)
    first, *rest = pressed.arguments or ("list",)
    if first == "list":
        turn.show("date requests", page=page_at(rest, 0))
    elif first == "day":
        _propose(turn, iso_day(rest))
    elif first == "send":
        _refuse(turn, id_at(rest, 0))
    else:
        _decide(turn, whole_number(first, ROWS), rest)


def take_day(turn: Turn, said: Said) -> None:
    """Take the day that the coordinator would grant, and show it back."""
    take(turn, said, _propose, "extension:day")


def take_answer(turn: Turn, said: Said) -> None:
    """Take the reason of a refusal, or more of it, and show the whole."""
    data = turn.dialog.data if turn.dialog else {}
    answer = rules.extended(data["answer"], said.words)
    service.request_of(turn.work, turn.person, data["request"])
    turn.say("refusal preview", request=data["request"], answer=answer)
    turn.preview("extension", "refuse", **{**data, "answer": answer})


def _decide(turn: Turn, request: int, rest: list[str]) -> None:
    """Show a request: `extension:ID`; `extension:ID:grant:DAY:WANTED`, `…:other:WANTED`, `…:refuse:WANTED`.

    WANTED is the day that the button's message shows as asked for: where it has become another, nothing is decided.
    """
    service.request_of(turn.work, turn.person, request)
    verb, *days = rest or ("",)
    if verb == "grant":
        service.grant(turn.work, turn.person, request, iso_day(days), iso_day(days[1:]))
        turn.end()
        turn.show("date request", request=request)
    elif verb in _STEPS:
        wanted = iso_day(days).isoformat()
        turn.begin("extension", verb, request=request, wanted=wanted, answer="")
        turn.say(_STEPS[verb], request=request)
    elif not rest:
        turn.show("date request", request=request)
    else:
        raise ButtonStale


def _propose(turn: Turn, day: date) -> None:
    data = turn.within("extension", "other")
    on = rules.granted(day, today(turn.work, turn.person))
    turn.say("granting", request=data["request"], on=on.isoformat())


def _refuse(turn: Turn, row: int) -> None:
    data = turn.previewed(row, "extension", "refuse")
    wanted = date.fromisoformat(data["wanted"])
    service.refuse(turn.work, turn.person, data["request"], wanted, data["answer"])
    turn.end()
    turn.show("date request", request=data["request"])


conversation = Conversation(
    "extension",
    buttons={"extension": press},
    steps={"other": take_day, "refuse": take_answer},
    kinds={
        "date requests": Kind(show.requests, view.requests),
        "date request": Kind(show.asked, view.request),
        "ask other day": Kind(show.asked, view.ask_other_day),
        "ask answer": Kind(show.asked, view.ask_answer),
        "granting": Kind(show.granting, view.granting),
        "refusal preview": Kind(
            lambda look, params: (look.row, show.asked(look, params), params["answer"]), view.refusal
        ),
        service.ASKED: Kind(show.told, view.told, Repeat.MARKED),
    },
)
