"""What a look-up is given: who looks, in which language, and the day it is where they live. Look-ups write nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.queries import setup, units
from db.work import Work
from domain.role import Holding, Person, Role
from domain.shown import Capacity


@dataclass(frozen=True, slots=True)
class Look:
    """One look at the database for one person. `row`: the outbox row of the message that is being rendered."""

    work: Work
    person: Person
    language: str
    zone: ZoneInfo
    today: date
    now: datetime
    row: int


def capacity(work: Work, holding: Holding) -> Capacity:
    """Return a role with the names that show it."""
    country = setup.country(work, holding.country)
    names = setup.institution(work, holding.institution_id).names if holding.institution_id else None
    unit_id = units.unit_of(work, holding.id) if holding.role is Role.COLLEAGUE else None
    unit = units.name_of(work, unit_id) if unit_id else ""
    return Capacity(holding.id, holding.role, holding.country, country.names if country else {}, names, unit)
