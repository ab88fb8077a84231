"""What is typed into a plan: texts and days of an entry; and what is said where somebody else was quicker."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.errors import ButtonStale
from domain.plan import Item, Value, as_data, from_data
from domain.said import OpenDialog, Said
from handlers.days import take
from handlers.turn import Turn
from services import plan as service
from services import plan_values

DIALOG = "plan"
CLAIM = "planday"


def in_step(turn: Turn, *steps: str) -> OpenDialog:
    """Return the dialog that the person is in, where it stands at one of these steps. Raises ButtonStale."""
    dialog = turn.dialog
    if dialog is None or dialog.name != DIALOG or dialog.step not in steps:
        raise ButtonStale
    return dialog


def ask_text(turn: Turn, found: Item, part: str, *, append: bool) -> None:
    """Ask for a text; `append`: it is added to what stands there."""
    turn.begin(DIALOG, "text", item=found.id, part=part, seen=found.version, append=append)
    turn.show("ask plan text", item=found.id, part=part, append=append)


def take_text(turn: Turn, said: Said) -> None:
    """Take a text, or more of it where it may be long."""
    data = turn.dialog.data if turn.dialog else {}
    item_id, part = data["item"], data["part"]
    if part != "notes":
        carry(turn, item_id, part, said.words, data["seen"])
        return
    if not service.change(turn.work, turn.person, item_id, part, said.words, data["seen"], append=data["append"]):
        _clash(turn, item_id, part, said.words)
        return
    found = service.readable(turn.work, turn.person, item_id)
    turn.begin(DIALOG, "text", item=item_id, part=part, seen=found.version, append=True)
    turn.say("plan text kept", item=item_id, part=part)


def ask_day(turn: Turn, found: Item, part: str) -> None:
    """Ask for the first or last day of an activity."""
    turn.begin(DIALOG, "day", item=found.id, part=part, seen=found.version)
    turn.show("ask plan day", item=found.id, part=part)


def take_day(turn: Turn, said: Said) -> None:
    """Take the day that was typed."""
    take(turn, said, use_day, CLAIM)


def use_day(turn: Turn, day: date) -> None:
    """Take a day; after the first one ask at once for the last, unless that is said."""
    data = in_step(turn, "day").data
    item_id, part = data["item"], data["part"]
    if part == "ends_on":
        carry(turn, item_id, part, day, data["seen"])
    elif service.change(turn.work, turn.person, item_id, part, day, data["seen"]):
        found = service.readable(turn.work, turn.person, item_id)
        turn.begin(DIALOG, "day", item=item_id, part="ends_on", seen=found.version)
        turn.say("ask plan day", item=item_id, part="ends_on")
    else:
        _clash(turn, item_id, part, day)


def carry(turn: Turn, item_id: int, part: str, value: Any, seen: int) -> None:
    """Write a part down and show the whole; where somebody else was quicker, show both."""
    if not service.change(turn.work, turn.person, item_id, part, value, seen):
        _clash(turn, item_id, part, value)
        return
    turn.end()
    turn.show("plan benchmarks" if part == "benchmarks" else "plan item", item=item_id)


def put_down(turn: Turn, item_id: int, value: Value, replaces: int | None) -> None:
    """Write a value down and show the values; where there is another one, show both."""
    there = plan_values.put_down(turn.work, turn.person, item_id, value, replaces)
    if there is None:
        turn.end()
        turn.say("plan values", item=item_id, page=1)
        return
    kept = [value.on.isoformat(), value.measure.key, value.group]
    turn.begin(DIALOG, "clash", item=item_id, part="value", value=kept, replaces=there.id)
    turn.say("plan clash", item=item_id, part="value", value=kept)


def say_clash(turn: Turn, _said: Said) -> None:
    """Ask again which of the two is to stand."""
    data = turn.dialog.data if turn.dialog else {}
    turn.say("plan clash", item=data["item"], part=data["part"], value=data["value"])


def insist(turn: Turn, item_id: int, seen: int) -> None:
    """Write what the person meant over what somebody else wrote, which they have read in version `seen`."""
    data = in_step(turn, "clash").data
    if data["item"] != item_id:
        raise ButtonStale
    if data["part"] == "value":
        on, key, group = data["value"]
        put_down(turn, item_id, plan_values.value(on, key, group), data["replaces"])
        return
    kind = "target" if data["part"] == "benchmarks" else data["part"]
    carry(turn, item_id, data["part"], from_data(kind, data["value"]), seen)


def _clash(turn: Turn, item_id: int, part: str, value: Any) -> None:
    turn.begin(DIALOG, "clash", item=item_id, part=part, value=as_data(value))
    turn.say("plan clash", item=item_id, part=part, value=as_data(value))
