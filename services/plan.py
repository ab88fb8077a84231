"""An institution's plan: who reads and writes it; activities and indicators added, changed, linked and archived.

What indicators were over time stands in plan_values.py; what is shown, in show_plan.py and show_plan_item.py.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from db.queries import instance, plans, setup
from db.queries.recommendations import recommendation
from db.work import Work
from domain.assigning import numbers
from domain.errors import NoInstitution, NoPlanAsked, NotAssigned, PlanListFull, PlanNotThere
from domain.plan import Activity, Content, Indicator, Item, ItemKind, Owner
from domain.plan_rules import MOST_ITEMS, PlanAction, authorise, changed, clash, parts_of, without
from domain.reference import Reference
from domain.role import INDEPENDENT, Holding, Person, Role


def acting(person: Person) -> Holding:
    """Return the role in which the person has to do with plans. Raises NoInstitution, NoPlanAsked."""
    holding = person.holding
    if holding is not None and holding.role in INDEPENDENT:
        raise NoPlanAsked
    if holding is None or (holding.institution_id is None and holding.role is not Role.COORDINATOR):
        raise NoInstitution
    return holding


def own(work: Work, person: Person, action: PlanAction) -> int:
    """Return the institution whose plan is the person's own. Raises as `acting` does, NotInThisRole, PlanNotThere."""
    institution_id = acting(person).institution_id
    if institution_id is None:
        raise PlanNotThere
    authorise(action, person.holding, owner_of(work, institution_id))
    return institution_id


def owner_of(work: Work, institution_id: int) -> Owner:
    """Return whose plan an institution's is. Raises PlanNotThere where there is no such institution."""
    try:
        found = setup.institution(work, institution_id)
    except LookupError:
        raise PlanNotThere from None
    return Owner(found.country, found.id, found.kind)


def readable(work: Work, person: Person, item_id: int) -> Item:
    """Return an activity or indicator that the person may read. Raises PlanNotThere."""
    found = plans.item(work, item_id)
    if found is None:
        raise PlanNotThere
    authorise(PlanAction.READ, person.holding, found.owner)
    return found


def writable(work: Work, person: Person, item_id: int) -> Item:
    """Return an activity or indicator that the person may change. Raises PlanNotThere, NotInThisRole."""
    found = readable(work, person, item_id)
    authorise(PlanAction.WRITE, person.holding, found.owner)
    if found.archived:
        raise PlanNotThere
    return found


def add(work: Work, person: Person, kind: ItemKind, title: str, reference: Reference | None = None) -> int:
    """Add an activity or indicator and return its id; with a reference, it serves that recommendation.

    Raises as `own` does, MessageEmpty, PlanTextTooLong, PlanListFull, NotAssigned.
    """
    institution_id = own(work, person, PlanAction.WRITE)
    if len(plans.items_of(work, institution_id)) >= MOST_ITEMS:
        raise PlanListFull(MOST_ITEMS)
    empty: Content = Activity("") if kind is ItemKind.ACTIVITY else Indicator("")
    item_id = plans.add_item(work, institution_id, changed(empty, "title", title), person.id)
    _record(work, person, "plan item added", item_id, {"kind": kind.value})
    if reference is not None:
        _serve(work, person, plans_item(work, item_id), [assigned_id(work, institution_id, reference)])
    return item_id


def plans_item(work: Work, item_id: int) -> Item:
    """Return an item that is known to be there. Raises PlanNotThere."""
    found = plans.item(work, item_id)
    if found is None:
        raise PlanNotThere
    return found


def change(work: Work, person: Person, item_id: int, part: str, value: Any, seen: int, *, append: bool = False) -> bool:
    """Give a part another value; False where somebody else has changed it since version `seen`: then nothing is.

    `append`: the text is added at the end of what stands there. Raises PlanNotThere, NotInThisRole, and what
    `plan_rules.changed` raises.
    """
    found = _held(work, person, item_id, part)
    if append:
        value = "\n\n".join(filter(None, [getattr(found.content, part), value.strip()]))
    elif clash(plans.content_at(work, item_id, seen) or found.content, found.content, part, value):
        return False
    _write(work, person, found, changed(found.content, part, value), part)
    return True


