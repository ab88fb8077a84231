"""One activity or indicator: shown, what can be said of it chosen, linked to recommendations, archived.

What is typed into it is taken in plan_parts.py and plan_figures.py.
"""

from __future__ import annotations

from collections.abc import Callable

from domain.errors import ButtonStale
from domain.plan import IndicatorKind
from domain.plan_rules import LONGEST, parts_of
from domain.said import Pressed, Said, id_at, page_at, whole_number
from handlers import plan_figures, plan_parts
from handlers.days import iso_day
from handlers.plan_parts import DIALOG
from handlers.turn import Turn
from services import plan as service

_SAID = {"0": False, "1": True}


def press(turn: Turn, pressed: Pressed) -> None:
    """`planitem:ID`, `planitem:ID:VERB…` as in `_VERBS`."""
    item_id, rest = id_at(pressed.arguments, 0), pressed.arguments[1:]
    service.readable(turn.work, turn.person, item_id)
    verb, *arguments = rest or [""]
    if verb not in _VERBS:
        raise ButtonStale
    _VERBS[verb](turn, item_id, arguments)


def take_numbers(turn: Turn, said: Said) -> None:
    """Let the entry serve the recommendations whose numbers were typed."""
    item_id = turn.dialog.data["item"] if turn.dialog else 0
    added = service.serve_typed(turn.work, turn.person, item_id, said.words)
    turn.say("plan serves", item=item_id, page=1, added=added, misread=added is None)


def _show(turn: Turn, item_id: int, _arguments: list[str]) -> None:
    turn.end()
    turn.show("plan item", item=item_id)


def _open(turn: Turn, item_id: int, _arguments: list[str]) -> None:
    """Below the list, so that the list stays."""
    turn.end()
    turn.say("plan item", item=item_id)


def _ask(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:ask:PART[:anew]`."""
    part, anew = (*arguments, "", "")[:2]
    found = service.writable(turn.work, turn.person, item_id)
    parts = parts_of(found.content)
    if part == "value" and "benchmarks" in parts:
        plan_figures.ask_number(turn, found, part)
    elif part not in parts:
        raise ButtonStale
    elif part in LONGEST:
        plan_parts.ask_text(turn, found, part, append=part == "notes" and not anew)
    elif part in {"starts_on", "ends_on"}:
        plan_parts.ask_day(turn, found, part)
    elif part == "money":
        plan_figures.ask_amount(turn, found)
    elif part == "kind":
        turn.show("ask plan kind", item=item_id)
    else:
        plan_figures.ask_number(turn, found, part)


def _kind(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:kind:KIND:VERSION`."""
    name, version = (*arguments, "", "")[:2]
    if name not in {one.value for one in IndicatorKind}:
        raise ButtonStale
    plan_parts.carry(turn, item_id, "kind", IndicatorKind(name), whole_number(version))


def _clear(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:clear:PART:VERSION`."""
    part, version = (*arguments, "", "")[:2]
    service.clear(turn.work, turn.person, item_id, part, whole_number(version))
    turn.end()
    turn.show("plan item", item=item_id)


def _benchmarks(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:benchmarks`; `planitem:ID:benchmarks:2027-12-31` takes that one out."""
    turn.end()
    if arguments:
        service.take_out(turn.work, turn.person, item_id, iso_day(arguments))
    turn.show("plan benchmarks", item=item_id)


def _values(turn: Turn, item_id: int, arguments: list[str]) -> None:
    turn.end()
    turn.show("plan values", item=item_id, page=page_at(arguments, 0))


def _correct(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:correct:VALUE`."""
    plan_figures.correct(turn, item_id, id_at(arguments, 0))


def _serves(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:serves:PAGE`; `planitem:ID:serves:PAGE:NUMBER:1` lets it serve one, `:0` no longer."""
    page, number, wanted = (*arguments, "", "", "")[:3]
    service.writable(turn.work, turn.person, item_id)
    if number:
        if wanted not in _SAID:
            raise ButtonStale
        service.serve(turn.work, turn.person, item_id, whole_number(number), serves=_SAID[wanted])
    turn.begin(DIALOG, "serves", item=item_id)
    turn.show("plan serves", item=item_id, page=whole_number(page))


def _clusters(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:clusters:PAGE`; `planitem:ID:clusters:PAGE:CLUSTER` lets it serve all of one."""
    service.writable(turn.work, turn.person, item_id)
    page = page_at(arguments, 0)
    if len(arguments) > 1:
        added = service.serve_cluster(turn.work, turn.person, item_id, id_at(arguments, 1))
        turn.show("plan serves", item=item_id, page=1, added=added)
    else:
        turn.show("plan clusters", item=item_id, page=page)


def _archive(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:archive` asks; `planitem:ID:archive:yes` does it."""
    turn.end()
    if arguments == ["yes"]:
        service.set_archived(turn.work, turn.person, item_id, archived=True)
        turn.show("plan item", item=item_id)
    elif arguments:
        raise ButtonStale
    else:
        service.writable(turn.work, turn.person, item_id)
        turn.show("ask plan archive", item=item_id)


def _restore(turn: Turn, item_id: int, _arguments: list[str]) -> None:
    service.set_archived(turn.work, turn.person, item_id, archived=False)
    turn.show("plan item", item=item_id)


def _mine(turn: Turn, item_id: int, arguments: list[str]) -> None:
    """`planitem:ID:mine:VERSION`: write what the person meant over what somebody else wrote."""
    plan_parts.insist(turn, item_id, whole_number(arguments[0] if arguments else ""))


def _everybody(turn: Turn, item_id: int, _arguments: list[str]) -> None:
    plan_figures.for_everybody(turn, item_id)


_VERBS: dict[str, Callable[[Turn, int, list[str]], None]] = {
    "": _show,
    "open": _open,
    "ask": _ask,
    "kind": _kind,
    "clear": _clear,
    "benchmarks": _benchmarks,
    "values": _values,
    "correct": _correct,
    "serves": _serves,
    "clusters": _clusters,
    "archive": _archive,
    "restore": _restore,
    "mine": _mine,
    "everybody": _everybody,
}
