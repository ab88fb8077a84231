"""Plans: who reads and writes them, what an entry lacks, how it changes, and how it is stored."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import (
    AmountTooLarge,
    EndsBeforeStart,
    MessageEmpty,
    NotInThisRole,
    PlanListFull,
    PlanNotThere,
    PlanTextTooLong,
    Refusal,
)
from domain.plan import (
    Activity,
    Indicator,
    IndicatorKind,
    Lack,
    Mark,
    Measure,
    Money,
    Owner,
    Value,
    as_data,
    counted,
    from_data,
    lacks,
)
from domain.plan_rules import (
    GREATEST,
    LONGEST,
    MOST_BENCHMARKS,
    PlanAction,
    authorise,
    changed,
    clash,
    plausible,
    without,
)
from domain.role import INDEPENDENT_KINDS, Holding, InstitutionKind, Role

NOW = datetime(2026, 3, 2, tzinfo=UTC)
JUNE, MAY = date(2027, 6, 30), date(2027, 5, 31)
MONEY = Money(Decimal(1200), "XOF")
WHOLE = Activity("Train", "Directorate", MAY, JUNE, MONEY, "State budget")
MARK = Mark(JUNE, Measure(Decimal(40)))
MEASURED = Indicator("Share", IndicatorKind.OUTCOME, "%", MARK, (MARK,), MARK)


def holding(role: Role, country: str, institution: int | None) -> Holding:
    """A role in an institution."""
    return Holding(1, role, country, None if role is Role.COORDINATOR else institution, NOW)


@pytest.mark.parametrize("action", PlanAction)
@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("country", "institution"), [("KE", 3), ("KE", 4), ("MZ", 9)], ids=["own", "other", "foreign"])
@pytest.mark.parametrize("kind", InstitutionKind)
def test_who_may_do_what_with_a_plan(
    action: PlanAction, role: Role, country: str, institution: int, kind: InstitutionKind
) -> None:
    own = country == "KE" and (institution == 3 or role is Role.COORDINATOR)
    reads = role in {Role.COORDINATOR, Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER}
    writes = role in {Role.FOCAL_POINT, Role.DEPUTY}
    expected: type[Refusal] | None = None
    if kind in INDEPENDENT_KINDS or not own:
        expected = PlanNotThere
    elif not (reads if action is PlanAction.READ else writes):
        expected = NotInThisRole
    assert refused(action, holding(role, country, institution), Owner("KE", 3, kind)) is expected


def refused(action: PlanAction, held: Holding | None, owner: Owner) -> type[Refusal] | None:
    """What authorising raises."""
    try:
        authorise(action, held, owner)
    except Refusal as refusal:
        return type(refusal)
    return None


@pytest.mark.parametrize("action", PlanAction)
def test_a_plan_is_not_there_for_whoever_holds_no_role(action: PlanAction) -> None:
    assert refused(action, None, Owner("KE", 3, InstitutionKind.MINISTRY)) is PlanNotThere


def test_what_an_activity_lacks() -> None:
    assert lacks(WHOLE, 1) == ()
    assert lacks(WHOLE, 0) == (Lack.RECOMMENDATIONS,)
    assert lacks(Activity("Train"), 0) == (
        Lack.RESPONSIBLE, Lack.TIMELINE, Lack.BUDGET, Lack.FUNDS, Lack.RECOMMENDATIONS,
    )  # fmt: skip
    assert lacks(replace(WHOLE, starts_on=None), 1) == ()
    assert lacks(replace(WHOLE, ends_on=None), 1) == (Lack.TIMELINE,)
    # What costs nothing needs no source of funds.
    assert lacks(replace(WHOLE, money=Money(Decimal(0), "XOF"), funds=""), 1) == ()


def test_what_an_indicator_lacks() -> None:
    assert lacks(MEASURED, 0) == ()
    assert lacks(Indicator("Share"), 0) == (Lack.KIND, Lack.BASELINE, Lack.BENCHMARKS, Lack.TARGET)
    assert counted([(Lack.KIND,), (Lack.KIND, Lack.TARGET), ()]) == {Lack.KIND: 2, Lack.TARGET: 1}


def test_texts_are_one_line_but_for_notes_and_have_a_limit() -> None:
    assert changed(WHOLE, "responsible", " Directorate \n of  prisons ") == replace(
        WHOLE, responsible="Directorate of prisons"
    )
    assert changed(WHOLE, "notes", "One.\n\nTwo. ").notes == "One.\n\nTwo."
    for part in ("title", "responsible", "funds", "notes"):
        changed(WHOLE, part, "x" * LONGEST[part])
        with pytest.raises(PlanTextTooLong):
            changed(WHOLE, part, "x" * (LONGEST[part] - 1) + "😀")
    with pytest.raises(MessageEmpty):
        changed(WHOLE, "title", " \n ")
    assert changed(WHOLE, "funds", "") == replace(WHOLE, funds="")


def test_an_activity_ends_after_it_begins() -> None:
    with pytest.raises(EndsBeforeStart):
        changed(WHOLE, "ends_on", date(2027, 5, 30))
    assert changed(WHOLE, "ends_on", MAY) == replace(WHOLE, ends_on=MAY)
    # A start past the end leaves the end to be said anew.
    assert changed(WHOLE, "starts_on", date(2027, 7, 1)) == replace(WHOLE, starts_on=date(2027, 7, 1), ends_on=None)
    assert changed(WHOLE, "starts_on", None) == replace(WHOLE, starts_on=None)


def test_benchmarks_stand_by_day_one_each_and_not_without_end() -> None:
    early, later = Mark(MAY, Measure(Decimal(45))), Mark(JUNE, Measure(Decimal(39)))
    both = changed(MEASURED, "benchmarks", early)
    assert both == replace(MEASURED, benchmarks=(early, MARK))
    assert changed(both, "benchmarks", later) == replace(MEASURED, benchmarks=(early, later))
    assert isinstance(both, Indicator)
    assert without(both, MAY) == MEASURED
    full = replace(
        MEASURED,
        benchmarks=tuple(Mark(date(2030, 1, day), Measure(Decimal(1))) for day in range(1, MOST_BENCHMARKS + 1)),
    )
    with pytest.raises(PlanListFull):
        changed(full, "benchmarks", early)
    assert len(changed(full, "benchmarks", Mark(date(2030, 1, 1), Measure(Decimal(2)))).benchmarks) == MOST_BENCHMARKS  # type: ignore[union-attr]


def test_two_people_clash_where_both_change_the_same_part_to_something_else() -> None:
    theirs = replace(WHOLE, funds="A partner")
    assert clash(WHOLE, theirs, "funds", "Own means")
    assert not clash(WHOLE, theirs, "funds", "A partner")
    assert not clash(WHOLE, theirs, "responsible", "Ministry")
    added = replace(MEASURED, benchmarks=(*MEASURED.benchmarks, Mark(MAY, Measure(Decimal(45)))))
    assert not clash(MEASURED, added, "benchmarks", Mark(date(2028, 1, 1), Measure(Decimal(1))))
    assert clash(MEASURED, added, "benchmarks", Mark(MAY, Measure(Decimal(44))))


@pytest.mark.parametrize("number", [Decimal(GREATEST), Decimal(-GREATEST), Decimal(0)])
def test_numbers_up_to_a_limit_may_be_meant(number: Decimal) -> None:
    assert plausible(number) == number
    for beyond in (GREATEST + 1, -GREATEST - 1):
        with pytest.raises(AmountTooLarge):
            plausible(Decimal(beyond))


def test_a_value_takes_the_place_of_one_of_the_same_day_and_group() -> None:
    places = [Value(0, on, Measure(Decimal(1)), group) for on, group in itertools.product((MAY, JUNE), ("", "Women"))]
    same = [(one, two) for one in places for two in places if one.same_place(two)]
    assert same == [(one, one) for one in places]
    assert places[1].same_place(replace(places[1], group="WOMEN", measure=Measure(None, "many")))


DECIMALS = st.decimals(-(10**15), 10**15, allow_nan=False, allow_infinity=False, places=4)
MEASURES = st.builds(Measure, DECIMALS) | st.builds(Measure, st.none(), st.text(min_size=1, max_size=80))
MARKS = st.builds(Mark, st.dates(), MEASURES)


@given(st.one_of(
    st.tuples(st.just("money"), st.builds(Money, DECIMALS, st.just("XOF"))),
    st.tuples(st.sampled_from(["baseline", "target"]), MARKS),
    st.tuples(st.just("benchmarks"), st.lists(MARKS, max_size=4).map(tuple)),
    st.tuples(st.sampled_from(["starts_on", "ends_on"]), st.dates() | st.none()),
    st.tuples(st.just("kind"), st.sampled_from(IndicatorKind)),
    st.tuples(st.just("notes"), st.text()),
))  # fmt: skip
def test_what_is_stored_is_read_back_as_it_was(one: tuple[str, object]) -> None:
    part, value = one
    assert from_data(part, as_data(value)) == value
