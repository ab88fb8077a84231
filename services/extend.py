"""Another date: an institution asks for it with a reason, a coordinator grants it, grants another one, or refuses.

What is shown of a request is loaded in show_extension.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from db.queries import assignments, bulk, extensions, instance, people, rounds
from db.queries.bulk import Planned
from db.queries.extensions import Request
from db.work import Work
from domain.contribution import WRITERS
from domain.errors import NoDateToMove, NoInstitution, NotFound, NotInThisRole, RequestDecided, RoundEnded
from domain.extension import Decision, Subject, granted, wanted
from domain.reference import typed
from domain.role import INDEPENDENT, Holding, Person
from services.reach import SPEAKERS
from services.remind import coordinating
from services.rounds import own
from services.tell import WORTH_SENDING
from services.typed_days import today

ASKED = "date asked"
DECIDED = "date decided"


def movable_date(work: Work, person: Person, about: str) -> Subject:
    """Return the date that the person may ask another one for. `about`: a recommendation's number, or a round's id.

    Raises NoInstitution, NotInThisRole, NotFound, NoSuchRound, RoundEnded, NoDateToMove.
    """
    holding = _writing(person)
    if about.isdigit():
        member = own(work, person, int(about))
        if member.round.ended:
            raise RoundEnded
        if member.independent:
            raise NoDateToMove
        return Subject(member.institution_id, member.due_on, member_id=member.id, round=member.round)
    reference = typed(about)
    has = holding.institution_id
    found = extensions.assignment_of(work, reference, has) if reference and has else None
    if reference is None or found is None or has is None:
        raise NotFound
    assignment_id, due_on = found
    if due_on is None or holding.role in INDEPENDENT:
        raise NoDateToMove
    return Subject(has, due_on, assignment_id=assignment_id, reference=reference)


def ask(work: Work, person: Person, about: str, on: date, reason: str) -> int:
    """Ask the coordinators for another date and return the request's id; a newer request replaces one that waits.

    Raises what `movable_date` raises, DateInThePast, DateNotLater.
    """
    subject = movable_date(work, person, about)
    day = wanted(on, subject.due_on, today(work, person))
    request_id = extensions.ask(work, subject, day, reason, person.id)
    country = _writing(person).country
    _tell(work, ASKED, request_id, f"{work.now:%Y%m%d%H%M%S%f}", people.coordinators(work, country))
    _record(work, person, "date asked", country, request_id, subject)
    return request_id


def request_of(work: Work, person: Person, request_id: int) -> Request:
    """Return a request of the country that the person coordinates. Raises NotCoordinator, RequestDecided."""
    country = coordinating(person).country
    found = extensions.request(work, request_id)
    if found is None or found.country != country:
        raise RequestDecided
    return found


def grant(work: Work, person: Person, request_id: int, on: date, asked_for: date) -> None:
    """Grant a date to who asked for `asked_for`, and tell the institution.

    Raises NotCoordinator, RequestDecided where it has been decided or asked anew meanwhile, DateInThePast.
    """
    found = _waiting(work, person, request_id, asked_for)
    day = granted(on, today(work, person))
    if not extensions.decide(work, found, Decision.GRANTED, person.id, day):
        raise RequestDecided
    if found.subject.assignment_id is not None:
        assignments.change_due_date(work, [found.subject.assignment_id], day)
    if found.subject.member_id is not None:
        rounds.change_date(work, [found.subject.member_id], day)
    _decided(work, person, found, "date granted")


def refuse(work: Work, person: Person, request_id: int, asked_for: date, answer: str) -> None:
    """Refuse another date with a reason, and tell the institution. Raises NotCoordinator, RequestDecided."""
    found = _waiting(work, person, request_id, asked_for)
    if not extensions.decide(work, found, Decision.REFUSED, person.id, answer=answer):
        raise RequestDecided
    _decided(work, person, found, "date refused")


def _waiting(work: Work, person: Person, request_id: int, asked_for: date) -> Request:
    found = request_of(work, person, request_id)
    if not found.open or found.wanted_on != asked_for:
        raise RequestDecided
    return found


def _decided(work: Work, person: Person, found: Request, event: str) -> None:
    told = people.members(work, found.institution_id, SPEAKERS)
    _tell(work, DECIDED, found.id, "decided", told)
    _record(work, person, event, found.country, found.id, found.subject)


def _tell(work: Work, kind: str, request_id: int, when: str, told: Sequence[int]) -> None:
    until = work.now + WORTH_SENDING
    params = {"request": request_id}
    keys = (f"{kind}:{request_id}:{when}:{one}" for one in told)
    bulk.add_messages(
        work, [Planned(one, kind, params, key, not_after=until) for one, key in zip(told, keys, strict=True)]
    )


def _writing(person: Person) -> Holding:
    holding = person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    if holding.role not in WRITERS:
        raise NotInThisRole
    return holding


def _record(work: Work, person: Person, event: str, country: str, request_id: int, subject: Subject) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=country,
        subject="extension_requests",
        subject_id=request_id,
        details={"assignment": subject.assignment_id, "round member": subject.member_id},
    )
