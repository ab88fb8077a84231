"""A collection round that a coordinator makes: what for, which recommendations, from when to when, and opened."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain import round as rules
from domain.errors import ButtonStale, NothingToSearch
from domain.round import By, Choice, Feeds, Round
from domain.said import OpenDialog, Pressed, Said, id_at, page_at
from domain.text import search_terms
from handlers.conversation import Conversation, Kind, plain
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import new_round as service
from services import show_rounds as show
from services.remind import coordinating
from services.typed_days import today
from views import new_round as view

_NAME = "newround"


def press(turn: Turn, pressed: Pressed) -> None:
    """Begin: `newround`; everything else belongs to a step of the dialog: `newround:VERB…`, as in `_VERBS`."""
    coordinating(turn.person)
    if not pressed.arguments:
        turn.begin(_NAME, "feeds")
        turn.say("ask round feeds")
        return
    verb, *rest = pressed.arguments
    if verb not in _VERBS or turn.dialog is None or turn.dialog.name != _NAME:
        raise ButtonStale
    _VERBS[verb](turn, turn.dialog, rest)


def take_name(turn: Turn, said: Said) -> None:
    """Take a name that was typed, for a round that feeds something else."""
    coordinating(turn.person)
    name = rules.named(said.words)
    if not name:
        turn.say("ask round name")
        return
    _go_on(turn, feeds=Feeds.OTHER.value, called=name)


def take_words(turn: Turn, said: Said) -> None:
    """Take words to search as the choice of recommendations. Raises NothingToSearch."""
    coordinating(turn.person)
    words = " ".join(said.words.split())[: service.LONGEST_WORDS]
    if not search_terms(words):
        raise NothingToSearch
    _go_on(turn, by=By.WORDS.value, key=words)


def take_day(turn: Turn, said: Said) -> None:
    """Take the opening or the closing day that was typed."""
    coordinating(turn.person)
    take(turn, said, _day, f"{_NAME}:day")


def repeat(turn: Turn, _said: Said) -> None:
    """Show the preview again, whose buttons say what can be done."""
    _go_on(turn)


def _feeds(turn: Turn, _dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:feeds:WHAT`."""
    if rest[:1] == [Feeds.OTHER.value]:
        turn.begin(_NAME, "name")
        turn.say("ask round name")
    elif rest[:1] and rest[0] in list(Feeds):
        _go_on(turn, feeds=rest[0], called="")
    else:
        raise ButtonStale


def _which(turn: Turn, dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:which`, to choose anew; `newround:which:BY`, with `:PAGE` where there is a list."""
    by = rest[0] if rest else ""
    if not rest:
        turn.begin(_NAME, "which", **_without(dialog.data, "by", "key"))
        turn.say("ask round choice")
    elif by == By.WORDS:
        turn.begin(_NAME, "which", **dialog.data)
        turn.say("ask round words")
    elif by in show.OFFERED:
        turn.show("round choices", by=by, page=page_at(rest, 1))
    elif by in {By.ASSIGNED, By.SUPPORTED}:
        _go_on(turn, by=by, key="")
    else:
        raise ButtonStale


def _pick(turn: Turn, _dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:pick:BY:KEY`: one of what is offered to this very country."""
    by, key = (rest[0] if rest else ""), ":".join(rest[1:])
    service.check_offered(turn.work, turn.person, by, key)
    _go_on(turn, by=by, key=key)


def _dates(turn: Turn, dialog: OpenDialog, _rest: list[str]) -> None:
    """`newround:dates`: choose both dates anew."""
    _next(turn, _without(dialog.data, "opens", "closes"))


def _today(turn: Turn, _dialog: OpenDialog, _rest: list[str]) -> None:
    """`newround:today`: open it today."""
    _day(turn, today(turn.work, turn.person))


def _pressed_day(turn: Turn, _dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:day:2026-06-30`: one of the days that may have been meant."""
    _day(turn, iso_day(rest))


def _clearance(turn: Turn, dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:clearance:yes`, `newround:clearance:no`."""
    if "closes" not in dialog.data:
        raise ButtonStale
    _go_on(turn, clearance=rest[:1] == ["yes"])


def _open(turn: Turn, _dialog: OpenDialog, rest: list[str]) -> None:
    """`newround:open:ROW`: what the preview in that message shows, once."""
    data = turn.previewed(id_at(rest, 0), _NAME, "preview")
    opens, closes = date.fromisoformat(data["opens"]), date.fromisoformat(data["closes"])
    new = Round(0, "", Feeds(data["feeds"]), data["called"], opens, closes, data["clearance"])
    round_id = service.open_round(turn.work, turn.person, new, Choice(By(data["by"]), data["key"]))
    turn.end()
    turn.show("round", round=round_id)


def _day(turn: Turn, day: date) -> None:
    """Take a day as the opening one, and where that is known as the closing one."""
    if turn.dialog is None or turn.dialog.step not in {"opens", "closes"}:
        raise ButtonStale
    now, data = today(turn.work, turn.person), turn.dialog.data
    if turn.dialog.step == "opens":
        _go_on(turn, opens=rules.opening(day, now).isoformat())
    else:
        _go_on(turn, closes=rules.closing(day, date.fromisoformat(data["opens"]), now).isoformat())


def _go_on(turn: Turn, **more: Any) -> None:
    _next(turn, {**(turn.dialog.data if turn.dialog else {}), **more})


def _next(turn: Turn, data: dict[str, Any]) -> None:
    """Ask what is still missing, or show the preview. What a round asks for is authorised anew when it is shown."""
    for missing, step, question in (
        ("feeds", "feeds", "ask round feeds"),
        ("by", "which", "ask round choice"),
        ("opens", "opens", "ask round opening"),
    ):
        if missing not in data:
            turn.begin(_NAME, step, **data)
            turn.say(question)
            return
    if "closes" not in data:
        turn.begin(_NAME, "closes", **data)
        turn.say("ask round closing", opens=data["opens"])
        return
    clearance = data.get("clearance", service.wants_clearance(turn.work, turn.person))
    shown = {**_without(data, "preview"), "clearance": clearance}
    turn.say(show.DRAFT, **shown)
    # The preview whose button opens the round: an older one shows something else.
    turn.preview(_NAME, "preview", **shown)


def _without(data: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


_VERBS = {
    "feeds": _feeds,
    "which": _which,
    "pick": _pick,
    "dates": _dates,
    "today": _today,
    "day": _pressed_day,
    "clearance": _clearance,
    "open": _open,
}

conversation = Conversation(
    _NAME,
    buttons={"newround": press},
    steps={
        "feeds": take_name,
        "name": take_name,
        "which": take_words,
        "opens": take_day,
        "closes": take_day,
        "preview": repeat,
    },
    kinds={
        "ask round feeds": plain(view.ask_feeds),
        "ask round name": plain(view.ask_name),
        "ask round choice": plain(view.ask_choice),
        "ask round words": plain(view.ask_words),
        "round choices": Kind(show.offered, view.offered),
        "ask round opening": plain(view.ask_opening),
        "ask round closing": Kind(lambda _look, params: date.fromisoformat(params["opens"]), view.ask_closing),
        show.DRAFT: Kind(show.draft, view.preview),
    },
)
