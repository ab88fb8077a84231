"""What is shown of the people of a house: who acts there, who is invited, one invitation before it is made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.queries import appointments, instance, setup
from domain.appointment import AppointmentShown, HouseShown, Member, Waiting, invited_roles, may_end
from domain.errors import Moot
from domain.letter import Letter
from domain.mailing import InstitutionPage
from domain.role import INDEPENDENT_KINDS, Holding, Role
from domain.shown import LINES_PER_PAGE, Capacity, page_count
from domain.timezone import local_date
from services.appoint import OWN, ROLES_SHOWN, THEIRS, endable, house_of, member, succeeded
from services.look import Look, capacity
from services.remind import coordinating, matching
from services.show_lines import page_within

USERNAME = "username"
"""The fact of the instance that is the bot's name on Telegram, for links."""


def people(look: Look, params: Mapping[str, Any]) -> HouseShown:
    """Return who acts in a house and who is invited. Raises NotFound, NotInThisRole."""
    house = house_of(look.work, look.person, params["institution"])
    holding = look.person.holding
    assert holding is not None  # noqa: S101 - whoever has a house has a role
    found = appointments.held_in(look.work, house.country, house.institution_id, ROLES_SHOWN)
    members = tuple(member(one, look.person) for one in found)
    waiting = appointments.open_in(look.work, house.country, house.institution_id)
    shown = _capacity(look, holding, house.institution_id)
    return HouseShown(
        house.country,
        shown.country_names,
        shown.institution,
        params["institution"],
        members,
        tuple(Waiting(one.invitation_id, one.role, local_date(one.expires_at, look.zone)) for one in waiting),
        invited_roles(holding, house),
        frozenset(one.role_id for one in members if may_end(look.person.id, holding, house, one)),
        holding.role is Role.COORDINATOR,
    )


def appointment(look: Look, params: Mapping[str, Any]) -> AppointmentShown:
    """Return an invitation as it would be made. Raises NotFound, NotInThisRole."""
    house = house_of(look.work, look.person, params["institution"])
    role = Role(params["role"])
    there = succeeded(look.work, look.person, house, role)
    succeeds = ""
    if there is not None and params.get("succeeds"):
        succeeds = OWN if there.person_id == look.person.id else THEIRS
    holding = look.person.holding
    assert holding is not None  # noqa: S101 - whoever has a house has a role
    shown = _capacity(look, holding, house.institution_id)
    letter = Letter(params["number"], date.fromisoformat(params["on"])) if params.get("number") else None
    return AppointmentShown(
        look.row, role, house.country, shown.country_names, shown.institution, letter, succeeds, there is not None
    )


def made(look: Look, params: Mapping[str, Any]) -> tuple[Capacity, str, str, date]:
    """Return what an invitation is to, its code, the bot's name ("" while it is not known) and its last day.

    Raises Moot where it has been accepted, withdrawn or forgotten.
    """
    found = appointments.made(look.work, params["invitation"])
    if found is None or found.made_by != look.person.id:
        raise Moot
    country = setup.country(look.work, found.country)
    names = setup.institution(look.work, found.institution_id).names if found.institution_id else None
    shown = Capacity(0, found.role, found.country, country.names if country else {}, names)
    name = (instance.fact(look.work, USERNAME) or b"").decode()
    return shown, params["code"], name, local_date(found.expires_at, look.zone)


def ending(look: Look, params: Mapping[str, Any]) -> tuple[Member, Capacity]:
    """Return a role that is about to be ended. Raises NotFound, LastCoordinator."""
    found = endable(look.work, look.person, params["role"])
    holding = Holding(found.role_id, found.role, found.country, found.institution_id, found.began_at)
    return member(found, look.person), capacity(look.work, holding)


def ended(look: Look, params: Mapping[str, Any]) -> Capacity:
    """Return the role that somebody no longer has. Raises Moot where they have it again."""
    role, country, institution_id = Role(params["role"]), params["country"], params["institution"]
    if any((one.role, one.country, one.institution_id) == (role, country, institution_id)
           for one in look.person.holdings):  # fmt: skip
        raise Moot
    return capacity(look.work, Holding(0, role, country, institution_id, look.now))


def accepted(look: Look, params: Mapping[str, Any]) -> Capacity:
    """Return what somebody has become by the reader's invitation. Raises Moot where the reader acts there no more."""
    found = appointments.made(look.work, params["invitation"])
    if found is None or not any(one.country == found.country for one in look.person.holdings):
        raise Moot
    return capacity(look.work, Holding(0, found.role, found.country, found.institution_id, look.now))


def choice(look: Look, params: Mapping[str, Any]) -> InstitutionPage:
    """Return a page of the State's institutions of the country that the person coordinates. Raises NotCoordinator."""
    country = coordinating(look.person).country
    found = [one for one in matching(look.work, country, params["sought"], look.language)
             if one.kind not in INDEPENDENT_KINDS]  # fmt: skip
    number = page_within(params["page"], len(found))
    shown = found[(number - 1) * LINES_PER_PAGE : number * LINES_PER_PAGE]
    lines = tuple((one.id, one.names) for one in shown)
    return InstitutionPage(look.row, params["sought"], lines, number, page_count(len(found), LINES_PER_PAGE))


def _capacity(look: Look, holding: Holding, institution_id: int | None) -> Capacity:
    """The house, as the role of the reader in it would be shown."""
    return capacity(look.work, Holding(0, holding.role, holding.country, institution_id, look.now))
