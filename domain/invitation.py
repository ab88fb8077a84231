"""When an invitation can be accepted, and by whom one can be made. Codes are hashed in services/invite.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.errors import (
    InstitutionNeeded,
    InstitutionNotAllowed,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    RoleAlreadyHeld,
    RoleOfOtherKind,
)
from domain.role import IN_INSTITUTION, INDEPENDENT, INDEPENDENT_KINDS, InstitutionKind, Person, Role

VALID_FOR = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use invitation to a role, as the database has it."""

    id: int
    country: str
    role: Role
    institution_id: int | None
    expires_at: datetime
    accepted_at: datetime | None
    accepted_by: int | None


def check_acceptable(invitation: Invitation | None, person: Person, now: datetime) -> Invitation:
    """Return the invitation if the person may accept it now; otherwise raise why not."""
    if invitation is None:
        raise InvitationUnknown
    if invitation.accepted_at is not None:
        raise InvitationUsed(by_same=invitation.accepted_by == person.id)
    if invitation.expires_at <= now:
        raise InvitationExpired(on=invitation.expires_at.date())
    for holding in person.holdings:
        same = (invitation.role, invitation.country, invitation.institution_id)
        if (holding.role, holding.country, holding.institution_id) == same:
            raise RoleAlreadyHeld
    return invitation


def check_role_fits(role: Role, institution: str | None) -> None:
    """Raise where a role of an institution names none, or where a coordinator's names one."""
    if role in IN_INSTITUTION and institution is None:
        raise InstitutionNeeded(role=role.value)
    if role is Role.COORDINATOR and institution is not None:
        raise InstitutionNotAllowed(role=role.value)


def check_kind_fits(role: Role, kind: InstitutionKind, institution: str) -> None:
    """Raise where a role of the State's institutions is given in an independent body, or the other way round."""
    fits = kind.value == role.value if role in INDEPENDENT else kind not in INDEPENDENT_KINDS
    if not fits:
        raise RoleOfOtherKind(role=role.value, institution=institution)
