"""Amounts and figures typed into a plan: read, shown back where they may mean several things, dated, written down."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.errors import ButtonStale
from domain.plan import Indicator, Item, Mark, Measure, Money, Value
from domain.said import Pressed, Said
from handlers.days import iso_day, take
from handlers.plan_parts import CLAIM, DIALOG, carry, in_step, put_down, use_day
from handlers.turn import Turn
from services import plan as service
from services import plan_values, typed_figures


def ask_amount(turn: Turn, found: Item) -> None:
    """Ask what an activity costs."""
    turn.begin(DIALOG, "amount", item=found.id, part="money", seen=found.version, readings=[])
    turn.show("ask plan amount", item=found.id, part="money")


def take_amount(turn: Turn, said: Said) -> None:
    """Show back what was understood: it counts once it is pressed."""
    data = turn.dialog.data if turn.dialog else {}
    found = service.writable(turn.work, turn.person, data["item"])
    meant = typed_figures.amounts(turn.work, turn.person, found, said.words)
    readings = [f"{format(one.amount, 'f')}:{one.currency}" for one in meant]
    turn.begin(DIALOG, "amount", **{**data, "readings": readings})
    turn.say("plan amounts", item=found.id, part="money", readings=readings)


def ask_number(turn: Turn, found: Item, part: str) -> None:
    """Ask how much: a baseline, a benchmark, a target, or what it was ("value")."""
    turn.begin(DIALOG, "number", item=found.id, part=part, seen=found.version, readings=[])
    turn.show("ask plan number", item=found.id, part=part)


def correct(turn: Turn, item_id: int, value_id: int) -> None:
    """Ask for the number that takes the place of a value."""
    old = plan_values.value_of(turn.work, turn.person, item_id, value_id)
    on = old.on.isoformat()
    turn.begin(
        DIALOG, "number", item=item_id, part="value", seen=1, readings=[], replaces=old.id, on=on, group=old.group
    )
    turn.show("ask plan number", item=item_id, part="value", measure=old.measure.key, on=on)


def take_number(turn: Turn, said: Said) -> None:
    """Take a number; where it may be two, ask which."""
    data = turn.dialog.data if turn.dialog else {}
    found = plan_values.indicator(turn.work, turn.person, data["item"])
    assert isinstance(found.content, Indicator)  # noqa: S101 - it has just been looked at
    meant = typed_figures.measures(turn.person, found.content, said.words)
    if len(meant) == 1:
        _use_number(turn, meant[0])
        return
    readings = [one.key for one in meant]
    turn.begin(DIALOG, "number", **{**data, "readings": readings})
    turn.say("plan numbers", item=found.id, part=data["part"], readings=readings)


def pick(turn: Turn, pressed: Pressed) -> None:
    """Take one of the readings that were shown: `planpick:12.5`, `planpick:1200:XOF`."""
    data = in_step(turn, "amount", "number").data
    reading = ":".join(pressed.arguments)
    if reading not in data["readings"]:
        raise ButtonStale
    if data["part"] == "money":
        amount, _, currency = reading.partition(":")
        carry(turn, data["item"], "money", Money(Decimal(amount), currency), data["seen"])
    else:
        _use_number(turn, Measure.of(reading))


def take_day(turn: Turn, said: Said) -> None:
    """Take the day of a figure; a year alone is its last day."""
    year = typed_figures.year_typed(said.words)
    if year is not None:
        _use_figure_day(turn, year)
    else:
        take(turn, said, _use_figure_day, CLAIM)


def pick_day(turn: Turn, pressed: Pressed) -> None:
    """Take one of several days that were meant: `planday:2027-06-30`."""
    day = iso_day(pressed.arguments)
    if in_step(turn, "day", "figure").step == "day":
        use_day(turn, day)
    else:
        _use_figure_day(turn, day)


def take_group(turn: Turn, said: Said) -> None:
    """Take the name of the group that a value is of."""
    data = turn.dialog.data if turn.dialog else {}
    _put_down(turn, data["item"], plan_values.group_named(said.words))


def for_everybody(turn: Turn, item_id: int) -> None:
    """Write down a value of everybody."""
    if in_step(turn, "group").data["item"] != item_id:
        raise ButtonStale
    _put_down(turn, item_id, "")


def _use_number(turn: Turn, measure: Measure) -> None:
    """Ask for the day; a value that is corrected has one."""
    data = in_step(turn, "number").data
    if "replaces" in data:
        value = plan_values.value(data["on"], measure.key, data["group"])
        put_down(turn, data["item"], value, data["replaces"])
        return
    kept = {name: data[name] for name in ("item", "part", "seen")}
    turn.begin(DIALOG, "figure", **kept, measure=measure.key)
    turn.say("ask plan figure day", item=data["item"], part=data["part"], measure=measure.key)


def _use_figure_day(turn: Turn, day: date) -> None:
    data = in_step(turn, "figure").data
    if data["part"] != "value":
        carry(turn, data["item"], data["part"], Mark(day, Measure.of(data["measure"])), data["seen"])
        return
    on = plan_values.passed(turn.work, turn.person, day).isoformat()
    turn.begin(DIALOG, "group", item=data["item"], measure=data["measure"], on=on)
    turn.say("ask plan group", item=data["item"], part="value", measure=data["measure"], on=on)


def _put_down(turn: Turn, item_id: int, group: str) -> None:
    data = in_step(turn, "group").data
    value: Value = plan_values.value(data["on"], data["measure"], group)
    put_down(turn, item_id, value, None)
