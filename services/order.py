"""A coordinator's order: a selection gets a lead and associated institutions, seen first, then carried out once.

Finding the selection stands in selecting.py; the command line's way of assigning in assign.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from db.queries import assignments, instance, ordering, people, setup
from db.queries.setup import Institution
from db.work import Work
from domain.assigning import Order, Plan, plan
from domain.assigning_shown import InstitutionChoice, InstitutionLine, OrderDone, OrderShown
from domain.errors import IndependentNeverLeads, NoSuchInstitution, NothingToChange
from domain.role import INDEPENDENT_KINDS, Person
from domain.shown import LINES_PER_PAGE, Names, sliced
from services import selecting
from services.look import Look
from services.remind import coordinating, matching
from services.rounds import join_open
from services.tell import WHOLE_INSTITUTION, tell_assigned, tell_ended

LEADS = "order leads"
OTHERS = "order others"
PREVIEW = "order preview"
DONE = "order done"


def the_lead(work: Work, person: Person, institution_id: int) -> int:
    """Return an institution that may lead. Raises NotCoordinator, NoSuchInstitution, IndependentNeverLeads."""
    if one_of_country(work, person, institution_id).kind in INDEPENDENT_KINDS:
        raise IndependentNeverLeads
    return institution_id


def one_of_country(work: Work, person: Person, institution_id: int) -> Institution:
    """Return an institution of the country that the person coordinates. Raises NotCoordinator, NoSuchInstitution."""
    active = setup.active_institutions(work, coordinating(person).country)
    found = next((one for one in active if one.id == institution_id), None)
    if found is None:
        raise NoSuchInstitution
    return found


def meant_lead(work: Work, person: Person, sought: str, language: str) -> int | None:
    """Return the one institution that words mean as lead; None where it is to be chosen. Raises NotCoordinator."""
    found = [one for one in matching(work, coordinating(person).country, sought, language) if _leads(one)]
    return found[0].id if sought.strip() and len(found) == 1 else None


def institutions(look: Look, params: Mapping[str, Any]) -> InstitutionChoice:
    """Return a page of those that can lead; with `marks`, of all others with their mark. Raises NotCoordinator."""
    country, order = coordinating(look.person).country, Order.of(params)
    every = matching(look.work, country, params["sought"], look.language)
    found = [
        one for one in every if (params["marks"] and one.id != order.lead) or (not params["marks"] and _leads(one))
    ]
    shown, number, pages = sliced(found, params["page"], LINES_PER_PAGE)
    chosen = selecting.described(look.work, country, order.which)
    has = _has(look.work, selecting.meant(look.work, country, order.which))
    lines = tuple(
        InstitutionLine(one.id, one.names, not _leads(one), has.get(one.id, 0), _mark(order, one.id)) for one in shown
    )
    return InstitutionChoice(chosen, params["sought"], lines, number, pages)


def preview(look: Look, params: Mapping[str, Any]) -> OrderShown:
    """Return an order and what it would change by now. Raises NotCoordinator, NoSuchInstitution, NothingSelected."""
    order, country = Order.of(params), coordinating(look.person).country
    ids = selecting.meant(look.work, country, order.which)
    there = _named(look.work, look.person, order)
    made = plan(ids, ordering.held(look.work, ids), order)
    gets = _receivers(made)
    unreached = [one for one in gets if not people.reachable_members(look.work, one, WHOLE_INSTITUTION)]
    return OrderShown(
        look.row,
        selecting.described(look.work, country, order.which),
        there[order.lead].names if order.lead else None,
        _names(there, order.associated),
        _names(there, order.out),
        len(made.new),
        len(made.kept),
        len(made.ended),
        made.lead_changes,
        order.former_stays,
        order.instructions,
        order.due_on,
        made.changes or bool(made.kept and (order.due_on or order.instructions)),
        _names(there, unreached),
    )


def carry_out(work: Work, person: Person, order: Order) -> dict[str, Any]:
    """Do what is ordered, tell each institution once, and return the numbers of what was done.

    Raises NotCoordinator, NoSuchInstitution, IndependentNeverLeads, NothingSelected, NothingToChange.
    """
    country = coordinating(person).country
    if order.lead is not None:
        the_lead(work, person, order.lead)
    _named(work, person, order)
    ids = selecting.meant(work, country, order.which)
    ordering.hold(work, ids)
    made = plan(ids, ordering.held(work, ids), order)
    if not made.changes and not (made.kept and (order.due_on or order.instructions)):
        raise NothingToChange
    told = apply(work, made, order.due_on)
    for one in sorted({one.institution_id for one in made.ended}):
        tell_ended(work, setup.institution(work, one))
    named = [one for one in (order.lead, *order.associated) if one is not None]
    later = ordering.dated(work, ids, named, order.due_on) if order.due_on is not None else []
    assignments.change_due_date(work, later, order.due_on)
    if order.instructions:
        ordering.instruct(work, ids, named, order.instructions)
    _record(work, person, country, order, ids, made, len(later))
    return {
        "new": len(made.new),
        "lead_changes": made.lead_changes,
        "ended": len(made.ended),
        "told": sum(told.values()),
        "institutions": list(told),
        "untold": [one for one, count in told.items() if not count],
    }


def done(look: Look, params: Mapping[str, Any]) -> OrderDone:
    """Return what an order has done. Raises NotCoordinator."""
    every = {one.id: one for one in setup.active_institutions(look.work, coordinating(look.person).country)}
    return OrderDone(
        params["new"],
        params["lead_changes"],
        params["ended"],
        params["told"],
        tuple(every[one].names for one in params["institutions"] if one in every),
        tuple(every[one].names for one in params["untold"] if one in every),
    )


def apply(work: Work, made: Plan, due_on: date | None = None) -> dict[int, int]:
    """Write what a plan changes and tell each institution once; return how many of its people are told, by id.

    `due_on`: of what is new.
    """
    ordering.end(work, [one.id for one in (*made.ended, *(one for one, _ in made.moved))])
    ordering.go_on(work, made.moved)
    assignments.add_assignments(work, [(id_, one, part, due_on) for id_, one, part in made.new])
    told = {}
    for one in _receivers(made):
        told[one] = tell_assigned(work, setup.institution(work, one)).reachable
        join_open(work, one)
    return told


def _receivers(made: Plan) -> list[int]:
    """The institutions that have something new, or lead now: each is told once."""
    led = [one.institution_id for one, part in made.moved if part == "lead"]
    return list(dict.fromkeys([*(one for _, one, _ in made.new), *led]))


def _named(work: Work, person: Person, order: Order) -> dict[int, Institution]:
    """The institutions that an order names, all of the country and not archived."""
    every = {one.id: one for one in setup.active_institutions(work, coordinating(person).country)}
    if any(one not in every for one in (*([order.lead] if order.lead else []), *order.associated, *order.out)):
        raise NoSuchInstitution
    return every


def _names(there: Mapping[int, Institution], ids: Sequence[int]) -> tuple[Names, ...]:
    return tuple(there[one].names for one in ids)


def _leads(one: Institution) -> bool:
    return one.kind not in INDEPENDENT_KINDS


def _mark(order: Order, institution_id: int) -> str:
    if institution_id in order.associated:
        return "associated"
    return "out" if institution_id in order.out else ""


def _has(work: Work, ids: Sequence[int]) -> dict[int, int]:
    counted: dict[int, int] = {}
    for one in ordering.held(work, ids):
        counted[one.institution_id] = counted.get(one.institution_id, 0) + 1
    return counted


def _record(work: Work, person: Person, country: str, order: Order, ids: Sequence[int], made: Plan, later: int) -> None:
    instance.record_event(
        work,
        "recommendations assigned",
        person_id=person.id,
        country=country,
        subject="recommendations",
        details={
            "chosen by": order.which.by.value,
            "recommendations": list(ids),
            "new": [[id_, one, part.value] for id_, one, part in made.new],
            "moved": [[one.recommendation_id, one.institution_id, part.value] for one, part in made.moved],
            "ended": [[one.recommendation_id, one.institution_id] for one in made.ended],
            "due on": order.due_on.isoformat() if order.due_on else None,
            "date changed": later,
        },
    )
