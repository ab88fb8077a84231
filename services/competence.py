"""An institution acknowledges what it was assigned, or contests its competence; a coordinator decides.

What is shown of it is loaded in show_competence.py.
"""

from __future__ import annotations

from collections.abc import Sequence

from db.queries import bulk, contests, instance, mailings, ordering, people, setup
from db.queries.bulk import Planned
from db.queries.ordering import Assignment
from db.queries.setup import Institution
from db.work import Work
from domain.assigning import By, Order, Which, plan
from domain.competence import Contest, Decision
from domain.contribution import WRITERS
from domain.due import Part
from domain.errors import (
    AlreadyContested,
    ButtonStale,
    ContestDecided,
    NoInstitution,
    NotAssigned,
    NotInThisRole,
    NotToBeNamed,
)
from domain.language import language_of
from domain.reference import Reference
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, Holding, Person
from services.order import apply
from services.reach import SPEAKERS
from services.remind import coordinating, matching
from services.tell import ASSIGNED, WORTH_SENDING

CONTESTED = "competence contested"
DECIDED = "competence decided"


def acknowledge(work: Work, person: Person, reference: Reference) -> None:
    """Acknowledge a recommendation for the person's institution. Raises NoInstitution, NotAssigned."""
    holding = acting(person)
    found = _own(work, holding, reference)
    if ordering.acknowledge(work, [found.id]):
        _record(work, person, "assignment acknowledged", holding.country, "assignments", found.id)


def acknowledge_all(work: Work, person: Person, mailing_id: int) -> int:
    """Acknowledge what a notice told the person's institution of; return the institution. Raises ButtonStale."""
    holding, told = person.holding, mailings.mailing(work, mailing_id)
    if holding is None or told is None or told.kind != ASSIGNED or told.institution_id is None:
        raise ButtonStale
    if told.institution_id != holding.institution_id:
        raise ButtonStale
    if ordering.acknowledge(work, ordering.told_in(work, mailing_id)[1]):
        _record(work, person, "assignments acknowledged", holding.country, "mailings", mailing_id)
    return told.institution_id


def contestable(work: Work, person: Person, reference: Reference) -> Assignment:
    """Return the assignment that the person may contest.

    Raises NoInstitution, NotInThisRole, NotAssigned, AlreadyContested.
    """
    holding = acting(person)
    found = _own(work, holding, reference)
    if holding.role not in WRITERS:
        raise NotInThisRole
    if contests.is_contested(work, found.id):
        raise AlreadyContested
    return found


def other_institution(work: Work, person: Person, institution_id: int) -> int:
    """Return an institution of the country that is not the person's own. Raises NoInstitution, NotToBeNamed."""
    holding = acting(person)
    active = {one.id for one in setup.active_institutions(work, holding.country)}
    if institution_id not in active - {holding.institution_id}:
        raise NotToBeNamed
    return institution_id


def other_meant(work: Work, person: Person, sought: str) -> int | None:
    """Return the one other institution that words mean; None where it is to be chosen. Raises NoInstitution."""
    found = others(work, person, sought) if sought.strip() else []
    return found[0].id if len(found) == 1 else None


def others(work: Work, person: Person, sought: str) -> list[Institution]:
    """Return the other institutions of the country that words mean, by name. Raises NoInstitution."""
    holding = acting(person)
    found = matching(work, holding.country, sought, language_of(person))
    return [one for one in found if one.id != holding.institution_id]


def contest(work: Work, person: Person, reference: Reference, named: int | None, reason: str) -> int:
    """Say to the coordinators that a recommendation is not the institution's; return the contest's id.

    An independent body declines its invitation so, which holds at once.
    Raises what `contestable` and `other_institution` raise.
    """
    holding = acting(person)
    ordering.hold(work, [_own(work, holding, reference).recommendation_id])
    found = contestable(work, person, reference)
    if named is not None:
        other_institution(work, person, named)
    contest_id = contests.add_contest(work, found.id, person.id, named, reason)
    if holding.role in INDEPENDENT:
        _decline(work, person, contest_id)
    _tell(work, CONTESTED, contest_id, people.coordinators(work, holding.country))
    event = "invitation declined" if holding.role in INDEPENDENT else "competence contested"
    about = {"recommendation": found.recommendation_id, "institution": found.institution_id, "named": named}
    _record(work, person, event, holding.country, "contests", contest_id, **about)
    return contest_id


