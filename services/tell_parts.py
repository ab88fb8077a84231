"""Telling a unit what it is asked for, and who asked what the unit said. Loaded when it leaves: show_parts.py."""

from __future__ import annotations

from collections.abc import Iterable

from db.queries import bulk, parts, people, units
from db.queries.bulk import Planned
from db.queries.parts import PartRequest
from db.work import Work
from domain.role import Role
from services.reach import SPEAKERS
from services.tell import WORTH_SENDING

ASKED = "part asked"
ANSWERED = "part answered"
WITHDRAWN = "part withdrawn"


def tell_asked(work: Work, request: PartRequest) -> None:
    """Tell a unit's people what it is asked for."""
    _tell(work, ASKED, request.id, units.colleagues(work, request.unit_id))


def tell_newcomer(work: Work, person_id: int, unit_id: int, role_id: int) -> None:
    """Tell somebody who has just joined a unit what waits for its answer."""
    for request_id in parts.open_of_unit(work, unit_id):
        _tell(work, ASKED, request_id, [person_id], f":{role_id}")


def tell_withdrawn(work: Work, request: PartRequest) -> None:
    """Tell a unit's people that an answer is no longer needed."""
    _tell(work, WITHDRAWN, request.id, units.colleagues(work, request.unit_id))


def tell_answered(work: Work, request: PartRequest) -> None:
    """Tell who asked what the unit said; where they have left the institution, its focal points."""
    told = [request.asked_by]
    if request.asked_by not in people.members(work, request.institution_id, SPEAKERS):
        told = people.members(work, request.institution_id, (Role.FOCAL_POINT,))
    _tell(work, ANSWERED, request.id, told)


def _tell(work: Work, kind: str, request_id: int, told: Iterable[int], again: str = "") -> None:
    params, until = {"request": request_id}, work.now + WORTH_SENDING
    keys = [(one, f"{kind}:{request_id}:{one}{again}") for one in told]
    bulk.add_messages(work, [Planned(one, kind, params, key, not_after=until) for one, key in keys])
