"""The life of a contribution: who may do what with it, and what it becomes. One table says it all.

Rounds and dates stand in round.py and due.py; what a contribution says, in Content here.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from domain.errors import ContributionMovedOn, NotFound, NotInThisRole, OwnContribution, SubmissionIncomplete
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, Holding, InstitutionKind, Role

LONGEST_PART = 20_000
"""Characters of one part of a contribution; more is refused as it is typed."""


class Status(StrEnum):
    """How far a recommendation is implemented, as an institution reports it; the first is nobody's to report."""

    NO_INFORMATION = "no-information"
    NOT_STARTED = "not-started"
    IN_PROGRESS = "in-progress"
    PARTIAL = "partially-implemented"
    IMPLEMENTED = "implemented"
    CONTINUOUS = "continuous"
    NOT_APPLICABLE = "no-longer-applicable"


REPORTED = tuple(status for status in Status if status is not Status.NO_INFORMATION)


class State(StrEnum):
    """Where a contribution stands. What was submitted is never edited: a new version is made, the old one stays."""

    DRAFT = "draft"
    AWAITING_CLEARANCE = "awaiting-clearance"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    DISCARDED = "discarded"


IN_HAND = frozenset({State.DRAFT, State.AWAITING_CLEARANCE})
"""The institution has it; of these there is one at most for a recommendation."""

GIVEN = frozenset({State.SUBMITTED, State.APPROVED, State.PUBLISHED})
"""The institution has answered: it counts in a round's "7 of 12"."""


class Part(StrEnum):
    """The parts of a contribution that are written; the note is internal and never published."""

    MEASURES = "measures"
    DIFFICULTIES = "difficulties"
    NEXT_STEPS = "next-steps"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Content:
    """What a contribution says. `status` None: not chosen yet; `parts` holds what is written, "" never."""

    status: Status | None = None
    parts: dict[Part, str] = field(default_factory=dict)

    def written(self, part: Part, more: str) -> Content:
        """Return it with what was typed further, as a paragraph of its own."""
        text = "\n\n".join(filter(None, [self.parts.get(part, ""), more.strip()]))
        return replace(self, parts={**self.parts, part: text} if text else self.parts)

    def without(self, part: Part) -> Content:
        """Return it with one part emptied, to be written anew."""
        return replace(self, parts={key: text for key, text in self.parts.items() if key is not part})

    @property
    def missing(self) -> str | None:
        """What is still needed before it can be submitted: "status" or "measures"; None when it is complete.

        A status without a word of why is no answer; which of the public parts says it is the institution's affair.
        """
        if self.status is None:
            return "status"
        said = {part for part in self.parts if part is not Part.NOTE}
        return None if said else "measures"


class Action(StrEnum):
    """What can be done with a contribution."""

    WRITE = "write"
    SUBMIT = "submit"
    DISCARD = "discard"
    TAKE_BACK = "take back"
    CLEAR = "clear"
    CLEAR_ON_PAPER = "clear on paper"
    SEND_BACK = "send back"
    RETURN = "return"
    APPROVE = "approve"
    PUBLISH = "publish"
    REVISE = "revise"


@dataclass(frozen=True, slots=True)
class Standing:
    """A contribution as the rules see it. `people`: who wrote or submitted it; `wants_clearance`: before submission."""

    state: State
    country: str
    institution_id: int
    kind: InstitutionKind
    people: frozenset[int]
    wants_clearance: bool
    on_behalf: bool = False

    @property
    def is_independent(self) -> bool:
        """Whether it is an independent body's, which no coordinator touches."""
        return self.kind in INDEPENDENT_KINDS


WRITERS = frozenset({Role.FOCAL_POINT, Role.DEPUTY}) | INDEPENDENT
_REVIEWED = frozenset({State.SUBMITTED, State.APPROVED})


@dataclass(frozen=True, slots=True)
class Step:
    """From which states an action leads on, who does it (of the institution itself, or of its country), and to what."""

    states: frozenset[State]
    roles: frozenset[Role]
    becomes: State


