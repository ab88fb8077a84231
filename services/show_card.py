"""The card of a recommendation: what one person may see of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from db.queries import setup
from db.queries.assignments import AssignedInstitution, institutions_of
from db.queries.classifying import needs_of
from db.queries.clusters import names_of
from db.queries.contributions import informed_at
from db.queries.recommendations import (
    Recommendation,
    classification_of,
    national_text_languages,
    recommendation,
    texts_of,
)
from domain.appointment import ASKERS
from domain.classification import Needs, may_classify
from domain.contribution import WRITERS
from domain.due import Part, due
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
    holders = institutions_of(look.work, found.id)
    informed = informed_at(look.work, found.id)
    needs = needs_of(look.work, found.id) if in_mechanism(look.person, reference.country) else Needs()
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
        tuple(_assigned(look, holders, reference.country)),
        informed.astimezone(look.zone).date() if informed else None,
        tuple(_steps(look, holders, found, published=informed is not None)),
        tuple(names_of(look.work, found.id)) if in_mechanism(look.person, reference.country) else (),
        needs.priority,
        needs.named,
    )


def _cycle(found: Recommendation) -> int | None:
    return cycle_of_session(found.session) if found.session and found.mechanism == "UPR" else None


def _steps(
    look: Look, holders: Sequence[AssignedInstitution], found: Recommendation, *, published: bool
) -> Iterable[str]:
    """What the person may do next; each is authorised anew when it is pressed."""
    holding, country = look.person.holding, found.reference.country
    if holding is not None and holding.country == country:
        own = next((one for one in holders if one.institution_id == holding.institution_id), None)
        coordinates = holding.role is Role.COORDINATOR
        if own is not None and holding.role in WRITERS:
            yield from _of_writer(own, holding.role)
        if len(holders) > 1 and (coordinates or (own is not None and own.part is Part.LEAD)):
            yield "others"
        if coordinates and any(one.kind not in INDEPENDENT_KINDS for one in holders):
            yield "behalf"
        if may_classify(holding, country) and not found.archived:
            yield "classify"
        yield from _plan(holding.role, own, holders)
        if in_mechanism(look.person, country):
            yield "history"
    if published:
        yield "published"


def _plan(role: Role, own: AssignedInstitution | None, holders: Sequence[AssignedInstitution]) -> Iterable[str]:
    """What serves it, in the institution's plan or, for a coordinator, in all. Independent bodies have none."""
    planning = [one for one in holders if one.kind not in INDEPENDENT_KINDS]
    if (role is Role.COORDINATOR and planning) or own in planning:
        yield "plan"


def _of_writer(own: AssignedInstitution, role: Role) -> Iterable[str]:
    yield "update"
    if role in ASKERS:
        yield "ask"
    if not own.acknowledged:
        yield "ack"
    if own.due_on and own.kind not in INDEPENDENT_KINDS:
        yield "later"
    yield "decline" if own.kind in INDEPENDENT_KINDS else "contest"


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
