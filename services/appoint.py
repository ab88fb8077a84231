"""Inviting others in the chat, and ending somebody's access. Codes: invite.py; what is shown: show_people.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import appointments, bulk, dialogs, instance, setup
from db.queries.appointments import Held, Made
from db.queries.bulk import Planned
from db.queries.units import Unit
from db.work import Work
from domain.appointment import (
    MOST_COLLEAGUES,
    MOST_OPEN,
    ON_LETTER,
    Member,
    Scope,
    check_invite,
    check_last,
    may_end,
    may_look,
)
from domain.errors import ButtonStale, NoInstitution, NoSuchInstitution, TooManyInvitations, UnitFull, UnitNotThere
from domain.letter import Letter
from domain.parts import asking
from domain.role import Holding, Person, Role
from domain.timezone import local_date, zone_of
from services.invite import Invited, accept, invite
from services.tell import WORTH_SENDING
from services.tell_parts import tell_newcomer

ENDED = "access ended"
ACCEPTED = "invitation accepted"


def scope_of(work: Work, person: Person, institution_id: int) -> Scope:
    """Return an institution (0: the coordination of the person's country) that the person may see the people of.

    Raises NoInstitution where they hold no role, NoSuchInstitution, NotInThisRole.
    """
    holding = person.holding
    if holding is None:
        raise NoInstitution
    scope = Scope(holding.country)
    if institution_id:
        active = {one.id: one for one in setup.active_institutions(work, holding.country)}
        if institution_id not in active:
            raise NoSuchInstitution
        scope = Scope(holding.country, institution_id, active[institution_id].kind)
    may_look(holding, scope)
    return scope


def succeeded(work: Work, person: Person, scope: Scope, role: Role) -> Held | None:
    """Return whose place a new focal point can take: the inviter's own, else that of the only one there is."""
    if role is not Role.FOCAL_POINT:
        return None
    there = appointments.held_in(work, scope.country, scope.institution_id, {role})
    own = next((one for one in there if one.person_id == person.id), None)
    return own or (there[0] if len(there) == 1 else None)


def appoint(
    work: Work, person: Person, institution_id: int, role: Role, letter: Letter | None, *, succeeds: bool
) -> Invited:
    """Make an invitation. Raises NoSuchInstitution, NotInThisRole, TooManyInvitations; ButtonStale without a letter."""
    scope = scope_of(work, person, institution_id)
    check_invite(person.holding, scope, role)
    if len(waiting(work, scope)) >= MOST_OPEN:
        raise TooManyInvitations(MOST_OPEN)
    if role in ON_LETTER and letter is None:
        raise ButtonStale
    there = succeeded(work, person, scope, role) if succeeds else None
    code = setup.institution(work, scope.institution_id).code if scope.institution_id else None
    made = invite(work, scope.country, role, code, by=person.id)
    appointments.add(work, made.invitation_id, person.id, letter, there.role_id if there else None)
    return made


def waiting(work: Work, scope: Scope) -> list[Made]:
    """Return the invitations to a scope that can still be accepted; those to its units stand with the units."""
    every = appointments.open_in(work, scope.country, scope.institution_id)
    return [one for one in every if one.unit_id is None]


def appoint_colleague(work: Work, person: Person, unit: Unit) -> Invited:
    """Make an invitation to a unit of the institution that the person asks for, in place of the one that waits.

    Raises NoInstitution, NotInThisRole, UnitNotThere, UnitFull.
    """
    holding = may_run(person, unit)
    if len(appointments.held_in_unit(work, unit.id)) >= MOST_COLLEAGUES:
        raise UnitFull(MOST_COLLEAGUES)
    withdraw_from_unit(work, person, unit)
    code = setup.institution(work, unit.institution_id).code
    made = invite(work, holding.country, Role.COLLEAGUE, code, by=person.id)
    appointments.add(work, made.invitation_id, person.id, None, unit_id=unit.id)
    return made


def waiting_for_unit(work: Work, country: str, unit: Unit) -> list[Made]:
    """Return the invitations to a unit that can still be accepted."""
    return [one for one in appointments.open_in(work, country, unit.institution_id) if one.unit_id == unit.id]


def withdraw_from_unit(work: Work, person: Person, unit: Unit) -> None:
    """Take back the invitation to a unit that waits, if one does. Raises NoInstitution, NotInThisRole, UnitNotThere."""
    country = may_run(person, unit).country
    waits = {one.invitation_id for one in waiting_for_unit(work, country, unit)}
    _withdraw(work, person.id, country, appointments.withdraw(work, waits))


def may_run(person: Person, unit: Unit) -> Holding:
    """Return the role in which somebody lets people into a unit. Raises NoInstitution, NotInThisRole, UnitNotThere."""
    holding, institution_id = asking(person.holding)
    if unit.institution_id != institution_id:
        raise UnitNotThere
    return holding


def withdraw(work: Work, person: Person, invitation_id: int) -> int:
    """Take back an invitation; return its institution, 0 for the coordination. Raises ButtonStale, NotInThisRole."""
    made = appointments.made(work, invitation_id)
    if made is None or person.holding is None or made.country != person.holding.country or made.unit_id:
        raise ButtonStale
    scope_of(work, person, made.institution_id or 0)
    _withdraw(work, person.id, made.country, appointments.withdraw(work, {invitation_id}))
    return made.institution_id or 0


def endable(work: Work, person: Person, role_id: int) -> Held:
    """Return a role that the person may end. Raises ButtonStale, also where it has ended; LastCoordinator."""
    found = appointments.held(work, role_id)
    if found is None:
        raise ButtonStale
    kind = setup.institution(work, found.institution_id).kind if found.institution_id else None
    one = member(found, person)
    if not may_end(person.id, person.holding, Scope(found.country, found.institution_id, kind), one):
        raise ButtonStale
    check_last(one, len(appointments.held_in(work, found.country, None, {Role.COORDINATOR})))
    return found


def end_access(work: Work, person: Person, role_id: int) -> Held:
    """End somebody's role, and tell them. Raises ButtonStale, LastCoordinator."""
    found = endable(work, person, role_id)
    _end(work, found, by=person.id)
    return found


def join(work: Work, person: Person, invitation_id: int) -> int:
    """Let an invitation take effect; return the new role's id. Whose place it is loses theirs; who invited is told.

    Raises what `invite.accept` raises.
    """
    role_id = accept(work, invitation_id, person)
    made = appointments.made(work, invitation_id)
    if made is not None:
        left = appointments.held(work, made.succeeds_role_id) if made.succeeds_role_id else None
        if left is not None:
            _end(work, left, by=person.id)
        _tell(work, made.made_by, ACCEPTED, {"invitation": invitation_id}, f"{ACCEPTED}:{invitation_id}")
        if made.unit_id is not None:
            tell_newcomer(work, person.id, made.unit_id, role_id)
    return role_id


def member(found: Held, person: Person) -> Member:
    """Return a role as the person sees it: without who holds it."""
    since = local_date(found.began_at, zone_of(person))
    own = found.person_id == person.id
    return Member(found.role_id, found.person_id, found.role, since, found.letter, found.reachable, own)


def _end(work: Work, found: Held, *, by: int) -> None:
    """End a role; what was written in it stays. Whose it was is told, but for who ended it.

    Nobody lets others in by an invitation that they made before they went.
    """
    if not appointments.end_role(work, found.role_id):
        return
    dialogs.end_dialog(work, found.person_id)
    _record(work, by, "role ended", found.country, ("roles", found.role_id), {"role": found.role.value})
    left = {
        one.invitation_id
        for one in appointments.open_in(work, found.country, found.institution_id)
        if one.made_by == found.person_id
    }
    _withdraw(work, by, found.country, appointments.withdraw(work, left))
    if found.person_id != by:
        params = {"role": found.role.value, "country": found.country, "institution": found.institution_id}
        params["unit"] = found.unit_id
        _tell(work, found.person_id, ENDED, params, f"{ENDED}:{found.role_id}")


def _withdraw(work: Work, by: int, country: str, withdrawn: set[int]) -> None:
    for one in sorted(withdrawn):
        _record(work, by, "invitation withdrawn", country, ("invitations", one), {})


def _tell(work: Work, person_id: int, kind: str, params: Mapping[str, Any], key: str) -> None:
    bulk.add_messages(work, [Planned(person_id, kind, dict(params), key, not_after=work.now + WORTH_SENDING)])


def _record(
    work: Work, person_id: int, event: str, country: str, about: tuple[str, int], details: dict[str, Any]
) -> None:
    instance.record_event(
        work, event, person_id=person_id, country=country, subject=about[0], subject_id=about[1], details=details
    )