_OFFICER = frozenset({Role.SIGNING_OFFICER})
_COORDINATOR = frozenset({Role.COORDINATOR})
_DRAFT = frozenset({State.DRAFT})
_AWAITING = frozenset({State.AWAITING_CLEARANCE})
_SAID = frozenset(State) - IN_HAND - {State.SUPERSEDED, State.DISCARDED}

STEPS: dict[Action, Step] = {
    Action.WRITE: Step(_DRAFT, WRITERS, State.DRAFT),
    Action.SUBMIT: Step(_DRAFT, WRITERS, State.SUBMITTED),  # see _becomes
    Action.DISCARD: Step(_DRAFT, WRITERS, State.DISCARDED),
    Action.TAKE_BACK: Step(_AWAITING, WRITERS, State.DRAFT),
    Action.CLEAR: Step(_AWAITING, _OFFICER, State.SUBMITTED),
    Action.CLEAR_ON_PAPER: Step(_AWAITING, frozenset({Role.FOCAL_POINT}), State.SUBMITTED),  # with the signed letter
    Action.SEND_BACK: Step(_AWAITING, _OFFICER, State.RETURNED),
    Action.RETURN: Step(_REVIEWED, _COORDINATOR, State.RETURNED),
    Action.APPROVE: Step(frozenset({State.SUBMITTED}), _COORDINATOR, State.APPROVED),
    Action.PUBLISH: Step(frozenset({State.APPROVED}), _COORDINATOR, State.PUBLISHED),
    Action.REVISE: Step(_SAID, WRITERS, State.DRAFT),
}
"""Who does what from where, and what it becomes."""

ON_BEHALF = frozenset({Action.WRITE, Action.SUBMIT, Action.DISCARD, Action.REVISE})
"""What a coordinator may also do for an institution of the State, with the letter that it came in."""

_OF_WHOEVER_BEGAN = frozenset({Action.WRITE, Action.SUBMIT, Action.DISCARD})  # neither writes in the other's draft

NOT_ONES_OWN = frozenset({Action.CLEAR, Action.APPROVE})


def decide(action: Action, person_id: int, holding: Holding | None, standing: Standing) -> State:
    """Return what a contribution becomes.

    Raises NotFound to another country or institution, as where there is none; NotInThisRole; OwnContribution;
    ContributionMovedOn where its state does not allow the action (any more).
    """
    _authorise(action, holding, standing)
    if standing.state not in STEPS[action].states:
        raise ContributionMovedOn(standing.state.value)
    if action in NOT_ONES_OWN and person_id in standing.people:
        raise OwnContribution
    return _becomes(action, holding, standing)


def may(action: Action, person_id: int, holding: Holding | None, standing: Standing) -> bool:
    """Tell whether `decide` would let it."""
    try:
        decide(action, person_id, holding, standing)
    except (NotFound, NotInThisRole, OwnContribution, ContributionMovedOn):
        return False
    return True


def complete(content: Content) -> None:
    """Raise SubmissionIncomplete where something is still needed before submission."""
    if content.missing is not None:
        raise SubmissionIncomplete(content.missing)


def _authorise(action: Action, holding: Holding | None, standing: Standing) -> None:
    if holding is None or holding.country != standing.country:
        raise NotFound
    coordinates = holding.role is Role.COORDINATOR
    if not coordinates and holding.institution_id != standing.institution_id:
        raise NotFound
    if coordinates and standing.is_independent:
        raise NotInThisRole
    if action in _OF_WHOEVER_BEGAN and coordinates is not standing.on_behalf:
        raise NotInThisRole
    if holding.role not in STEPS[action].roles and not (coordinates and action in ON_BEHALF):
        raise NotInThisRole


def _becomes(action: Action, holding: Holding | None, standing: Standing) -> State:
    if action is Action.SUBMIT:
        if standing.is_independent:
            return State.PUBLISHED
        on_paper = holding is not None and holding.role is Role.COORDINATOR
        return State.AWAITING_CLEARANCE if standing.wants_clearance and not on_paper else State.SUBMITTED
    return STEPS[action].becomes
