"""What is said and pressed about an order that has its recommendations: who leads, who else, instructions, date, done.

The conversation itself, and choosing the recommendations, stand in assigning.py.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.assigning import LONGEST_INSTRUCTIONS, Order
from domain.errors import ButtonStale, DateInThePast, PartTooLong
from domain.language import language_of
from domain.said import ROWS, Said, id_at, page_at, whole_number
from domain.text import units
from handlers.days import iso_day, take
from handlers.turn import Turn
from services import order as service
from services.remind import coordinating
from services.typed_days import today

NAME = "assign"
_LONGEST_SOUGHT = 100


def take_lead(turn: Turn, said: Said) -> None:
    """Go on with the one institution that was named; otherwise show those that may be meant."""
    order, sought = order_of(turn), " ".join(said.words.split())[:_LONGEST_SOUGHT]
    only = service.meant_lead(turn.work, turn.person, sought, language_of(turn.person))
    if only is not None:
        _preview(turn, replace(order, lead=only))
    else:
        ask_lead(turn, order, sought)


def take_other(turn: Turn, said: Said) -> None:
    """Look for an institution to be associated or taken out."""
    coordinating(turn.person)
    _ask_others(turn, order_of(turn), " ".join(said.words.split())[:_LONGEST_SOUGHT], 1)


def take_instructions(turn: Turn, said: Said) -> None:
    """Take instructions, or more of them, and show the order."""
    coordinating(turn.person)
    order = order_of(turn)
    whole = "\n\n".join(filter(None, [order.instructions, said.words.strip()]))
    if units(whole) > LONGEST_INSTRUCTIONS:
        raise PartTooLong(LONGEST_INSTRUCTIONS)
    _preview(turn, replace(order, instructions=whole))


def take_day(turn: Turn, said: Said) -> None:
    """Take a due date that was typed."""
    coordinating(turn.person)
    take(turn, said, _take_date, f"{NAME}:day")


def repeat(turn: Turn, _said: Said) -> None:
    """Show the order again, whose buttons say what can be done."""
    _preview(turn, order_of(turn))


def _lead(turn: Turn, order: Order, rest: list[str]) -> None:
    """`assign:lead:ID`; `assign:lead:keep`; `assign:lead` asks anew, `assign:lead:page:N` turns the list."""
    if not rest:
        ask_lead(turn, order)
    elif rest[0] == "page":
        params = _kept_list(turn, order)
        turn.show(service.LEADS, **params, page=whole_number(rest[1] if len(rest) > 1 else ""))
    elif rest[0] == "keep":
        _preview(turn, replace(order, lead=None))
    else:
        chosen = service.the_lead(turn.work, turn.person, whole_number(rest[0], ROWS))
        others, out = (tuple(one for one in ids if one != chosen) for ids in (order.associated, order.out))
        _preview(turn, replace(order, lead=chosen, associated=others, out=out))


def _others(turn: Turn, order: Order, rest: list[str]) -> None:
    """`assign:also:PAGE`: the other institutions with their marks; `assign:also:PAGE:ID` turns one mark on."""
    page = page_at(rest, 0)
    if len(rest) > 1:
        order = order.marked(service.one_of_country(turn.work, turn.person, whole_number(rest[1], ROWS)).id)
    sought = (turn.dialog.data.get("sought", "") if turn.dialog else "") if rest else ""
    _ask_others(turn, order, sought, page)


def _instructions(turn: Turn, order: Order, _rest: list[str]) -> None:
    """`assign:note`: write the instructions anew."""
    turn.begin(NAME, "instructions", **replace(order, instructions="").params())
    turn.say("order instructions")


def _date(turn: Turn, order: Order, _rest: list[str]) -> None:
    """`assign:date`: ask for a due date."""
    turn.begin(NAME, "date", **order.params())
    turn.say("order date")


def _pressed_day(turn: Turn, _order: Order, rest: list[str]) -> None:
    """`assign:day:2026-06-30`: one of the days that may have been meant."""
    _take_date(turn, iso_day(rest))


def _former(turn: Turn, order: Order, _rest: list[str]) -> None:
    """`assign:former`: whether a lead that is replaced stays as associated."""
    _preview(turn, replace(order, former_stays=not order.former_stays))


def _see(turn: Turn, order: Order, _rest: list[str]) -> None:
    """`assign:see`: show the order."""
    _preview(turn, order)


def _do(turn: Turn, order: Order, rest: list[str]) -> None:
    """`assign:do:ROW`: what the preview in that message shows, once."""
    turn.previewed(id_at(rest, 0), NAME, "preview")
    numbers = service.carry_out(turn.work, turn.person, order)
    turn.end()
    turn.show(service.DONE, **numbers)


def _take_date(turn: Turn, day: date) -> None:
    if day < today(turn.work, turn.person):
        raise DateInThePast(day)
    _preview(turn, replace(order_of(turn), due_on=day))


def ask_lead(turn: Turn, order: Order, sought: str = "") -> None:
    """Ask which institution leads."""
    turn.begin(NAME, "lead", **order.params(), sought=sought)
    turn.say(service.LEADS, **order.params(), sought=sought, marks=False, page=1)


def _ask_others(turn: Turn, order: Order, sought: str, page: int) -> None:
    turn.begin(NAME, "others", **order.params(), sought=sought)
    turn.show(service.OTHERS, **order.params(), sought=sought, marks=True, page=page)


def _kept_list(turn: Turn, order: Order) -> dict[str, object]:
    sought = turn.dialog.data.get("sought", "") if turn.dialog else ""
    return {**order.params(), "sought": sought, "marks": False}


def _preview(turn: Turn, order: Order) -> None:
    turn.show(service.PREVIEW, **order.params())
    # The preview whose button assigns: an older one shows something else.
    turn.preview(NAME, "preview", **order.params())


def in_dialog(turn: Turn) -> bool:
    """Whether the person is in the middle of assigning."""
    return turn.dialog is not None and turn.dialog.name == NAME


def order_of(turn: Turn) -> Order:
    """The order so far. Raises ButtonStale where nothing was chosen yet."""
    if turn.dialog is None or turn.dialog.name != NAME or "key" not in turn.dialog.data:
        raise ButtonStale
    return Order.of(turn.dialog.data)


VERBS = {
    "lead": _lead,
    "also": _others,
    "note": _instructions,
    "date": _date,
    "day": _pressed_day,
    "former": _former,
    "see": _see,
    "do": _do,
}
"""What can be pressed, by the word after `assign:`."""
