"""What the other institutions have given on a recommendation, for the lead that consolidates it and the coordinator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.queries import contributions
from db.queries.assignments import AssignedInstitution, institutions_of
from db.queries.contributions import Contribution
from db.queries.recommendations import Recommendation, recommendation
from db.work import Work
from domain.consolidation import Given, Others
from domain.contributed import Reading
from domain.contribution import GIVEN
from domain.contribution import Part as TextPart
from domain.due import Part
from domain.errors import NotFound
from domain.reference import Reference, typed
from domain.role import INDEPENDENT_KINDS, OF_INSTITUTION, Person, Role
from domain.shown import LINES_PER_PAGE, sliced
from domain.timezone import local_date
from services.look import Look
from services.show_contribution import shown


def consolidated(work: Work, person: Person, reference: Reference | None) -> Recommendation:
    """Return a recommendation that the person coordinates, or whose lead institution they act for.

    Raises NotFound, as where there is nothing.
    """
    found = recommendation(work, reference) if reference is not None else None
    if found is None or not _may(person, found, institutions_of(work, found.id)):
        raise NotFound
    return found


def readable(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return what another institution that has the recommendation has given last. Raises NotFound."""
    found = contributions.contribution(work, contribution_id)
    if found is None:
        raise NotFound
    about = consolidated(work, person, found.reference)
    last = contributions.last_given(work, about.id, found.institution_id)
    has = {one.institution_id for one in _others(work, person, about)}
    if last is None or last.id != found.id or found.institution_id not in has:
        raise NotFound
    return found


def others(look: Look, params: Mapping[str, Any]) -> Others:
    """Return a page of the other institutions, each with what it has given last. Raises NotFound."""
    about = consolidated(look.work, look.person, typed(params["reference"]))
    every = _others(look.work, look.person, about)
    page, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    given = tuple(_given(look, about, one) for one in page)
    return Others(about.reference, given, number, pages, len(every))


def reading(look: Look, params: Mapping[str, Any]) -> Reading:
    """Return another institution's contribution to be read in full; notes go to the coordinator alone.

    Raises NotFound.
    """
    found = readable(look.work, look.person, params["contribution"])
    holding = look.person.holding
    reads_note = holding is not None and holding.role is Role.COORDINATOR and found.kind not in INDEPENDENT_KINDS
    if not reads_note:
        found = replace(found, content=found.content.without(TextPart.NOTE))
    return Reading(shown(look, found), params["page"])


def _may(person: Person, found: Recommendation, holders: list[AssignedInstitution]) -> bool:
    holding = person.holding
    if holding is None or holding.country != found.reference.country:
        return False
    leads = {one.institution_id for one in holders if one.part is Part.LEAD}
    return holding.role is Role.COORDINATOR or (holding.role in OF_INSTITUTION and holding.institution_id in leads)


def _others(work: Work, person: Person, about: Recommendation) -> list[AssignedInstitution]:
    own = person.holding.institution_id if person.holding else None
    return [one for one in institutions_of(work, about.id) if one.institution_id != own]


def _given(look: Look, about: Recommendation, one: AssignedInstitution) -> Given:
    independent = one.kind in INDEPENDENT_KINDS
    last = contributions.last_given(look.work, about.id, one.institution_id)
    if last is None or last.state not in GIVEN:
        return Given(one.names, one.part, independent)
    on = local_date(last.submitted_at or last.changed_at, look.zone)
    return Given(one.names, one.part, independent, last.id, last.content.status, last.state, on)
