"""The whole table of who may do what with a contribution: every role, action, house, state, author and origin.

The expectation is written in sentences of its own, not with the tables of domain/contribution.py.
"""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from domain.contribution import (
    Action,
    Content,
    Part,
    Standing,
    State,
    Status,
    complete,
    decide,
    may,
)
from domain.errors import ContributionMovedOn, NotFound, NotInThisRole, OwnContribution, SubmissionIncomplete
from domain.role import Holding, InstitutionKind, Role

ME, SOMEBODY = 7, 8
HOUSE, OTHER_HOUSE = 1, 2
KINDS = {
    Role.PARLIAMENT: InstitutionKind.PARLIAMENT,
    Role.JUDICIARY: InstitutionKind.JUDICIARY,
    Role.NHRI: InstitutionKind.NHRI,
    Role.UN: InstitutionKind.UN,
}
HOUSES = ("own", "other institution", "foreign country")
Outcome = State | type[Exception]


def holding(role: Role, house: str) -> Holding:
    """A role in the contribution's own institution, another one, or the same one's number in another country."""
    country = "CV" if house == "foreign country" else "QS"
    institution = None if role is Role.COORDINATOR else (OTHER_HOUSE if house == "other institution" else HOUSE)
    return Holding(1, role, country, institution, datetime(2026, 3, 2, tzinfo=UTC))


def expected(  # noqa: PLR0911 - one rule, one line
    role: Role, house: str, action: str, state: str, *, independent: bool, own_text: bool, clearance: bool,
             on_behalf: bool) -> Outcome:  # fmt: skip
    """What the mechanism's rules say, read off them case by case."""
    coordinator = role.value == "coordinator"
    writer = role.value in {"focal-point", "deputy", "parliament", "judiciary", "nhri", "un"}
    if house == "foreign country" or (house == "other institution" and not coordinator):
        return NotFound
    if coordinator and independent:
        return NotInThisRole
    acts = {
        "write": (writer and not on_behalf) or (coordinator and on_behalf),
        "submit": (writer and not on_behalf) or (coordinator and on_behalf),
        "discard": (writer and not on_behalf) or (coordinator and on_behalf),
        "revise": writer or coordinator,
        "take back": writer,
        "clear": role.value == "signing-officer",
        "send back": role.value == "signing-officer",
        "clear on paper": role.value == "focal-point",
        "return": coordinator,
        "approve": coordinator,
        "publish": coordinator,
    }
    if not acts[action]:
        return NotInThisRole
    if (action, state) not in MOVES:
        return ContributionMovedOn
    if action in {"clear", "approve"} and own_text:
        return OwnContribution
    if action == "submit":
        if independent:
            return State.PUBLISHED
        return State.AWAITING_CLEARANCE if clearance and not coordinator else State.SUBMITTED
    return State(MOVES[action, state])


MOVES = {
    ("write", "draft"): "draft",
    ("submit", "draft"): "",
    ("discard", "draft"): "discarded",
    ("take back", "awaiting-clearance"): "draft",
    ("clear", "awaiting-clearance"): "submitted",
    ("clear on paper", "awaiting-clearance"): "submitted",
    ("send back", "awaiting-clearance"): "returned",
    ("return", "submitted"): "returned",
    ("return", "approved"): "returned",
    ("approve", "submitted"): "approved",
    ("publish", "approved"): "published",
    ("revise", "submitted"): "draft",
    ("revise", "returned"): "draft",
    ("revise", "approved"): "draft",
    ("revise", "published"): "draft",
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("action", Action)
def test_every_role_and_action(role: Role, action: Action) -> None:
    bits = (False, True)
    for house, state, independent, own_text, clearance, on_behalf in itertools.product(
        HOUSES, State, bits, bits, bits, bits
    ):
        kind = KINDS.get(role, InstitutionKind.NHRI) if independent else InstitutionKind.MINISTRY
        author = ME if own_text else SOMEBODY
        standing = Standing(state, "QS", HOUSE, kind, frozenset({author}), clearance, on_behalf)
        holds = holding(role, house)
        outcome = expected(role, house, action.value, state.value, independent=independent, own_text=own_text,
                           clearance=clearance, on_behalf=on_behalf)  # fmt: skip
        case = (house, state, independent, own_text, clearance, on_behalf)
        if isinstance(outcome, State):
            assert decide(action, ME, holds, standing) is outcome, case
            assert may(action, ME, holds, standing), case
        else:
            with pytest.raises(outcome):
                decide(action, ME, holds, standing)
            assert not may(action, ME, holds, standing), case


@pytest.mark.parametrize("action", Action)
def test_whoever_holds_no_role_finds_nothing(action: Action) -> None:
    for state in State:
        standing = Standing(state, "QS", HOUSE, InstitutionKind.MINISTRY, frozenset({SOMEBODY}), False)
        with pytest.raises(NotFound):
            decide(action, ME, None, standing)


def test_a_status_and_a_public_part_make_it_complete() -> None:
    for status, parts, missing in (
        (None, {Part.MEASURES: "x"}, "status"),
        (Status.IN_PROGRESS, {}, "measures"),
        (Status.IN_PROGRESS, {Part.NOTE: "x"}, "measures"),
    ):
        with pytest.raises(SubmissionIncomplete) as refused:
            complete(Content(status, parts))
        assert refused.value.missing == missing
    for part in (Part.MEASURES, Part.DIFFICULTIES, Part.NEXT_STEPS):
        complete(Content(Status.NOT_STARTED, {part: "x"}))


def test_a_part_grows_by_paragraphs_and_is_emptied() -> None:
    content = Content().written(Part.MEASURES, " one ").written(Part.MEASURES, "two").written(Part.NOTE, "  ")
    assert content.parts == {Part.MEASURES: "one\n\ntwo"}
    assert content.without(Part.MEASURES).parts == {}
