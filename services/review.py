"""A coordinator decides on contributions: approves, returns with a reason, publishes what answers for the country.

What is shown of it: show_review.py; who is told: tell_reviewed.py.
"""

from __future__ import annotations

from datetime import datetime

from db.queries import contributing, contributions, history, reviewing
from db.queries.contributions import Contribution
from db.queries.reviewing import Same
from db.work import Work
from domain.contribution import Action, State, may
from domain.errors import ContributionMovedOn, NotFound, OnlyLeadPublished
from domain.reviewed import UnchangedDone, moment
from domain.role import INDEPENDENT_KINDS, Person
from services.ask_clearance import tell_sent_back
from services.move import answers_for_country, move, standing
from services.remind import coordinating
from services.tell_reviewed import RETURNED, tell_reviewed

MOST_AT_ONCE = 50
"""So many are approved together: a turn has a few seconds."""


def reviewable(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return one that an institution of the State has submitted to the person's country, whatever its state by now.

    What has not left the institution, and all of independent bodies, is answered as where there is nothing.
    Raises NotCoordinator, NotFound.
    """
    country = coordinating(person).country
    found = contributions.contribution(work, contribution_id)
    if found is None or found.country != country or found.kind in INDEPENDENT_KINDS or found.submitted_at is None:
        raise NotFound
    return found


def approve(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Approve one. Raises NotCoordinator, NotFound, what `move.move` raises."""
    reviewable(work, person, contribution_id)
    approved = move(work, person, contribution_id, Action.APPROVE)
    tell_reviewed(work, approved.institution_id)
    return approved


def publish(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Publish one; approve it first where that has not been done.

    Raises NotCoordinator, NotFound, OnlyLeadPublished, what `move.move` raises.
    """
    found = reviewable(work, person, contribution_id)
    if not answers_for_country(work, found):
        raise OnlyLeadPublished
    if found.state is State.SUBMITTED:
        move(work, person, contribution_id, Action.APPROVE)
    published = move(work, person, contribution_id, Action.PUBLISH)
    tell_reviewed(work, published.institution_id)
    return published


def give_back(work: Work, person: Person, contribution_id: int, reason: str) -> Contribution:
    """Return one for completion, with a reason. Raises NotCoordinator, NotFound, what `move.move` raises."""
    reviewable(work, person, contribution_id)
    sealed = contributing.seal_reason(work, reason)
    returned = move(work, person, contribution_id, Action.RETURN, reason_sealed=sealed)
    tell_sent_back(work, returned, RETURNED)
    return returned


def has_decided(work: Work, person: Person, contribution_id: int) -> bool:
    """Tell whether it was this person who did last what was done with a contribution: they have pressed twice."""
    return history.last_moved_by(work, contribution_id) == person.id


def returnable(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return one that may be returned. Raises NotCoordinator, NotFound, ContributionMovedOn."""
    found = reviewable(work, person, contribution_id)
    if not may(Action.RETURN, person.id, person.holding, standing(found)):
        raise ContributionMovedOn(found.state.value)
    return found


def unchanged(work: Work, person: Person) -> list[Same]:
    """Return what says "no change" and may be approved by the person, as many at most as go at once.

    Raises NotCoordinator.
    """
    return reviewing.unchanged(work, coordinating(person).country, person.id, MOST_AT_ONCE)


def approve_unchanged(work: Work, person: Person, until: int, *, publishes: bool) -> UnchangedDone:
    """Approve what says "no change", up to the moment that was shown; publish what of it answers for the country.

    What was submitted later was not before the person's eyes. Raises NotCoordinator.
    """
    chosen = [one for one in unchanged(work, person) if moment(one.changed_at) <= until]
    for one in chosen:
        move(work, person, one.id, Action.APPROVE)
        if publishes and one.answers:
            move(work, person, one.id, Action.PUBLISH)
    for institution_id in dict.fromkeys(one.institution_id for one in chosen):
        tell_reviewed(work, institution_id)
    return UnchangedDone(len(chosen), sum(one.answers for one in chosen) if publishes else 0)


def said_anew(work: Work, found: Contribution) -> datetime | None:
    """Return when the institution last said something new, where this contribution says "no change"."""
    if not found.no_change:
        return None
    every = contributions.all_of(work, found.recommendation_id)
    earlier = [one for one in every if one.institution_id == found.institution_id and one.version < found.version]
    new = (one for one in sorted(earlier, key=lambda one: -one.version) if not one.no_change and one.submitted_at)
    return next((one.submitted_at for one in new), None)
