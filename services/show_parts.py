"""What is shown of what units are asked for: to who asks, to the unit, in lists and notices. Doing it: parts.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from db.queries import contributions, parts, setup, units
from db.queries.parts import PartRequest, Whose
from db.queries.recommendations import recommendation, texts_of
from domain.appointment import ASKERS
from domain.contribution import State
from domain.due import due
from domain.errors import Moot, NoInstitution
from domain.language import text_language
from domain.mailing import Reader
from domain.parts import PartList, PartNotice, PartPreview, PartShown, PartState, PartText, UnitPage, asking, is_asker
from domain.said import reference_in
from domain.shown import LINES_PER_PAGE, page_count
from services import parts as service
from services import units as units_service
from services.look import Look, capacity
from services.show_lines import page_within
from services.tell import reader_of

PREVIEW = "part preview"
ANSWER_PREVIEW = "part answer preview"


def choice(look: Look, params: Mapping[str, Any]) -> UnitPage:
    """Return a page of the units that can be asked about a recommendation. Raises what `askable` raises."""
    about, _ = service.askable(look.work, look.person, reference_in(params["reference"]))
    return replace(units_service.choice(look, params), reference=about.reference)


def asking_for(look: Look, params: Mapping[str, Any]) -> PartPreview:
    """Return a request that is being written, as far as it is. Raises what `askable` raises, UnitNotThere."""
    about, institution_id = service.askable(look.work, look.person, reference_in(params["reference"]))
    unit = units_service.known(look.work, look.person, params["unit"]) if params["unit"] else None
    written = PartRequest(
        0,
        about.id,
        about.reference,
        institution_id,
        {},
        unit.id if unit else 0,
        unit.name if unit else params["unit_name"],
        look.person.id,
        params["question"],
        date.fromisoformat(params["due"]) if params["due"] else None,
        PartState.ASKED,
        "",
    )
    return PartPreview(_shown(look, written), len(units.colleagues(look.work, unit.id)) if unit else 0)


def one(look: Look, params: Mapping[str, Any]) -> PartShown:
    """Return a request, to who asked or to the unit. Raises ButtonStale, NotInThisRole."""
    return _shown(look, service.found(look.work, look.person, params["request"]))


def whole_text(look: Look, params: Mapping[str, Any]) -> PartText:
    """Return a page of the text that a unit is asked about. Raises ButtonStale, NotInThisRole."""
    return PartText(one(look, params), params["page"])


def answering(look: Look, params: Mapping[str, Any]) -> PartShown:
    """Return a request with the answer that is being written. Raises ButtonStale, NotInThisRole."""
    return replace(one(look, params), answer=params["text"])


def several(look: Look, params: Mapping[str, Any]) -> PartList:
    """Return a page of what the person's units were asked for, or their institution asked its units for.

    Raises NoInstitution, NotInThisRole; about one recommendation what `askable` raises.
    """
    mine, asks = bool(look.person.colleague_in), _asks(look)
    answers = params["of"] == "unit" or (not asks and mine)
    if answers and not mine:
        raise NoInstitution
    whose = Whose(tuple(units.places_of(look.work, look.person.id))) if answers else _of_institution(look, params)
    counts = parts.counts(look.work, whose)
    total = sum(counts.values())
    number = page_within(params["page"], total)
    found = parts.page(look.work, whose, LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    return PartList(
        tuple(_shown(look, request) for request in found),
        number,
        page_count(total, LINES_PER_PAGE),
        total,
        counts.get(PartState.ASKED, 0),
        answers,
        asks if answers else mine,
        reference_in(params["about"]) if whose.recommendation_id else None,
        _leaving(look) if answers else (),
    )


def progress(look: Look, recommendation_id: int, institution_id: int) -> tuple[int, int]:
    """Return how many units an institution asked about a recommendation, and how many of them have answered."""
    every = parts.counts(look.work, Whose((), institution_id, recommendation_id))
    asked = sum(count for state, count in every.items() if state is not PartState.WITHDRAWN)
    return asked, every.get(PartState.ANSWERED, 0)


def asked(look: Look, params: Mapping[str, Any]) -> PartNotice:
    """Return what the reader's unit is asked for. Raises Moot where it no longer is, or the reader has left."""
    return _to_unit(look, params["request"], PartState.ASKED)


def withdrawn(look: Look, params: Mapping[str, Any]) -> PartNotice:
    """Return what the reader's unit need not answer any more. Raises Moot where the reader has left the unit."""
    return _to_unit(look, params["request"], PartState.WITHDRAWN)


def answered(look: Look, params: Mapping[str, Any]) -> PartNotice:
    """Return what a unit said. Raises Moot where the reader no longer writes for the institution."""
    request = parts.request(look.work, params["request"])
    if request is None or request.state not in {PartState.ANSWERED, PartState.DECLINED}:
        raise Moot
    return PartNotice(reader_of(look, request.institution_id, tuple(ASKERS)), _shown(look, request))


def _to_unit(look: Look, request_id: int, state: PartState) -> PartNotice:
    request = parts.request(look.work, request_id)
    if request is None or request.state is not state:
        raise Moot
    role_id = units.places_of(look.work, look.person.id).get(request.unit_id)
    held = next((one for one in look.person.colleague_in if one.id == role_id), None)
    if held is None:
        raise Moot
    return PartNotice(Reader(capacity(look.work, held), True), _shown(look, request))


def _asks(look: Look) -> bool:
    return look.person.holding is not None and look.person.holding.role in ASKERS


def _of_institution(look: Look, params: Mapping[str, Any]) -> Whose:
    if params["about"]:
        about, institution_id = service.askable(look.work, look.person, reference_in(params["about"]))
        return Whose((), institution_id, about.id)
    return Whose((), asking(look.person.holding)[1])


def _leaving(look: Look) -> tuple[tuple[int, str], ...]:
    places = units.places_of(look.work, look.person.id)
    return tuple((role_id, units.name_of(look.work, unit_id)) for unit_id, role_id in sorted(places.items()))


def _shown(look: Look, request: PartRequest) -> PartShown:
    asks = is_asker(look.person.holding, request.standing)
    answers = request.unit_id in units.places_of(look.work, look.person.id)
    about, country = recommendation(look.work, request.reference), setup.country(look.work, request.reference.country)
    texts = texts_of(look.work, request.recommendation_id)
    language = text_language(texts, look.language, country.language if country else None)
    held = contributions.in_hand(look.work, request.recommendation_id, request.institution_id) if asks else None
    return PartShown(
        request.id,
        look.row,
        request.reference,
        about.paragraph if about else None,
        texts[language] if language else "",
        language,
        request.institution_names,
        request.unit_id,
        request.unit,
        request.question,
        due(request.due_on, look.today, independent=False) if request.due_on else None,
        request.state,
        request.answer,
        asks,
        answers,
        not units.colleagues(look.work, request.unit_id),
        held.id if held is not None and held.state is State.DRAFT else None,
    )
