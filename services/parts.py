"""A focal point or deputy asks a unit for its part of an answer; the unit answers, or not. The rules: domain/parts.py.

What is shown of it stands in show_parts.py; who is told, in tell_parts.py.
"""

from __future__ import annotations

from datetime import date

from db.queries import instance, parts, units
from db.queries.assignments import institutions_of
from db.queries.parts import PartRequest
from db.queries.recommendations import Recommendation, recommendation
from db.work import Work
from domain.contribution import Part
from domain.errors import ButtonStale, DateInThePast, NotAssigned, NotFound, PartClosed
from domain.mailing import extended
from domain.parts import LONGEST_ANSWER, LONGEST_QUESTION, PartAction, PartState, asking, decide
from domain.reference import Reference
from domain.role import Person
from services import contribute, tell_parts
from services.appoint import appoint_colleague, waiting_for_unit
from services.invite import Invited
from services.typed_days import today
from services.units import unit_for


def askable(work: Work, person: Person, reference: Reference) -> tuple[Recommendation, int]:
    """Return a recommendation that the person may ask a unit about, and the institution that has it.

    Raises NoInstitution, NotInThisRole, NotFound, NotAssigned.
    """
    holding, institution_id = asking(person.holding)
    found = recommendation(work, reference)
    if found is None or holding.country != found.reference.country:
        raise NotFound
    if found.archived or institution_id not in {one.institution_id for one in institutions_of(work, found.id)}:
        raise NotAssigned
    return found, institution_id


def asked_for(text: str, more: str) -> str:
    """Return a question with what was typed further. Raises MessageEmpty, MessageTooLong."""
    return extended(text, more, LONGEST_QUESTION)


def answered_with(text: str, more: str) -> str:
    """Return an answer with what was typed further. Raises MessageEmpty, MessageTooLong."""
    return extended(text, more, LONGEST_ANSWER)


def wanted_by(work: Work, person: Person, day: date) -> date:
    """Return the day by which a unit shall answer. Raises DateInThePast."""
    now = today(work, person)
    if day < now:
        raise DateInThePast(now)
    return day


def ask(
    work: Work, person: Person, reference: Reference, to: tuple[int, str], question: str, due_on: date | None
) -> tuple[int, Invited | None]:
    """Ask a unit; return the request's id and, where nobody has joined or is invited yet, an invitation to the unit.

    `to`: the unit's id or, with 0, the name of a new one. Raises what `askable` raises, UnitNotThere.
    """
    about, institution_id = askable(work, person, reference)
    unit = unit_for(work, person, *to)
    request_id = parts.add_request(work, about.id, institution_id, unit.id, person.id, question, due_on)
    request = _there(work, request_id)
    tell_parts.tell_asked(work, request)
    _record(work, person, "part asked for", request)
    if units.colleagues(work, unit.id) or waiting_for_unit(work, reference.country, unit):
        return request_id, None
    return request_id, appoint_colleague(work, person, unit)


def found(work: Work, person: Person, request_id: int, action: PartAction = PartAction.READ) -> PartRequest:
    """Return a request that the person may do this with. Raises ButtonStale, NotInThisRole, PartClosed."""
    request = _there(work, request_id)
    try:
        decide(action, person.holding, units.places_of(work, person.id), request.standing)
    except NotFound:
        raise ButtonStale from None
    return request


def answer(work: Work, person: Person, request_id: int, text: str) -> None:
    """Send a unit's answer. Raises what `found` raises."""
    tell_parts.tell_answered(work, _close(work, person, request_id, PartAction.ANSWER, PartState.ANSWERED, text))


def decline(work: Work, person: Person, request_id: int) -> None:
    """Say that a request is not for the unit. Raises what `found` raises."""
    tell_parts.tell_answered(work, _close(work, person, request_id, PartAction.DECLINE, PartState.DECLINED))


def withdraw(work: Work, person: Person, request_id: int) -> None:
    """Take a request back. Raises what `found` raises."""
    tell_parts.tell_withdrawn(work, _close(work, person, request_id, PartAction.WITHDRAW, PartState.WITHDRAWN))


def use(work: Work, person: Person, request_id: int, part: Part) -> int:
    """Put a unit's answer into a part of the draft, once; return the contribution's id.

    Raises what `found` and `contribute.begin` raise, ContributionMovedOn, PartTooLong.
    """
    request = found(work, person, request_id, PartAction.USE)
    contribution_id = contribute.begin(work, person, request.reference)
    written = contribute.own(work, person, contribution_id).content.parts.get(part, "")
    if f"\n\n{request.answer}\n\n" not in f"\n\n{written}\n\n":
        contribute.add_text(work, person, contribution_id, part, request.answer)
        _record(work, person, "part used", request)
    return contribution_id


def _close(
    work: Work, person: Person, request_id: int, action: PartAction, after: PartState, text: str = ""
) -> PartRequest:
    request = found(work, person, request_id, action)
    by = None if action is PartAction.WITHDRAW else person.id
    if not parts.close(work, request_id, after, by, text):
        raise PartClosed(_there(work, request_id).state.value)
    _record(work, person, f"part {after.value}", request)
    return _there(work, request_id)


def _there(work: Work, request_id: int) -> PartRequest:
    request = parts.request(work, request_id)
    if request is None:
        raise ButtonStale
    return request


def _record(work: Work, person: Person, event: str, request: PartRequest) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=request.reference.country,
        subject="part_requests",
        subject_id=request.id,
        details={"recommendation": request.recommendation_id, "unit": request.unit_id},
    )
