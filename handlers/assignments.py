"""/mine and /due: what is assigned to the institution that somebody acts for, and what is due."""

from __future__ import annotations

from domain.role import Person, Role
from domain.said import Pressed, Said, page_at
from handlers.conversation import Command, Conversation, Kind
from handlers.turn import Turn
from services import show_assignments
from views import lists
from views.texts import N_


def for_institution(person: Person) -> bool:
    """Whether the person acts for an institution."""
    return person.holding is not None and person.holding.institution_id is not None


def sees_dates(person: Person) -> bool:
    """Whether the person has a list of due dates: of their institution's, or as coordinator of the country's."""
    return for_institution(person) or (person.holding is not None and person.holding.role is Role.COORDINATOR)


def mine(turn: Turn, _said: Said) -> None:
    """Show the first page of what the institution has."""
    turn.say("mine", page=1)


def due(turn: Turn, _said: Said) -> None:
    """Show the first page of what is due."""
    turn.say("due", page=1)


def turn_mine(turn: Turn, pressed: Pressed) -> None:
    """Turn to a page of what the institution has; from the menu, to the first."""
    turn.show("mine", page=_page(pressed))


def turn_due(turn: Turn, pressed: Pressed) -> None:
    """Turn to a page of what is due; from the menu, to the first."""
    turn.show("due", page=_page(pressed))


def _page(pressed: Pressed) -> int:
    return page_at(pressed.arguments, 0)


conversation = Conversation(
    "assignments",
    commands={
        "mine": Command(N_("My institution’s recommendations"), mine, place=30, may=for_institution),
        "due": Command(N_("Due dates"), due, place=40, may=sees_dates),
    },
    buttons={"mine": turn_mine, "due": turn_due},
    kinds={
        "mine": Kind(lambda look, params: show_assignments.mine(look, params["page"]), lists.mine),
        "due": Kind(lambda look, params: show_assignments.due_list(look, params["page"]), lists.due),
    },
)
