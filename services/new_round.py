"""Making a collection round: what can be chosen, and opening it. What happens to it afterwards stands in rounds.py."""

from __future__ import annotations

from dataclasses import replace

from db.queries import round_choice, rounds
from db.work import Work
from domain.errors import ButtonStale, NobodyAsked
from domain.role import Person
from domain.round import Choice, Round, closing
from domain.timezone import local_date
from services.remind import coordinating
from services.rounds import OPENED, record, tell, zone
from services.show_rounds import offers

LONGEST_WORDS = 200


def open_round(work: Work, person: Person, new: Round, choice: Choice) -> int:
    """Open a round, and tell the institutions on the morning of its opening day; return its id.

    A day of opening that has come and gone since it was chosen is today. Raises NotCoordinator, NobodyAsked,
    DateInThePast, ClosesBeforeOpening.
    """
    country = coordinating(person).country
    today = local_date(work.now, zone(work, country))
    made = replace(new, country=country, opens_on=max(new.opens_on, today))
    closing(made.closes_on, made.opens_on, today)
    if not round_choice.asked(work, country, choice)[1]:
        raise NobodyAsked
    round_id = rounds.add_round(work, made, choice, person.id)
    asked = [one.institution_id for one in rounds.members(work, round_id)]
    tell(work, replace(made, id=round_id), OPENED, asked, person.id)
    record(work, person, "round opened", round_id, country, {"institutions": len(asked), "choice": choice.by.value})
    return round_id


def check_offered(work: Work, person: Person, by: str, key: str) -> None:
    """Make sure that a cluster or mechanism is one of the person's country. Raises NotCoordinator, ButtonStale."""
    country = coordinating(person).country
    if key not in {one for one, _, _, _ in offers(work, country, by)}:
        raise ButtonStale


def wants_clearance(work: Work, person: Person) -> bool:
    """Whether a signing officer clears contributions, where a round says nothing else. Raises NotCoordinator."""
    return rounds.clears(work, coordinating(person).country)
