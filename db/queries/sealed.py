"""Everything in the database that the key seals or hashes, and sealing all of it anew with another key.

A column that bears a sealed value or a keyed hash stands here, or a change of the key would lose it: a test compares
this with the tables. Where the keys are kept stands in bot/keys.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, bindparam, select, text, update

from db import tables
from db.queries import contests as contest_rows
from db.queries import contributions as contribution_rows
from db.queries import dialogs as dialog_rows
from db.queries import evidence as evidence_rows
from db.queries import extensions, parts, plans, saved_searches
from db.queries import jobs as job_rows
from db.queries import outbox as messages
from db.queries import updates as update_rows
from db.queries.assignments import INSTRUCTIONS
from db.queries.people import ADDRESS, address_purpose
from db.sealing import SealBroken, Sealer
from db.tables import (
    assignments,
    contests,
    contributions,
    dialogs,
    evidence,
    extension_requests,
    jobs,
    outbox,
    persons,
    updates,
)
from db.work import Work

_AT_ONCE = 500
_NO_CHAT = bytes(32)
"""The chat of an update that is done: nobody looks for it any more, and what it came from is wiped."""

SEALED: dict[Column[Any], str] = {
    dialogs.c.data_sealed: dialog_rows.PURPOSE,
    updates.c.payload_sealed: update_rows.PURPOSE,
    outbox.c.params_sealed: messages.PURPOSE,
    jobs.c.params_sealed: job_rows.PURPOSE,
    jobs.c.result_sealed: job_rows.PURPOSE,
    assignments.c.instructions_sealed: INSTRUCTIONS,
    contributions.c.content_sealed: contribution_rows.PURPOSE,
    contributions.c.reason_sealed: contribution_rows.PURPOSE,
    evidence.c.details_sealed: evidence_rows.PURPOSE,
    extension_requests.c.reason_sealed: extensions.PURPOSE,
    contests.c.reason_sealed: contest_rows.PURPOSE,
    tables.plan_versions.c.details_sealed: plans.PURPOSE,
    tables.indicator_values.c.details_sealed: plans.PURPOSE,
    tables.part_requests.c.question_sealed: parts.PURPOSE,
    tables.part_requests.c.answer_sealed: parts.PURPOSE,
    tables.saved_searches.c.search_sealed: saved_searches.PURPOSE,
}
"""Columns whose values are sealed each for itself, and for what; addresses and hashes have ways of their own."""


@dataclass
class Unreadable(Exception):
    """A sealed value cannot be opened with the key: the row of a table that holds it."""

    table: str
    row: int


def hold_facts(work: Work) -> None:
    """Wait for the transactions of others that rely on the key, and keep new ones waiting; the first thing to do.

    On SQLite there is one writing transaction at a time anyway. LOCK does not yet look at the database, so that what
    the others have just committed is seen.
    """
    if not work.on_sqlite:
        work.execute(text("LOCK TABLE instance IN EXCLUSIVE MODE"))


def seal_anew(work: Work, new: Sealer, chat_of: Callable[[dict[str, Any]], int]) -> int:
    """Seal with `new` what is sealed with the key at hand; return how many values. Raises Unreadable.

    `chat_of`: the number of the chat that an update is from.
    """
    count = _persons(work, new) + _chats(work, new, chat_of)
    for column, purpose in SEALED.items():
        count += _column(work, new, column, purpose)
    return count


def _persons(work: Work, new: Sealer) -> int:
    count = 0
    for rows in _rows(work, persons.c.address_sealed, persons.c.address_hash):
        given = []
        for key, sealed, hashed in rows:
            address = _opened(work, persons.c.address_sealed, key, address_purpose(hashed), sealed)
            anew = new.lookup(ADDRESS, address.decode())
            given.append({"key": key, "hashed": anew, "anew": new.seal(address_purpose(anew), address)})
        work.execute(_set(persons.c.address_sealed).values(address_hash=bindparam("hashed")), given)
        count += len(given)
    return count


def _chats(work: Work, new: Sealer, chat_of: Callable[[dict[str, Any]], int]) -> int:
    count = 0
    work.execute(update(updates).where(updates.c.payload_sealed.is_(None)).values(chat_hash=_NO_CHAT))
    for rows in _rows(work, updates.c.payload_sealed):
        given = []
        for key, sealed in rows:
            _opened(work, updates.c.payload_sealed, key, update_rows.PURPOSE, sealed)
            payload = work.sealer.open_json(update_rows.PURPOSE, sealed)
            given.append({"key": key, "anew": new.lookup(ADDRESS, str(chat_of(payload)))})
        work.execute(_set(updates.c.chat_hash), given)
        count += len(given)
    return count


def _column(work: Work, new: Sealer, column: Column[Any], purpose: str) -> int:
    count = 0
    for rows in _rows(work, column):
        given = [
            {"key": key, "anew": new.seal(purpose, _opened(work, column, key, purpose, sealed))} for key, sealed in rows
        ]
        work.execute(_set(column), given)
        count += len(given)
    return count


def _rows(work: Work, column: Column[Any], *more: Column[Any]) -> Iterator[Sequence[Any]]:
    """The rows that have a value in the column, some hundred at a time: key, value and `more`."""
    key = _key(column)
    wanted = select(key, column, *more).where(column.is_not(None), key > bindparam("after")).order_by(key)
    after = -1
    while rows := work.all(wanted.limit(_AT_ONCE), {"after": after}):
        yield rows
        after = rows[-1][0]


def _opened(work: Work, column: Column[Any], key: int, purpose: str, sealed: bytes) -> bytes:
    try:
        return work.sealer.open(purpose, sealed)
    except SealBroken:
        raise Unreadable(column.table.name, key) from None


def _set(column: Column[Any]) -> Any:
    return update(column.table).where(_key(column) == bindparam("key")).values({column: bindparam("anew")})


def _key(column: Column[Any]) -> Column[Any]:
    (key,) = column.table.primary_key
    return key
