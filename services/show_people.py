"""What is shown of people: who acts where, who is invited, one invitation before it is made, the news of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from db.queries import appointments, instance, units
from db.queries.appointments import Held, Made
from domain.appointment import (
    AppointmentShown,
    Member,
    PeopleShown,
    Succession,
    Waiting,
    invited_roles,
    may_end,
    may_look,
    roles_in,
)
from domain.errors import Moot
from domain.letter import Letter
from domain.mailing import InstitutionPage
from domain.role import INDEPENDENT_KINDS, Holding, Role
from domain.shown import Capacity
from domain.timezone import local_date
from services.appoint import endable, member, scope_of, succeeded, waiting
from services.look import Look, capacity
from services.remind import institutions

USERNAME = "username"
"""The fact of the instance that is the bot's name on Telegram, for links."""


def people(look: Look, params: Mapping[str, Any]) -> PeopleShown:
    """Return who acts in a scope and who is invited. Raises NoSuchInstitution, NotInThisRole."""
    scope = scope_of(look.work, look.person, params["institution"])
    holding = may_look(look.person.holding, scope)
    found = appointments.held_in(look.work, scope.country, scope.institution_id, roles_in(scope))
    members = tuple(member(one, look.person) for one in found)
    invited = waiting(look.work, scope)
    here = _capacity(look, holding.role, scope.country, scope.institution_id)
    return PeopleShown(
        here.country,
        here.country_names,
        here.institution,
        params["institution"],
        members,
        tuple(Waiting(one.invitation_id, one.role, local_date(one.expires_at, look.zone)) for one in invited),
        invited_roles(holding, scope),
        frozenset(one.role_id for one in members if may_end(look.person.id, holding, scope, one)),
        holding.role is Role.COORDINATOR,
    )


def choice(look: Look, params: Mapping[str, Any]) -> InstitutionPage:
    """Return a page of the State's institutions of the country that the person coordinates. Raises NotCoordinator."""
    return institutions(look, params, without=INDEPENDENT_KINDS)


def appointment(look: Look, params: Mapping[str, Any]) -> AppointmentShown:
    """Return an invitation as it would be made. Raises NoSuchInstitution, NotInThisRole."""
    scope, role = scope_of(look.work, look.person, params["institution"]), Role(params["role"])
    there = succeeded(look.work, look.person, scope, role)
    succeeds = None
    if there is not None and params["succeeds"]:
        succeeds = Succession.OWN if there.person_id == look.person.id else Succession.THEIRS
    here = _capacity(look, role, scope.country, scope.institution_id)
    letter = Letter(params["number"], date.fromisoformat(params["on"])) if "number" in params else None
    return AppointmentShown(look.row, here, letter, succeeds, there is not None)


def made(look: Look, params: Mapping[str, Any]) -> tuple[Capacity, str, str, date]:
    """Return what an invitation is to, its code, the bot's name ("" while it is not known) and its last day.

    Raises Moot where it has been withdrawn.
    """
    found = appointments.made(look.work, params["invitation"])
    if found is None or found.made_by != look.person.id:
        raise Moot
    name = (instance.fact(look.work, USERNAME) or b"").decode()
    return _of(look, found), params["code"], name, local_date(found.expires_at, look.zone)


def ending(look: Look, params: Mapping[str, Any]) -> tuple[Member, Capacity]:
    """Return a role that is about to be ended. Raises ButtonStale, LastCoordinator."""
    found = endable(look.work, look.person, params["role"])
    return member(found, look.person), _of(look, found)


def ended(look: Look, params: Mapping[str, Any]) -> Capacity:
    """Return the role that somebody no longer has. Raises Moot where they have it again."""
    lost = (Role(params["role"]), params["country"], params["institution"])
    unit_id = params.get("unit")
    held = any((one.role, one.country, one.institution_id) == lost for one in look.person.holdings)
    if held or unit_id in units.places_of(look.work, look.person.id):
        raise Moot
    return _capacity(look, *lost, unit_id)


def accepted(look: Look, params: Mapping[str, Any]) -> Capacity:
    """Return what somebody has become by the reader's invitation. Raises Moot where the reader acts there no more."""
    found = appointments.made(look.work, params["invitation"])
    if found is None or not any(one.country == found.country for one in look.person.holdings):
        raise Moot
    return _of(look, found)


def _of(look: Look, one: Held | Made) -> Capacity:
    return _capacity(look, one.role, one.country, one.institution_id, one.unit_id)


def _capacity(look: Look, role: Role, country: str, institution_id: int | None, unit_id: int | None = None) -> Capacity:
    """A role that the reader need not have, with the names that show it."""
    shown = capacity(look.work, Holding(0, role, country, institution_id, look.now))
    return replace(shown, unit=units.name_of(look.work, unit_id)) if unit_id else shown
