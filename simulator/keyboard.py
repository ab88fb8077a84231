"""Which keyboards Telegram takes under a message. What a press does stands in acting.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from simulator.refusal import Refused, bad_request
from simulator.urls import NoUrl, check_url

JSON = dict[str, Any]
MOST_BUTTONS = 100
MOST_BYTES = 10_240  # of the keyboard as JSON; undocumented, widely measured
DATA_BYTES = 64
COPY_CHARACTERS = 256
STYLES = {"danger", "success", "primary"}
SWITCHES = ("switch_inline_query", "switch_inline_query_current_chat", "switch_inline_query_chosen_chat")


def checked_markup(markup: JSON | None) -> JSON | None:
    """The inline keyboard as Telegram keeps it, or None. Refused: as Telegram words it.

    Reply keyboards, their removal and forced replies are taken and not kept: they are no part of a Message.
    """
    if not markup or "inline_keyboard" not in markup:
        return None
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request("expected an Array of Array of InlineKeyboardButton")
    kept = [[checked_button(button) for button in row] for row in rows if row]
    if sum(map(len, kept)) > MOST_BUTTONS or len(json.dumps(kept, ensure_ascii=False).encode()) > MOST_BYTES:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": kept} if kept else None


def checked_button(button: Any) -> JSON:
    """One button with its label and the one thing it does."""
    if not isinstance(button, dict):
        raise unreadable("Object expected")
    label = button.get("text")
    if label is None:
        raise unreadable('Can\'t find field "text"')
    if not isinstance(label, str):
        raise unreadable('Field "text" must be of type String')
    if not label.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if button.get("style") not in [None, *STYLES]:
        raise bad_request("invalid button style specified")
    extra = {name: button[name] for name in ("style", "icon_custom_emoji_id") if button.get(name)}
    for name, check in ACTIONS.items():
        if button.get(name) or (name in SWITCHES and name in button):
            return {"text": label.strip(), name: check(button[name]), **extra}
    raise unreadable("Text buttons are unallowed in the inline keyboard")


def unreadable(what: str) -> Refused:
    """The refusal of something that is no button."""
    return bad_request(f"can't parse inline keyboard button: {what}")


def checked_data(data: Any) -> str:
    """1 to 64 bytes of UTF-8; an empty string is no action at all."""
    if not isinstance(data, str):
        raise unreadable('Field "callback_data" must be of type String')
    if len(data.encode()) > DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    return data


def checked_address(url: Any) -> str:
    """An address of the web or of Telegram."""
    try:
        return check_url(str(url))
    except NoUrl as reason:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {reason}") from None


def checked_web_app(app: Any) -> JSON:
    """A Web App's HTTPS address."""
    url = str(app.get("url", "")) if isinstance(app, dict) else ""
    if not url.startswith("https://"):
        raise bad_request(f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed")
    return {"url": checked_address(url)}


def checked_copy(copy: Any) -> JSON:
    """1 to 256 characters to be copied."""
    text = copy.get("text") if isinstance(copy, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= COPY_CHARACTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return {"text": text}


def as_given(value: Any) -> Any:
    """Kept as it came."""
    return value


def never(_value: Any) -> Any:
    """Games, payments and logins, which need more than a message."""
    raise bad_request("BUTTON_TYPE_INVALID")


ACTIONS: dict[str, Callable[[Any], Any]] = {
    "url": checked_address,
    "callback_data": checked_data,
    "web_app": checked_web_app,
    "copy_text": checked_copy,
    **dict.fromkeys(SWITCHES, as_given),
    "login_url": never,
    "callback_game": never,
    "pay": never,
}
