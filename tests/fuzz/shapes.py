"""JSON of every type that python-telegram-bot knows, made from the signatures of its classes; and the same, broken.

What a person would plausibly send stands in acts.py.
"""

from __future__ import annotations

import datetime as dt
import inspect
import random
import types
import typing
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import telegram
from telegram._utils import types as aliases

Node = tuple[Any, Any]  # a container, and the key or place in it
_NAMES = {"from_user": "from"}
_OURS = {"api_kwargs", "filename", "chat_instance_id"}
_SPACE = {**vars(typing), **vars(telegram), **vars(aliases), "dtm": dt, "Sequence": Sequence, "Final": Any}
_REQUIRED = {  # by the Bot API of today, for all that the signatures give them a default
    "allows_revoting", "can_react_to_messages", "members_only", "option_persistent_ids", "persistent_id",
}  # fmt: skip
_DEPTH = 3
STRINGS = (
    "", " ", "\x00", "\ud83d", "\udc00x", "\u202e\u200b", "<b>&amp;</b>", "😀" * 60, "人权", "e" + "\u0301" * 90,
    "9" * 400, "null", "None", "../../etc/passwd", "%s%n{0}{reference}", "'; DROP TABLE persons; --", "\\u0000",
    "a" * 5000, "/start", "\U0010ffff",
)  # fmt: skip
NUMBERS = (
    0, -1, 1, 2**31 - 1, 2**31, -(2**31), 2**53, 2**63 - 1, 2**63, -(2**63) - 1, 2**70, 10**300, 0.5, -0.0, 1e308,
    float("nan"), float("inf"), True, False,
)  # fmt: skip


class Shapes:
    """Draws values from one seeded source."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def of(self, kind: type[Any], depth: int = 0) -> dict[str, Any]:
        """An object of this class: what it needs, and some of what it may have."""
        chosen = self._rng.choice(_subtypes(kind))
        body: dict[str, Any] = {}
        for name, annotation, needed in fields(chosen):
            if needed or (depth < _DEPTH and self._rng.random() < 0.12 / (depth + 1)):
                body[name] = self.value(annotation, depth + 1)
        if chosen is telegram.User:
            body["id"] = self._rng.randint(1, 2**40)
        return {**body, **_mark(kind, chosen)}

    def value(self, annotation: Any, depth: int) -> Any:
        """A value of what an annotation names."""
        if isinstance(annotation, str | typing.ForwardRef):
            annotation = _annotation(getattr(annotation, "__forward_arg__", annotation))
        origin, inner = typing.get_origin(annotation), typing.get_args(annotation)
        if origin in {typing.Union, types.UnionType}:
            return self.value(self._rng.choice([one for one in inner if one is not type(None)]), depth)
        if origin is typing.Literal:
            return self._rng.choice(inner)
        if inspect.isclass(annotation) and issubclass(annotation, telegram.TelegramObject):
            return self.of(annotation, depth)
        if (origin is not None and inner and "Sequence" in str(origin)) or origin in {tuple, list}:
            return [self.value(inner[0], depth + 1) for _ in range(self._rng.randint(0, 3))]
        return self._simple(annotation)

    def _simple(self, annotation: Any) -> Any:
        if annotation in {int, dt.datetime, dt.timedelta}:
            return self._rng.choice((0, 1, 60, 1_770_000_000, self._rng.randint(0, 2**31 - 1)))
        if annotation is float:
            return self._rng.uniform(-90, 90)
        if annotation is bool:
            return self._rng.random() < 0.5
        return self._rng.choice((*STRINGS[:12], "regular", "private", f"x{self._rng.random()}"))

    def strange(self) -> Any:
        """What nobody expects there."""
        return self._rng.choice([
            self._rng.choice(STRINGS), self._rng.choice(NUMBERS), None, [], {}, [[]], {"id": {}}, [None], {"": ""},
        ])  # fmt: skip

    def break_up(self, body: dict[str, Any]) -> None:
        """Change one to three places of an update in place, in ways that Telegram never would."""
        for _ in range(self._rng.randint(1, 3)):
            nodes = list(_nodes(body))
            if not nodes:
                return
            holder, key = self._rng.choice(nodes)
            self._rng.choice((self._replace, self._replace, self._drop, self._wrap, self._rename))(holder, key)

    def _replace(self, holder: Any, key: Any) -> None:
        holder[key] = self.strange()

    def _drop(self, holder: Any, key: Any) -> None:
        del holder[key]

    def _wrap(self, holder: Any, key: Any) -> None:
        holder[key] = self._rng.choice(([holder[key]], {"of_next_year": holder[key]}, str(holder[key])[:5000]))

    def _rename(self, holder: Any, key: Any) -> None:
        value = holder[key]
        if isinstance(holder, dict):
            del holder[key]
            holder[self._rng.choice(("of_next_year", "id", "chat", "text", "from", "date", "type"))] = value


def _nodes(body: Any) -> typing.Iterator[Node]:
    """Every place below the update's own number."""
    places = body.items() if isinstance(body, dict) else enumerate(body) if isinstance(body, list) else ()
    for key, value in places:
        if key != "update_id":
            yield body, key
            yield from _nodes(value)


@cache
def fields(kind: type[Any]) -> list[tuple[str, Any, bool]]:
    """(name in JSON, annotation, whether it must be there) of what a class is made from."""
    made: Callable[..., Any] = kind.__init__
    found = []
    for name, parameter in list(inspect.signature(made).parameters.items())[1:]:
        if name not in _OURS and parameter.kind is not parameter.VAR_KEYWORD:
            needed = parameter.default is parameter.empty or name in _REQUIRED
            found.append((_NAMES.get(name, name), _annotation(parameter.annotation), needed))
    return found


def _annotation(given: Any) -> Any:
    try:
        return eval(given, dict(_SPACE)) if isinstance(given, str) else given  # noqa: S307 - the library's own
    except (NameError, TypeError, AttributeError):
        return str


@cache
def _subtypes(kind: type[Any]) -> list[type[Any]]:
    """A class, or where it stands for several, those: ChatMember for ChatMemberLeft and others."""
    below = [one for one in kind.__subclasses__() if one.__module__.startswith("telegram._")]
    return [one for each in below for one in _subtypes(each)] if below and _constants(kind) else [kind]


@cache
def _constants(kind: type[Any]) -> dict[str, str]:
    named = {name: value for name, value in vars(kind).items() if name.isupper() and isinstance(value, str)}
    return {name.replace("_", ""): value.value if hasattr(value, "value") else value for name, value in named.items()}


@cache
def _marked_by(kind: type[Any]) -> str:
    return next((name for name, _, _ in fields(kind) if name in {"status", "type", "source"}), "")


def _mark(kind: type[Any], chosen: type[Any]) -> dict[str, str]:
    """What tells the one from the others in JSON: {"status": "left"}."""
    if kind is chosen or not _marked_by(kind):
        return {}
    value = _constants(kind).get(chosen.__name__.removeprefix(kind.__name__).upper())
    return {_marked_by(kind): value} if value else {}
