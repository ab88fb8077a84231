"""A focal point or deputy asks a unit for its part of an answer: which unit, what, by when; previewed and sent.

What becomes of it stands in parts.py.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.errors import ButtonStale
from domain.reference import Reference
from domain.said import Pressed, Said, id_at, page_at, reference_in
from handlers.conversation import Conversation, Kind
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import parts, units
from services import show_parts as show
from views import ask_unit as view

_WRITTEN = ("question", "day")
_SHOWN = ("reference", "unit", "unit_name", "question", "due")


def press(turn: Turn, pressed: Pressed) -> None:
    """Begin: `ask:SI-0123`, `ask:SI-0123:PAGE`; choose: `ask:SI-0123:at:ID`.

    Go on: `ask:when`, `ask:day:2026-06-30`, `ask:back`, `ask:anew`, `ask:send:ROW`.
    """
    first, *rest = pressed.arguments or ("",)
    if first in _VERBS:
        _VERBS[first](turn, rest)
        return
    reference = reference_in(first)
    about, _ = parts.askable(turn.work, turn.person, reference)
    if rest[:1] == ["at"]:
        unit = units.known(turn.work, turn.person, id_at(rest, 1))
        _ask(turn, about.reference, unit.id, "")
        return
    turn.begin("ask", "unit", reference=str(about.reference))
    (turn.show if rest else turn.say)("ask which unit", reference=str(about.reference), page=page_at(rest, 0))


def take_unit(turn: Turn, said: Said) -> None:
    """Take the name of the unit, which is there or not yet."""
    reference = reference_in(turn.within("ask", "unit")["reference"])
    about, _ = parts.askable(turn.work, turn.person, reference)
    _ask(turn, about.reference, *units.meant(turn.work, turn.person, said.words))


def take_question(turn: Turn, said: Said) -> None:
    """Take the question, or more of it, and show the whole."""
    data = turn.within("ask", *_WRITTEN)
    _preview(turn, {**data, "question": parts.asked_for(data["question"], said.words)})


def take_day(turn: Turn, said: Said) -> None:
    """Take the day that was typed."""
    take(turn, said, _until, "ask:day")


def _when(turn: Turn, _rest: list[str]) -> None:
    data = _asked(turn)
    turn.begin("ask", "day", **data)
    turn.show("ask part day", **_of(data))


def _day(turn: Turn, rest: list[str]) -> None:
    _until(turn, iso_day(rest))


def _back(turn: Turn, _rest: list[str]) -> None:
    _preview(turn, _asked(turn))


def _anew(turn: Turn, _rest: list[str]) -> None:
    data = turn.within("ask", *_WRITTEN)
    _ask(turn, reference_in(data["reference"]), data["unit"], data["unit_name"])


def _send(turn: Turn, rest: list[str]) -> None:
    """Send what the newest preview shows, and with it, where nobody of the unit has joined, a link to be passed on."""
    data = turn.previewed(id_at(rest, 0), "ask", "question")
    until = date.fromisoformat(data["due"]) if data["due"] else None
    to = (data["unit"], data["unit_name"])
    request, invited = parts.ask(turn.work, turn.person, reference_in(data["reference"]), to, data["question"], until)
    turn.end()
    turn.show("part", request=request)
    if invited is not None:
        turn.say("invitation made", invitation=invited.invitation_id, code=invited.code)


def _ask(turn: Turn, reference: Reference, unit_id: int, name: str) -> None:
    data: dict[str, Any] = {"reference": str(reference), "unit": unit_id, "unit_name": name, "question": "", "due": ""}
    turn.begin("ask", "question", **data)
    turn.show("ask part question", **data)


def _until(turn: Turn, day: date) -> None:
    data = _asked(turn)
    _preview(turn, {**data, "due": parts.wanted_by(turn.work, turn.person, day).isoformat()})


def _preview(turn: Turn, data: dict[str, Any]) -> None:
    parts.askable(turn.work, turn.person, reference_in(data["reference"]))
    turn.say(show.PREVIEW, **_of(data))
    turn.preview("ask", "question", **_of(data))


def _asked(turn: Turn) -> dict[str, Any]:
    """What is known of a request that has a question already. Raises ButtonStale."""
    data = turn.within("ask", *_WRITTEN)
    if not data["question"]:
        raise ButtonStale
    return data


def _of(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in _SHOWN}


_VERBS = {"when": _when, "day": _day, "back": _back, "anew": _anew, "send": _send}

conversation = Conversation(
    "ask",
    buttons={"ask": press},
    steps={"unit": take_unit, "question": take_question, "day": take_day},
    kinds={
        "ask which unit": Kind(show.choice, view.ask_unit),
        "ask part question": Kind(show.asking_for, view.ask_question),
        "ask part day": Kind(show.asking_for, view.ask_day),
        show.PREVIEW: Kind(show.asking_for, view.preview),
    },
)
