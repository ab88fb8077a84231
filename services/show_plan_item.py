"""What is shown of one activity or indicator: itself, a part that is asked for, its values, what it serves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.queries import indicator_values, plans, setup
from domain.plan import Indicator, Measure, Value, from_data
from domain.plan_shown import Clash, ClustersServed, ItemShown, PartAsked, Serving, ValuesPage
from domain.reference import Reference
from domain.shown import CHOICES_PER_PAGE, LINES_PER_PAGE, sliced
from services.look import Look
from services.plan import readable
from services.plan_values import value
from services.show_lines import described
from services.show_plan import may_write


def item(look: Look, params: Mapping[str, Any]) -> ItemShown:
    """Return an activity or indicator that the person may read. Raises PlanNotThere."""
    found = readable(look.work, look.person, params["item"])
    numbers = plans.numbers_of(look.work, found.serves)
    values = indicator_values.values_of(look.work, found.id) if isinstance(found.content, Indicator) else []
    return ItemShown(
        found,
        setup.institution(look.work, found.owner.institution_id).names,
        tuple(Reference(found.owner.country, number) for number in numbers.values()),
        may_write(look, found.owner) and not found.archived,
        _latest(values),
        len(values),
    )


def part(look: Look, params: Mapping[str, Any]) -> PartAsked:
    """Return an entry with a part that is asked for, and what was understood so far. Raises PlanNotThere."""
    measure, on = params.get("measure"), params.get("on")
    return PartAsked(
        item(look, params),
        params["part"],
        params.get("append", True),
        tuple(params.get("readings", ())),
        Measure.of(measure) if measure else None,
        date.fromisoformat(on) if on else None,
    )


def clash(look: Look, params: Mapping[str, Any]) -> Clash:
    """Return what somebody else has written, and what the person would have. Raises PlanNotThere."""
    shown, name = item(look, params), params["part"]
    if name == "value":
        mine = value(*params["value"])
        every = indicator_values.values_of(look.work, shown.item.id)
        theirs: Any = next((one for one in every if one.same_place(mine)), None)
        return Clash(shown, name, theirs, mine)
    if name == "benchmarks" and isinstance(shown.item.content, Indicator):
        mark = from_data("target", params["value"])
        there = next((one for one in shown.item.content.benchmarks if one.on == mark.on), None)
        return Clash(shown, name, there, mark)
    return Clash(shown, name, getattr(shown.item.content, name), from_data(name, params["value"]))


def values(look: Look, params: Mapping[str, Any]) -> ValuesPage:
    """Return a page of an indicator's values, the newest first. Raises PlanNotThere."""
    shown = item(look, params)
    every = indicator_values.values_of(look.work, shown.item.id)
    here, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    return ValuesPage(shown, tuple(here), number, pages, len(every))


def serving(look: Look, params: Mapping[str, Any]) -> Serving:
    """Return a page of what the institution has, with what the entry serves. Raises PlanNotThere."""
    shown = item(look, params)
    assigned = plans.assigned_numbers(look.work, shown.item.owner.institution_id)
    # What is served and has been taken from the institution since stands there too, to be taken out.
    every = list(plans.numbers_of(look.work, {*assigned, *shown.item.serves}))
    here, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    holding = look.person.holding
    lines = described(look, here, holding.country_language if holding else None)
    return Serving(
        shown,
        tuple((lines[id_], id_ in shown.item.serves) for id_ in here if id_ in lines),
        number,
        pages,
        len(every),
        len(plans.clusters_among(look.work, assigned)),
        params.get("added"),
        params.get("misread", False),
    )


def clusters(look: Look, params: Mapping[str, Any]) -> ClustersServed:
    """Return a page of the clusters that the institution has something of. Raises PlanNotThere."""
    shown = item(look, params)
    among = plans.clusters_among(look.work, plans.assigned_numbers(look.work, shown.item.owner.institution_id))
    every = [(id_, name, len(ids)) for id_, (name, ids) in among.items()]
    here, number, pages = sliced(every, params["page"], CHOICES_PER_PAGE)
    return ClustersServed(shown, tuple(here), number, pages)


def _latest(every: list[Value]) -> Value | None:
    """The newest value of everybody, else the newest of a group."""
    return next((one for one in every if not one.group), every[0] if every else None)
