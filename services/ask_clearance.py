"""Who is told around clearance: signing officers what waits, writers what became of it. Deciding: clear.py."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from db.queries import bulk, contributions, people
from db.queries.bulk import Planned
from db.queries.contributions import Contribution
from db.queries.setup import institution
from db.work import Work
from domain.contributed import ClearanceNotice
from domain.contribution import GIVEN, State
from domain.errors import Moot
from domain.role import Role
from services.look import Look
from services.reach import SPEAKERS
from services.tell import WORTH_SENDING, reader_of

TO_CLEAR = "to clear"
CLEARED = "cleared"
_GATHERED = timedelta(minutes=10)
"""What is cleared within these minutes is told in one message."""


def ask_clearance(work: Work, institution_id: int) -> None:
    """Tell the signing officers that something awaits their clearance: once a day as long as it does, with the count.

    Who submits twelve contributions in an hour sends them one message, not twelve.
    """
    waiting = contributions.of_institution(work, institution_id, [State.AWAITING_CLEARANCE])
    if not waiting:
        return
    key = f"{TO_CLEAR}:{min(one.id for one in waiting)}:{work.now:%Y-%m-%d}"
    _add(work, TO_CLEAR, {"institution": institution_id}, key, institution_id, (Role.SIGNING_OFFICER,))


def tell_cleared(work: Work, institution_id: int) -> None:
    """Tell the writers how many were cleared, ten minutes of clearing at a time."""
    begun = datetime.fromtimestamp(work.now.timestamp() // _GATHERED.total_seconds() * _GATHERED.total_seconds(), UTC)
    params = {"institution": institution_id, "from": begun.isoformat(), "to": (begun + _GATHERED).isoformat()}
    key = f"{CLEARED}:{institution_id}:{begun:%Y-%m-%dT%H:%M}"
    _add(work, CLEARED, params, key, institution_id, SPEAKERS, begun + _GATHERED)


def tell_sent_back(work: Work, returned: Contribution, kind: str) -> None:
    """Tell the writers that one was sent back, and why."""
    params = {"institution": returned.institution_id, "contribution": returned.id}
    _add(work, kind, params, f"{kind}:{returned.id}", returned.institution_id, SPEAKERS)


def to_clear(look: Look, params: Mapping[str, Any]) -> ClearanceNotice:
    """Return how many contributions await clearance. Raises Moot where there is none, or the reader clears no more."""
    reader = reader_of(look, params["institution"], (Role.SIGNING_OFFICER,))
    waiting = contributions.of_institution(look.work, params["institution"], [State.AWAITING_CLEARANCE])
    if not waiting:
        raise Moot
    return ClearanceNotice(reader, institution(look.work, params["institution"]).names, len(waiting))


def cleared(look: Look, params: Mapping[str, Any]) -> ClearanceNotice:
    """Return how many contributions were cleared at the time told. Raises Moot where none is as it was then."""
    reader = reader_of(look, params["institution"], SPEAKERS)
    start, end = datetime.fromisoformat(params["from"]), datetime.fromisoformat(params["to"])
    given = contributions.of_institution(look.work, params["institution"], sorted(GIVEN))
    count = sum(one.submitted_at is not None and start <= one.submitted_at < end for one in given)
    if not count:
        raise Moot
    return ClearanceNotice(reader, institution(look.work, params["institution"]).names, count)


def _add(
    work: Work,
    kind: str,
    params: dict[str, Any],
    key: str,
    institution_id: int,
    roles: tuple[Role, ...],
    not_before: datetime | None = None,
) -> None:
    until = work.now + WORTH_SENDING
    told = people.members(work, institution_id, roles)
    bulk.add_messages(
        work, [Planned(one, kind, params, f"{key}:{one}", not_before=not_before, not_after=until) for one in told]
    )
