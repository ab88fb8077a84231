"""Contested competence, as it is said, told, decided and answered. Doing it stands in competence.py."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import contests, setup
from db.queries.recommendations import recommendation
from domain.competence import Contest, ContestDecided, Contesting, ContestList, ContestShown, Decision, NameChoice
from domain.errors import Moot, NotAssigned, NotFound
from domain.reference import Reference, typed
from domain.role import INDEPENDENT, Person, Role
from domain.shown import LINES_PER_PAGE, Excerpt, page_count, sliced
from domain.text import set_apart
from services.competence import acting, contest_of, contestable, others
from services.look import Look
from services.reach import SPEAKERS
from services.remind import coordinating
from services.show_lines import described, page_within
from services.tell import reader_of

PREVIEW = "contest preview"


def names(look: Look, params: Mapping[str, Any]) -> NameChoice:
    """Return a page of the institutions that can be named. Raises what `contestable` raises."""
    reference = reference_of(params["reference"])
    contestable(look.work, look.person, reference)
    found = others(look.work, look.person, params["sought"])
    shown, number, pages = sliced(found, params["page"], LINES_PER_PAGE)
    institutions = tuple((one.id, one.names) for one in shown)
    return NameChoice(reference, params["sought"], institutions, number, pages)


def contesting(look: Look, params: Mapping[str, Any]) -> Contesting:
    """Return what is about to be said. Raises what `contestable` raises."""
    reference = reference_of(params["reference"])
    contestable(look.work, look.person, reference)
    return _contesting(look, reference, params)


def said(look: Look, params: Mapping[str, Any]) -> Contesting:
    """Return what has been said, to whoever said it. Raises NoInstitution."""
    acting(look.person)
    return _contesting(look, reference_of(params["reference"]), params)


def contest(look: Look, params: Mapping[str, Any]) -> ContestShown:
    """Return a contest as it stands, to the coordinator. Raises NotCoordinator, ContestDecided."""
    return _shown(look, contest_of(look.work, look.person, params["contest"]), params.get("answer", ""))


def waiting(look: Look, params: Mapping[str, Any]) -> ContestList:
    """Return a page of what waits for the coordinator. Raises NotCoordinator."""
    country = coordinating(look.person).country
    total = contests.count_waiting(look.work, country)
    number = page_within(params["page"], total)
    found = contests.waiting(look.work, country, LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    return ContestList(tuple(found), number, page_count(total, LINES_PER_PAGE))


def told(look: Look, params: Mapping[str, Any]) -> ContestShown:
    """Return a contest as the coordinators are told of it. Raises Moot where there is nothing to be told any more."""
    found = contests.contest(look.work, params["contest"])
    if found is None or not _coordinates(look.person, found.country) or not (found.open or found.independent):
        raise Moot
    return _shown(look, found)


def decided(look: Look, params: Mapping[str, Any]) -> ContestDecided:
    """Return what was decided, as the institution is told. Raises Moot where the reader has left it."""
    found = contests.contest(look.work, params["contest"])
    if found is None or found.decision is Decision.OPEN:
        raise Moot
    return ContestDecided(reader_of(look, found.institution_id, SPEAKERS), found)


def reference_of(text: str) -> Reference:
    """Return the reference that a message's parameters hold. Raises NotFound."""
    found = typed(text)
    if found is None:
        raise NotFound
    return found


def _contesting(look: Look, reference: Reference, params: Mapping[str, Any]) -> Contesting:
    named, found = params.get("named"), recommendation(look.work, reference)
    if found is None:
        raise NotAssigned
    independent = acting(look.person).role in INDEPENDENT
    names = setup.institution(look.work, named).names if named is not None else None
    return Contesting(
        look.row, reference, _excerpt(look, found.id, reference), independent, names, params.get("reason", "")
    )


def _shown(look: Look, found: Contest, answer: str = "") -> ContestShown:
    return ContestShown(look.row, found, _excerpt(look, found.recommendation_id, found.reference), answer)


def _excerpt(look: Look, recommendation_id: int, reference: Reference) -> Excerpt | None:
    country = setup.country(look.work, reference.country)
    line = described(look, [recommendation_id], country.language if country else None).get(recommendation_id)
    if line is None or line.excerpt is None:
        return None
    return Excerpt(set_apart(line.excerpt.text, line.paragraph), line.excerpt.language)


def _coordinates(person: Person, country: str) -> bool:
    return any(one.role is Role.COORDINATOR and one.country == country for one in person.holdings)
