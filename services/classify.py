"""A coordinator classifies a recommendation: priority, needs, themes, affected persons, goals. Each press sets one.

A press says what shall be, not what shall change: pressed twice, it has no second effect.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import classifying, instance, setup
from db.queries.recommendations import Recommendation, classification_of, recommendation
from db.work import Work
from domain.classification import LABELS, NEEDS, Classifying, Label, LabelChoice, authorise
from domain.errors import ButtonStale, NotFound
from domain.finding import Priority
from domain.reference import Reference
from domain.role import Person
from domain.shown import CHOICES_PER_PAGE, sliced
from services.look import Look
from services.show_competence import reference_of
from services.show_lines import described

NONE = "none"
"""What a button says that takes a priority away."""


def classifiable(work: Work, person: Person, reference: Reference) -> Recommendation:
    """Return a recommendation that the person may classify. Raises NotCoordinator, NotFound; ButtonStale: archived."""
    authorise(person.holding, reference.country)
    found = recommendation(work, reference)
    if found is None:
        raise NotFound
    if found.archived:
        raise ButtonStale
    return found


def set_priority(work: Work, person: Person, reference: Reference, value: str) -> None:
    """Give it a priority, or take it away. Raises what `classifiable` raises; ButtonStale."""
    found = classifiable(work, person, reference)
    if value != NONE and value not in {one.value for one in Priority}:
        raise ButtonStale
    wanted = None if value == NONE else value
    before = classifying.needs_of(work, found.id).priority
    if wanted != before:
        classifying.set_priority(work, found.id, wanted)
        record(work, person.id, found.reference.country, found.id, {"priority": [before, wanted]})


def set_need(work: Work, person: Person, reference: Reference, need: str, *, needed: bool) -> None:
    """Note whether it needs something. Raises what `classifiable` raises; ButtonStale."""
    found = classifiable(work, person, reference)
    if need not in NEEDS:
        raise ButtonStale
    if (need in classifying.needs_of(work, found.id).named) is not needed:
        classifying.set_need(work, found.id, need, needed=needed)
        record(work, person.id, found.reference.country, found.id, {need: needed})


def set_label(work: Work, person: Person, reference: Reference, by: str, key: str, *, held: bool) -> None:
    """Add a theme, group or goal to it, or remove one. Raises what `classifiable` raises; ButtonStale: not offered."""
    found = classifiable(work, person, reference)
    offered = _labels(work, found, by)
    there = next((one for one in offered if one.key == key), None)
    if there is None:
        raise ButtonStale
    if there.held is not held:
        classifying.set_label(work, found.id, by, key, held=held)
        record(work, person.id, found.reference.country, found.id, {by: key, "held": held})


def shown(look: Look, params: Mapping[str, Any]) -> Classifying:
    """Return how a recommendation is classified. Raises what `classifiable` raises."""
    found = classifiable(look.work, look.person, reference_of(params["reference"]))
    held = classification_of(look.work, found.id)
    country = setup.country(look.work, found.reference.country)
    line = described(look, [found.id], country.language if country else None).get(found.id)
    labels = {
        "theme": held.themes,
        "affected": held.affected_persons,
        "sdg": tuple(one.target or str(one.goal) for one in held.sdgs),
    }
    excerpt = line.excerpt if line else None
    return Classifying(str(found.reference), excerpt, classifying.needs_of(look.work, found.id), labels)


def labels(look: Look, params: Mapping[str, Any]) -> LabelChoice:
    """Return a page of the themes, groups or goals to choose from. Raises what `classifiable` raises; ButtonStale."""
    found = classifiable(look.work, look.person, reference_of(params["reference"]))
    offered = _labels(look.work, found, params["by"])
    here, number, pages = sliced(offered, params["page"], CHOICES_PER_PAGE)
    return LabelChoice(str(found.reference), params["by"], tuple(here), number, pages)


def record(work: Work, person_id: int, country: str, recommendation_id: int, details: dict[str, object]) -> None:
    """Note in the audit log that a recommendation was classified: codes and ids, no labels."""
    instance.record_event(
        work,
        "recommendation classified",
        person_id=person_id,
        country=country,
        subject="recommendations",
        subject_id=recommendation_id,
        details=details,
    )


def _labels(work: Work, found: Recommendation, by: str) -> list[Label]:
    if by not in LABELS:
        raise ButtonStale
    return classifying.labels_offered(work, found.reference.country, found.id, by)
