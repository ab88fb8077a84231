"""Every role: to what it invites and whose access it ends, in each scope, and in another country."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from domain.appointment import ASKERS, Member, Scope, check_invite, check_last, may_end
from domain.errors import LastCoordinator, NoSuchInstitution, NotInThisRole
from domain.role import Holding, InstitutionKind, Role

ME, SOMEBODY = 7, 8
KINDS = {role.value: InstitutionKind(role.value) for role in (Role.PARLIAMENT, Role.JUDICIARY, Role.NHRI, Role.UN)}
SCOPES = {
    "own": 1,
    "other ministry": 2,
    "independent body": 3,
    "coordination": None,
}


def holding(role: Role, country: str = "QS") -> Holding:
    """A role; whoever has an institution has number 1."""
    return Holding(5, role, country, None if role is Role.COORDINATOR else 1, datetime(2026, 3, 2, tzinfo=UTC))


def scope(name: str, role: Role) -> Scope:
    """A scope; that of somebody of an independent body is one."""
    number = SCOPES[name]
    if number is None:
        return Scope("QS")
    own = KINDS.get(role.value, InstitutionKind.MINISTRY)
    kind = {"own": own, "independent body": InstitutionKind.NHRI}.get(name, InstitutionKind.MINISTRY)
    return Scope("QS", number, kind)


def expected_invite(role: Role, where: str, wanted: Role) -> type[Exception] | None:
    """What the plan says, read off it case by case."""
    state = {"focal-point", "deputy", "signing-officer"}
    if role is Role.COORDINATOR:
        if where == "independent body":
            return NotInThisRole
        fits = wanted.value == "coordinator" if where == "coordination" else wanted.value in state
        return None if fits else NotInThisRole
    if where != "own":
        return NoSuchInstitution
    if role is Role.FOCAL_POINT:
        return None if wanted.value in state else NotInThisRole
    if role.value in KINDS:
        return None if wanted is role else NotInThisRole
    return NotInThisRole


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", SCOPES)
@pytest.mark.parametrize("wanted", Role)
def test_who_invites_whom_where(role: Role, where: str, wanted: Role) -> None:
    refusal = expected_invite(role, where, wanted)
    if refusal is None:
        check_invite(holding(role), scope(where, role), wanted)
    else:
        with pytest.raises(refusal):
            check_invite(holding(role), scope(where, role), wanted)
    for stranger in (holding(role, "CV"), None):
        with pytest.raises(NoSuchInstitution):
            check_invite(stranger, scope(where, role), wanted)


def member(role: Role, person: int, role_id: int = 9) -> Member:
    return Member(role_id, person, role, date(2026, 3, 2), None, True)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("where", SCOPES)
@pytest.mark.parametrize("held", Role)
def test_who_ends_whose_access(role: Role, where: str, held: Role) -> None:
    place, one = scope(where, role), member(held, SOMEBODY)
    independent = place.kind in set(KINDS.values())
    if role is Role.COORDINATOR:
        wanted = not independent and held.value in {"coordinator", "focal-point", "deputy", "signing-officer"}
    elif role is Role.FOCAL_POINT:
        wanted = where == "own" and held.value in {"deputy", "signing-officer", "colleague"}
    elif role is Role.DEPUTY:
        wanted = where == "own" and held is Role.COLLEAGUE
    else:
        wanted = False
    assert may_end(ME, holding(role), place, one) is wanted
    assert not may_end(ME, holding(role, "CV"), place, one)
    assert not may_end(ME, None, place, one)


@pytest.mark.parametrize("role", Role)
def test_everybody_may_leave_in_the_role_they_act_in(role: Role) -> None:
    place = scope("coordination" if role is Role.COORDINATOR else "own", role)
    assert may_end(ME, holding(role), place, member(role, ME, role_id=5))
    other = may_end(ME, holding(role), place, member(role, ME, role_id=6))
    assert not other or role in {Role.COORDINATOR, Role.COLLEAGUE}


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("country", ["QS", "CV"])
def test_a_colleague_leaves_a_unit_whatever_they_act_as_elsewhere(role: Role | None, country: str) -> None:
    acts = holding(role, country) if role else None
    assert may_end(ME, acts, Scope("QS", 2, InstitutionKind.MINISTRY), member(Role.COLLEAGUE, ME))


def test_whoever_asks_units_lets_their_people_in() -> None:
    assert {Role.FOCAL_POINT, Role.DEPUTY} == ASKERS


def test_the_last_coordinator_stays() -> None:
    with pytest.raises(LastCoordinator):
        check_last(member(Role.COORDINATOR, ME), 1)
    check_last(member(Role.COORDINATOR, ME), 2)
    check_last(member(Role.FOCAL_POINT, ME), 0)