def clear(work: Work, person: Person, item_id: int, part: str, seen: int) -> None:
    """Leave a part empty, unless somebody else has changed it since. Raises PlanNotThere, NotInThisRole."""
    found = _held(work, person, item_id, part)
    if part in {"title", "benchmarks"}:
        raise PlanNotThere
    before = plans.content_at(work, item_id, seen)
    if before is not None and getattr(before, part) == getattr(found.content, part):
        empty = "" if isinstance(getattr(found.content, part), str) and part != "kind" else None
        _write(work, person, found, changed(found.content, part, empty), part)


def take_out(work: Work, person: Person, item_id: int, on: date) -> None:
    """Take the benchmark of a day out of an indicator. Raises PlanNotThere, NotInThisRole."""
    found = _held(work, person, item_id, "benchmarks")
    if isinstance(found.content, Indicator):
        _write(work, person, found, without(found.content, on), "benchmarks")


def set_archived(work: Work, person: Person, item_id: int, *, archived: bool) -> None:
    """Take an entry out of the plan, or put it back. Raises PlanNotThere, NotInThisRole."""
    found = readable(work, person, item_id)
    authorise(PlanAction.WRITE, person.holding, found.owner)
    if found.archived is not archived:
        plans.set_archived(work, item_id, archived=archived)
        _record(work, person, "plan item archived" if archived else "plan item restored", item_id, {})


# --- which recommendations it serves -----------------------------------------------------------------


def assigned_id(work: Work, institution_id: int, reference: Reference) -> int:
    """Return the id of a recommendation that an institution has. Raises NotAssigned."""
    found = recommendation(work, reference)
    if found is None or found.id not in plans.assigned_numbers(work, institution_id):
        raise NotAssigned
    return found.id


def serve_typed(work: Work, person: Person, item_id: int, text: str) -> int | None:
    """Let an entry serve the recommendations whose numbers were typed ("12, 20-25"); return how many are new.

    None: the text is no numbers. Raises PlanNotThere, NotInThisRole, NotAssigned where the institution has none.
    """
    found = writable(work, person, item_id)
    ranges = numbers(text, found.owner.country)
    if ranges is None:
        return None
    assigned = plans.assigned_numbers(work, found.owner.institution_id)
    wanted = [id_ for id_, number in assigned.items() if any(first <= number <= last for first, last in ranges)]
    if not wanted:
        raise NotAssigned
    return _serve(work, person, found, wanted)


def serve(work: Work, person: Person, item_id: int, number: int, *, serves: bool) -> None:
    """Let an entry serve a recommendation of the institution's, or no longer. Raises as `serve_typed` does."""
    found = writable(work, person, item_id)
    reference = Reference(found.owner.country, number)
    if serves:
        _serve(work, person, found, [assigned_id(work, found.owner.institution_id, reference)])
        return
    named = recommendation(work, reference)
    if named is not None and named.id in found.serves:
        plans.unlink(work, item_id, named.id)
        _record(work, person, "plan item unlinked", item_id, {"recommendations": [named.id]})


def serve_cluster(work: Work, person: Person, item_id: int, cluster_id: int) -> int:
    """Let an entry serve what the institution has of a cluster; return how many are new. Raises as `serve_typed`."""
    found = writable(work, person, item_id)
    assigned = plans.assigned_numbers(work, found.owner.institution_id)
    offered = plans.clusters_among(work, assigned).get(cluster_id)
    if offered is None:
        raise NotAssigned
    return _serve(work, person, found, offered[1])


def _serve(work: Work, person: Person, found: Item, recommendation_ids: Iterable[int]) -> int:
    plans.hold(work, found.id)
    served = set(plans_item(work, found.id).serves)
    new = [id_ for id_ in recommendation_ids if id_ not in served]
    plans.link(work, found.id, new)
    if new:
        _record(work, person, "plan item linked", found.id, {"recommendations": new})
    return len(new)


def _held(work: Work, person: Person, item_id: int, part: str) -> Item:
    """The item as it is once nobody else changes it any more."""
    writable(work, person, item_id)
    plans.hold(work, item_id)
    found = writable(work, person, item_id)
    if part not in parts_of(found.content):
        raise PlanNotThere
    return found


def _write(work: Work, person: Person, found: Item, content: Content, part: str) -> None:
    if content != found.content:
        plans.add_version(work, found.id, found.version + 1, content, person.id)
        _record(work, person, "plan item changed", found.id, {"part": part, "version": found.version + 1})


def _record(work: Work, person: Person, event: str, item_id: int, details: dict[str, Any]) -> None:
    country = person.holding.country if person.holding else None
    instance.record_event(
        work, event, person_id=person.id, country=country, subject="plan_items", subject_id=item_id, details=details
    )
