"""The card of a recommendation, opened by its number; its whole text; the card as text to copy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.reference import Reference
from domain.said import Pressed, page_at, reference_at
from domain.shown import Card
from handlers.conversation import Conversation, Kind
from handlers.turn import Turn
from services import show_card
from services.look import Look
from views import card
from views.message import Message
from views.texts import Texts


def open_card(turn: Turn, pressed: Pressed) -> None:
    """Show the card below the list, so that the list stays."""
    turn.say("card", reference=str(reference_at(pressed.arguments, 0)))


def read_text(turn: Turn, pressed: Pressed) -> None:
    """Turn to a page of the whole text."""
    turn.show("text", reference=str(reference_at(pressed.arguments, 0)), page=_page(pressed))


def copy(turn: Turn, pressed: Pressed) -> None:
    """Send the card, or a part of it, as plain text."""
    turn.say("copy", reference=str(reference_at(pressed.arguments, 0)), page=_page(pressed))


def _page(pressed: Pressed) -> int:
    return page_at(pressed.arguments, 1)


def _load(look: Look, params: Mapping[str, Any]) -> Card:
    country, _, number = params["reference"].partition("-")
    return show_card.card(look, Reference(country, int(number)))


def _load_page(look: Look, params: Mapping[str, Any]) -> tuple[Card, int]:
    return _load(look, params), params.get("page", 1)


def _text_page(t: Texts, values: tuple[Card, int]) -> Message:
    return card.whole_text(t, *values)


def _copy_page(t: Texts, values: tuple[Card, int]) -> Message:
    return card.as_text(t, *values)


conversation = Conversation(
    "card",
    buttons={"card": open_card, "text": read_text, "copy": copy},
    kinds={
        "card": Kind(_load, card.card),
        "text": Kind(_load_page, _text_page),
        "copy": Kind(_load_page, _copy_page),
    },
)
