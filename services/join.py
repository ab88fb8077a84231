"""What somebody is shown when they join: what the invitation offers, and what awaits them."""

from __future__ import annotations

from db.queries import appointments, assignments, instance, setup, units
from domain.errors import InvitationUnknown, NotFound
from domain.invitation import check_acceptable
from domain.role import Role
from domain.shown import Capacity, Joined, Offer
from domain.timezone import local_date
from services.look import Look, capacity

OPERATOR = "operator"
"""The fact of the instance that names who runs it."""


def offer(look: Look, invitation_id: int) -> Offer:
    """Return what an invitation offers to the person who presented its code. Raises why it cannot be accepted."""
    found = check_acceptable(setup.invitation_by_id(look.work, invitation_id), look.person, look.now)
    country = setup.country(look.work, found.country)
    if country is None:
        raise InvitationUnknown
    institution = setup.institution(look.work, found.institution_id).names if found.institution_id else None
    made = appointments.made(look.work, found.id)
    unit = units.name_of(look.work, made.unit_id) if made is not None and made.unit_id else ""
    offered = Capacity(0, found.role, country.code, country.names, institution, unit)
    return Offer(offered, local_date(found.expires_at, look.zone), operator(look))


def joined(look: Look, role_id: int) -> Joined:
    """Return the role that has taken effect, and how many recommendations await its institution. Raises NotFound."""
    held = (*look.person.holdings, *look.person.colleague_in)
    holding = next((one for one in held if one.id == role_id), None)
    if holding is None:
        raise NotFound
    count = 0
    if holding.institution_id and holding.role not in {Role.COORDINATOR, Role.COLLEAGUE}:
        count = assignments.count_of_institution(look.work, holding.institution_id, look.today).total
    return Joined(capacity(look.work, holding), count)


def operator(look: Look) -> str:
    """Return the name of who runs this instance, or "" where they have not set it (SUIVI_OPERATOR)."""
    return (instance.fact(look.work, OPERATOR) or b"").decode()
