"""A broadcast as the database has it: one person a chat, one row of the bulk lane each, and what became of the rows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bench import instance
from bench.letter import FIRST_CHAT, TEXT, WORD
from bot import clock, settings
from bot.opening import Database, open_database
from db.queries import bulk, mailings, people, setup
from db.queries.bulk import Planned
from db.work import Work
from domain.delivery import State
from domain.role import Role
from services.invite import invite
from services.tell import MESSAGE

_PART = 1_000


@contextmanager
def planned(count: int, size: tuple[int, int] = instance.WHOLE) -> Iterator[tuple[instance.Instance, int]]:
    """A copy of the filled database in which a coordinator's message waits for each of `count` more focal points.

    With the number of the mailing.
    """
    with instance.filled(size) as filled:
        database = _opened(filled)
        with database.at_once(clock.now(), unlimited=True) as work:
            mailing = bulk.add_mailing(work, MESSAGE, instance.COUNTRY, None, None)
            invitations = _invitations(work)
        for begun in range(0, count, _PART):
            with database.at_once(clock.now(), unlimited=True) as work:
                _plan(work, mailing, invitations, range(begun, min(begun + _PART, count)))
        _close(database)
        yield filled, mailing


def order(count: int) -> dict[str, object]:
    """What bench/api_server.py is to expect."""
    return {"first": FIRST_CHAT, "count": count, "expected": WORD}


def check_sent(filled: instance.Instance, mailing: int, count: int) -> None:
    """Raise RuntimeError unless every row of the mailing is noted as sent."""
    database = _opened(filled)
    with database.at_once(clock.now()) as work:
        found = mailings.outcomes(work, mailing)
    _close(database)
    if found != {(State.SENT, None): count}:
        raise RuntimeError(f"not every message is noted as sent: {found}")


def _opened(filled: instance.Instance) -> Database:
    return open_database(settings.read(filled.environment), clock.now())


def _close(database: Database) -> None:
    database.writing_engine.dispose()
    database.reading_engine.dispose()


def _invitations(work: Work) -> list[tuple[int, int]]:
    """An institution and an invitation to it, for each institution."""
    pairs = []
    for number in range(instance.INSTITUTIONS):
        institution = setup.institution_by_code(work, instance.COUNTRY, f"I{number}")
        assert institution is not None
        invited = invite(work, instance.COUNTRY, Role.FOCAL_POINT, f"I{number}")
        pairs.append((institution.id, invited.invitation_id))
    return pairs


def _plan(work: Work, mailing: int, invitations: list[tuple[int, int]], numbers: range) -> None:
    """Add some of the people, and the message to each. One invitation serves all of an institution: it is not asked."""
    rows = []
    for number in numbers:
        institution, invitation = invitations[number % len(invitations)]
        person = people.add_person(work, FIRST_CHAT + number, instance.SPOKEN[number % len(instance.SPOKEN)])
        people.add_role(work, person, Role.FOCAL_POINT, instance.COUNTRY, institution, invitation)
        rows.append(Planned(person, MESSAGE, {"institution": institution, "text": TEXT}, f"bench:{number}"))
    bulk.add_messages(work, rows, mailing)
