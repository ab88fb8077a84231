"""What an order changes in each recommendation, and how typed numbers are read."""

from __future__ import annotations

import pytest

from domain.assigning import By, Held, Order, Which, as_key, numbers, plan, ranges_of
from domain.due import Part

HERE = Which(By.NUMBERS, "1")
LEAD = Held(1, 100, 7, Part.LEAD)
OTHER = Held(2, 100, 8, Part.ASSOCIATED)


def test_what_nobody_has_gets_a_lead_and_others() -> None:
    made = plan([100, 101], [], Order(HERE, lead=7, associated=(8,)))
    assert made.new == [(100, 7, Part.LEAD), (100, 8, Part.ASSOCIATED), (101, 7, Part.LEAD), (101, 8, Part.ASSOCIATED)]
    assert (made.ended, made.moved, made.kept, made.lead_changes) == ([], [], [], 0)


def test_the_same_order_again_changes_nothing() -> None:
    made = plan([100], [LEAD, OTHER], Order(HERE, lead=7, associated=(8,)))
    assert not made.changes
    assert made.kept == [LEAD, OTHER]


@pytest.mark.parametrize("stays", [True, False])
def test_a_former_lead_stays_as_associated_or_is_taken_out(*, stays: bool) -> None:
    made = plan([100], [LEAD, OTHER], Order(HERE, lead=9, former_stays=stays))
    assert made.new == [(100, 9, Part.LEAD)]
    assert made.lead_changes == 1
    assert made.moved == ([(LEAD, Part.ASSOCIATED)] if stays else [])
    assert made.ended == ([] if stays else [LEAD])


def test_a_lead_and_an_associated_institution_change_places() -> None:
    made = plan([100], [LEAD, OTHER], Order(HERE, lead=8, associated=(7,)))
    assert made.moved == [(OTHER, Part.LEAD), (LEAD, Part.ASSOCIATED)]
    assert (made.new, made.ended) == ([], [])


def test_who_is_taken_out_is_ended_whatever_part_it_had() -> None:
    assert plan([100], [LEAD, OTHER], Order(HERE, out=(7, 8, 9))).ended == [LEAD, OTHER]
    assert plan([100], [LEAD], Order(HERE, lead=8, out=(7,))).ended == [LEAD]


def test_with_no_lead_named_a_lead_that_is_to_be_associated_stays_lead() -> None:
    made = plan([100], [LEAD], Order(HERE, associated=(7, 8)))
    assert made.kept == [LEAD]
    assert made.new == [(100, 8, Part.ASSOCIATED)]


def test_a_mark_goes_round() -> None:
    order = Order(HERE).marked(4)
    assert (order.associated, order.out) == ((4,), ())
    order = order.marked(4)
    assert (order.associated, order.out) == ((), (4,))
    assert order.marked(4) == Order(HERE)
    assert Order.of(order.params()) == order


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("12", ((12, 12),)),
        ("SI-0012 0013, 20-25", ((12, 12), (13, 13), (20, 25))),
        ("si12；SI 13、 20 – 25", ((12, 12), (13, 13), (20, 25))),
        ("SI-0012 - SI-0015", ((12, 15),)),
        ("25-20", ((20, 25),)),
        ("prison 12", None),
        ("QS-0012", None),
        ("12-15-18", None),
        ("12x", None),
        ("", None),
        ("12345678", None),
    ],
)
def test_numbers_are_read_as_they_are_typed(text: str, ranges: tuple[tuple[int, int], ...] | None) -> None:
    assert numbers(text, "SI") == ranges
    if ranges:
        assert ranges_of(as_key(ranges)) == ranges
