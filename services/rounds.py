"""Collection rounds: a coordinator moves and ends them; institutions are told, acknowledge them, and join later.

Making one stands in new_round.py; what is shown of them is loaded in show_rounds.py and show_own_rounds.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.queries import bulk, instance, people, rounds, setup
from db.queries.bulk import Planned
from db.queries.rounds import Member
from db.work import Work
from domain.contribution import WRITERS
from domain.errors import NoSuchRound, NotInThisRole, RoundEnded
from domain.role import Person
from domain.round import Round, closing, counted_from, morning
from domain.timezone import local_date
from services.remind import ADDRESSED, coordinating
from services.tell import WORTH_SENDING

OPENED = "round opened"
MOVED = "round moved"
ENDED = "round ended"


def end_round(work: Work, person: Person, round_id: int) -> bool:
    """End a round and tell its institutions; return False where it had been ended before.

    Raises NotCoordinator, NoSuchRound.
    """
    found = coordinated(work, person, round_id)
    if not rounds.end_round(work, found.id):
        return False
    if found.opens_on <= local_date(work.now, zone(work, found.country)):
        tell(work, found, ENDED, [one.institution_id for one in rounds.members(work, found.id)], person.id)
    record(work, person, "round ended", found.id, found.country, {})
    return True


def move_round(work: Work, person: Person, round_id: int, on: date, before: date) -> bool:
    """Give a round another closing date in place of the one `before`, and tell those whose date it was.

    Returns False, and does nothing, where that is not its date any more. Raises NotCoordinator, NoSuchRound,
    RoundEnded, DateInThePast, ClosesBeforeOpening.
    """
    found = movable(work, person, round_id, on)
    if found.closes_on != before or on == before:
        return False
    moved = rounds.change_closing_date(work, found, on)
    tell(work, replace(found, closes_on=on), MOVED, moved, person.id)
    record(work, person, "round date changed", found.id, found.country, {"institutions": len(moved)})
    return True


def movable(work: Work, person: Person, round_id: int, on: date) -> Round:
    """Return a round that may close on another day. Raises what `move_round` raises."""
    found = coordinated(work, person, round_id)
    if found.ended:
        raise RoundEnded
    closing(on, found.opens_on, local_date(work.now, zone(work, found.country)))
    return found


def acknowledge(work: Work, person: Person, round_id: int) -> bool:
    """Note that the person's institution has seen a round; return False where it had done so before.

    Raises NoSuchRound, NotInThisRole.
    """
    member = own(work, person, round_id)
    if person.holding is None or person.holding.role not in WRITERS:
        raise NotInThisRole
    if not rounds.acknowledge(work, member.id):
        return False
    record(work, person, "round acknowledged", round_id, member.round.country, {"institution": member.institution_id})
    return True


def join_open(work: Work, institution_id: int) -> int:
    """Let an institution join the rounds whose recommendations it has been assigned; return how many are new to it.

    One whose closing date has passed is not joined: it would begin overdue.
    """
    country = setup.institution(work, institution_id).country
    today = local_date(work.now, zone(work, country))
    joined = 0
    for one in rounds.rounds_of(work, country):
        if not one.ended and one.closes_on >= today and rounds.join(work, one.id, one.closes_on, institution_id):
            tell(work, one, OPENED, [institution_id], None)
            joined += 1
    return joined


def tell(work: Work, about: Round, kind: str, institution_ids: Sequence[int], sender: int | None) -> None:
    """Write to the people of institutions about a round: not before the morning of the day it opens."""
    opens = morning(about.opens_on, zone(work, about.country))
    start = max(opens, work.now)
    mailing = bulk.add_mailing(work, kind, about.country, None, sender)
    planned = [
        Planned(
            one,
            kind,
            {"round": about.id, "institution": institution},
            f"{kind}:{about.id}:{about.closes_on}:{institution}:{one}",
            not_before=opens if opens > work.now else None,
            not_after=start + WORTH_SENDING,
        )
        for institution in institution_ids
        for one in people.members(work, institution, ADDRESSED)
    ]
    bulk.add_messages(work, planned, mailing)


def coordinated(work: Work, person: Person, round_id: int) -> Round:
    """Return a round of the country that the person coordinates. Raises NotCoordinator, NoSuchRound."""
    country = coordinating(person).country
    found = rounds.round_of(work, round_id)
    if found is None or found.country != country:
        raise NoSuchRound
    return found


def own(work: Work, person: Person, round_id: int) -> Member:
    """Return the place in a round of the institution that the person acts for, once it has opened.

    Raises NoSuchRound.
    """
    holding = person.holding
    found = rounds.member(work, round_id, holding.institution_id) if holding and holding.institution_id else None
    if found is None or found.round.opens_on > local_date(work.now, zone(work, found.round.country)):
        raise NoSuchRound
    return found


def only_open(work: Work, person: Person) -> int | None:
    """Return the one round that is open for the person's institution, by id; None where there are none or several."""
    holding = person.holding
    if holding is None or holding.institution_id is None:
        return None
    found = rounds.open_to(work, holding.institution_id, local_date(work.now, zone(work, holding.country)))
    return found[0].round.id if len(found) == 1 else None


def zone(work: Work, country: str) -> ZoneInfo:
    """Return the time zone of a country, in which its rounds open and close."""
    found = setup.country(work, country)
    return ZoneInfo(found.timezone if found else "UTC")


def since(work: Work, one: Round) -> datetime:
    """Return from when on any answer counts in a round."""
    return counted_from(one.opens_on, zone(work, one.country))


def record(work: Work, person: Person, event: str, round_id: int, country: str, details: dict[str, object]) -> None:
    """Write what somebody did with a round into the audit log."""
    instance.record_event(
        work, event, person_id=person.id, country=country, subject="rounds", subject_id=round_id, details=details
    )
