"""The history of a recommendation, as one person may know it; and what is published on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from db.queries import contributions, evidence, history, setup
from db.queries.contributions import Contribution
from db.queries.recommendations import Recommendation, recommendation
from db.work import Work
from domain.competence import Decision as OnCompetence
from domain.contributed import ContributionShown
from domain.contribution import Part, State
from domain.errors import NotFound
from domain.evidence import EvidenceState as Stored
from domain.extension import Decision
from domain.history import DatedEntry, Entry, History, Published, What
from domain.reference import Reference, typed
from domain.role import INDEPENDENT_KINDS, Person, Role, in_mechanism, may_read
from domain.shown import LINES_PER_PAGE, sliced
from domain.timezone import local_date
from services.look import Look
from services.move import answers_for_country
from services.show_contribution import shown

_WITHIN = frozenset({What.FOR_CLEARANCE, What.TAKEN_BACK, What.SENT_BACK})
"""What stays within an institution."""

_MOVES = {
    "contribution taken back": What.TAKEN_BACK,
    "contribution cleared": What.CLEARED,
    "contribution cleared on paper": What.CLEARED,
    "contribution sent back": What.SENT_BACK,
    "contribution returned": What.RETURNED,
    "contribution approved": What.APPROVED,
    "contribution published": What.PUBLISHED,
}
_CONTESTS = {OnCompetence.ACCEPTED: What.COMPETENCE_ACCEPTED, OnCompetence.REFUSED: What.COMPETENCE_REFUSED}
_DATES = {Decision.GRANTED: What.LATER_GRANTED, Decision.REFUSED: What.LATER_REFUSED}


def readable(work: Work, person: Person, reference: Reference | None) -> Recommendation:
    """Return a recommendation that the person may read. Raises NotFound, also where they may not."""
    country = setup.country(work, reference.country) if reference else None
    found = recommendation(work, reference) if reference else None
    if country is None or found is None or not may_read(person, country.code, country_open=country.open):
        raise NotFound
    return found


def page(look: Look, params: Mapping[str, Any]) -> History:
    """Return a page of a recommendation's history: to the national mechanism all of it, to others what is published.

    Raises NotFound.
    """
    found = readable(look.work, look.person, typed(params["reference"]))
    inside = in_mechanism(look.person, found.reference.country)
    happened = list(_all(look, found) if inside else _published(look.work, found))
    # Of what happened at one moment, what came last comes first.
    every = sorted(happened, key=lambda one: one.at)[::-1]
    shown_, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    dated = tuple(DatedEntry(local_date(one.at, look.zone), one) for one in shown_)
    return History(found.reference, dated, number, pages, not inside)


def published(look: Look, params: Mapping[str, Any]) -> Published:
    """Return what is published on a recommendation, without internal notes; the country's answer first.

    Raises NotFound, also where nothing is published.
    """
    about = readable(look.work, look.person, typed(params["reference"]))
    every = [one for one in contributions.all_of(look.work, about.id) if one.state is State.PUBLISHED]
    if not every:
        raise NotFound
    every.sort(key=lambda one: not answers_for_country(look.work, one))
    dates = tuple(local_date(one.published_at or one.changed_at, look.zone) for one in every)
    return Published(about.reference, tuple(_public(look, one) for one in every), dates, params["page"])


def _public(look: Look, found: Contribution) -> ContributionShown:
    """What everybody may read: no note, no letter, no reason, and of the evidence what is public."""
    bare = replace(found, content=found.content.without(Part.NOTE), letter_number=None, reason=None)
    pieces = evidence.of_contribution(look.work, found.id)
    return replace(shown(look, bare), evidence=sum(one.public and one.state is Stored.STORED for one in pieces))


def _published(work: Work, found: Recommendation) -> Iterable[Entry]:
    for one in contributions.all_of(work, found.id):
        if one.published_at is not None and one.state in {State.PUBLISHED, State.SUPERSEDED}:
            yield Entry(one.published_at, What.PUBLISHED, one.institution_names, status=one.content.status)


def _all(look: Look, found: Recommendation) -> Iterable[Entry]:
    came = history.imported_at(look.work, found.id)
    if came is not None:
        yield Entry(came, What.IMPORTED)
    yield from _assigned(look.work, found.id)
    yield from _moved(look, found.id)
    for one in history.contested(look.work, found.id):
        yield Entry(one.at, What.CONTESTED, one.names)
        if one.decided_at is not None:
            yield Entry(one.decided_at, _CONTESTS[OnCompetence(one.state)], one.names, Role.COORDINATOR)
    for one in history.later_dates(look.work, found.id):
        knows = _knows(look.person, one.institution_id)
        yield Entry(one.at, What.LATER_ASKED, one.names, on=one.wanted_on if knows else None)
        if one.decided_at is not None:
            on = one.decided_on if knows else None
            yield Entry(one.decided_at, _DATES[Decision(one.state)], one.names, Role.COORDINATOR, on=on)


def _assigned(work: Work, recommendation_id: int) -> Iterable[Entry]:
    every = history.ever_assigned(work, recommendation_id)
    went_on = {(one.institution_id, one.assigned_at) for one in every}
    for one in every:
        what = What.INVITED if one.kind in INDEPENDENT_KINDS else What.ASSIGNED
        yield Entry(one.assigned_at, what, one.names, part=one.part)
        # One that goes on in another part takes its acknowledgement with it.
        if one.acknowledged_at is not None and one.acknowledged_at >= one.assigned_at:
            yield Entry(one.acknowledged_at, What.ACKNOWLEDGED, one.names)
        if one.ended_at is not None and (one.institution_id, one.ended_at) not in went_on:
            yield Entry(one.ended_at, What.ENDED, one.names)


def _moved(look: Look, recommendation_id: int) -> Iterable[Entry]:
    versions = {one.id: one for one in contributions.all_of(look.work, recommendation_id)}
    for one in history.moves(look.work, recommendation_id):
        version = versions[one.contribution_id]
        own = look.person.holding is not None and look.person.holding.institution_id == version.institution_id
        what = _submitted(version, one.state) if one.event == "contribution submitted" else _MOVES.get(one.event)
        if what is None or (what in _WITHIN and not own):
            continue
        told = what is What.SENT_BACK or (what is What.RETURNED and _knows(look.person, version.institution_id))
        yield Entry(
            one.at,
            what,
            version.institution_names,
            one.role,
            version=version.version,
            status=version.content.status if what in {What.SUBMITTED, What.ENTERED, What.PUBLISHED} else None,
            no_change=version.no_change and what is What.SUBMITTED,
            reason=(version.reason or "") if told else "",
        )


def _submitted(version: Contribution, state: str) -> What:
    if version.on_behalf:
        return What.ENTERED
    if state == State.PUBLISHED:
        return What.PUBLISHED
    return What.FOR_CLEARANCE if state == State.AWAITING_CLEARANCE else What.SUBMITTED


def _knows(person: Person, institution_id: int) -> bool:
    """Whether somebody of the mechanism knows an institution's dates, and why something was returned to it."""
    holding = person.holding
    return holding is not None and (holding.role is Role.COORDINATOR or holding.institution_id == institution_id)
