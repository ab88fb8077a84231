"""Contributions as they stand: what institutions have in hand and have given. Writing them: contributing.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, and_, func, select

from db.tables import contributions, countries, institutions, recommendations, rounds
from db.work import Work
from domain.contribution import GIVEN, IN_HAND, Content, Part, State, Status
from domain.reference import Reference
from domain.role import InstitutionKind

PURPOSE = "contribution"


@dataclass(frozen=True, slots=True)
class Contribution:
    """A version of what an institution says on a recommendation. `reason`: why it was returned."""

    id: int
    recommendation_id: int
    reference: Reference
    country: str
    institution_id: int
    institution_names: dict[str, str]
    kind: InstitutionKind
    round_id: int | None
    version: int
    state: State
    content: Content
    no_change: bool
    written_by: int
    submitted_by: int | None
    wants_clearance: bool
    letter_number: str | None
    letter_on: date | None
    on_behalf: bool
    reason: str | None
    changed_at: datetime
    submitted_at: datetime | None
    published_at: datetime | None


_WANTED = (
    select(
        contributions,
        recommendations.c.country,
        recommendations.c.number,
        institutions.c.names,
        institutions.c.kind,
        # A round decides for what it asks for; else the country.
        func.coalesce(rounds.c.clearance, countries.c.clearance).label("wants_clearance"),
    )
    .select_from(contributions)
    .join(recommendations, recommendations.c.id == contributions.c.recommendation_id)
    .join(institutions, institutions.c.id == contributions.c.institution_id)
    .join(countries, countries.c.code == recommendations.c.country)
    .outerjoin(rounds, rounds.c.id == contributions.c.round_id)
)
_NEWEST_FIRST = (contributions.c.version.desc(), contributions.c.id.desc())


def contribution(work: Work, contribution_id: int) -> Contribution | None:
    """Return one by its id."""
    return _first(work, contributions.c.id == contribution_id)


def in_hand(work: Work, recommendation_id: int, institution_id: int) -> Contribution | None:
    """Return what an institution has in hand on a recommendation: a draft, or what awaits clearance."""
    return _first(work, of(recommendation_id, institution_id), contributions.c.state.in_(sorted(IN_HAND)))


def newest(work: Work, recommendation_id: int, institution_id: int) -> Contribution | None:
    """Return an institution's newest version on a recommendation, whatever its state, but for discarded drafts."""
    return _first(work, of(recommendation_id, institution_id), contributions.c.state != State.DISCARDED.value)


def last_given(work: Work, recommendation_id: int, institution_id: int) -> Contribution | None:
    """Return what an institution has answered last on a recommendation."""
    return _first(work, of(recommendation_id, institution_id), contributions.c.state.in_(sorted(GIVEN)))


def informed_at(work: Work, recommendation_id: int) -> datetime | None:
    """Return when the newest of what is published on a recommendation was submitted."""
    counted = select(func.max(contributions.c.submitted_at).label("at"))
    published = contributions.c.state == State.PUBLISHED.value
    found = work.one(counted.where(contributions.c.recommendation_id == recommendation_id, published))
    return cast("datetime | None", found.at)


def all_of(work: Work, recommendation_id: int) -> list[Contribution]:
    """Return every version of every institution on a recommendation, what was changed last first."""
    statement = _WANTED.where(contributions.c.recommendation_id == recommendation_id)
    return _read(work, statement.order_by(contributions.c.changed_at.desc(), contributions.c.id.desc()))


def in_state(work: Work, country: str, states: Sequence[State], most: int, skip: int) -> list[Contribution]:
    """Return a country's contributions in these states, what has waited longest first."""
    statement = _WANTED.where(*_of_country(country, states))
    return _read(work, statement.order_by(contributions.c.changed_at, contributions.c.id).limit(most).offset(skip))


def count_in_state(work: Work, country: str, states: Sequence[State]) -> int:
    """Count a country's contributions in these states."""
    counted = select(func.count().label("n")).select_from(contributions).join(recommendations)
    return int(work.one(counted.where(*_of_country(country, states))).n)


def of_institution(work: Work, institution_id: int, states: Sequence[State]) -> list[Contribution]:
    """Return an institution's contributions in these states, in the order of the recommendations' numbers."""
    chosen = contributions.c.state.in_(sorted(states))
    statement = _WANTED.where(contributions.c.institution_id == institution_id, chosen)
    return _read(work, statement.order_by(recommendations.c.number, contributions.c.version))


def of(recommendation_id: int, institution_id: int) -> ColumnElement[bool]:
    """Return the condition that a row is a version of an institution's on a recommendation."""
    return and_(
        contributions.c.recommendation_id == recommendation_id, contributions.c.institution_id == institution_id
    )


def _of_country(country: str, states: Sequence[State]) -> tuple[ColumnElement[bool], ...]:
    return recommendations.c.country == country, contributions.c.state.in_(sorted(states))


def _first(work: Work, *where: ColumnElement[bool]) -> Contribution | None:
    found = _read(work, _WANTED.where(*where).order_by(*_NEWEST_FIRST).limit(1))
    return found[0] if found else None


def _read(work: Work, statement: Any) -> list[Contribution]:
    return [_contribution(work, row) for row in work.all(statement)]


def _contribution(work: Work, row: Any) -> Contribution:
    parts = work.sealer.open_json(PURPOSE, row.content_sealed)["parts"]
    return Contribution(
        row.id,
        row.recommendation_id,
        Reference(row.country, row.number),
        row.country,
        row.institution_id,
        row.names,
        InstitutionKind(row.kind),
        row.round_id,
        row.version,
        State(row.state),
        Content(Status(row.status) if row.status else None, {Part(key): text for key, text in parts.items()}),
        row.no_change,
        row.written_by,
        row.submitted_by,
        bool(row.wants_clearance),
        row.letter_number,
        row.letter_on,
        row.on_behalf,
        work.sealer.open(PURPOSE, row.reason_sealed).decode() if row.reason_sealed else None,
        row.changed_at,
        row.submitted_at,
        row.published_at,
    )
