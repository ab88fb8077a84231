"""Who holds a role where, who is invited to one in the chat, and the end of either."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, insert, select, update

from db.tables import appointments, invitations, persons, roles
from db.work import Work
from domain.letter import Letter
from domain.role import Role


@dataclass(frozen=True, slots=True)
class Held:
    """A role that somebody holds now."""

    role_id: int
    person_id: int
    role: Role
    country: str
    institution_id: int | None
    began_at: datetime
    letter: Letter | None
    reachable: bool
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """An invitation that was made in the chat, and by whom. `succeeds_role_id`: whose role ends with it."""

    invitation_id: int
    made_by: int
    role: Role
    country: str
    institution_id: int | None
    expires_at: datetime
    succeeds_role_id: int | None
    unit_id: int | None = None


_HELD = (
    select(
        roles,
        appointments.c.letter_number,
        appointments.c.letter_on,
        appointments.c.unit_id,
        persons.c.unreachable_since,
    )
    .select_from(roles.join(persons, persons.c.id == roles.c.person_id))
    .outerjoin(appointments, appointments.c.invitation_id == roles.c.invitation_id)
    .where(roles.c.ended_at.is_(None))
)
_MADE = select(
    invitations, appointments.c.made_by, appointments.c.succeeds_role_id, appointments.c.unit_id
).select_from(invitations.join(appointments, appointments.c.invitation_id == invitations.c.id))
_OPEN = and_(invitations.c.accepted_at.is_(None), appointments.c.withdrawn_at.is_(None))


def held_in(work: Work, country: str, institution_id: int | None, wanted: Collection[Role]) -> list[Held]:
    """Return who holds one of these roles in an institution, or, without one, in the country; the oldest first."""
    named = sorted(one.value for one in wanted)
    where = and_(_in(roles, country, institution_id), roles.c.role.in_(named))
    return [_held(row) for row in work.all(_HELD.where(where).order_by(roles.c.began_at, roles.c.id))]


def held_in_unit(work: Work, unit_id: int) -> list[Held]:
    """Return the colleagues of a unit, the oldest first."""
    where = and_(appointments.c.unit_id == unit_id, roles.c.role == Role.COLLEAGUE.value)
    return [_held(row) for row in work.all(_HELD.where(where).order_by(roles.c.began_at, roles.c.id))]


def held(work: Work, role_id: int) -> Held | None:
    """Return a role that somebody holds now."""
    row = work.one(_HELD.where(roles.c.id == role_id))
    return _held(row) if row else None


def end_role(work: Work, role_id: int) -> bool:
    """End a role; return False where it had ended before."""
    one = update(roles).where(roles.c.id == role_id, roles.c.ended_at.is_(None))
    return work.execute(one.values(ended_at=work.now)).rowcount == 1


def add(
    work: Work,
    invitation_id: int,
    person_id: int,
    letter: Letter | None,
    succeeds_role_id: int | None = None,
    unit_id: int | None = None,
) -> None:
    """Write down who made an invitation in the chat, with which letter, whose place it is, and for which unit."""
    work.execute(
        insert(appointments),
        {
            "invitation_id": invitation_id,
            "made_by": person_id,
            "letter_number": letter.number if letter else None,
            "letter_on": letter.on if letter else None,
            "succeeds_role_id": succeeds_role_id,
            "unit_id": unit_id,
        },
    )


def open_in(work: Work, country: str, institution_id: int | None) -> list[Made]:
    """Return the invitations to a scope that can still be accepted, the oldest first."""
    where = and_(_in(invitations, country, institution_id), _OPEN, invitations.c.expires_at > work.now)
    return [_made(row) for row in work.all(_MADE.where(where).order_by(invitations.c.id))]


def made(work: Work, invitation_id: int) -> Made | None:
    """Return an invitation that was made in the chat and not withdrawn; None for the operator's."""
    row = work.one(_MADE.where(invitations.c.id == invitation_id, appointments.c.withdrawn_at.is_(None)))
    return _made(row) if row else None


def is_withdrawn(work: Work, invitation_id: int) -> bool:
    """Tell whether an invitation was withdrawn."""
    found = select(func.count().label("n")).where(
        appointments.c.invitation_id == invitation_id, appointments.c.withdrawn_at.is_not(None)
    )
    return bool(work.one(found).n)


def withdraw(work: Work, invitation_ids: Collection[int]) -> set[int]:
    """Take back those of the invitations that nobody has accepted; return which these are."""
    free = and_(_OPEN, invitations.c.id.in_(sorted(invitation_ids)))
    found = {row.id for row in work.all(_MADE.where(free))}
    if found:
        these = update(appointments).where(appointments.c.invitation_id.in_(sorted(found)))
        work.execute(these.values(withdrawn_at=work.now))
    return found


def _in(table: Any, country: str, institution_id: int | None) -> ColumnElement[bool]:
    where = table.c.institution_id.is_(None) if institution_id is None else table.c.institution_id == institution_id
    return and_(table.c.country == country, where)


def _held(row: Any) -> Held:
    letter = Letter(row.letter_number, row.letter_on) if row.letter_number and row.letter_on else None
    role = Role(row.role)
    return Held(
        row.id,
        row.person_id,
        role,
        row.country,
        row.institution_id,
        row.began_at,
        letter,
        row.unreachable_since is None,
        row.unit_id,
    )


def _made(row: Any) -> Made:
    return Made(
        row.id,
        row.made_by,
        Role(row.role),
        row.country,
        row.institution_id,
        row.expires_at,
        row.succeeds_role_id,
        row.unit_id,
    )
