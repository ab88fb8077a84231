"""The whole table of who may do what with a request to a unit: every role, action, institution, unit and state."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime

import pytest

from domain.errors import NoInstitution, NotFound, NotInThisRole, PartClosed
from domain.parts import PartAction, PartStanding, PartState, asking, decide
from domain.role import Holding, Role

OWN, OTHER = 1, 2
UNIT, OTHER_UNIT = 5, 6
WHERE = ("own", "other institution", "foreign country", "no institution")
OF_UNITS: dict[str, tuple[int, ...]] = {"nobody's": (), "of the unit": (UNIT,), "of another": (OTHER_UNIT,)}
Outcome = type[Exception] | None


def holding(role: Role, where: str) -> Holding:
    """A role somewhere."""
    of = {"own": OWN, "foreign country": OWN, "other institution": OTHER, "no institution": None}[where]
    return Holding(1, role, "CV" if where == "foreign country" else "QS", of, datetime(2026, 3, 2, tzinfo=UTC))


def expected(role: str, where: str, whose: str, action: str, state: str) -> Outcome:
    """What the rules say, read off them case by case."""
    inside, of_unit = where == "own", whose == "of the unit"
    if not inside and not of_unit:
        return NotFound
    asks = inside and role in {"focal-point", "deputy"}
    may = {
        "read": asks or of_unit,
        "answer": of_unit,
        "decline": of_unit,
        "withdraw": asks,
        "use": asks,
    }[action]
    if not may:
        return NotInThisRole
    open_to = {"read": True, "use": state == "answered"}.get(action, state == "asked")
    return None if open_to else PartClosed


def check(action: PartAction, held: Holding | None, units: tuple[int, ...], state: PartState, wanted: Outcome) -> None:
    """The rules decide so."""
    standing = PartStanding(state, "QS", OWN, UNIT)
    if wanted is None:
        decide(action, held, units, standing)
    else:
        with pytest.raises(wanted):
            decide(action, held, units, standing)


@pytest.mark.parametrize(("role", "where", "action"), list(itertools.product(Role, WHERE, PartAction)))
def test_who_may_do_what_with_a_request(role: Role, where: str, action: PartAction) -> None:
    for state, (whose, units) in itertools.product(PartState, OF_UNITS.items()):
        wanted = expected(role.value, where, whose, action.value, state.value)
        check(action, holding(role, where), units, state, wanted)


@pytest.mark.parametrize(("action", "state"), list(itertools.product(PartAction, PartState)))
def test_who_acts_in_no_role_has_what_their_unit_is_asked_and_nothing_else(
    action: PartAction, state: PartState
) -> None:
    for whose, units in OF_UNITS.items():
        check(action, None, units, state, expected("none", "nowhere", whose, action.value, state.value))


@pytest.mark.parametrize(("role", "where"), list(itertools.product(Role, WHERE)))
def test_who_asks_units(role: Role, where: str) -> None:
    held = holding(role, where)
    if where == "no institution":
        with pytest.raises(NoInstitution):
            asking(held)
    elif role in {Role.FOCAL_POINT, Role.DEPUTY}:
        assert asking(held) == (held, held.institution_id)
    else:
        with pytest.raises(NotInThisRole):
            asking(held)
    with pytest.raises(NoInstitution):
        asking(None)
