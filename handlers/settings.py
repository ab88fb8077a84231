"""/settings and /language: how Suivi speaks with a person, and when it is day where they live."""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.language import INTERFACE
from domain.said import Pressed, Said
from handlers.conversation import Command, Conversation, Kind, plain
from handlers.turn import Turn
from services import settings as service
from views import menu as view
from views.texts import N_


def show_settings(turn: Turn, _said: Said) -> None:
    """Show what is set."""
    turn.say("settings")


def press_settings(turn: Turn, _pressed: Pressed) -> None:
    """Show what is set."""
    turn.say("settings")


def ask_language(turn: Turn, said: Said) -> None:
    """Offer the languages, or take the one that was named: /language pt."""
    wanted = said.words.strip().casefold()
    if wanted:
        service.choose_language(turn.work, turn.person, wanted)
        turn.say("menu")
    else:
        turn.say("languages")


def press_language(turn: Turn, pressed: Pressed) -> None:
    """Offer the languages, or take the one pressed."""
    if not pressed.arguments:
        turn.say("languages")
        return
    if pressed.arguments[0] not in INTERFACE:
        raise ButtonStale
    service.choose_language(turn.work, turn.person, pressed.arguments[0])
    turn.show("languages")
    turn.say("menu" if turn.person.belongs else "welcome")


def ask_timezone(turn: Turn, _pressed: Pressed) -> None:
    """Ask for the time zone."""
    turn.begin("settings", "timezone")
    turn.say("ask timezone")


def take_timezone(turn: Turn, said: Said) -> None:
    """Take the time zone that was typed; a wrong one leaves the question open."""
    service.choose_timezone(turn.work, turn.person, said.words)
    turn.end()
    turn.say("settings")


conversation = Conversation(
    "settings",
    commands={
        "language": Command(N_("Language"), ask_language, place=70),
        "settings": Command(N_("Settings"), show_settings, place=80),
    },
    buttons={"settings": press_settings, "language": press_language, "zone": ask_timezone},
    steps={"timezone": take_timezone},
    kinds={
        "settings": Kind(lambda look, _params: service.settings(look), view.settings),
        "languages": plain(view.languages),
        "ask timezone": plain(view.ask_timezone),
    },
)
