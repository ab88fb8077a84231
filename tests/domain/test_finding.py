"""Who may narrow a search by what, and who may classify: every role, in their own country and elsewhere."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.classification import authorise, may_classify
from domain.errors import NotCoordinator, NotFound
from domain.finding import (
    FOLLOWED,
    PUBLIC,
    Search,
    followed_country,
    groups,
    last_passed,
    may_narrow,
    presets,
    whose_dates,
)
from domain.role import MECHANISM, OF_INSTITUTION, Holding, Person, Role
from domain.upr import CYCLES, cycle_of_session, sessions_of_cycle


def holder(role: Role | None) -> Person:
    """Somebody in this role, of institution 5 where the role has one; None: a member of the public."""
    institution = 5 if role is not Role.COORDINATOR else None
    held = (Holding(1, role, "QS", institution, datetime(2026, 1, 1, tzinfo=UTC)),) if role else ()
    return Person(1, None, None, None, held)


@pytest.mark.parametrize("role", [*Role, None])
def test_what_is_public_is_everybodys_and_the_rest_the_mechanisms(role: Role | None) -> None:
    person = holder(role)
    inside = role in MECHANISM
    assert all(may_narrow(person, by) for by in ("status", *PUBLIC))
    assert {may_narrow(person, by) for by in FOLLOWED} == {inside}
    assert followed_country(person) == ("QS" if inside else None)
    assert not may_narrow(person, "person")
    assert len(groups(person)) == (2 if inside else 1)


@pytest.mark.parametrize("role", Role)
def test_dates_are_seen_as_on_the_card(role: Role) -> None:
    if role in MECHANISM:
        assert whose_dates(holder(role)) == (5 if role in OF_INSTITUTION else None)


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("country", ["QS", "CV"])
def test_a_coordinator_classifies_in_their_own_country(role: Role | None, country: str) -> None:
    holding = holder(role).holding
    if role is Role.COORDINATOR and country == "QS":
        authorise(holding, country)
        assert may_classify(holding, country)
        return
    assert not may_classify(holding, country)
    with pytest.raises(NotFound if role is Role.COORDINATOR else NotCoordinator):
        authorise(holding, country)


@given(st.dates(date(1905, 1, 1), date(2100, 1, 1)), st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_a_day_without_a_year_is_the_last_that_passed(day: date, today: date) -> None:
    found = last_passed(day, today)
    assert found <= today
    assert (found.month, found.day) == (day.month, day.day)
    assert found == day if day <= today else (today - found).days <= 366 * 8


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)))
def test_presets_are_half_a_year_and_a_year_ago(today: date) -> None:
    half, year = presets(today)
    assert 178 <= (today - half).days <= 188
    assert 365 <= (today - year).days <= 369


@given(st.integers(1, 200))
def test_a_session_is_in_the_cycle_that_has_it(session: int) -> None:
    first, last = sessions_of_cycle(cycle_of_session(session))
    assert first <= session <= last
    assert [cycle for cycle in CYCLES if sessions_of_cycle(cycle)[0] <= session <= sessions_of_cycle(cycle)[1]] == [
        cycle_of_session(session)
    ]


def test_a_search_keeps_one_value_of_each_filter_and_begins_at_its_first_page() -> None:
    search = Search("torture", (("theme", "1"),), 4).to("goal", "16").to("theme", "2")
    assert search == Search("torture", (("goal", "16"), ("theme", "2")), 1)
    assert search.without("goal").narrowed == (("theme", "2"),)
    assert Search.of(search.at(10**9).params()).page == 100_000
    assert Search.of({"words": "w", "narrowed": [["theme", "1", "Water"]], "page": 1}).narrowed == (("theme", "1"),)
