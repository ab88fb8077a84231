"""Units of institutions, and of which of them somebody is a colleague. What a unit is asked for stands in parts.py."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, insert, select

from db.tables import appointments, roles, units
from db.work import Work
from domain.role import Role
from domain.text import fold


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of an institution."""

    id: int
    institution_id: int
    name: str


_COLLEAGUES = roles.join(appointments, appointments.c.invitation_id == roles.c.invitation_id)
_NOW = and_(roles.c.role == Role.COLLEAGUE.value, roles.c.ended_at.is_(None))


def units_of(work: Work, institution_id: int) -> list[Unit]:
    """Return an institution's units, by name."""
    found = select(units).where(units.c.institution_id == institution_id, units.c.archived_at.is_(None))
    every = [Unit(row.id, row.institution_id, row.name) for row in work.all(found)]
    return sorted(every, key=lambda one: fold(one.name))


def unit(work: Work, institution_id: int, unit_id: int) -> Unit | None:
    """Return an institution's unit, or None."""
    return next((one for one in units_of(work, institution_id) if one.id == unit_id), None)


def unit_named(work: Work, institution_id: int, name: str) -> Unit | None:
    """Return the unit that a name means, whatever its capitals and accents."""
    return next((one for one in units_of(work, institution_id) if fold(one.name) == fold(name)), None)


def name_of(work: Work, unit_id: int) -> str:
    """Return a unit's name."""
    row = work.one(select(units.c.name).where(units.c.id == unit_id))
    return str(row.name) if row else ""


def add_unit(work: Work, institution_id: int, name: str) -> Unit:
    """Add a unit."""
    values = {"institution_id": institution_id, "name": name, "created_at": work.now}
    return Unit(work.inserted_id(insert(units), values), institution_id, name)


def colleagues(work: Work, unit_id: int) -> list[int]:
    """Return the people of a unit, by id."""
    found = select(roles.c.person_id).select_from(_COLLEAGUES).where(_NOW, appointments.c.unit_id == unit_id)
    return [row.person_id for row in work.all(found.distinct().order_by(roles.c.person_id))]


def places_of(work: Work, person_id: int) -> dict[int, int]:
    """Return the units that somebody is a colleague of, each with the id of the role."""
    found = select(roles.c.id, appointments.c.unit_id).select_from(_COLLEAGUES)
    return {row.unit_id: row.id for row in work.all(found.where(_NOW, roles.c.person_id == person_id))}


def unit_of(work: Work, role_id: int) -> int | None:
    """Return the unit of a colleague's role, also of one that has ended."""
    row = work.one(select(appointments.c.unit_id).select_from(_COLLEAGUES).where(roles.c.id == role_id))
    return row.unit_id if row else None
