"""People: found by the keyed hash of their Telegram address, with the roles they hold and the dialog they are in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, insert, select, update

from db.prepared import Prepared
from db.tables import countries, dialogs, persons, roles
from db.work import Work
from domain.role import Holding, Person, Role

ADDRESS = "person address"


@dataclass(frozen=True, slots=True)
class DialogRow:
    """The dialog that a person is in; `data` is still sealed."""

    name: str
    step: str
    version: int
    data_sealed: bytes


@dataclass(frozen=True, slots=True)
class Known:
    """A person as an update finds them."""

    person: Person
    reachable: bool
    dialog: DialogRow | None


def _known_where(condition: Any) -> Select[Any]:
    # Each table joined by itself: SQLite would make the whole of a nested join anew for every person.
    held = (
        persons.outerjoin(dialogs, dialogs.c.person_id == persons.c.id)
        .outerjoin(roles, and_(roles.c.person_id == persons.c.id, roles.c.ended_at.is_(None)))
        .outerjoin(countries, countries.c.code == roles.c.country)
    )
    return (
        select(
            persons.c.id,
            persons.c.language_chosen,
            persons.c.language_seen,
            persons.c.timezone_chosen,
            persons.c.unreachable_since,
            dialogs.c.name,
            dialogs.c.step,
            dialogs.c.version,
            dialogs.c.data_sealed,
            roles.c.id.label("role_id"),
            roles.c.role,
            roles.c.country,
            roles.c.institution_id,
            roles.c.chosen_at,
            countries.c.language,
            countries.c.timezone,
        )
        .select_from(held)
        .where(condition)
        .order_by(roles.c.id)
    )


_BY_ADDRESS = Prepared(_known_where(persons.c.address_hash == bindparam("address_hash")))
_BY_ID = Prepared(_known_where(persons.c.id == bindparam("person_id")))
_ADD = insert(persons)
_SEEN = (
    update(persons)
    .where(persons.c.id == bindparam("person"))
    .values(language_seen=bindparam("seen"), unreachable_since=None)
)
_UNREACHABLE = update(persons).where(persons.c.id == bindparam("person"), persons.c.unreachable_since.is_(None))
_SEALED_ADDRESS = Prepared(
    select(persons.c.address_hash, persons.c.address_sealed).where(persons.c.id == bindparam("person"))
)


def address_hash(work: Work, address: int) -> bytes:
    """Return the keyed hash of a Telegram chat or user number."""
    return work.sealer.lookup(ADDRESS, str(address))


def person_by_address(work: Work, address: int) -> Known | None:
    """Return the person of a Telegram user number, with the roles they hold now, or None."""
    return _known(work.all(_BY_ADDRESS, {"address_hash": address_hash(work, address)}))


def person_by_id(work: Work, person_id: int) -> Known:
    """Return the person of this id, who is known to be there."""
    known = _known(work.all(_BY_ID, {"person_id": person_id}))
    if known is None:
        raise LookupError(person_id)
    return known


def add_person(work: Work, address: int, language_seen: str | None) -> int:
    """Add the person of a Telegram user number; return the new id."""
    hashed = address_hash(work, address)
    return work.inserted_id(
        _ADD,
        {
            "address_hash": hashed,
            "address_sealed": work.sealer.seal(address_purpose(hashed), str(address).encode()),
            "language_seen": language_seen,
            "created_at": work.now,
        },
    )


def see_person(work: Work, person_id: int, language_seen: str | None) -> None:
    """Note that the person wrote again: they are reachable, and their Telegram speaks this language."""
    work.execute(_SEEN, {"person": person_id, "seen": language_seen})


def mark_unreachable(work: Work, person_id: int) -> bool:
    """Note that Telegram refuses messages to the person until they write again; False where that was known."""
    return work.execute(_UNREACHABLE, {"person": person_id, "unreachable_since": work.now}).rowcount == 1


def reachable_members(work: Work, institution_id: int, held: Sequence[Role]) -> list[int]:
    """Return who acts for an institution in one of these roles and can be reached, by id."""
    return _members(work, roles.c.institution_id == institution_id, held, persons.c.unreachable_since.is_(None))


def members(work: Work, institution_id: int, held: Sequence[Role]) -> list[int]:
    """Return who acts for an institution in one of these roles, whether they can be reached or not, by id."""
    return _members(work, roles.c.institution_id == institution_id, held)


def coordinators(work: Work, country: str) -> list[int]:
    """Return the coordinators of a country, by id."""
    return _members(work, roles.c.country == country, (Role.COORDINATOR,))


def _members(work: Work, where: Any, held: Sequence[Role], *more: Any) -> list[int]:
    wanted = select(persons.c.id).join(roles, roles.c.person_id == persons.c.id)
    wanted = wanted.where(where, roles.c.role.in_([one.value for one in held]), roles.c.ended_at.is_(None), *more)
    return [row.id for row in work.all(wanted.distinct().order_by(persons.c.id))]


def address_of(work: Work, person_id: int) -> int:
    """Return the person's Telegram number, to write to them. Raises SealBroken with a wrong key."""
    row = work.one(_SEALED_ADDRESS, {"person": person_id})
    if row is None:
        raise LookupError(person_id)
    return int(work.sealer.open(address_purpose(row.address_hash), row.address_sealed))


def set_language(work: Work, person_id: int, language: str) -> None:
    """Store the interface language that the person chose."""
    work.execute(update(persons).where(persons.c.id == person_id).values(language_chosen=language))


def set_timezone(work: Work, person_id: int, timezone: str) -> None:
    """Store the IANA time zone that the person chose."""
    work.execute(update(persons).where(persons.c.id == person_id).values(timezone_chosen=timezone))


def add_role(work: Work, person_id: int, role: Role, country: str, institution_id: int | None, invitation: int) -> int:
    """Give the person a role, in which they act from now on; return its id."""
    return work.inserted_id(
        insert(roles),
        {
            "person_id": person_id,
            "role": role.value,
            "country": country,
            "institution_id": institution_id,
            "invitation_id": invitation,
            "chosen_at": work.now,
            "began_at": work.now,
        },
    )


def act_in_role(work: Work, person_id: int, role_id: int) -> bool:
    """Let the person act in one of the roles they hold; False where they hold no such role."""
    held = and_(roles.c.id == role_id, roles.c.person_id == person_id, roles.c.ended_at.is_(None))
    return work.execute(update(roles).where(held).values(chosen_at=work.now)).rowcount == 1


def address_purpose(hashed: bytes) -> str:
    """Return what an address is sealed for: it opens only beside its own hash, so that rows cannot be exchanged."""
    return f"{ADDRESS} {bytes(hashed).hex()}"


def _known(rows: Sequence[Row[Any]]) -> Known | None:
    if not rows:
        return None
    first = rows[0]
    held = [_holding(row) for row in rows if row.role_id is not None]
    person = Person(
        first.id,
        first.language_chosen,
        first.language_seen,
        first.timezone_chosen,
        tuple(one for one in held if one.role is not Role.COLLEAGUE),
        tuple(one for one in held if one.role is Role.COLLEAGUE),
    )
    dialog = DialogRow(first.name, first.step, first.version, bytes(first.data_sealed)) if first.name else None
    return Known(person, first.unreachable_since is None, dialog)


def _holding(row: Row[Any]) -> Holding:
    return Holding(
        row.role_id, Role(row.role), row.country, row.institution_id, row.chosen_at, row.language, row.timezone
    )
