"""What is shown to coordinators around review: the queue, one to be read, what is decided. Deciding: review.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from db.queries import assignments, contributions, reviewing, rounds
from db.queries.contributions import Contribution
from db.queries.recommendations import recommendation
from domain.contributed import ContributionShown, Returning
from domain.contribution import Action, State, Status, may
from domain.reviewed import Reviewed, ReviewLine, ReviewQueue, Unchanged, UnchangedDone, moment
from domain.shown import LINES_PER_PAGE, page_count
from domain.timezone import local_date
from services import review
from services.look import Look
from services.move import answers_for_country, standing
from services.remind import coordinating
from services.show_contribution import shown
from services.show_lines import described, page_within

_REVIEW = (Action.APPROVE, Action.PUBLISH, Action.RETURN)


def queue(look: Look, params: Mapping[str, Any]) -> ReviewQueue:
    """Return a page of what waits for the country's coordinators. Raises NotCoordinator."""
    holding = coordinating(look.person)
    counts = reviewing.count_waiting(look.work, holding.country)
    submitted, approved = counts.get(State.SUBMITTED, 0), counts.get(State.APPROVED, 0)
    total = submitted + approved
    number = page_within(params["page"], total)
    ids = reviewing.waiting(look.work, holding.country, LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    found = [one for id_ in ids if (one := contributions.contribution(look.work, id_))]
    lines = described(look, [one.recommendation_id for one in found], holding.country_language)
    return ReviewQueue(
        tuple(
            ReviewLine(
                one.id,
                lines[one.recommendation_id],
                one.institution_names,
                one.content.status,
                one.state,
                _days(look, one.submitted_at),
                one.no_change,
            )
            for one in found
        ),
        number,
        page_count(total, LINES_PER_PAGE),
        submitted,
        approved,
        reviewing.count_unchanged(look.work, holding.country, look.person.id),
    )


def to_review(look: Look, params: Mapping[str, Any]) -> Reviewed:
    """Return a contribution as a coordinator reads it, whatever its state by now. Raises NotCoordinator, NotFound."""
    found = review.reviewable(look.work, look.person, params["contribution"])
    about = recommendation(look.work, found.reference)
    every = assignments.institutions_of(look.work, found.recommendation_id)
    said = review.said_anew(look.work, found)
    stands = standing(found)
    answers = answers_for_country(look.work, found)
    may_do = {one for one in _REVIEW if may(one, look.person.id, look.person.holding, stands)}
    if not answers:
        may_do -= {Action.PUBLISH}
    return Reviewed(
        shown(look, found),
        about.status if about else Status.NO_INFORMATION.value,
        next((one.part for one in every if one.institution_id == found.institution_id), None),
        rounds.round_of(look.work, found.round_id) if found.round_id else None,
        local_date(said, look.zone) if said else None,
        _days(look, found.submitted_at),
        frozenset(may_do),
        look.person.id in stands.people,
        answers,
        len(every) > 1,
        _following(look, found),
        params.get("page", 1),
    )


def about(look: Look, params: Mapping[str, Any]) -> ContributionShown:
    """Return a contribution that a coordinator is deciding on. Raises NotCoordinator, NotFound."""
    return shown(look, review.reviewable(look.work, look.person, params["contribution"]))


def returning(look: Look, params: Mapping[str, Any]) -> Returning:
    """Return a contribution with the reason why it is to be returned. Raises NotCoordinator, NotFound."""
    return Returning(look.row, about(look, params), params["reason"])


def unchanged(look: Look, _params: Mapping[str, Any]) -> Unchanged:
    """Return what may be approved together because it says "no change". Raises NotCoordinator."""
    found = review.unchanged(look.work, look.person)
    newest = max((moment(one.changed_at) for one in found), default=0)
    publishable = sum(one.answers for one in found)
    return Unchanged(tuple(one.reference for one in found), len(found), publishable, newest)


def unchanged_done(look: Look, params: Mapping[str, Any]) -> UnchangedDone:
    """Return how many were approved together. Raises NotCoordinator."""
    coordinating(look.person)
    return UnchangedDone(params["approved"], params["published"])


def _following(look: Look, found: Contribution) -> tuple[int, Any] | None:
    if found.submitted_at is None:
        return None
    id_ = reviewing.after(look.work, found.country, found.id, found.submitted_at)
    following = contributions.contribution(look.work, id_) if id_ is not None else None
    return (following.id, following.reference) if following is not None else None


def _days(look: Look, since: datetime | None) -> int:
    return (look.today - local_date(since, look.zone)).days if since is not None else 0
