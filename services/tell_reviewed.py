"""Telling an institution what became of its contributions: approved, published, or entered for it by the secretariat.

What was returned is told by ask_clearance.tell_sent_back. Each is loaded when it leaves, and decided again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from db.queries import bulk, contributions, people
from db.queries.bulk import Planned
from db.queries.contributions import Contribution
from db.queries.setup import institution
from db.work import Work
from domain.contribution import GIVEN, State
from domain.errors import Moot
from domain.letter import Letter
from domain.reviewed import EnteredNotice, ReviewNotice
from services.look import Look
from services.reach import SPEAKERS
from services.tell import WORTH_SENDING, reader_of

RETURNED = "returned"
REVIEWED = "reviewed"
ENTERED = "entered on behalf"
_GATHERED = timedelta(minutes=10)
"""What is approved and published within these minutes is told in one message."""


def tell_reviewed(work: Work, institution_id: int) -> None:
    """Tell an institution's people what was approved and published, ten minutes at a time."""
    seconds = _GATHERED.total_seconds()
    begun = datetime.fromtimestamp(work.now.timestamp() // seconds * seconds, UTC)
    end = begun + _GATHERED
    params = {"institution": institution_id, "from": begun.isoformat(), "to": end.isoformat()}
    _add(work, REVIEWED, params, f"{REVIEWED}:{institution_id}:{begun:%Y-%m-%dT%H:%M}", end)


def tell_entered(work: Work, entered: Contribution) -> None:
    """Tell an institution's people that the secretariat has entered what came in their letter."""
    params = {"institution": entered.institution_id, "contribution": entered.id}
    _add(work, ENTERED, params, f"{ENTERED}:{entered.id}")


def reviewed(look: Look, params: Mapping[str, Any]) -> ReviewNotice:
    """Return what was approved and published at the time told. Raises Moot where nothing is as it was then."""
    reader = reader_of(look, params["institution"], SPEAKERS)
    start, end = datetime.fromisoformat(params["from"]), datetime.fromisoformat(params["to"])
    states = (State.APPROVED, State.PUBLISHED)
    every = contributions.of_institution(look.work, params["institution"], states)
    then = [one for one in every if start <= one.changed_at < end]
    if not then:
        raise Moot
    approved, published = (tuple(one.reference for one in then if one.state is state) for state in states)
    return ReviewNotice(reader, institution(look.work, params["institution"]).names, approved, published)


def entered(look: Look, params: Mapping[str, Any]) -> EnteredNotice:
    """Return what the secretariat has entered. Raises Moot where it has been returned or replaced since."""
    reader = reader_of(look, params["institution"], SPEAKERS)
    found = contributions.contribution(look.work, params["contribution"])
    if found is None or found.state not in GIVEN:
        raise Moot
    letter = Letter(found.letter_number, found.letter_on) if found.letter_number and found.letter_on else None
    return EnteredNotice(reader, found.institution_names, found.id, found.reference, found.content.status, letter)


def _add(work: Work, kind: str, params: dict[str, Any], key: str, not_before: datetime | None = None) -> None:
    until = work.now + WORTH_SENDING
    told = people.members(work, params["institution"], SPEAKERS)
    bulk.add_messages(
        work, [Planned(one, kind, params, f"{key}:{one}", not_before=not_before, not_after=until) for one in told]
    )
