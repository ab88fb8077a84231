"""Who may invite whom to which role in the chat, and who may end whose. One table says it all.

What an invitation is, and when it can be accepted, stands in invitation.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.errors import LastCoordinator, NoSuchInstitution, NotInThisRole
from domain.letter import Letter
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, OF_INSTITUTION, Holding, InstitutionKind, Role
from domain.shown import Capacity, Names

MOST_COLLEAGUES = 10
"""Colleagues of one unit."""

MOST_OPEN = 8
"""Invitations to one scope that may wait to be accepted at the same time."""

INVITES: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: OF_INSTITUTION | {Role.COORDINATOR},
    Role.FOCAL_POINT: OF_INSTITUTION | {Role.COLLEAGUE},
    Role.DEPUTY: frozenset({Role.COLLEAGUE}),
    **{role: frozenset({role}) for role in INDEPENDENT},
}
"""To which roles each invites; a coordinator in every institution of the State, the others in their own."""

ENDS: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: OF_INSTITUTION | {Role.COORDINATOR},
    Role.FOCAL_POINT: OF_INSTITUTION - {Role.FOCAL_POINT} | {Role.COLLEAGUE},
    Role.DEPUTY: frozenset({Role.COLLEAGUE}),
}
"""Whose roles each may end, besides the own one."""

LOOKS = frozenset({Role.COORDINATOR, Role.FOCAL_POINT}) | INDEPENDENT
"""Who sees the people of a scope. Colleagues stand with their unit, which whoever may invite them sees."""

ASKERS = frozenset(role for role, invited in INVITES.items() if Role.COLLEAGUE in invited)
"""Who asks the units of their own institution, and lets their people in."""

ON_LETTER = OF_INSTITUTION
"""Roles to which a letter of appointment appoints."""


class Succession(StrEnum):
    """Whose place somebody takes who is invited."""

    OWN = "own"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a role holds: in an institution or, without one, in the coordination of a country."""

    country: str
    institution_id: int | None = None
    kind: InstitutionKind | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who holds a role in a scope; nobody is named. `reachable`: on Telegram; `own`: the reader."""

    role_id: int
    person_id: int
    role: Role
    since: date
    letter: Letter | None
    reachable: bool
    own: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An invitation that nobody has accepted yet."""

    invitation_id: int
    role: Role
    until: date


@dataclass(frozen=True, slots=True)
class PeopleShown:
    """The people of a scope as somebody sees them. `institution`: None for the coordination; `ends`: ids of roles."""

    country: str
    country_names: Names
    institution: Names | None
    institution_id: int
    members: tuple[Member, ...]
    waiting: tuple[Waiting, ...]
    invites: tuple[Role, ...]
    ends: frozenset[int]
    coordinates: bool


@dataclass(frozen=True, slots=True)
class AppointmentShown:
    """An invitation before it is made. `succeeds`: whose place is taken, None for nobody's.

    `can_succeed`: there is one focal point whose place could be taken.
    """

    row: int
    offered: Capacity
    letter: Letter | None
    succeeds: Succession | None
    can_succeed: bool


def may_look(holding: Holding | None, scope: Scope) -> Holding:
    """Return the role in which somebody may see who acts in a scope. Raises NoSuchInstitution, NotInThisRole."""
    if holding is None or holding.country != scope.country:
        raise NoSuchInstitution
    if holding.role is Role.COORDINATOR:
        if scope.kind in INDEPENDENT_KINDS:
            raise NotInThisRole
        return holding
    if scope.institution_id is None or holding.institution_id != scope.institution_id:
        raise NoSuchInstitution
    if holding.role not in LOOKS:
        raise NotInThisRole
    return holding


def roles_in(scope: Scope) -> frozenset[Role]:
    """Return the roles that are held in a scope."""
    return frozenset({Role.COORDINATOR}) if scope.institution_id is None else OF_INSTITUTION | INDEPENDENT


def invited_roles(holding: Holding, scope: Scope) -> tuple[Role, ...]:
    """Return the roles in a scope that somebody may invite to, in the order in which they are offered."""
    return tuple(role for role in Role if role in INVITES[holding.role] & roles_in(scope))


def check_invite(holding: Holding | None, scope: Scope, role: Role) -> None:
    """Raise NoSuchInstitution or NotInThisRole where somebody may not invite to this role in this scope."""
    if role not in invited_roles(may_look(holding, scope), scope):
        raise NotInThisRole


def may_end(person_id: int, holding: Holding | None, scope: Scope, member: Member) -> bool:
    """Tell whether somebody may end a role: their own, or one that theirs is set over."""
    if member.person_id == person_id and member.role is Role.COLLEAGUE:
        return True
    if holding is None or holding.country != scope.country:
        return False
    if member.person_id == person_id:
        return member.role_id == holding.id
    if holding.role is not Role.COORDINATOR and holding.institution_id != scope.institution_id:
        return False
    return scope.kind not in INDEPENDENT_KINDS and member.role in ENDS.get(holding.role, frozenset())


def check_last(member: Member, coordinators: int) -> None:
    """Raise LastCoordinator where a country would be left without one."""
    if member.role is Role.COORDINATOR and coordinators <= 1:
        raise LastCoordinator
