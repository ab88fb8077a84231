"""People of a house: who acts there, inviting others in the chat, and ending somebody's access.

Codes stand in invite.py; what is shown, in show_people.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import appointments, bulk, dialogs, instance, setup
from db.queries.appointments import Held
from db.queries.bulk import Planned
from db.work import Work
from domain.appointment import MOST_OPEN, ON_LETTER, House, Member, check_invite, check_last, may_end, may_look
from domain.errors import ButtonStale, NotFound, TooManyInvitations
from domain.letter import Letter
from domain.role import INDEPENDENT, OF_INSTITUTION, Person, Role
from domain.timezone import local_date, zone_of
from services.invite import Invited, accept, invite
from services.tell import WORTH_SENDING

ENDED = "access ended"
ACCEPTED = "invitation accepted"
OWN, THEIRS = "own", "theirs"


def house_of(work: Work, person: Person, institution_id: int) -> House:
    """Return an institution (0: the coordinators of the person's country) that the person may see the people of.

    Raises NotFound, NotInThisRole.
    """
    holding = person.holding
    if holding is None:
        raise NotFound
    house = House(holding.country)
    if institution_id:
        active = {one.id: one for one in setup.active_institutions(work, holding.country)}
        if institution_id not in active:
            raise NotFound
        house = House(holding.country, institution_id, active[institution_id].kind)
    may_look(holding, house)
    return house


def own_house(person: Person) -> int | None:
    """Return the institution whose people somebody sees by themselves; 0: coordinators; None: nobody's."""
    holding = person.holding
    if holding is None:
        return None
    return 0 if holding.role is Role.COORDINATOR else holding.institution_id


def succeeded(work: Work, person: Person, house: House, role: Role) -> Held | None:
    """Return whose place a new focal point can take: the inviter's own, else that of the only one there is."""
    if role is not Role.FOCAL_POINT:
        return None
    there = appointments.held_in(work, house.country, house.institution_id, (role,))
    own = next((one for one in there if one.person_id == person.id), None)
    return own or (there[0] if len(there) == 1 else None)


def needs_letter(role: Role) -> bool:
    """Tell whether a letter of appointment belongs to a role."""
    return role in ON_LETTER


def appoint(
    work: Work, person: Person, institution_id: int, role: Role, letter: Letter | None, *, succeeds: bool
) -> Invited:
    """Make an invitation to a role in a house. Raises NotFound, NotInThisRole, TooManyInvitations."""
    house = house_of(work, person, institution_id)
    check_invite(person.holding, house, role)
    if len(appointments.open_in(work, house.country, house.institution_id)) >= MOST_OPEN:
        raise TooManyInvitations(MOST_OPEN)
    if needs_letter(role) and letter is None:
        raise ButtonStale
    there = succeeded(work, person, house, role) if succeeds else None
    code = setup.institution(work, house.institution_id).code if house.institution_id else None
    made = invite(work, house.country, role, code)
    appointments.add(work, made.invitation_id, person.id, letter, there.role_id if there else None)
    details = {"role": role.value, "succeeds": there.role_id if there else None, "letter": letter is not None}
    _record(work, person, "person invited", house, "invitations", made.invitation_id, details)
    return made


def withdraw(work: Work, person: Person, invitation_id: int) -> int:
    """Take back an invitation to a house of the person's; return the house. Raises NotFound, NotInThisRole."""
    made = appointments.made(work, invitation_id)
    if made is None or person.holding is None or made.country != person.holding.country:
        raise NotFound
    house = house_of(work, person, made.institution_id or 0)
    if any(
        one.invitation_id == invitation_id for one in appointments.open_in(work, house.country, made.institution_id)
    ):
        appointments.withdraw(work, invitation_id)
        _record(work, person, "invitation withdrawn", house, "invitations", invitation_id, {"role": made.role.value})
    return made.institution_id or 0


def endable(work: Work, person: Person, role_id: int) -> Held:
    """Return a role that the person may end. Raises NotFound, LastCoordinator."""
    found = appointments.held(work, role_id)
    holding = person.holding
    if found is None or holding is None or found.country != holding.country:
        raise NotFound
    kind = setup.institution(work, found.institution_id).kind if found.institution_id else None
    if not may_end(person.id, holding, House(found.country, found.institution_id, kind), member(found, person)):
        raise NotFound
    coordinators = appointments.held_in(work, found.country, None, (Role.COORDINATOR,))
    check_last(member(found, person), len(coordinators))
    return found


def end_access(work: Work, person: Person, role_id: int) -> Held:
    """End somebody's role, and tell them. Raises NotFound, LastCoordinator."""
    found = endable(work, person, role_id)
    end(work, found, by=person.id)
    return found


def end(work: Work, found: Held, *, by: int) -> None:
    """End a role; what the house has in hand stays with the house. Whose it was is told, but for who ended it."""
    if not appointments.end_role(work, found.role_id):
        return
    dialogs.end_dialog(work, found.person_id)
    house = House(found.country, found.institution_id)
    details = {"role": found.role.value}
    instance.record_event(
        work, "role ended", person_id=by, country=house.country, subject="roles", subject_id=found.role_id,
        details=details,
    )  # fmt: skip
    if found.person_id != by:
        params = {"role": found.role.value, "country": found.country, "institution": found.institution_id}
        _tell(work, found.person_id, ENDED, params, f"{ENDED}:{found.role_id}")


def join(work: Work, person: Person, invitation_id: int) -> int:
    """Let an invitation take effect; return the new role's id. Whose place it is loses theirs; who invited is told.

    Raises what `invite.accept` raises.
    """
    role_id = accept(work, invitation_id, person)
    made = appointments.made(work, invitation_id)
    if made is not None:
        left = appointments.held(work, made.succeeds_role_id) if made.succeeds_role_id else None
        if left is not None:
            end(work, left, by=person.id)
        _tell(work, made.made_by, ACCEPTED, {"invitation": invitation_id}, f"{ACCEPTED}:{invitation_id}")
    return role_id


def member(found: Held, person: Person) -> Member:
    """Return a role as the person sees it: without who holds it."""
    since = local_date(found.began_at, zone_of(person))
    own = found.person_id == person.id
    return Member(found.role_id, found.person_id, found.role, since, found.letter, found.reachable, own)


ROLES_SHOWN = (Role.COORDINATOR, *sorted(OF_INSTITUTION), *sorted(INDEPENDENT))


def _tell(work: Work, person_id: int, kind: str, params: Mapping[str, Any], key: str) -> None:
    bulk.add_messages(work, [Planned(person_id, kind, dict(params), key, not_after=work.now + WORTH_SENDING)])


def _record(
    work: Work, person: Person, event: str, house: House, subject: str, subject_id: int, details: dict[str, Any]
) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=house.country,
        subject=subject,
        subject_id=subject_id,
        details={**details, "institution": house.institution_id},
    )
