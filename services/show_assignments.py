"""The lists of what is assigned: /mine and /due, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from db.queries import assignments, setup
from db.queries.assignments import AssignmentLine, Counts
from db.queries.setup import Institution
from domain.due import due
from domain.errors import NoInstitution
from domain.role import INDEPENDENT, Holding, Role
from domain.shown import LINES_PER_PAGE, AssignmentList, Line
from services.look import Look
from services.show_lines import described, page_of, page_within

_Rows = Callable[[int, int], Sequence[AssignmentLine]]
"""Returns so many lines after so many."""


def mine(look: Look, page: int) -> AssignmentList:
    """Return a page of what the institution has, by number. Raises NoInstitution."""
    holding, institution = _institution(look)
    counts = assignments.count_of_institution(look.work, institution.id, look.today)
    return _list(
        look,
        holding,
        counts,
        counts.total,
        page,
        lambda most, skip: assignments.assigned_to(look.work, institution.id, most, skip),
        institution,
    )


def due_list(look: Look, page: int) -> AssignmentList:
    """Return a page of what carries a date, the earliest first: the institution's, or for a coordinator the country's.

    Raises NoInstitution.
    """
    acting = look.person.holding
    if acting is not None and acting.role is Role.COORDINATOR:
        country = acting.country
        counts = assignments.count_of_country(look.work, country, look.today)
        return _list(
            look,
            acting,
            counts,
            counts.dated,
            page,
            lambda most, skip: assignments.due_of_country(look.work, country, most, skip),
        )
    holding, institution = _institution(look)
    counts = assignments.count_of_institution(look.work, institution.id, look.today)
    return _list(
        look,
        holding,
        counts,
        counts.dated,
        page,
        lambda most, skip: assignments.due_of_institution(look.work, institution.id, most, skip),
        institution,
    )


def _institution(look: Look) -> tuple[Holding, Institution]:
    holding = look.person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    return holding, setup.institution(look.work, holding.institution_id)


def _list(
    look: Look,
    holding: Holding,
    counts: Counts,
    total: int,
    page: int,
    rows: _Rows,
    own: Institution | None = None,
) -> AssignmentList:
    number = page_within(page, total)
    found = rows(LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    country = setup.country(look.work, holding.country)
    independent = holding.role in INDEPENDENT
    return AssignmentList(
        page_of(_lines(look, holding, found, own), number, total),
        own.names if own else None,
        holding.country,
        country.names if country else {},
        0 if independent else counts.overdue,
    )


def _lines(look: Look, holding: Holding, found: Sequence[AssignmentLine], own: Institution | None) -> list[Line]:
    """The lines, each with its institution's name where the list is of several institutions."""
    ids = () if own else {line.institution_id for line in found}
    names = {id_: setup.institution(look.work, id_).names for id_ in ids}
    described_by_id = described(look, [line.recommendation_id for line in found], holding.country_language)
    return [
        described_by_id[line.recommendation_id].on(
            due(line.due_on, look.today, independent=holding.role in INDEPENDENT),
            line.part,
            names.get(line.institution_id),
        )
        for line in found
        if line.recommendation_id in described_by_id
    ]