def _decline(work: Work, person: Person, contest_id: int) -> None:
    """What an independent body declines is not for anybody else to decide."""
    found = contests.contest(work, contest_id)
    if found is not None and contests.decide(work, found, Decision.ACCEPTED, person.id):
        ordering.end(work, [found.assignment_id])


def contest_of(work: Work, person: Person, contest_id: int) -> Contest:
    """Return a contest of the country that the person coordinates. Raises NotCoordinator, ContestDecided."""
    country = coordinating(person).country
    found = contests.contest(work, contest_id)
    if found is None or found.country != country:
        raise ContestDecided
    return found


def accept(work: Work, person: Person, contest_id: int, named: int | None) -> bool:
    """Take the recommendation from the institution and give it to the one named; history stays.

    False, and nothing is done, where it names another institution by now than `named`. Raises NotCoordinator,
    ContestDecided.
    """
    ordering.hold(work, [contest_of(work, person, contest_id).recommendation_id])
    found = waiting(work, person, contest_id)
    if found.named != named:
        return False
    if not contests.decide(work, found, Decision.ACCEPTED, person.id):
        raise ContestDecided
    ids = [found.recommendation_id]
    apply(work, plan(ids, ordering.held(work, ids), _order(work, found)), ordering.date_of(work, found.assignment_id))
    _decided(work, person, found, "competence accepted")
    return True


def refuse(work: Work, person: Person, contest_id: int, answer: str) -> None:
    """Leave the recommendation where it is, with a reason. Raises NotCoordinator, ContestDecided."""
    found = waiting(work, person, contest_id)
    if not contests.decide(work, found, Decision.REFUSED, person.id, answer):
        raise ContestDecided
    _decided(work, person, found, "competence refused")


def waiting(work: Work, person: Person, contest_id: int) -> Contest:
    """Return a contest that the person may decide. Raises NotCoordinator, ContestDecided."""
    found = contest_of(work, person, contest_id)
    if not found.open:
        raise ContestDecided
    return found


def _order(work: Work, found: Contest) -> Order:
    """The one named leads where the institution led; an independent body is invited beside."""
    this = Which(By.NUMBERS, str(found.reference.number))
    out = (found.institution_id,)
    if found.named is None:
        return Order(this, out=out)
    if found.part is Part.LEAD and setup.institution(work, found.named).kind not in INDEPENDENT_KINDS:
        return Order(this, lead=found.named, out=out, former_stays=False)
    return Order(this, associated=(found.named,), out=out)


def acting(person: Person) -> Holding:
    """Return the role of an institution that the person acts in. Raises NoInstitution."""
    holding = person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    return holding


def _own(work: Work, holding: Holding, reference: Reference) -> Assignment:
    found = ordering.assignment_of(work, reference, holding.institution_id or 0)
    if found is None:
        raise NotAssigned
    return found


def _decided(work: Work, person: Person, found: Contest, event: str) -> None:
    about = {"recommendation": found.recommendation_id, "institution": found.institution_id, "named": found.named}
    _tell(work, DECIDED, found.id, people.members(work, found.institution_id, SPEAKERS))
    _record(work, person, event, found.country, "contests", found.id, **about)


def _tell(work: Work, kind: str, contest_id: int, told: Sequence[int]) -> None:
    until = work.now + WORTH_SENDING
    params = {"contest": contest_id}
    bulk.add_messages(work, [Planned(one, kind, params, f"{kind}:{contest_id}:{one}", not_after=until) for one in told])


def _record(
    work: Work, person: Person, event: str, country: str, subject: str, subject_id: int, **details: int | None
) -> None:
    instance.record_event(
        work,
        event,
        person_id=person.id,
        country=country,
        subject=subject,
        subject_id=subject_id,
        details=dict(details) or None,
    )
