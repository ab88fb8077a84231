"""/round: collection rounds as the coordinator and as institutions see them. Making one stands in new_round.py."""

from __future__ import annotations

from datetime import date

from domain.delivery import Repeat
from domain.errors import ButtonStale
from domain.role import Person, Role
from domain.said import ROWS, Pressed, Said, id_at, page_at, whole_number
from handlers.assignments import sees_dates
from handlers.conversation import Command, Conversation, Kind
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import rounds as service
from services import show_own_rounds as own
from services import show_rounds as show
from views import own_rounds as own_view
from views import rounds as view
from views.texts import N_


def coordinates(person: Person) -> bool:
    """Whether the person acts as coordinator."""
    return person.holding is not None and person.holding.role is Role.COORDINATOR


def look(turn: Turn, _said: Said) -> None:
    """Show the rounds; where one is open for the institution, that one."""
    if coordinates(turn.person):
        turn.say("rounds", page=1)
        return
    only = service.only_open(turn.work, turn.person)
    if only is not None:
        turn.say("own round", round=only, page=1)
    else:
        turn.say("own rounds", page=1)


def press(turn: Turn, pressed: Pressed) -> None:
    """Show the rounds: `round`, `round:list:PAGE`; one: `round:ID`, `round:ID:PAGE`; or do something with one.

    `round:VERB:ID…`, with the verbs of `_VERBS`; in the dialog `round:on:2026-06-30` takes a day.
    """
    first, *rest = pressed.arguments or ("list",)
    if first == "list":
        turn.show("rounds" if coordinates(turn.person) else "own rounds", page=page_at(rest, 0))
    elif first == "on":
        _propose(turn, iso_day(rest))
    elif first in _VERBS:
        _VERBS[first](turn, id_at(rest, 0), rest[1:])
    elif coordinates(turn.person):
        found = service.coordinated(turn.work, turn.person, whole_number(first, ROWS))
        turn.show("round", round=found.id)
    else:
        member = service.own(turn.work, turn.person, whole_number(first, ROWS))
        turn.show("own round", round=member.round.id, page=page_at(rest, 0))


def take_day(turn: Turn, said: Said) -> None:
    """Take the day that a round shall close on, and show it back."""
    take(turn, said, _propose, "round:on")


def _below(turn: Turn, round_id: int, _rest: list[str]) -> None:
    """`round:show:ID`: open it below the news of it, so that those stay."""
    service.own(turn.work, turn.person, round_id)
    turn.say("own round", round=round_id, page=1)


def _acknowledge(turn: Turn, round_id: int, _rest: list[str]) -> None:
    """`round:ack:ID`: confirm, for the institution, that it was received; then show what is asked."""
    service.acknowledge(turn.work, turn.person, round_id)
    turn.show("own round", round=round_id, page=1)


def _members(turn: Turn, round_id: int, rest: list[str]) -> None:
    """`round:members:ID:PAGE`."""
    service.coordinated(turn.work, turn.person, round_id)
    turn.show("round institutions", round=round_id, page=page_at(rest, 0))


def _end(turn: Turn, round_id: int, rest: list[str]) -> None:
    """`round:end:ID` asks, `round:end:ID:yes` does it."""
    service.coordinated(turn.work, turn.person, round_id)
    if rest[:1] == ["yes"]:
        service.end_round(turn.work, turn.person, round_id)
        turn.show("round", round=round_id)
    else:
        turn.show("ask round end", round=round_id)


def _move(turn: Turn, round_id: int, _rest: list[str]) -> None:
    """`round:move:ID`: ask for another closing date."""
    found = service.coordinated(turn.work, turn.person, round_id)
    if found.ended:
        turn.show("round", round=round_id)
        return
    turn.begin("round", "date", round=round_id)
    turn.say("ask round date", round=round_id)


def _moved(turn: Turn, round_id: int, rest: list[str]) -> None:
    """`round:moved:ID:DAY:BEFORE`: do it, if the date is still the one that was shown; then show the round."""
    service.move_round(turn.work, turn.person, round_id, iso_day(rest), iso_day(rest[1:]))
    turn.end()
    turn.show("round", round=round_id)


def _propose(turn: Turn, day: date) -> None:
    if turn.dialog is None or (turn.dialog.name, turn.dialog.step) != ("round", "date"):
        raise ButtonStale
    round_id = turn.dialog.data["round"]
    service.movable(turn.work, turn.person, round_id, day)
    turn.say("ask round move", round=round_id, on=day.isoformat())


_VERBS = {
    "show": _below,
    "ack": _acknowledge,
    "members": _members,
    "end": _end,
    "move": _move,
    "moved": _moved,
}

conversation = Conversation(
    "round",
    commands={"round": Command(N_("Collection rounds"), look, place=45, may=sees_dates)},
    buttons={"round": press},
    steps={"date": take_day},
    kinds={
        "rounds": Kind(show.round_list, view.rounds),
        "round": Kind(show.overview, view.overview),
        "round institutions": Kind(show.members, view.members),
        "ask round end": Kind(show.asked_to_change, view.ask_end),
        "ask round date": Kind(show.asked_to_change, view.ask_date),
        "ask round move": Kind(show.asked_to_move, view.ask_move),
        "own rounds": Kind(own.own_list, own_view.rounds),
        "own round": Kind(own.own_round, own_view.own_round),
        service.OPENED: Kind(own.notice, own_view.opened, Repeat.MARKED),
        service.MOVED: Kind(own.notice, own_view.moved, Repeat.MARKED),
        service.ENDED: Kind(own.ended_notice, own_view.ended, Repeat.MARKED),
    },
)
