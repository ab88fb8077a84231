"""Who may invite whom to which role in the chat, and who may end whose. One table says it all.

What an invitation is, and when it can be accepted, stands in invitation.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.errors import LastCoordinator, NotFound, NotInThisRole
from domain.letter import Letter
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, OF_INSTITUTION, Holding, InstitutionKind, Role
from domain.shown import Names

MOST_OPEN = 8
"""Invitations to a house that may wait to be accepted at the same time."""

INVITES: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: OF_INSTITUTION | {Role.COORDINATOR},
    Role.FOCAL_POINT: OF_INSTITUTION,
    **{role: frozenset({role}) for role in INDEPENDENT},
}
"""To which roles each invites; a coordinator in every institution of the State, the others in their own house."""

ENDS: dict[Role, frozenset[Role]] = {
    Role.COORDINATOR: OF_INSTITUTION | {Role.COORDINATOR},
    Role.FOCAL_POINT: OF_INSTITUTION - {Role.FOCAL_POINT},
}
"""Whose roles each may end, besides the own one."""

ON_LETTER = OF_INSTITUTION
"""Roles to which a letter of appointment appoints."""


@dataclass(frozen=True, slots=True)
class House:
    """Where people act together: an institution, or, without one, the coordinators of a country."""

    country: str
    institution_id: int | None = None
    kind: InstitutionKind | None = None


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody who holds a role in a house; nobody is named. `reachable`: on Telegram; `own`: the reader."""

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
class HouseShown:
    """A house as it is shown to somebody. `institution`: None for the coordinators; `ends`: ids of roles."""

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
    """An invitation before it is made. `succeeds`: whose place is taken: "own", "theirs", "" for nobody's.

    `can_succeed`: there is one focal point whose place could be taken.
    """

    row: int
    role: Role
    country: str
    country_names: Names
    institution: Names | None
    letter: Letter | None
    succeeds: str
    can_succeed: bool


def may_look(holding: Holding | None, house: House) -> Holding:
    """Return the role in which somebody may see who acts in a house. Raises NotFound, NotInThisRole."""
    if holding is None or holding.country != house.country:
        raise NotFound
    if holding.role is Role.COORDINATOR:
        if house.kind in INDEPENDENT_KINDS:
            raise NotInThisRole
        return holding
    if house.institution_id is None or holding.institution_id != house.institution_id:
        raise NotFound
    if holding.role not in INVITES:
        raise NotInThisRole
    return holding


def invited_roles(holding: Holding, house: House) -> tuple[Role, ...]:
    """Return the roles in a house that somebody may invite to, in the order in which they are offered."""
    fits = OF_INSTITUTION | INDEPENDENT if house.institution_id is not None else frozenset({Role.COORDINATOR})
    return tuple(role for role in Role if role in INVITES[holding.role] & fits)


def check_invite(holding: Holding | None, house: House, role: Role) -> None:
    """Raise NotFound or NotInThisRole where somebody may not invite to this role in this house."""
    if role not in invited_roles(may_look(holding, house), house):
        raise NotInThisRole


def may_end(person_id: int, holding: Holding | None, house: House, member: Member) -> bool:
    """Tell whether somebody may end a role: their own, or one that theirs is set over."""
    if holding is None or holding.country != house.country:
        return False
    if member.person_id == person_id:
        return member.role_id == holding.id
    if holding.role is not Role.COORDINATOR and holding.institution_id != house.institution_id:
        return False
    return house.kind not in INDEPENDENT_KINDS and member.role in ENDS.get(holding.role, frozenset())


def check_last(member: Member, coordinators: int) -> None:
    """Raise LastCoordinator where a country would be left without one."""
    if member.role is Role.COORDINATOR and coordinators <= 1:
        raise LastCoordinator
