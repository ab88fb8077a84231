"""Countries, institutions and invitations: what is set up before anybody talks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update

from db.prepared import Prepared
from db.tables import countries, institutions, invitations
from db.work import Work
from domain.invitation import Invitation
from domain.role import InstitutionKind, Role

_CODE = "suivi invitation code"


@dataclass(frozen=True, slots=True)
class Country:
    """A country; `names` and `mechanism_names` by language, empty where Babel's name and a general word serve."""

    code: str
    language: str
    timezone: str
    open: bool
    names: dict[str, str]
    mechanism_names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Institution:
    """An institution of a country; `names` by language, at least one."""

    id: int
    country: str
    code: str
    kind: InstitutionKind
    names: dict[str, str]


_COUNTRY = Prepared(select(countries).where(countries.c.code == bindparam("wanted")))
_INSTITUTION = Prepared(select(institutions).where(institutions.c.id == bindparam("wanted")))
_WITH_COUNTRY = Prepared(
    select(institutions, countries.c.names.label("country_names"))
    .select_from(institutions.join(countries))
    .where(institutions.c.id == bindparam("wanted"))
)
_INSTITUTION_BY_CODE = select(institutions).where(
    institutions.c.country == bindparam("in_country"), institutions.c.code == bindparam("wanted")
)


def country(work: Work, code: str) -> Country | None:
    """Return the country of this code, or None."""
    row = work.one(_COUNTRY, {"wanted": code})
    return _country(row) if row else None


def all_countries(work: Work) -> list[Country]:
    """Return every country, by code."""
    return [_country(row) for row in work.all(select(countries).order_by(countries.c.code))]


def add_country(work: Work, new: Country) -> None:
    """Add a country."""
    work.execute(
        insert(countries),
        {
            "code": new.code,
            "language": new.language,
            "timezone": new.timezone,
            "open": new.open,
            "names": new.names,
            "mechanism_names": new.mechanism_names,
            "created_at": work.now,
        },
    )


def institution(work: Work, institution_id: int) -> Institution:
    """Return the institution of this id, which is known to be there."""
    row = work.one(_INSTITUTION, {"wanted": institution_id})
    if row is None:
        raise LookupError(institution_id)
    return _institution(row)


def institution_and_country(work: Work, institution_id: int) -> tuple[Institution, dict[str, str]]:
    """Return an institution that is known to be there, and the names that its country was set up with."""
    row = work.one(_WITH_COUNTRY, {"wanted": institution_id})
    if row is None:
        raise LookupError(institution_id)
    return _institution(row), row.country_names


def institution_by_code(work: Work, country_code: str, code: str) -> Institution | None:
    """Return a country's institution of this code, or None."""
    row = work.one(_INSTITUTION_BY_CODE, {"in_country": country_code, "wanted": code})
    return _institution(row) if row else None


def active_institutions(work: Work, country_code: str) -> list[Institution]:
    """Return a country's institutions that are not archived, by code."""
    wanted = select(institutions).where(institutions.c.country == country_code, institutions.c.archived_at.is_(None))
    return [_institution(row) for row in work.all(wanted.order_by(institutions.c.code))]


def institution_codes(work: Work, country_code: str) -> tuple[str, ...]:
    """Return the codes of a country's institutions, in order."""
    wanted = select(institutions.c.code).where(institutions.c.country == country_code).order_by(institutions.c.code)
    return tuple(row.code for row in work.all(wanted))


def add_institution(work: Work, country_code: str, code: str, kind: InstitutionKind, names: dict[str, str]) -> int:
    """Add an institution; return its id."""
    values = {"country": country_code, "code": code, "kind": kind.value, "names": names, "created_at": work.now}
    return work.inserted_id(insert(institutions), values)


def add_invitation(
    work: Work, code: str, country_code: str, role: Role, institution_id: int | None, expires_at: datetime
) -> int:
    """Add an invitation, keeping only the hash of its code; return its id."""
    return work.inserted_id(
        insert(invitations),
        {
            "code_hash": _hash(code),
            "country": country_code,
            "role": role.value,
            "institution_id": institution_id,
            "created_at": work.now,
            "expires_at": expires_at,
        },
    )


def invitation_by_code(work: Work, code: str) -> Invitation | None:
    """Return the invitation of a code as it was handed out, or None."""
    row = work.one(select(invitations).where(invitations.c.code_hash == _hash(code)))
    return _invitation(row) if row else None


def invitation_by_id(work: Work, invitation_id: int) -> Invitation | None:
    """Return the invitation of this id, or None."""
    row = work.one(select(invitations).where(invitations.c.id == invitation_id))
    return _invitation(row) if row else None


def accept_invitation(work: Work, invitation_id: int, person_id: int) -> bool:
    """Use the invitation up; False where somebody else has just done so."""
    free = update(invitations).where(invitations.c.id == invitation_id, invitations.c.accepted_at.is_(None))
    return work.execute(free.values(accepted_at=work.now, accepted_by=person_id)).rowcount == 1


def _hash(code: str) -> bytes:
    """The hash of a code, without a key: 128 random bits cannot be guessed, and it outlives a change of the key."""
    return hashlib.sha256(f"{_CODE}\0{code}".encode("utf-8", "surrogatepass")).digest()


def _country(row: Row[Any]) -> Country:
    return Country(row.code, row.language, row.timezone, row.open, row.names, row.mechanism_names)


def _institution(row: Row[Any]) -> Institution:
    return Institution(row.id, row.country, row.code, InstitutionKind(row.kind), row.names)


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(
        row.id, row.country, Role(row.role), row.institution_id, row.expires_at, row.accepted_at, row.accepted_by
    )
