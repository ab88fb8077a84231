"""Whose institution is assigned something is told of it once a run; who of them can be reached is counted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from records import record
from sqlalchemy import select, update

from db.queries import mailings, people, setup
from db.tables import assignments, outbox, roles
from db.work import Work
from domain.mailing import NOBODY, People
from domain.role import InstitutionKind, Role
from services.assign import Assigned, Selection, assign
from services.import_file import Imported
from services.set_up import add_institution

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
ALL = Selection(everything=True)
FIRST = Selection(places=("KE-0001",))


@pytest.fixture
def country(work: Work, bring: Callable[..., Imported]) -> Work:
    """Kenya with a ministry, a commission and three recommendations."""
    bring(*(record(annotation_id=name, row=n, paragraph=str(n)) for n, name in enumerate("abc", start=2)))
    add_institution(work, "KE", "MOJ", {"en": "Justice"})
    add_institution(work, "KE", "NHRC", {"en": "Commission"}, InstitutionKind.NHRI)
    return work


@pytest.fixture
def joins(country: Work) -> Callable[..., int]:
    """Somebody joins: `joins("MOJ", Role.DEPUTY)`; returns the person's id."""
    addresses = iter(range(7_000_000_001, 7_000_000_100))

    def run(code: str, *held: Role) -> int:
        institution = setup.institution_by_code(country, "KE", code)
        assert institution is not None
        person = people.add_person(country, next(addresses), "en")
        for role in held:
            invitation = setup.add_invitation(country, f"{person}{role}", "KE", role, institution.id, country.now)
            people.add_role(country, person, role, "KE", institution.id, invitation)
        return person

    return run


def planned(work: Work) -> list[tuple[int, str]]:
    """(person, kind) of what is in the outbox."""
    return [(row.person_id, row.kind) for row in work.all(select(outbox).order_by(outbox.c.id))]


def later(work: Work) -> Work:
    """The same work, a minute later."""
    return Work(work.connection, work.sealer, work.now + timedelta(minutes=1))


def test_everybody_of_the_institution_is_told_once_whatever_roles_they_hold(
    country: Work, joins: Callable[..., int]
) -> None:
    both = joins("MOJ", Role.FOCAL_POINT, Role.SIGNING_OFFICER)
    deputy = joins("MOJ", Role.DEPUTY)
    former, elsewhere = joins("MOJ", Role.DEPUTY), joins("NHRC", Role.NHRI)
    country.execute(update(roles).where(roles.c.person_id == former).values(ended_at=country.now))
    people.mark_unreachable(country, deputy)
    assert assign(country, "KE", "MOJ", JUNE, ALL).told == People(2, 1)
    assert planned(country) == [(both, "assigned"), (deputy, "assigned")]
    assert elsewhere not in dict(planned(country))


def test_only_what_is_new_is_told(country: Work, joins: Callable[..., int]) -> None:
    joins("MOJ", Role.FOCAL_POINT)
    assert assign(country, "KE", "MOJ", JUNE, FIRST).told == People(1, 0)
    assert assign(later(country), "KE", "MOJ", JUNE, FIRST) == Assigned(0, 0, 0, 1, NOBODY)
    assert assign(later(country), "KE", "MOJ", JULY, FIRST) == Assigned(0, 0, 1, 0, NOBODY)
    assert len(planned(country)) == 1


def test_a_run_is_told_apart_from_those_before_and_after(country: Work, joins: Callable[..., int]) -> None:
    joins("MOJ", Role.FOCAL_POINT)
    assign(country, "KE", "MOJ", None, FIRST)
    assign(later(country), "KE", "MOJ", JUNE, ALL)
    first, second = [row.mailing_id for row in country.all(select(outbox.c.mailing_id).order_by(outbox.c.id))]
    assert mailings.assigned_in(country, first) == mailings.AssignedThen(1, 1, JUNE, JUNE)
    assert mailings.assigned_in(country, second) == mailings.AssignedThen(2, 2, JUNE, JUNE)
    one = country.all(select(assignments.c.id).order_by(assignments.c.id.desc()))[0].id
    country.execute(update(assignments).where(assignments.c.id == one).values(due_on=JULY))
    assert mailings.assigned_in(country, second) == mailings.AssignedThen(2, 2, JUNE, JULY)
    country.execute(update(assignments).values(ended_at=country.now))
    assert mailings.assigned_in(country, second).count == 0


def test_the_outcome_of_a_mailing_tells_why_messages_failed(country: Work, joins: Callable[..., int]) -> None:
    for _ in range(3):
        joins("NHRC", Role.NHRI)
    assign(country, "KE", "NHRC", None, ALL)
    rows = country.all(select(outbox).order_by(outbox.c.id))
    country.execute(update(outbox).where(outbox.c.id == rows[0].id).values(state="failed", failure="unreachable"))
    counts = mailings.outcomes(country, rows[0].mailing_id)
    assert {(state.value, failure): count for (state, failure), count in counts.items()} == {
        ("planned", None): 2,
        ("failed", "unreachable"): 1,
    }
    assert mailings.mailing_with(country, [rows[1].unique_key, "none"]) == rows[0].mailing_id
    assert mailings.mailing_with(country, ["none"]) is None
    assert mailings.mailing_with(country, []) is None
