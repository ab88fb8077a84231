"""/menu, /help and /cancel: what this person may do, in which role, and the way out of any step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.role import Person
from domain.said import Pressed, Said, whole_number
from domain.shown import Menu
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.turn import Turn
from services import menu as service
from services.look import Look
from views import menu as view
from views import notices
from views.texts import N_


def open_menu(turn: Turn, _said: Said) -> None:
    """Show the menu."""
    turn.end()
    turn.say("menu")


def press_menu(turn: Turn, _pressed: Pressed) -> None:
    """Show the menu below what is there: the message that led here stays readable."""
    turn.end()
    turn.say("menu")


def open_help(turn: Turn, _said: Said) -> None:
    """Show what can be done."""
    turn.say("help")


def press_help(turn: Turn, _pressed: Pressed) -> None:
    """Show what can be done."""
    turn.say("help")


def act_as(turn: Turn, pressed: Pressed) -> None:
    """Act in another role from now on."""
    service.act_as(turn.work, turn.person, whole_number(pressed.arguments[0] if pressed.arguments else ""))
    turn.end()
    turn.show("menu")


def cancel(turn: Turn, _said: Said) -> None:
    """Leave the dialog, if there is one."""
    left = turn.dialog is not None
    turn.end()
    turn.say("left" if left else "nothing to leave")


def press_cancel(turn: Turn, _pressed: Pressed) -> None:
    """Leave the dialog, if there is one, in place of its question."""
    left = turn.dialog is not None
    turn.end()
    turn.show("left" if left else "nothing to leave")


def allowed(person: Person) -> list[tuple[str, str]]:
    """Return (name, description) of the commands in the menu that the person may use."""
    from handlers.registry import registry  # noqa: PLC0415 - the registry is made of this module too

    return [(name, command.label(person)) for name, command in registry().menu_commands() if command.may(person)]


def _load(look: Look, _params: Mapping[str, Any]) -> Menu:
    return service.menu(look, [(name, label) for name, label in allowed(look.person) if name != "menu"])


def _load_help(look: Look, _params: Mapping[str, Any]) -> Menu:
    return service.menu(look, allowed(look.person))


conversation = Conversation(
    "menu",
    commands={
        "menu": Command(N_("Menu: what you can do"), open_menu, place=10),
        "help": Command(N_("Help"), open_help, place=90),
        "cancel": Command(N_("Leave the current step"), cancel),
    },
    buttons={"menu": press_menu, "help": press_help, "role": act_as, "cancel": press_cancel},
    kinds={
        "menu": Kind(_load, view.menu),
        "help": Kind(_load_help, view.help_page),
        "left": plain(notices.left),
        "nothing to leave": plain(notices.nothing_to_leave),
    },
)
