"""Requests for another date, as they are made, decided and told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.queries import extensions
from db.queries.extensions import Request
from domain.due import due
from domain.errors import Moot
from domain.extension import Asked, Asking, Decided, Decision, Granting, Requests
from domain.role import Role
from domain.shown import page_count
from services.extend import movable_date, request_of
from services.look import Look
from services.reach import SPEAKERS
from services.remind import coordinating
from services.show_lines import page_within
from services.tell import reader_of

PREVIEW = "date preview"
_PER_PAGE = 5


def asking(look: Look, params: Mapping[str, Any]) -> Asking:
    """Return a request as far as it has been made. Raises what `movable_date` raises."""
    subject = movable_date(look.work, look.person, params["about"])
    wanted = params.get("wanted")
    return Asking(
        look.row,
        subject,
        due(subject.due_on, look.today),
        date.fromisoformat(wanted) if wanted else None,
        params.get("reason", ""),
    )


def asked(look: Look, params: Mapping[str, Any]) -> Asked:
    """Return a request as it stands, to the coordinator. Raises NotCoordinator, RequestDecided."""
    return _asked(look, request_of(look.work, look.person, params["request"]))


def granting(look: Look, params: Mapping[str, Any]) -> Granting:
    """Return a request with another date than was wanted. Raises NotCoordinator, RequestDecided."""
    return Granting(asked(look, params), date.fromisoformat(params["on"]))


def requests(look: Look, params: Mapping[str, Any]) -> Requests:
    """Return a page of the requests that wait for the coordinator. Raises NotCoordinator."""
    country = coordinating(look.person).country
    total = extensions.count_open(look.work, country)
    number = page_within(params["page"], total)
    found = extensions.open_requests(look.work, country, _PER_PAGE, (number - 1) * _PER_PAGE)
    return Requests(tuple(_asked(look, one) for one in found), number, page_count(total, _PER_PAGE), total)


def told(look: Look, params: Mapping[str, Any]) -> Asked:
    """Return a request as the coordinators are told of it. Raises Moot where it no longer waits for this one."""
    found = extensions.request(look.work, params["request"])
    held = look.person.holdings
    if found is None or not found.open:
        raise Moot
    if not any(one.role is Role.COORDINATOR and one.country == found.country for one in held):
        raise Moot
    return _asked(look, found)


def decided(look: Look, params: Mapping[str, Any]) -> Decided:
    """Return what was decided, as the institution is told. Raises Moot where the reader has left it."""
    found = extensions.request(look.work, params["request"])
    if found is None or found.decision is Decision.ASKED:
        raise Moot
    return Decided(reader_of(look, found.institution_id, SPEAKERS), _asked(look, found))


def _asked(look: Look, found: Request) -> Asked:
    return Asked(
        found.id,
        found.names,
        found.subject,
        due(found.subject.due_on, look.today),
        found.wanted_on,
        found.reason,
        found.decision,
        found.decided_on,
        found.answer,
    )
