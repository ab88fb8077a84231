"""What is overdue, or has no date, as conditions on recommendations. What else a search is narrowed to: filters.py."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, except_, false, select, true, union_all

from db.queries.round_counts import given
from db.tables import assignments, institutions, recommendations, round_institutions, round_recommendations, rounds
from domain.role import INDEPENDENT_KINDS


@dataclass(frozen=True, slots=True)
class Late:
    """By what a recommendation of a country is overdue, or has no date.

    `institution`: whose dates alone count, None for everybody's. `rounds`: the open ones, (id, from when on any answer
    counts).
    """

    today: date
    country: str
    institution: int | None = None
    rounds: tuple[tuple[int, datetime], ...] = ()


def overdue(late: Late | None) -> ColumnElement[bool]:
    """Return the condition that a date has passed: one of its own, or that of a round without an answer.

    Independent bodies are never overdue.
    """
    if late is None:
        return false()
    held, counted = _dated(late)
    own = select(assignments.c.recommendation_id).select_from(held)
    found = [own.where(*counted, assignments.c.due_on < late.today)]
    for round_id, since in late.rounds:
        answered = given(round_id, since)
        asked = held.join(
            round_recommendations, round_recommendations.c.recommendation_id == assignments.c.recommendation_id
        ).join(
            round_institutions,
            and_(
                round_institutions.c.institution_id == assignments.c.institution_id,
                round_institutions.c.round_id == round_recommendations.c.round_id,
            ),
        )
        closed = (round_recommendations.c.round_id == round_id, round_institutions.c.due_on < late.today)
        each = select(assignments.c.recommendation_id, assignments.c.institution_id).select_from(asked)
        # A difference of sets: PostgreSQL expects far too little of a join without partner, and loops for seconds.
        missing = except_(each.where(*counted, *closed), select(answered)).subquery()
        found.append(select(missing.c.recommendation_id))
    # "IS TRUE" has PostgreSQL look them up in a hash table; as a join it may loop for seconds.
    return recommendations.c.id.in_(union_all(*found)).is_(true())


def undated(late: Late | None) -> ColumnElement[bool]:
    """Return the condition that somebody has it for whom no date is set: neither one of its own nor a round to come."""
    if late is None:
        return false()
    held, counted = _dated(late)
    has = select(assignments.c.recommendation_id).select_from(held).where(*counted)
    asks = round_recommendations.join(rounds, rounds.c.id == round_recommendations.c.round_id)
    asked = select(round_recommendations.c.recommendation_id).where(
        rounds.c.country == late.country, rounds.c.ended_at.is_(None)
    )
    if late.institution is not None:
        asks = asks.join(round_institutions, round_institutions.c.round_id == rounds.c.id)
        asked = asked.where(round_institutions.c.institution_id == late.institution)
    dated = union_all(has.where(assignments.c.due_on.is_not(None)), asked.select_from(asks))
    return and_(recommendations.c.id.in_(has), recommendations.c.id.not_in(dated))


def _dated(late: Late) -> tuple[Any, list[ColumnElement[bool]]]:
    """What is assigned to those whose dates count: where it stands, and the conditions."""
    held = assignments.join(institutions, institutions.c.id == assignments.c.institution_id)
    counted: list[ColumnElement[bool]] = [
        assignments.c.ended_at.is_(None),
        institutions.c.kind.not_in(sorted(INDEPENDENT_KINDS)),
    ]
    if late.institution is not None:
        counted.append(assignments.c.institution_id == late.institution)
    return held, counted
