"""/assign: a coordinator chooses recommendations, who leads and who is associated, sees what changes, and assigns them.

Everything that is chosen is kept in the dialog; clusters, which are offered here, stand in clusters.py.
"""

from __future__ import annotations

from domain.assigning import OFFERED, By, Order, Which
from domain.errors import ButtonStale
from domain.said import Pressed, Said, page_at
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.order_steps import (
    NAME,
    VERBS,
    ask_lead,
    in_dialog,
    order_of,
    repeat,
    take_day,
    take_instructions,
    take_lead,
    take_other,
)
from handlers.remind import coordinates
from handlers.turn import Turn
from services import order as service
from services import selecting
from services.remind import coordinating
from views import assigning as view
from views.texts import N_


def begin(turn: Turn, said: Said) -> None:
    """Take numbers or words that follow the command, or ask what is to be assigned."""
    coordinating(turn.person)
    if said.words.strip():
        take_which(turn, said)
        return
    turn.begin(NAME, "which")
    turn.say("order which")


def take_which(turn: Turn, said: Said) -> None:
    """Take typed numbers or words as what is to be assigned, and ask for the lead."""
    start_with(turn, selecting.typed(turn.work, turn.person, said.words))


def start_with(turn: Turn, which: Which) -> None:
    """Begin an order for these recommendations with the question for the lead."""
    ask_lead(turn, Order(which))


def press(turn: Turn, pressed: Pressed) -> None:
    """Begin: `assign`; everything else belongs to the dialog: `assign:VERB…`, as in `VERBS`."""
    coordinating(turn.person)
    verb, *rest = pressed.arguments or ("",)
    if not pressed.arguments:
        turn.begin(NAME, "which")
        turn.say("order which")
    elif verb == "by" and in_dialog(turn):
        _offer(turn, rest)
    elif verb == "pick" and in_dialog(turn):
        start_with(turn, selecting.picked(turn.work, turn.person, rest[0] if rest else "", ":".join(rest[1:])))
    elif verb in VERBS and in_dialog(turn):
        VERBS[verb](turn, order_of(turn), rest)
    else:
        raise ButtonStale


def _offer(turn: Turn, rest: list[str]) -> None:
    """`assign:by:BY:PAGE`: values to choose from."""
    if not rest or rest[0] not in OFFERED:
        raise ButtonStale
    turn.begin(NAME, "which")
    turn.show("order offers", by=By(rest[0]).value, page=page_at(rest, 1))


conversation = Conversation(
    NAME,
    commands={"assign": Command(N_("Assign recommendations"), begin, place=55, may=coordinates)},
    buttons={"assign": press},
    steps={
        "which": take_which,
        "lead": take_lead,
        "others": take_other,
        "instructions": take_instructions,
        "date": take_day,
        "preview": repeat,
    },
    kinds={
        "order which": plain(view.ask_which),
        "order offers": Kind(selecting.offers, view.offers),
        service.LEADS: Kind(service.institutions, view.leads),
        service.OTHERS: Kind(service.institutions, view.others),
        "order instructions": plain(view.ask_instructions),
        "order date": plain(view.ask_date),
        service.PREVIEW: Kind(service.preview, view.preview),
        service.DONE: Kind(service.done, view.done),
    },
)
