"""A database with something of everything that is sealed in it, and whether all of it can be read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select

from bot import settings
from bot.opening import Database, open_database
from db import tables
from db.queries import bulk, contributing, dialogs, outbox, people, setup, updates
from db.queries.assignments import INSTRUCTIONS
from db.queries.bulk import Planned
from db.queries.sealed import SEALED
from db.tables import (
    assignments,
    contests,
    documents,
    evidence,
    extension_requests,
    jobs,
    mechanisms,
    recommendations,
)
from db.work import Work
from domain.contribution import Content, Part, State, Status
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
        _fill_contribution(work, institution)


def _fill_contribution(work: Work, institution: int) -> None:
    """A recommendation that was assigned, answered, contested, and for which more time was asked."""
    person = people.add_person(work, PEOPLE.stop, "en")
    mechanism = work.inserted_id(insert(mechanisms), {"code": "UPR"})
    document = work.inserted_id(insert(documents), {"mechanism_id": mechanism, "identity": "A/HRC/1/1"})
    listed = {"country": "SI", "number": 1, "identity": bytes(32), "kind": "recommendation", "source_type": "x"}
    labelled = {"document_id": document, "labels_language": "en", "created_at": NOW, "changed_at": NOW}
    recommendation = work.inserted_id(insert(recommendations), {**listed, **labelled})
    seal = work.sealer.seal
    given = {"recommendation_id": recommendation, "institution_id": institution}
    assigned = {**given, "part": "lead", "assigned_at": NOW, "instructions_sealed": seal(INSTRUCTIONS, WORDS.encode())}
    assignment = work.inserted_id(insert(assignments), assigned)
    content = Content(Status.IN_PROGRESS, {Part.MEASURES: WORDS})
    draft = contributing.add_draft(work, recommendation, institution, content, person)
    contributing.set_state(
        work, draft, State.DRAFT, State.RETURNED, reason_sealed=contributing.seal_reason(work, WORDS)
    )
    shown = {"contribution_id": draft, "kind": "link", "state": "stored", "added_by": person, "created_at": NOW}
    work.execute(insert(evidence), {**shown, "details_sealed": work.sealer.seal_json("evidence", {"link": WORDS})})
    asked = {"assignment_id": assignment, "created_at": NOW}
    wanted = {**asked, "asked_by": person, "wanted_on": NOW.date(), "state": "asked"}
    work.execute(insert(extension_requests), {**wanted, "reason_sealed": seal("extension", WORDS.encode())})
    _fill_plan(work, institution, recommendation, person)
    contested = {**asked, "person_id": person, "state": "open"}
    work.execute(insert(contests), {**contested, "reason_sealed": seal("contest", WORDS.encode())})


def _fill_plan(work: Work, institution: int, recommendation: int, person: int) -> None:
    """An indicator with a value; what a unit was asked for and answered; a search that somebody keeps."""
    seal, seal_json = work.sealer.seal, work.sealer.seal_json
    item = {"institution_id": institution, "kind": "indicator", "created_by": person, "created_at": NOW}
    of_item = {"item_id": work.inserted_id(insert(tables.plan_items), item), "written_by": person, "written_at": NOW}
    of_item["details_sealed"] = seal_json("plan", {"name": WORDS})
    work.execute(insert(tables.plan_versions), {**of_item, "version": 1})
    work.execute(insert(tables.indicator_values), {**of_item, "as_of": NOW.date()})
    named = {"institution_id": institution, "name": "Statistics", "created_at": NOW}
    asked = {"unit_id": work.inserted_id(insert(tables.units), named), "asked_by": person, "state": "answered"}
    asked |= {"recommendation_id": recommendation, "institution_id": institution, "created_at": NOW}
    sealed = {f"{name}_sealed": seal("part", WORDS.encode()) for name in ("question", "answer")}
    work.execute(insert(tables.part_requests), {**asked, **sealed})
    searched = {"person_id": person, "created_at": NOW, "search_sealed": seal_json("saved search", {"words": WORDS})}
    work.execute(insert(tables.saved_searches), searched)


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
