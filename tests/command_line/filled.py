"""A database with something of everything that is sealed in it, and whether all of it can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot import settings
from bot.opening import Database, open_database
from db.queries import bulk, dialogs, outbox, people, setup, updates
from db.queries.bulk import Planned
from db.queries.sealed import SEALED
from db.tables import jobs
from db.work import Work
from domain.role import InstitutionKind, Role

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CODE = "Zq3vXw8uPpL0a1B2c3D4e5"
PEOPLE = range(7001, 7021)
WORDS = "words that nobody is to read"


def opened() -> Database:
    """The database that the settings name."""
    return open_database(settings.read(), NOW)


def fill(database: Database) -> None:
    """Twenty people, each with a dialog, an update, a reply and a reminder; a job; an invitation."""
    with database.at_once(NOW) as work:
        setup.add_country(work, setup.Country("SI", "en", "UTC", True, {}, {}))
        institution = setup.add_institution(work, "SI", "MJ", InstitutionKind("ministry"), {"en": "Justice"})
        setup.add_invitation(work, CODE, "SI", Role.FOCAL_POINT, institution, NOW + timedelta(days=1000))
        for number, address in enumerate(PEOPLE):
            _fill_for(work, number, address)
        job = {"kind": "import", "state": "running", "created_at": NOW}
        sealed = {name: work.sealer.seal_json("job", {"file": WORDS}) for name in ("params_sealed", "result_sealed")}
        work.execute(insert(jobs), {**job, **sealed})


def _fill_for(work: Work, number: int, address: int) -> None:
    person = people.add_person(work, address, "en")
    dialogs.save_dialog(work, person, "find", "words", 1, {"words": WORDS})
    add_update(work, number, address)
    outbox.add_reply(work, person, "help", {"text": WORDS}, process="gone:1")
    later = NOW + timedelta(days=3650)
    bulk.add_messages(work, [Planned(person, "reminder", {"text": WORDS}, f"later {number}", not_before=later)])
    bulk.add_messages(work, [Planned(person, "reminder", {"text": WORDS}, f"due {number}", not_before=NOW)])


def add_update(work: Work, number: int, address: int) -> int:
    """Add an update of a person's, as Telegram sends it; return its row."""
    message = {
        "message_id": number + 1,
        "date": 1_700_000_000,
        "chat": {"id": address, "type": "private", "first_name": "P"},
        "from": {"id": address, "is_bot": False, "first_name": "P", "language_code": "en"},
        "text": f"{WORDS} {number}",
    }
    payload = {"update_id": 900_000 + number, "message": message}
    return updates.add_updates(work, [(payload, people.address_hash(work, address))], "gone:1")[0].id


def unreadable(work: Work) -> list[str]:
    """What of it cannot be found or read with the key at hand; empty: nothing."""
    wrong = []
    for address in PEOPLE:
        known = people.person_by_address(work, address)
        if known is None or people.address_of(work, known.person.id) != address:
            wrong.append(f"person {address}")
    for column, purpose in SEALED.items():
        values = [row[0] for row in work.all(select(column))]
        wrong += [f"nothing in {column}"] * (not values)
        wrong += [str(column) for value in values if WORDS.encode() not in work.sealer.open(purpose, value)]
    chats = {people.address_hash(work, address) for address in PEOPLE}
    found: set[Any] = {bytes(row[0]) for row in work.all(select(updates.updates.c.chat_hash))}
    wrong += [] if found == chats else ["chats"]
    wrong += [] if setup.invitation_by_code(work, CODE) else ["invitation"]
    return wrong
