"""Every kind of message, in four languages, at its largest: within Telegram's limits and accepted by its parser."""

from __future__ import annotations

from typing import Any

import pytest
from samples import LARGEST, ORDINARY, kinds_without_sample

from domain.language import INTERFACE
from handlers.registry import registry
from simulator.entities import utf16
from simulator.keyboard import checked_markup
from simulator.markup import parse_html
from views.message import Message
from views.texts import texts

EVERY = [
    pytest.param(which, kind, language, id=f"{language}-{kind}-{name}")
    for name, which in (("ordinary", ORDINARY), ("largest", LARGEST))
    for kind in which
    for language in INTERFACE
]
Samples = dict[str, tuple[Any, ...]]


def rendered(kind: str, values: Any, language: str) -> Message:
    """The message of a sample."""
    return registry().kinds[kind].render(texts(language), values)


def test_every_kind_has_a_sample() -> None:
    assert kinds_without_sample() == set()
    assert set(ORDINARY) == set(registry().kinds)


@pytest.mark.parametrize(("samples", "kind", "language"), EVERY)
def test_a_screen_is_within_telegrams_limits(samples: Samples, kind: str, language: str) -> None:
    for values in samples[kind]:
        message = rendered(kind, values, language)
        text, _ = parse_html(message.html)
        assert 0 < utf16(text.strip()) <= 4096, values
        assert 0 < utf16(message.plain.strip()) <= 4096, values
        keys = [{"text": button.label, "callback_data": button.data} for row in message.keyboard for button in row]
        assert all(key["text"].strip() and 0 < len(key["callback_data"].encode()) <= 64 for key in keys)
        assert len(keys) <= 100
        checked_markup({"inline_keyboard": [[key] for key in keys]})


@pytest.mark.parametrize(("samples", "kind", "language"), EVERY)
def test_the_plain_text_says_what_the_marked_one_says(samples: Samples, kind: str, language: str) -> None:
    for values in samples[kind]:
        message = rendered(kind, values, language)
        text, _ = parse_html(message.html)
        assert text == message.plain


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("kind", ORDINARY)
def test_no_placeholder_is_left_in_a_screen(kind: str, language: str) -> None:
    for values in ORDINARY[kind]:
        assert "{" not in rendered(kind, values, language).plain


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize(
    "kind",
    ["offer", "joined", "menu", "help", "mine", "due", "card", "find", "ask message", "preview to institution",
     "sent to institution", "message to institution", "assigned", "institution unreachable"],
)  # fmt: skip
def test_markup_in_a_name_is_shown_as_it_stands(kind: str, language: str) -> None:
    text, _ = parse_html(rendered(kind, LARGEST[kind][0], language).html)
    assert "<b>&amp;" in text


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("kind", ORDINARY)
def test_every_button_of_a_screen_is_claimed(kind: str, language: str) -> None:
    for values in ORDINARY[kind]:
        message = rendered(kind, values, language)
        for button in (button for row in message.keyboard for button in row):
            assert button.data.partition(":")[0] in registry().buttons


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("kind", ORDINARY)
def test_a_screen_of_ordinary_values_is_short_enough_for_a_phone(kind: str, language: str) -> None:
    for values in ORDINARY[kind]:
        message = rendered(kind, values, language)
        labels = [button.label for row in message.keyboard for button in row]
        assert utf16(message.plain) <= 1600
        assert max(map(len, labels), default=0) <= 64


@pytest.mark.parametrize("language", INTERFACE)
def test_the_pages_of_a_text_of_60000_characters_hold_all_of_it(language: str) -> None:
    card = LARGEST["text"][0][0]
    read, number = "", 1
    while True:
        message = rendered("text", (card, number), language)
        read += message.plain.partition("\n")[2]
        if not any(button.label == "›" for row in message.keyboard for button in row):
            break
        number += 1
    assert "".join(read.split()) == "".join(card.text.split())


@pytest.mark.parametrize("language", INTERFACE)
def test_the_parts_of_a_copy_hold_all_of_it(language: str) -> None:
    card = LARGEST["copy"][0][0]
    read, number = "", 0
    while True:
        number += 1
        message = rendered("copy", (card, number), language)
        read += message.plain
        if not message.keyboard:
            break
    assert "".join(card.text.split()) in "".join(read.split())


@pytest.mark.parametrize("language", INTERFACE)
def test_the_largest_card_still_shows_its_number_status_and_text(language: str) -> None:
    for card in LARGEST["card"]:
        message = rendered("card", card, language)
        assert str(card.reference) in message.plain
        assert texts(language)("Implementation status:") in message.plain
        assert card.text[:20] in message.plain
        assert texts(language)("Read all") in [button.label for row in message.keyboard for button in row]
