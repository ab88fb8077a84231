"""The Bot API's methods and parameters, and from the strings of a request to their values. No method's behaviour."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from simulator.refusal import bad_request

JSON = dict[str, Any]
METHODS: dict[str, JSON] = json.loads(files("simulator").joinpath("known.json").read_text("utf-8"))
NAMES = {name.lower(): name for name in METHODS}  # Telegram reads the names of methods in any case
MISSING = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "document": "there is no document in the request",
    "photo": "there is no photo in the request",
    "file_id": "file_id not specified",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "inline_query_id": "query is too old and response timeout expired or query ID is invalid",
    "action": "wrong parameter action in request",
}
UNREADABLE = {"reply_markup": "object expected as reply markup", "entities": "can't parse entities JSON object"}
TRUE = {"true", "yes", "1"}
EMPTY = (None, "")
MAY_BE_EMPTY = {("setWebhook", "url")}


def read_parameters(name: str, given: JSON, uploads: set[str]) -> tuple[JSON, list[str]]:
    """The known parameters of a method as values of their types, and the names of the unknown ones.

    `uploads` are the names of the parts that are files. Refused: a required one is missing, or one is not readable.
    """
    known = METHODS[name]
    values = {key: read_value(key, given[key], known[key]["types"]) for key in known if given.get(key) not in EMPTY}
    for key, field in known.items():
        if field["required"] and key not in {*values, *uploads} and (name, key) not in MAY_BE_EMPTY:
            raise bad_request(MISSING.get(key, f'parameter "{key}" is required'))
    attached = {str(value).removeprefix("attach://") for value in flat(values)} if uploads else set()
    return values, sorted(key for key in {*given, *uploads} if key not in known and key not in attached)


def read_value(key: str, value: Any, types: list[str]) -> Any:
    """The value of one parameter, which came as JSON or as a string of a form."""
    if isinstance(value, str):
        check_utf8(value)
    kind = types[0]
    if kind == "Boolean":
        return value is True or str(value).lower() in TRUE
    if kind == "Integer":
        return read_integer(value, or_string="String" in types)
    if kind in {"Float", "String", "InputFile"}:
        return value if isinstance(value, str) else json.dumps(value)
    if kind.startswith("Array of"):
        return read_array(key, value, str if kind == "Array of String" else int if kind == "Array of Integer" else dict)
    return read_object(key, value, dict)


def read_integer(value: Any, *, or_string: bool) -> Any:
    """A whole number; where a string will do, that; else 0, as Telegram reads what is none."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return str(value) if or_string else 0


def read_array(key: str, value: Any, kind: type) -> list[Any]:
    """A list whose items are all of one kind."""
    items: list[Any] = read_object(key, value, list)
    if not all(isinstance(item, kind) for item in items):
        raise bad_request(UNREADABLE.get(key, f"can't parse {key} JSON object"))
    return items


def read_object(key: str, value: Any, kind: type) -> Any:
    """A list or an object."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            value = None
    if not isinstance(value, kind):
        raise bad_request(UNREADABLE.get(key, f"can't parse {key} JSON object"))
    check_utf8(json.dumps(value, ensure_ascii=False))
    return value


def check_utf8(text: str) -> None:
    """Refused: half a surrogate pair."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


def flat(value: Any) -> list[Any]:
    """Every string and number within lists and objects."""
    if isinstance(value, dict):
        value = list(value.values())
    return [inner for item in value for inner in flat(item)] if isinstance(value, list) else [value]
