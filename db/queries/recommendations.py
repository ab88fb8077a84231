"""Recommendations as people look them up: the parts of a card, and the lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, update

from db.tables import (
    affected_persons,
    documents,
    mechanisms,
    recommendation_affected,
    recommendation_sdgs,
    recommendation_texts,
    recommendation_themes,
    recommendations,
    recommending_states,
    sdgs,
    themes,
)
from db.work import Work
from domain.contribution import Status
from domain.record import Kind, Position, Sdg, State
from domain.reference import Reference


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation without its texts and classification. `position` is the country's own where it decided one."""

    id: int
    reference: Reference
    mechanism: str
    symbol: str | None
    session: int | None
    published_on: date | None
    paragraph: str | None
    kind: Kind
    position: Position | None
    status: str
    archived: bool


@dataclass(frozen=True, slots=True)
class Classification:
    """How a recommendation is classified: by its source, as the country corrected it."""

    themes: tuple[str, ...]
    affected_persons: tuple[str, ...]
    sdgs: tuple[Sdg, ...]
    recommending_states: tuple[State, ...]


def effective(link: Any) -> Any:
    """The condition that a classification holds: the country added it, or the source has it and nobody removed it."""
    return or_(link.c.national == "added", and_(link.c.in_source == 1, link.c.national.is_(None)))


POSITION = func.coalesce(recommendations.c.national_position, recommendations.c.position).label("position")


def _whole(condition: Any) -> Select[Any]:
    return (
        select(
            recommendations.c.id,
            recommendations.c.country,
            recommendations.c.number,
            recommendations.c.paragraph,
            recommendations.c.kind,
            POSITION,
            recommendations.c.status,
            recommendations.c.archived_at,
            mechanisms.c.code.label("mechanism"),
            documents.c.symbol,
            documents.c.session,
            documents.c.published_on,
        )
        .select_from(recommendations.join(documents).join(mechanisms))
        .where(condition)
    )


_BY_NUMBER = _whole(
    and_(recommendations.c.country == bindparam("in_country"), recommendations.c.number == bindparam("wanted"))
)
_TEXTS = select(recommendation_texts.c.language, recommendation_texts.c.text, recommendation_texts.c.origin).where(
    recommendation_texts.c.recommendation_id == bindparam("wanted")
)


def _labels(link: Any, link_column: Any, table: Any, *columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(link.join(table, table.c.id == link_column))
        .where(link.c.recommendation_id == bindparam("wanted"), effective(link))
        .order_by(link.c.place)
    )


_THEMES = _labels(recommendation_themes, recommendation_themes.c.theme_id, themes, themes.c.label)
_AFFECTED = _labels(
    recommendation_affected, recommendation_affected.c.affected_id, affected_persons, affected_persons.c.label
)
_SDGS = _labels(recommendation_sdgs, recommendation_sdgs.c.sdg_id, sdgs, sdgs.c.goal, sdgs.c.target)
_STATES = (
    select(recommending_states.c.name, recommending_states.c.code)
    .where(recommending_states.c.recommendation_id == bindparam("wanted"))
    .order_by(recommending_states.c.place)
)


def recommendation(work: Work, reference: Reference) -> Recommendation | None:
    """Return the recommendation of this number, or None. Who may see it is not asked here."""
    row = work.one(_BY_NUMBER, {"in_country": reference.country, "wanted": reference.number})
    return _recommendation(row) if row else None


def texts_of(work: Work, recommendation_id: int) -> dict[str, str]:
    """Return the texts of a recommendation by language."""
    return {row.language: row.text for row in work.all(_TEXTS, {"wanted": recommendation_id})}


def national_text_languages(work: Work, recommendation_id: int) -> frozenset[str]:
    """Return the languages in which the text is the country's own, so an unofficial translation."""
    rows = work.all(_TEXTS, {"wanted": recommendation_id})
    return frozenset(row.language for row in rows if row.origin == "national")


def classification_of(work: Work, recommendation_id: int) -> Classification:
    """Return themes, affected persons, SDGs and recommending States of a recommendation."""
    wanted = {"wanted": recommendation_id}
    return Classification(
        tuple(row.label for row in work.all(_THEMES, wanted)),
        tuple(row.label for row in work.all(_AFFECTED, wanted)),
        tuple(Sdg(row.goal, row.target or None) for row in work.all(_SDGS, wanted)),
        tuple(State(row.name, row.code) for row in work.all(_STATES, wanted)),
    )


def _recommendation(row: Any) -> Recommendation:
    return Recommendation(
        row.id,
        Reference(row.country, row.number),
        row.mechanism,
        row.symbol,
        row.session,
        row.published_on,
        row.paragraph,
        Kind(row.kind),
        Position(row.position) if row.position else None,
        row.status,
        row.archived_at is not None,
    )


def set_status(work: Work, recommendation_id: int, status: Status) -> None:
    """Give a recommendation the implementation status that was published."""
    chosen = recommendations.c.id == recommendation_id
    work.execute(update(recommendations).where(chosen).values(status=status.value, changed_at=work.now))
