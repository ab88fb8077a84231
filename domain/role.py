"""The roles of the State side and of independent bodies, and who holds one. Joining stands in invitation.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Role(StrEnum):
    """What a person is in a country. Everybody else is a member of the public and holds no role."""

    COORDINATOR = "coordinator"
    FOCAL_POINT = "focal-point"
    DEPUTY = "deputy"
    SIGNING_OFFICER = "signing-officer"
    PARLIAMENT = "parliament"
    JUDICIARY = "judiciary"
    NHRI = "nhri"
    UN = "un"
    COLLEAGUE = "colleague"


OF_INSTITUTION = frozenset({Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER})
"""Roles that act for an institution of the State."""

IN_INSTITUTION = OF_INSTITUTION | {Role.COLLEAGUE}
"""Roles that exist only in an institution of the State."""

INDEPENDENT = frozenset({Role.PARLIAMENT, Role.JUDICIARY, Role.NHRI, Role.UN})
"""Roles of bodies that are invited to contribute: never overdue, never ranked."""

MECHANISM = OF_INSTITUTION | {Role.COORDINATOR}
"""Roles of the national mechanism, who see what is not published."""


class InstitutionKind(StrEnum):
    """What an institution is; the last four are independent bodies."""

    MINISTRY = "ministry"
    AGENCY = "agency"
    PROVINCE = "province"
    PARLIAMENT = "parliament"
    JUDICIARY = "judiciary"
    NHRI = "nhri"
    UN = "un"


INDEPENDENT_KINDS = frozenset(
    {InstitutionKind.PARLIAMENT, InstitutionKind.JUDICIARY, InstitutionKind.NHRI, InstitutionKind.UN}
)
"""Kinds of institution that are independent bodies."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A role that a person holds now: in which country and, where the role has one, which institution."""

    id: int
    role: Role
    country: str
    institution_id: int | None
    chosen_at: datetime
    country_language: str | None = None
    country_timezone: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who talks to the bot. Who they are on Telegram is sealed and not held here.

    `holdings`: the roles they can act in. `colleague_in`: units that they are of. Nobody acts as a colleague:
    they answer what their unit is asked, and are a member of the public everywhere else (docs/decisions/0017).
    """

    id: int
    language_chosen: str | None
    language_seen: str | None
    timezone_chosen: str | None
    holdings: tuple[Holding, ...] = ()
    colleague_in: tuple[Holding, ...] = ()

    @property
    def holding(self) -> Holding | None:
        """The role that the person acts in now: the one chosen last, in /menu or by accepting it."""
        return max(self.holdings, key=lambda holding: (holding.chosen_at, holding.id), default=None)

    @property
    def belongs(self) -> Holding | None:
        """Where the person belongs: the role acted in, else the unit joined last. It opens nothing."""
        return self.holding or max(self.colleague_in, key=lambda one: one.id, default=None)


def in_mechanism(person: Person, country: str) -> bool:
    """Tell whether the person may see what `country` has not published, in the role they act in."""
    holding = person.holding
    return holding is not None and holding.country == country and holding.role in MECHANISM


def may_read(person: Person, country: str, *, country_open: bool) -> bool:
    """Tell whether the texts of `country` are shown to the person: open to all, or of a country of theirs."""
    return country_open or any(holding.country == country for holding in person.holdings)
