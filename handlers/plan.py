"""/plan: what an institution means to do and how it is measured; for coordinators, the plans of the country.

One entry stands in plan_item.py, what is typed into it in plan_parts.py and plan_figures.py.
"""

from __future__ import annotations

from domain.errors import ButtonStale
from domain.plan import ItemKind
from domain.plan_rules import BY, PlanAction
from domain.reference import Reference, typed
from domain.role import Person, Role
from domain.said import Pressed, Said, id_at, page_at, reference_in, whole_number
from handlers import plan_figures, plan_item, plan_parts
from handlers.conversation import Command, Conversation, Kind
from handlers.plan_parts import DIALOG
from handlers.turn import Turn
from services import plan as service
from services import show_plan as show
from services import show_plan_item as show_item
from views import plan as view
from views import plan_figures as figures_view
from views import plan_item as item_view
from views import plan_parts as parts_view
from views.texts import N_


def has_plans(person: Person) -> bool:
    """Whether the person reads plans in the role they act in."""
    return person.holding is not None and person.holding.role in BY[PlanAction.READ]


def look(turn: Turn, _said: Said) -> None:
    """Show the plan of the person's institution, or for a coordinator those of the country."""
    holding = service.acting(turn.person)
    turn.end()
    turn.say("plans" if holding.role is Role.COORDINATOR else "plan", page=1)


def press(turn: Turn, pressed: Pressed) -> None:
    """`plan`, `plan:PAGE`; `plan:of:INSTITUTION:PAGE`; `plan:SI-0123[:PAGE]`; `plan:new:activity[:SI-0123]`."""
    first, *rest = pressed.arguments or ("",)
    if first == "new":
        _ask_title(turn, *rest)
    elif first == "of":
        turn.show("plan", institution=id_at(rest, 0), page=page_at(rest, 1))
    elif typed(first) is not None:
        _of_recommendation(turn, reference_in(first), rest)
    else:
        holding = service.acting(turn.person)
        kind = "plans" if holding.role is Role.COORDINATOR else "plan"
        turn.show(kind, page=whole_number(first) if first else 1)


def take_title(turn: Turn, said: Said) -> None:
    """Add what was named, and show what else can be said of it."""
    data = turn.dialog.data if turn.dialog else {}
    reference = typed(data["reference"]) if data["reference"] else None
    item_id = service.add(turn.work, turn.person, ItemKind(data["adds"]), said.words, reference)
    turn.end()
    turn.say("plan item", item=item_id)


def _ask_title(turn: Turn, kind: str = "", reference: str = "", *_: str) -> None:
    if kind not in {one.value for one in ItemKind}:
        raise ButtonStale
    institution_id = service.own(turn.work, turn.person, PlanAction.WRITE)
    serves = reference_in(reference) if reference else None
    if serves is not None:
        service.assigned_id(turn.work, institution_id, serves)
    turn.begin(DIALOG, "title", adds=kind, reference=str(serves) if serves else "")
    turn.say("ask plan title", adds=kind)


def _of_recommendation(turn: Turn, reference: Reference, rest: list[str]) -> None:
    """Below the card at first, so that the card stays; a page of it in place."""
    if rest:
        turn.show("plan of recommendation", reference=str(reference), page=page_at(rest, 0))
    else:
        turn.say("plan of recommendation", reference=str(reference))


conversation = Conversation(
    DIALOG,
    commands={"plan": Command(N_("Implementation plan"), look, place=36, may=has_plans)},
    buttons={
        "plan": press,
        "planitem": plan_item.press,
        "planday": plan_figures.pick_day,
        "planpick": plan_figures.pick,
    },
    steps={
        "title": take_title,
        "text": plan_parts.take_text,
        "day": plan_parts.take_day,
        "amount": plan_figures.take_amount,
        "number": plan_figures.take_number,
        "figure": plan_figures.take_day,
        "group": plan_figures.take_group,
        "serves": plan_item.take_numbers,
        "clash": plan_parts.say_clash,
    },
    kinds={
        "plan": Kind(show.plan, view.plan),
        "plans": Kind(show.country_plans, view.plans),
        "plan of recommendation": Kind(show.of_recommendation, view.of_recommendation),
        "ask plan title": Kind(lambda _look, params: ItemKind(params["adds"]), view.ask_title),
        "plan item": Kind(show_item.item, item_view.item),
        "ask plan kind": Kind(show_item.item, item_view.ask_kind),
        "plan benchmarks": Kind(show_item.item, item_view.benchmarks),
        "plan values": Kind(show_item.values, item_view.values),
        "plan serves": Kind(show_item.serving, view.serving),
        "plan clusters": Kind(show_item.clusters, view.clusters),
        "ask plan archive": Kind(show_item.item, item_view.ask_archive),
        "ask plan text": Kind(show_item.part, parts_view.ask_text),
        "plan text kept": Kind(show_item.part, parts_view.text_kept),
        "ask plan day": Kind(show_item.part, parts_view.ask_day),
        "plan clash": Kind(show_item.clash, parts_view.clash),
        "ask plan amount": Kind(show_item.part, figures_view.ask_amount),
        "plan amounts": Kind(show_item.part, figures_view.amounts),
        "ask plan number": Kind(show_item.part, figures_view.ask_number),
        "plan numbers": Kind(show_item.part, figures_view.numbers),
        "ask plan figure day": Kind(show_item.part, figures_view.ask_day),
        "ask plan group": Kind(show_item.part, figures_view.ask_group),
    },
)
