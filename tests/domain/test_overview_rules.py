"""What an overview counts for whom, and what became of statuses since a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from domain.overview import (
    CHANGES,
    GROUPS,
    Extent,
    Scope,
    Step,
    Transition,
    by_status,
    may_see,
    month_before,
    own_scope,
    transitions,
)
from domain.role import INDEPENDENT, OF_INSTITUTION, Holding, Person, Role

SINCE = datetime(2026, 2, 2, tzinfo=UTC)
EARLIER, LATER = SINCE - timedelta(days=9), SINCE + timedelta(days=9)
NOW = {1: "implemented"}


def person(*held: tuple[Role, str, int | None]) -> Person:
    """Somebody with these roles; the last one is acted in."""
    return Person(1, None, "en", None, tuple(
        Holding(number, role, country, institution, SINCE + timedelta(days=number))
        for number, (role, country, institution) in enumerate(held)
    ))  # fmt: skip


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COLLEAGUE}))
def test_each_role_has_its_own_extent(role: Role) -> None:
    institution = None if role is Role.COORDINATOR else 7
    scope = own_scope(person((role, "KE", institution)))
    expected = {
        Role.COORDINATOR: Scope(Extent.COUNTRY, "KE"),
        **dict.fromkeys(OF_INSTITUTION, Scope(Extent.INSTITUTION, "KE", 7)),
        **dict.fromkeys(INDEPENDENT, Scope(Extent.PUBLIC, "KE")),
    }
    assert scope == expected[role]


def test_whoever_holds_no_role_has_none() -> None:
    assert own_scope(person()) is None
    colleague = Holding(1, Role.COLLEAGUE, "KE", 7, SINCE)
    assert own_scope(Person(1, None, "en", None, (), (colleague,))) is None
    assert not may_see(Person(1, None, "en", None, (), (colleague,)), Scope(Extent.INSTITUTION, "KE", 7))


@pytest.mark.parametrize("extent", Extent)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("country", "institution"), [("KE", 7), ("KE", 8), ("MZ", 7)])
def test_what_a_role_lets_its_holder_see(extent: Extent, role: Role, country: str, institution: int) -> None:
    one = person((role, country, None if role is Role.COORDINATOR else institution))
    scope = Scope(extent, "KE", 7 if extent is Extent.INSTITUTION else None)
    seen = {
        Extent.COUNTRY: role is Role.COORDINATOR and country == "KE",
        # An institution is of one country: there is no other with its id.
        Extent.INSTITUTION: role in OF_INSTITUTION and institution == 7,
        Extent.PUBLIC: True,
    }
    assert may_see(one, scope) is seen[extent]


def test_a_role_that_is_not_acted_in_lets_see_too() -> None:
    assert may_see(person((Role.COORDINATOR, "KE", None), (Role.UN, "MZ", None)), Scope(Extent.COUNTRY, "KE"))


def test_the_public_is_told_nothing_of_assignments() -> None:
    assert not {"institution", "cluster"} & set(GROUPS[Extent.PUBLIC])
    assert not {"assigned", "submitted", "approved", "dates"} & set(CHANGES[Extent.PUBLIC])


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 3, 2), date(2026, 2, 2)),
        (date(2026, 1, 15), date(2025, 12, 15)),
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2028, 3, 31), date(2028, 2, 29)),
        (date(2026, 7, 31), date(2026, 6, 30)),
    ],
)
def test_the_same_day_of_the_month_before(day: date, before: date) -> None:
    assert month_before(day) == before


@pytest.mark.parametrize(
    ("steps", "before"),
    [
        ([Step(1, LATER, "implemented")], "no-information"),
        ([Step(1, EARLIER, "in-progress"), Step(1, LATER, "implemented")], "in-progress"),
        ([Step(1, LATER, "implemented"), Step(1, EARLIER, "in-progress")], "in-progress"),
        ([Step(1, EARLIER, "in-progress"), Step(1, LATER, "implemented", before="not-started")], "not-started"),
        ([Step(1, SINCE, "not-started"), Step(1, LATER, "implemented")], "no-information"),
    ],
)
def test_a_status_went_from_what_it_was_before_to_what_it_is(steps: list[Step], before: str) -> None:
    assert transitions(steps, NOW, SINCE) == [Transition(before, "implemented", 1)]


@pytest.mark.parametrize(
    "steps",
    [
        [],
        [Step(1, EARLIER, "in-progress")],
        [Step(1, EARLIER, "implemented"), Step(1, LATER, "implemented")],
        [Step(1, EARLIER, "implemented"), Step(1, LATER, "in-progress"), Step(1, LATER, "implemented")],
        [Step(2, LATER, "implemented")],
    ],
)
def test_what_is_again_as_it_was_has_not_changed(steps: list[Step]) -> None:
    assert transitions(steps, NOW, SINCE) == []


def test_the_most_frequent_change_comes_first_and_then_the_order_of_statuses() -> None:
    steps = [Step(id_, LATER, "x") for id_ in range(1, 5)]
    now = {1: "implemented", 2: "not-started", 3: "in-progress", 4: "in-progress"}
    found = [(one.after, one.count) for one in transitions(steps, now, SINCE)]
    assert found == [("in-progress", 2), ("not-started", 1), ("implemented", 1)]


def test_every_status_has_its_place_and_one_of_a_later_version_comes_last() -> None:
    counted = by_status({"implemented": 3, "of a later version": 1})
    assert counted[0] == ("no-information", 0)
    assert ("implemented", 3) in counted
    assert counted[-1] == ("of a later version", 1)
    assert len(counted) == 8
