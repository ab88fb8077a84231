"""The wording of what is refused while institutions and coordinators work on contributions. All others: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from views.labels import CONTRIBUTION_STATES
from views.texts import Texts


def _incomplete(t: Texts, error: errors.SubmissionIncomplete) -> str:
    if error.missing == "status":
        return t("The implementation status is still missing: choose it first.")
    return t("There is no text yet: write at least the measures taken, the difficulties or the next steps.")


def _moved_on(t: Texts, error: errors.ContributionMovedOn) -> str:
    label = CONTRIBUTION_STATES.get(error.state)
    return t(
        "This contribution has moved on meanwhile: it is {state}. Nothing was changed.",
        state=t(label) if label else error.state,
    )


WORK: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.NotInThisRole: lambda t, _: t(
        "The role that you act in may not do this. /menu shows what you can do, and your other roles."
    ),
    errors.NotAssigned: lambda t, _: t(
        "This recommendation is not assigned to your institution, or no longer. /mine shows what is."
    ),
    errors.ContributionMovedOn: _moved_on,
    errors.OwnContribution: lambda t, _: t(
        "You wrote or submitted this contribution yourself: somebody else has to clear or approve it."
    ),
    errors.SubmissionIncomplete: _incomplete,
    errors.PartTooLong: lambda t, e: t(
        "That is too long: one part holds {limit} characters. Shorten it, or send it as a document.",
        limit=t.number(e.limit),
    ),
}
