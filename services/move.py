"""A contribution moves on: decided by the rules, written once, and in the audit log. Showing it stands elsewhere."""

from __future__ import annotations

from typing import Any

from db.queries import assignments, contributing, contributions, instance
from db.queries.contributions import Contribution
from db.queries.recommendations import set_status
from db.work import Work
from domain.consolidation import answers
from domain.contribution import GIVEN, Action, Standing, State, decide
from domain.errors import ContributionMovedOn, NotFound
from domain.role import INDEPENDENT_KINDS, Person

_EVENTS = {
    Action.SUBMIT: "contribution submitted",
    Action.DISCARD: "contribution discarded",
    Action.TAKE_BACK: "contribution taken back",
    Action.CLEAR: "contribution cleared",
    Action.CLEAR_ON_PAPER: "contribution cleared on paper",
    Action.SEND_BACK: "contribution sent back",
    Action.RETURN: "contribution returned",
    Action.APPROVE: "contribution approved",
    Action.PUBLISH: "contribution published",
}


def standing(found: Contribution) -> Standing:
    """Return a contribution as the rules see it."""
    people = {found.written_by, found.submitted_by} - {None}
    return Standing(
        found.state,
        found.country,
        found.institution_id,
        found.kind,
        frozenset(person for person in people if person is not None),
        found.wants_clearance,
        found.on_behalf,
    )


def allowed(work: Work, person: Person, contribution_id: int, action: Action) -> Contribution:
    """Return a contribution that the person may do this with.

    Raises NotFound, NotInThisRole, OwnContribution, ContributionMovedOn.
    """
    found = contributions.contribution(work, contribution_id)
    if found is None:
        raise NotFound
    decide(action, person.id, person.holding, standing(found))
    return found


def move(work: Work, person: Person, contribution_id: int, action: Action, **columns: Any) -> Contribution:
    """Do something with a contribution that changes its state, and return it as it is then.

    Of two who press at once one wins: the other is told the state. Raises what `allowed` raises.
    """
    found = allowed(work, person, contribution_id, action)
    after = decide(action, person.id, person.holding, standing(found))
    if not contributing.set_state(work, found.id, found.state, after, **_marks(work, person, action, after), **columns):
        now = contributions.contribution(work, contribution_id)
        raise ContributionMovedOn((now or found).state.value)
    if after in GIVEN:
        _follow_up(work, found, after)
    instance.record_event(
        work,
        _EVENTS[action],
        person_id=person.id,
        country=found.country,
        subject="contributions",
        subject_id=found.id,
        details={"recommendation": found.recommendation_id, "state": after.value, "version": found.version},
    )
    moved = contributions.contribution(work, contribution_id)
    assert moved is not None  # noqa: S101 - it was written just now
    return moved


def answers_for_country(work: Work, found: Contribution) -> bool:
    """Tell whether a contribution is the country's answer: the lead's, or the only institution's of the State."""
    every = assignments.institutions_of(work, found.recommendation_id)
    of_state = {one.institution_id: one.part for one in every if one.kind not in INDEPENDENT_KINDS}
    return answers(of_state, found.institution_id)


def _marks(work: Work, person: Person, action: Action, after: State) -> dict[str, Any]:
    marks: dict[str, Any] = {}
    if action is Action.SUBMIT:
        marks["submitted_by"] = person.id
    if action in {Action.CLEAR, Action.CLEAR_ON_PAPER}:
        marks["cleared_by"] = person.id
    if action in {Action.RETURN, Action.APPROVE, Action.PUBLISH}:
        marks["reviewed_by"] = person.id
    if after is State.SUBMITTED or (action is Action.SUBMIT and after is State.PUBLISHED):
        marks["submitted_at"] = work.now
    if after is State.PUBLISHED:
        marks["published_at"] = work.now
    return marks


def _follow_up(work: Work, found: Contribution, after: State) -> None:
    """A newer answer takes the place of an older one; the country's answer is the recommendation's status."""
    if after is State.PUBLISHED:
        contributing.supersede(work, found, sorted(GIVEN | {State.RETURNED}))
        if found.content.status is not None and answers_for_country(work, found):
            set_status(work, found.recommendation_id, found.content.status)
    elif after is State.SUBMITTED:
        # What is published stays so until the newer version is.
        contributing.supersede(work, found, [State.SUBMITTED, State.APPROVED, State.RETURNED])
