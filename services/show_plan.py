"""What is shown of plans: an institution's, those of a country's institutions, and what serves a recommendation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from db.queries import plans, setup
from db.queries.assignments import institutions_of
from db.queries.recommendations import recommendation
from db.work import Work
from domain.errors import NotFound, PlanNotThere, Refusal
from domain.plan import Activity, Indicator, Item, ItemKind, Owner, counted
from domain.plan_rules import BY, PlanAction, authorise
from domain.plan_shown import PlanCounts, PlanLine, PlanPage, Plans, RecommendationPlan
from domain.reference import typed
from domain.role import INDEPENDENT_KINDS, Holding, Role
from domain.shown import LINES_PER_PAGE, Names, sliced
from services.look import Look
from services.plan import acting, owner_of
from services.remind import coordinating


def plan(look: Look, params: Mapping[str, Any]) -> PlanPage:
    """Return a page of an institution's plan, without one the person's own. Raises NoInstitution, PlanNotThere."""
    holding = acting(look.person)
    institution_id = params.get("institution") or holding.institution_id
    if institution_id is None:
        raise PlanNotThere
    owner = owner_of(look.work, institution_id)
    authorise(PlanAction.READ, holding, owner)
    items = plans.items_of(look.work, institution_id)
    shown, number, pages = sliced(items, params["page"], LINES_PER_PAGE)
    return PlanPage(
        institution_id,
        setup.institution(look.work, institution_id).names,
        _counts(look.work, institution_id, items),
        tuple(line(one) for one in shown),
        number,
        pages,
        holding.institution_id == institution_id,
        may_write(look, owner),
    )


def country_plans(look: Look, params: Mapping[str, Any]) -> Plans:
    """Return a page of the country's institutions with what their plans hold and lack. Raises NotCoordinator."""
    active = setup.active_institutions(look.work, coordinating(look.person).country)
    every = [one for one in active if one.kind not in INDEPENDENT_KINDS]
    shown, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    found = ((one, plans.items_of(look.work, one.id)) for one in shown)
    lines = tuple((one.id, one.names, _counts(look.work, one.id, items)) for one, items in found)
    return Plans(lines, number, pages)


def of_recommendation(look: Look, params: Mapping[str, Any]) -> RecommendationPlan:
    """Return a page of what serves a recommendation in the plans that the person may read.

    Raises NoInstitution, NoPlanAsked, NotFound to who has nothing to do with it.
    """
    reference, holding = typed(params["reference"]), acting(look.person)
    found = recommendation(look.work, reference) if reference else None
    if reference is None or found is None or holding.country != reference.country:
        raise NotFound
    has = any(one.institution_id == holding.institution_id for one in institutions_of(look.work, found.id))
    items = [one for one in plans.items_serving(look.work, found.id) if _may_read(holding, one.owner)]
    if not has and not items and holding.role is not Role.COORDINATOR:
        raise NotFound
    shown, number, pages = sliced(items, params.get("page", 1), LINES_PER_PAGE)
    named = {one.owner.institution_id: _names(look.work, one.owner) for one in shown}
    several = holding.role is Role.COORDINATOR
    lines = tuple(line(one, named[one.owner.institution_id] if several else None) for one in shown)
    writes = has and holding.role in BY[PlanAction.WRITE]
    return RecommendationPlan(reference, lines, number, pages, len(items), writes)


def line(one: Item, institution: Names | None = None) -> PlanLine:
    """Return an entry as a line of a list."""
    content = one.content
    if isinstance(content, Activity):
        days = (content.starts_on, content.ends_on)
        return PlanLine(one.id, ItemKind.ACTIVITY, content.title, *days, None, one.lacks, institution)
    return PlanLine(one.id, ItemKind.INDICATOR, content.title, None, None, content.kind, one.lacks, institution)


def may_write(look: Look, owner: Owner) -> bool:
    """Tell whether the person may change a plan."""
    try:
        authorise(PlanAction.WRITE, look.person.holding, owner)
    except Refusal:
        return False
    return True


def _may_read(holding: Holding, owner: Owner) -> bool:
    try:
        authorise(PlanAction.READ, holding, owner)
    except Refusal:
        return False
    return True


def _counts(work: Work, institution_id: int, items: Sequence[Item]) -> PlanCounts:
    activities = [one for one in items if isinstance(one.content, Activity)]
    served = {id_ for one in activities for id_ in one.serves}
    return PlanCounts(
        len(activities),
        sum(isinstance(one.content, Indicator) for one in items),
        counted(one.lacks for one in items),
        sum(id_ not in served for id_ in plans.assigned_numbers(work, institution_id)),
    )


def _names(work: Work, owner: Owner) -> Names:
    return setup.institution(work, owner.institution_id).names
