"""Units of an institution, as those see them who may ask them: found by name, shown with their people.

What they are asked for stands in parts.py; inviting and ending access, in appoint.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import appointments, setup, units
from db.queries.units import Unit
from db.work import Work
from domain.errors import MessageEmpty, NameTooLong, UnitNotThere
from domain.parts import LONGEST_UNIT_NAME, UnitPage, UnitShown, asking
from domain.role import Person
from domain.shown import CHOICES_PER_PAGE, sliced
from domain.timezone import local_date
from services.appoint import may_run, member, waiting_for_unit
from services.look import Look


def known(work: Work, person: Person, unit_id: int) -> Unit:
    """Return a unit that the person may ask. Raises NoInstitution, NotInThisRole, UnitNotThere."""
    _, institution_id = asking(person.holding)
    found = units.unit(work, institution_id, unit_id)
    if found is None:
        raise UnitNotThere
    return found


def meant(work: Work, person: Person, words: str) -> tuple[int, str]:
    """Return the unit that a typed name means: (id, "") of one that is there, (0, name) of a new one.

    Raises NoInstitution, NotInThisRole, MessageEmpty, NameTooLong.
    """
    _, institution_id = asking(person.holding)
    name = " ".join(words.split())
    if not name:
        raise MessageEmpty
    if len(name) > LONGEST_UNIT_NAME:
        raise NameTooLong(len(name), LONGEST_UNIT_NAME)
    there = units.unit_named(work, institution_id, name)
    return (there.id, "") if there else (0, name)


def unit_for(work: Work, person: Person, unit_id: int, name: str) -> Unit:
    """Return the unit of this id or, with 0, of this name, made where it is not there. Raises as `known` does."""
    if unit_id:
        return known(work, person, unit_id)
    _, institution_id = asking(person.holding)
    return units.unit_named(work, institution_id, name) or units.add_unit(work, institution_id, name)


def choice(look: Look, params: Mapping[str, Any]) -> UnitPage:
    """Return a page of the units of the person's institution. Raises NoInstitution, NotInThisRole."""
    _, institution_id = asking(look.person.holding)
    shown, number, pages = sliced(units.units_of(look.work, institution_id), params["page"], CHOICES_PER_PAGE)
    return UnitPage(tuple((one.id, one.name) for one in shown), number, pages)


def one(look: Look, params: Mapping[str, Any]) -> UnitShown:
    """Return a unit with its people. Raises NoInstitution, NotInThisRole, UnitNotThere."""
    found = known(look.work, look.person, params["unit"])
    members = tuple(member(held, look.person) for held in appointments.held_in_unit(look.work, found.id))
    waits = waiting_for_unit(look.work, may_run(look.person, found).country, found)
    until = local_date(waits[0].expires_at, look.zone) if waits else None
    return UnitShown(found.id, found.name, setup.institution(look.work, found.institution_id).names, members, until)
