"""The card of a recommendation: what one person may see of it."""

from __future__ import annotations

from collections.abc import Iterable

from db.queries import setup
from db.queries.assignments import AssignedInstitution, institutions_of
from db.queries.recommendations import (
    Recommendation,
    classification_of,
    national_text_languages,
    recommendation,
    texts_of,
)
from domain.due import due
from domain.errors import NotFound
from domain.language import text_language
from domain.reference import Reference
from domain.role import INDEPENDENT_KINDS, Role, in_mechanism, may_read
from domain.shown import Assigned, Card
from domain.upr import cycle_of_session
from services.look import Look


def card(look: Look, reference: Reference) -> Card:
    """Return the card of a recommendation. Raises NotFound, also where the person may not see it."""
    country = setup.country(look.work, reference.country)
    found = recommendation(look.work, reference)
    if country is None or found is None or not may_read(look.person, country.code, country_open=country.open):
        raise NotFound
    texts = texts_of(look.work, found.id)
    language = text_language(texts, look.language, country.language)
    classified = classification_of(look.work, found.id)
    national = national_text_languages(look.work, found.id)
    return Card(
        found.reference,
        country.names,
        found.mechanism,
        found.symbol,
        found.session,
        _cycle(found),
        found.published_on,
        found.paragraph,
        found.kind,
        found.position,
        found.status,
        found.archived,
        texts[language] if language else "",
        language,
        tuple(sorted(texts)),
        language in national,
        classified.themes,
        classified.affected_persons,
        classified.sdgs,
        classified.recommending_states,
        tuple(_assigned(look, institutions_of(look.work, found.id), reference.country)),
    )


def _cycle(found: Recommendation) -> int | None:
    return cycle_of_session(found.session) if found.session and found.mechanism == "UPR" else None


def _assigned(look: Look, institutions: Iterable[AssignedInstitution], country: str) -> Iterable[Assigned]:
    """Who has it, for the national mechanism and for a body invited to contribute; it is not published to others.

    A date is shown to the coordinator and to whom it is set; of another institution only the part is shown.
    """
    holding = look.person.holding
    if holding is None or holding.country != country:
        return
    for one in institutions:
        own = one.institution_id == holding.institution_id
        if not own and not in_mechanism(look.person, country):
            continue
        independent = one.kind in INDEPENDENT_KINDS
        dated = own or holding.role is Role.COORDINATOR
        yield Assigned(
            one.names,
            one.part,
            independent,
            due(one.due_on, look.today, independent=independent) if dated else None,
        )
