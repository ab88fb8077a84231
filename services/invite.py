"""Inviting people to a role, and accepting an invitation. A code is shown once, when it is made, and kept hashed."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from db.queries import appointments, instance, people, setup, units
from db.work import Work
from domain.errors import InvitationUsed, RoleAlreadyHeld
from domain.invitation import VALID_FOR, Invitation, check_acceptable, check_kind_fits, check_role_fits
from domain.role import Person, Role
from services.set_up import known_country, known_institution

_CODE_BYTES = 16
_CODE = re.compile(r"(?:(?:https?://)?(?:t|telegram)\.me/\w+\?start=)?([A-Za-z0-9_-]{22})")
_LONGEST_CODE = 64


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation; `code` is all that opens it."""

    code: str
    invitation_id: int


def invite(
    work: Work,
    country: str,
    role: Role,
    institution: str | None = None,
    valid_for: timedelta = VALID_FOR,
    *,
    by: int | None = None,
) -> Invited:
    """Make a single-use invitation with a code of 128 random bits (22 characters, as Telegram's deep links allow).

    `by`: who makes it in the chat, None for the operator.

    Raises CountryNotSetUp, InstitutionNotFound, InstitutionNeeded, InstitutionNotAllowed,
    RoleOfOtherKind.
    """
    check_role_fits(role, institution)
    found = known_country(work, country)
    institution_id = None
    if institution:
        inside = known_institution(work, found.code, institution)
        check_kind_fits(role, inside.kind, inside.code)
        institution_id = inside.id
    code = secrets.token_urlsafe(_CODE_BYTES)
    invitation_id = setup.add_invitation(work, code, found.code, role, institution_id, work.now + valid_for)
    instance.record_event(
        work,
        "invitation made",
        person_id=by,
        country=found.code,
        subject="invitations",
        subject_id=invitation_id,
        details={"role": role.value},
    )
    return Invited(code, invitation_id)


def code_in(text: str) -> str | None:
    """Return the code that a text is, alone or as a whole link; None where it is neither."""
    match = _CODE.fullmatch(text.strip())
    # Of 22 random characters some are digits or capitals; a long word typed to be searched has none.
    return match[1] if match and not match[1].islower() else None


def examine(work: Work, code: str, person: Person) -> Invitation:
    """Return the invitation of a code, if this person may accept it now; otherwise raise why not."""
    found = setup.invitation_by_code(work, code.strip()) if len(code) <= _LONGEST_CODE else None
    return _acceptable(work, found, person)


def accept(work: Work, invitation_id: int, person: Person) -> int:
    """Give the person the role of an invitation whose code they presented; return the role's id.

    Decided anew: raises InvitationUnknown, InvitationUsed, InvitationExpired, RoleAlreadyHeld.
    """
    invitation = _acceptable(work, setup.invitation_by_id(work, invitation_id), person)
    if not setup.accept_invitation(work, invitation.id, person.id):
        raise InvitationUsed(by_same=False)
    role_id = people.add_role(
        work, person.id, invitation.role, invitation.country, invitation.institution_id, invitation.id
    )
    instance.record_event(
        work,
        "invitation accepted",
        person_id=person.id,
        country=invitation.country,
        subject="invitations",
        subject_id=invitation.id,
        details={"role": invitation.role.value},
    )
    return role_id


def _acceptable(work: Work, found: Invitation | None, person: Person) -> Invitation:
    """The invitation, unless whoever made it has taken it back, or the person is of the unit already."""
    standing = None if found is None or appointments.is_withdrawn(work, found.id) else found
    invitation = check_acceptable(standing, person, work.now)
    made = appointments.made(work, invitation.id)
    if made is not None and made.unit_id in units.places_of(work, person.id):
        raise RoleAlreadyHeld
    return invitation
