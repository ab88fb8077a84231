"""The registry: what is claimed once is found, what is claimed twice fails, what Telegram takes as a command."""

from __future__ import annotations

import re

import pytest

from domain.language import INTERFACE
from domain.role import Person
from handlers.conversation import Command, Conversation, Kind, anyone
from handlers.registry import ClaimedTwice, of, registry
from views.texts import texts

NOBODY = Person(1, None, None, None)


def nothing(*_: object) -> None:
    """A handler that does nothing."""


KIND = Kind(nothing, nothing)  # type: ignore[arg-type]
ONE = Conversation("one", {"go": Command("Go", nothing)}, {"press": nothing}, {"step": nothing}, {"kind": KIND})


@pytest.mark.parametrize(
    "other",
    [
        Conversation("other", commands={"go": Command("Go", nothing)}),
        Conversation("other", buttons={"press": nothing}),
        Conversation("other", kinds={"kind": KIND}),
        Conversation("one"),
    ],
    ids=["command", "button", "kind", "name"],
)
def test_two_claims_to_one_thing_fail(other: Conversation) -> None:
    with pytest.raises(ClaimedTwice):
        of([ONE, other])


def test_two_conversations_may_have_a_step_of_the_same_name() -> None:
    both = of([ONE, Conversation("other", steps={"step": nothing})])
    assert set(both.steps) == {("one", "step"), ("other", "step")}


def test_every_conversation_in_handlers_is_found() -> None:
    assert {"start", "menu", "find", "card", "assignments", "settings", "notices"} <= set(registry().versions)


@pytest.mark.parametrize("name", sorted(registry().commands))
def test_a_command_is_one_that_telegram_takes(name: str) -> None:
    assert re.fullmatch(r"[a-z0-9_]{1,32}", name)
    for language in INTERFACE:
        assert 1 <= len(texts(language)(registry().commands[name].description)) <= 256


@pytest.mark.parametrize("claim", sorted(registry().buttons))
def test_a_button_leaves_room_for_what_follows_it(claim: str) -> None:
    assert ":" not in claim
    assert len(claim.encode()) <= 20


@pytest.mark.parametrize("kind", sorted(registry().kinds))
def test_a_kind_fits_into_its_column(kind: str) -> None:
    assert len(kind) <= 32


@pytest.mark.parametrize(("name", "step"), sorted(registry().steps))
def test_a_step_fits_into_its_columns_and_can_be_answered(name: str, step: str) -> None:
    assert max(len(name), len(step)) <= 32
    assert registry().versions[name] >= 1


def test_places_in_the_menu_are_given_once() -> None:
    places = [command.place for _, command in registry().menu_commands()]
    assert places == sorted(set(places))
    assert len(places) <= 100


def test_a_button_of_the_menu_is_there_for_each_command_in_it() -> None:
    assert {name for name, _ in registry().menu_commands()} <= set(registry().buttons)


def test_anyone_may_do_what_says_nothing_else() -> None:
    assert Command("Go", nothing).may is anyone
    assert anyone(NOBODY)


def test_places_in_the_menu_are_what_everybody_sees_first() -> None:
    names = [name for name, _ in registry().menu_commands()]
    assert names[0] == "menu"
    assert names[-1] == "help"
