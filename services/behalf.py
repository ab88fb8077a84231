"""The secretariat enters what an institution of the State sent on paper: whose letter it is, on which recommendation.

Writing and submitting it is as for anybody: contribute.py. Who is told: tell_reviewed.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.queries import contributions
from db.queries.assignments import AssignedInstitution, institutions_of
from db.queries.recommendations import Recommendation, recommendation
from db.work import Work
from domain.contribution import Content, State
from domain.errors import InstitutionWrites, NotAssigned, NotFound
from domain.letter import Letter
from domain.reference import Reference, typed
from domain.reviewed import BehalfChoice, LetterShown
from domain.role import INDEPENDENT_KINDS, Person
from services import contribute
from services.look import Look
from services.remind import coordinating
from services.typed_letter import typed_letter

MOST_OFFERED = 40


def offered(work: Work, person: Person, reference: Reference | None) -> BehalfChoice:
    """Return the institutions of the State that have a recommendation of the person's country.

    Raises NotCoordinator, NotFound; NotAssigned where no institution of the State has it.
    """
    about = _recommendation(work, person, reference)
    every = _of_state(work, about)
    if about.archived or not every:
        raise NotAssigned
    return BehalfChoice(about.reference, tuple((one.institution_id, one.names) for one in every[:MOST_OFFERED]))


def chosen(work: Work, person: Person, reference: Reference | None, institution_id: int) -> LetterShown:
    """Return the institution whose letter is entered. Raises NotCoordinator, NotFound, InstitutionWrites."""
    about = _recommendation(work, person, reference)
    one = next((one for one in _of_state(work, about) if one.institution_id == institution_id), None)
    if one is None or about.archived:
        raise NotFound
    held = contributions.in_hand(work, about.id, institution_id)
    begun = held is not None and (held.state is not State.DRAFT or held.content != Content())
    if held is not None and begun and not held.on_behalf:
        raise InstitutionWrites
    return LetterShown(0, about.reference, one.names)


def letter_of(work: Work, person: Person, reference: str, institution_id: int, words: str) -> Letter:
    """Return the letter that was typed. Raises as `chosen` and `typed_letter` do."""
    chosen(work, person, typed(reference), institution_id)
    return typed_letter(work, person, words)


def begin(work: Work, person: Person, reference: str, institution_id: int, letter: Letter) -> int:
    """Return the draft in which the letter's content is entered, by id. Raises as `chosen` does."""
    about = chosen(work, person, typed(reference), institution_id)
    return contribute.begin(work, person, about.reference, institution_id=institution_id, letter=letter)


def choice(look: Look, params: Mapping[str, Any]) -> BehalfChoice:
    """Return the institutions to choose from. Raises as `offered` does."""
    return offered(look.work, look.person, typed(params["reference"]))


def letter(look: Look, params: Mapping[str, Any]) -> LetterShown:
    """Return whose letter is entered and, where it has been typed, its number and date. Raises as `chosen` does."""
    found = chosen(look.work, look.person, typed(params["reference"]), params["institution"])
    known = Letter(params["number"], date.fromisoformat(params["on"])) if "number" in params else None
    return LetterShown(look.row, found.reference, found.institution, known, int(params.get("pages", 0)))


def _recommendation(work: Work, person: Person, reference: Reference | None) -> Recommendation:
    country = coordinating(person).country
    found = recommendation(work, reference) if reference is not None and reference.country == country else None
    if found is None:
        raise NotFound
    return found


def _of_state(work: Work, about: Recommendation) -> list[AssignedInstitution]:
    return [one for one in institutions_of(work, about.id) if one.kind not in INDEPENDENT_KINDS]
