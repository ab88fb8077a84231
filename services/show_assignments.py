"""The lists of what is assigned: /mine and /due, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter

from db.queries import assignments, setup
from db.queries.assignments import AssignmentLine, Counts
from db.queries.setup import Institution
from domain.due import due
from domain.errors import NoInstitution
from domain.role import INDEPENDENT, INDEPENDENT_KINDS, Holding, Role
from domain.round_shown import DueList, RoundLine
from domain.shown import LINES_PER_PAGE, AssignmentList, Line, Names, page_count
from services.look import Look
from services.show_due_rounds import DatedRound, country_rounds, own_rounds
from services.show_lines import described, page_of, page_within

_Rows = Callable[[int, int], Sequence[AssignmentLine]]
"""Returns so many lines after so many."""


@dataclass(frozen=True, slots=True)
class _Whose:
    """For whom a list is: the role acted in, and its institution; None for the country's whole list."""

    holding: Holding
    institution: Institution | None
    country_names: Names


def mine(look: Look, page: int) -> AssignmentList:
    """Return a page of what the institution has, by number. Raises NoInstitution."""
    whose, institution_id = _of_institution(look)
    counts = assignments.count_of_institution(look.work, institution_id, look.today)
    rows = partial(assignments.assigned_to, look.work, institution_id)
    return _list(look, whose, counts, counts.total, page, rows)


def due_list(look: Look, page: int) -> DueList:
    """Return a page of what carries a date, the earliest first: the institution's, or for a coordinator the country's.

    Raises NoInstitution.
    """
    acting = look.person.holding
    if acting is not None and acting.role is Role.COORDINATOR:
        country = setup.country(look.work, acting.country)
        whose = _Whose(acting, None, country.names if country else {})
        counts = assignments.count_of_country(look.work, acting.country, look.today)
        rows = partial(assignments.due_of_country, look.work, acting.country)
        dated = country_rounds(look, acting.country)
    else:
        whose, institution_id = _of_institution(look)
        counts = assignments.count_of_institution(look.work, institution_id, look.today)
        rows = partial(assignments.due_of_institution, look.work, institution_id)
        dated = own_rounds(look, institution_id)
    total = counts.dated + len(dated)
    number = page_within(page, total)
    entries = _entries(look, whose, dated, rows, (number - 1) * LINES_PER_PAGE)
    overdue = counts.overdue + sum(one.overdue for one in dated)
    return DueList(
        tuple(entries),
        number,
        page_count(total, LINES_PER_PAGE),
        total,
        whose.institution.names if whose.institution else None,
        whose.holding.country,
        whose.country_names,
        0 if whose.holding.role in INDEPENDENT else overdue,
    )


def _entries(look: Look, whose: _Whose, dated: Sequence[DatedRound], rows: _Rows, skip: int) -> list[Line | RoundLine]:
    """A page of single dates and rounds together, by date; a round stands before single dates of the same day.

    The rounds are few and all at hand: of the single dates as many more are read as rounds may push off the page.
    """
    before = max(0, skip - len(dated))
    found = rows(LINES_PER_PAGE + len(dated), before)
    places: list[tuple[int, AssignmentLine | DatedRound]] = []
    for place, line in enumerate(found, before):
        places.append((place + sum(one.on <= _date(line) for one in dated), line))
    for place, one in enumerate(dated):
        places.append((place + before + sum(_date(line) < one.on for line in found), one))
    shown = [one for place, one in sorted(places, key=itemgetter(0)) if skip <= place < skip + LINES_PER_PAGE]
    single = [one for one in shown if isinstance(one, AssignmentLine)]
    lines = iter(_lines(look, whose.holding, single, whose.institution))
    entries = (one.line if isinstance(one, DatedRound) else next(lines, None) for one in shown)
    return [entry for entry in entries if entry is not None]


def _date(line: AssignmentLine) -> date:
    return line.due_on or date.max


def _of_institution(look: Look) -> tuple[_Whose, int]:
    holding = look.person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    institution, country_names = setup.institution_and_country(look.work, holding.institution_id)
    return _Whose(holding, institution, country_names), institution.id


def _list(look: Look, whose: _Whose, counts: Counts, total: int, page: int, rows: _Rows) -> AssignmentList:
    number = page_within(page, total)
    found = rows(LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    holding = whose.holding
    return AssignmentList(
        page_of(_lines(look, holding, found, whose.institution), number, total),
        whose.institution.names if whose.institution else None,
        holding.country,
        whose.country_names,
        0 if holding.role in INDEPENDENT else counts.overdue,
    )


def _lines(look: Look, holding: Holding, found: Sequence[AssignmentLine], own: Institution | None) -> list[Line]:
    """The lines, each with its institution's name where the list is of several institutions."""
    ids = () if own else {line.institution_id for line in found}
    others = {id_: setup.institution(look.work, id_) for id_ in ids}
    described_by_id = described(look, [line.recommendation_id for line in found], holding.country_language)
    return [
        described_by_id[line.recommendation_id].on(
            due(line.due_on, look.today, independent=_is_independent(holding, others.get(line.institution_id))),
            line.part,
            others[line.institution_id].names if line.institution_id in others else None,
        )
        for line in found
        if line.recommendation_id in described_by_id
    ]


def _is_independent(holding: Holding, other: Institution | None) -> bool:
    """Whether a line is of an independent body: of the one that the person acts for, or of another one."""
    return other.kind in INDEPENDENT_KINDS if other else holding.role in INDEPENDENT
