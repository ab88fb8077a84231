"""Collection rounds: made, changed, ended and found, and the institutions in them. Counting: round_counts.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, bindparam, exists, insert, select, update

from db.prepared import Prepared
from db.queries.round_choice import ASKED_ABOUT, chosen
from db.tables import assignments, countries, institutions, round_institutions, round_recommendations, rounds
from db.work import Work
from domain.role import INDEPENDENT_KINDS, InstitutionKind
from domain.round import Choice, Feeds, Round


@dataclass(frozen=True, slots=True)
class Member:
    """An institution in a round, with its own date in it."""

    id: int
    round: Round
    institution_id: int
    kind: InstitutionKind
    names: dict[str, str]
    due_on: date
    version: int
    acknowledged_at: datetime | None

    @property
    def independent(self) -> bool:
        """Whether it is an independent body's: invited, and held to no date."""
        return self.kind in INDEPENDENT_KINDS


_MEMBER = select(
    round_institutions.c.id.label("member_id"),
    round_institutions.c.institution_id,
    round_institutions.c.due_on,
    round_institutions.c.deadline_version,
    round_institutions.c.acknowledged_at,
    institutions.c.kind,
    institutions.c.names,
    rounds,
).select_from(
    round_institutions.join(rounds, rounds.c.id == round_institutions.c.round_id).join(
        institutions, institutions.c.id == round_institutions.c.institution_id
    )
)
_OPEN = and_(rounds.c.ended_at.is_(None), rounds.c.opens_on <= bindparam("today"))
_OPEN_TO = Prepared(
    _MEMBER.where(round_institutions.c.institution_id == bindparam("institution"), _OPEN).order_by(
        round_institutions.c.due_on, round_institutions.c.round_id
    )
)
_OPEN_IN = Prepared(
    select(rounds).where(rounds.c.country == bindparam("in_country"), _OPEN).order_by(rounds.c.closes_on, rounds.c.id)
)


def add_round(work: Work, new: Round, choice: Choice, person_id: int) -> int:
    """Add a round with the recommendations of a choice, assigned or not, and who has one; return its id.

    Those that nobody has yet are in it too, so that who is assigned one later joins with it.
    """
    round_id = work.inserted_id(
        insert(rounds),
        {
            "country": new.country,
            "feeds": new.feeds.value,
            "name": new.name,
            "opens_on": new.opens_on,
            "closes_on": new.closes_on,
            "clearance": new.clearance,
            "created_by": person_id,
            "created_at": work.now,
        },
    )
    ids = chosen(work, new.country, choice).subquery()
    rows = select(bindparam("of_round", round_id).label("round_id"), ids.c.id)
    work.execute(insert(round_recommendations).from_select(["round_id", "recommendation_id"], rows))
    join(work, round_id, new.closes_on)
    return round_id


def join(work: Work, round_id: int, due_on: date, institution_id: int | None = None) -> list[int]:
    """Take into a round who has one of its recommendations and is not in it yet; return these institutions by id."""
    member = round_institutions
    there = exists().where(member.c.round_id == round_id, member.c.institution_id == assignments.c.institution_id)
    asked = round_recommendations.join(
        assignments, assignments.c.recommendation_id == round_recommendations.c.recommendation_id
    )
    wanted = (
        select(assignments.c.institution_id)
        .distinct()
        .select_from(asked.join(institutions, institutions.c.id == assignments.c.institution_id))
        .where(round_recommendations.c.round_id == round_id, ASKED_ABOUT, ~there)
        .order_by(assignments.c.institution_id)
    )
    if institution_id is not None:
        wanted = wanted.where(assignments.c.institution_id == institution_id)
    new = [row.institution_id for row in work.all(wanted)]
    values = {"round_id": round_id, "due_on": due_on, "next_look_at": work.now}
    if new:
        work.execute(insert(member), [{**values, "institution_id": one} for one in new])
    return new


def round_of(work: Work, round_id: int) -> Round | None:
    """Return the round of this id, or None."""
    row = work.one(select(rounds).where(rounds.c.id == round_id))
    return _round(row) if row else None


def rounds_of(work: Work, country: str) -> list[Round]:
    """Return every round of a country, the last to close first."""
    wanted = select(rounds).where(rounds.c.country == country)
    return [_round(row) for row in work.all(wanted.order_by(rounds.c.closes_on.desc(), rounds.c.id.desc()))]


def open_rounds(work: Work, country: str, today: date) -> list[Round]:
    """Return the rounds of a country that have opened and not been ended, the first to close first."""
    return [_round(row) for row in work.all(_OPEN_IN, {"in_country": country, "today": today})]


def open_to(work: Work, institution_id: int, today: date) -> list[Member]:
    """Return the open rounds that an institution is in, the first due first."""
    return [_member(row) for row in work.all(_OPEN_TO, {"institution": institution_id, "today": today})]


def member(work: Work, round_id: int, institution_id: int) -> Member | None:
    """Return an institution's place in a round, or None where it has none."""
    found = and_(round_institutions.c.round_id == round_id, round_institutions.c.institution_id == institution_id)
    row = work.one(_MEMBER.where(found))
    return _member(row) if row else None


def members(work: Work, round_id: int) -> list[Member]:
    """Return the institutions of a round, by code."""
    wanted = _MEMBER.where(round_institutions.c.round_id == round_id).order_by(institutions.c.code)
    return [_member(row) for row in work.all(wanted)]


def acknowledge(work: Work, member_id: int) -> bool:
    """Note that an institution has seen a round; return False where it had done so before."""
    one = update(round_institutions).where(
        round_institutions.c.id == member_id, round_institutions.c.acknowledged_at.is_(None)
    )
    return work.execute(one.values(acknowledged_at=work.now)).rowcount == 1


def end_round(work: Work, round_id: int) -> bool:
    """End a round; return False where it had been ended before."""
    one = update(rounds).where(rounds.c.id == round_id, rounds.c.ended_at.is_(None))
    return work.execute(one.values(ended_at=work.now)).rowcount == 1


def change_closing_date(work: Work, round_: Round, on: date) -> list[int]:
    """Give a round another closing date, and those that have no date of their own; return these institutions by id."""
    without = and_(round_institutions.c.round_id == round_.id, round_institutions.c.due_on == round_.closes_on)
    found = work.all(select(round_institutions.c.id, round_institutions.c.institution_id).where(without))
    work.execute(update(rounds).where(rounds.c.id == round_.id).values(closes_on=on))
    change_date(work, [row.id for row in found], on)
    return [row.institution_id for row in found]


def change_date(work: Work, member_ids: Sequence[int], on: date) -> None:
    """Give institutions another date in a round: a new deadline version, so that reminders of the old one die."""
    if member_ids:
        changed = update(round_institutions).where(round_institutions.c.id.in_(list(member_ids)))
        version = round_institutions.c.deadline_version + 1
        work.execute(changed.values(due_on=on, deadline_version=version, next_look_at=work.now))


def clears(work: Work, country: str) -> bool:
    """Whether a signing officer clears contributions in a country, where a round says nothing else."""
    return bool(work.one(select(countries.c.clearance).where(countries.c.code == country)).clearance)


def _round(row: Any) -> Round:
    return Round(
        row.id,
        row.country,
        Feeds(row.feeds),
        row.name,
        row.opens_on,
        row.closes_on,
        bool(row.clearance),
        row.ended_at is not None,
    )


def _member(row: Any) -> Member:
    return Member(
        row.member_id,
        _round(row),
        row.institution_id,
        InstitutionKind(row.kind),
        row.names,
        row.due_on,
        row.deadline_version,
        row.acknowledged_at,
    )
