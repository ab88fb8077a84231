"""/asked: what units are asked for: read, answered, declined; withdrawn, or put into the draft, by who asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from domain.appointment import ASKERS
from domain.contribution import Part
from domain.delivery import Repeat
from domain.errors import ButtonStale, PartClosed
from domain.parts import PartAction
from domain.reference import typed
from domain.role import Person
from domain.said import Pressed, Said, id_at, page_at, whole_number
from handlers.conversation import Command, Conversation, Kind
from handlers.draft import show_draft
from handlers.turn import Turn
from services import parts as service
from services import show_parts as show
from services import tell_parts
from views import parts as view
from views.texts import N_

_PARTS = {part.value: part for part in Part if part is not Part.NOTE}


def has_requests(person: Person) -> bool:
    """Whether the person is of a unit, or may ask one."""
    return bool(person.colleague_in) or (person.holding is not None and person.holding.role in ASKERS)


def called(person: Person) -> str:
    """What it is to the person: colleagues ask nobody."""
    asks = person.holding is not None and person.holding.role in ASKERS
    return N_("Requests to units") if asks else N_("Asked of your unit")


def open_list(turn: Turn, _said: Said) -> None:
    """Show what the person's unit is asked for, or their institution asks its units for."""
    turn.end()
    turn.say("parts", page=1, of="", about="")


def turn_list(turn: Turn, pressed: Pressed) -> None:
    """Show requests: `asked`, `asked:PAGE`; of the own unit: `asked:unit:PAGE`; about one recommendation:
    `asked:SI-0123`, `asked:SI-0123:PAGE`.
    """
    first, *rest = pressed.arguments or ("1",)
    reference = typed(first)
    if reference is not None:
        (turn.show if rest else turn.say)("parts", page=page_at(rest, 0), of="", about=str(reference))
    elif first == "unit":
        turn.show("parts", page=page_at(rest, 0), of="unit", about="")
    else:
        turn.show("parts", page=whole_number(first), of="", about="")


def act(turn: Turn, pressed: Pressed) -> None:
    """Do something with a request: `part:ID`, `part:ID:VERB`, `part:ID:VERB:ARGUMENT`."""
    _first, verb, argument = (*pressed.arguments, "", "", "")[:3]
    request = id_at(pressed.arguments, 0)
    if verb not in _VERBS:
        raise ButtonStale
    _VERBS[verb](turn, request, argument)


def take_answer(turn: Turn, said: Said) -> None:
    """Take the answer, or more of it, and show the whole as it will be read."""
    data = turn.within("asked", "answer")
    if not _is_open(turn, data["request"]):
        return
    written = {"request": data["request"], "text": service.answered_with(data["text"], said.words)}
    turn.say(show.ANSWER_PREVIEW, **written)
    turn.preview("asked", "answer", **written)


def _open(turn: Turn, request: int, _argument: str) -> None:
    service.found(turn.work, turn.person, request)
    turn.say("part", request=request)


def _text(turn: Turn, request: int, page: str) -> None:
    service.found(turn.work, turn.person, request)
    turn.show("part text", request=request, page=whole_number(page))


def _answer(turn: Turn, request: int, _argument: str) -> None:
    if _is_open(turn, request):
        turn.begin("asked", "answer", request=request, text="")
        turn.say("ask part answer", request=request)


def _send(turn: Turn, request: int, row: str) -> None:
    """Send what the newest preview shows; where it was answered meanwhile, show that."""
    data = turn.previewed(id_at([row], 0), "asked", "answer")
    if data["request"] != request:
        raise ButtonStale
    if _is_open(turn, request):
        service.answer(turn.work, turn.person, request, data["text"])
        turn.end()
        turn.show("part", request=request)


def _decline(turn: Turn, request: int, sure: str) -> None:
    if not _is_open(turn, request):
        return
    if sure != "yes":
        turn.say("ask part decline", request=request)
        return
    service.decline(turn.work, turn.person, request)
    turn.end()
    turn.show("part", request=request)


def _withdraw(turn: Turn, request: int, _argument: str) -> None:
    """Take a request back; where the unit has answered meanwhile, show that."""
    with suppress(PartClosed):
        service.withdraw(turn.work, turn.person, request)
    turn.show("part", request=request)


def _use(turn: Turn, request: int, name: str) -> None:
    if name not in _PARTS:
        raise ButtonStale
    show_draft(turn, service.use(turn.work, turn.person, request, _PARTS[name]))


def _is_open(turn: Turn, request: int) -> bool:
    """Whether the unit may still answer; where it has, or need not any more, that is shown, and the dialog left."""
    try:
        service.found(turn.work, turn.person, request, PartAction.ANSWER)
    except PartClosed:
        turn.end()
        turn.say("part", request=request)
        return False
    return True


_VERBS: dict[str, Callable[[Turn, int, str], None]] = {
    "": _open,
    "text": _text,
    "answer": _answer,
    "send": _send,
    "decline": _decline,
    "withdraw": _withdraw,
    "use": _use,
}

conversation = Conversation(
    "asked",
    commands={"asked": Command(N_("Requests to units"), open_list, place=33, may=has_requests, called=called)},
    buttons={"asked": turn_list, "part": act},
    steps={"answer": take_answer},
    kinds={
        "parts": Kind(show.several, view.several),
        "part": Kind(show.one, view.one),
        "part text": Kind(show.whole_text, view.whole_text),
        "ask part answer": Kind(show.one, view.ask_answer),
        show.ANSWER_PREVIEW: Kind(show.answering, view.preview),
        "ask part decline": Kind(show.one, view.ask_decline),
        tell_parts.ASKED: Kind(show.asked, view.asked, Repeat.MARKED),
        tell_parts.WITHDRAWN: Kind(show.withdrawn, view.withdrawn, Repeat.MARKED),
        tell_parts.ANSWERED: Kind(show.answered, view.answered, Repeat.MARKED),
    },
)
