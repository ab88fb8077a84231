"""Screens of plans: an institution's, a country's, an activity and an indicator with all that is asked about them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from overview_samples import JUSTICE, LONG_NAME, SPECIALS

from domain.plan import Activity, Content, Indicator, IndicatorKind, Item, ItemKind, Lack, Mark, Measure, Money, Owner
from domain.plan import Value as Was
from domain.plan_rules import LONGEST, LONGEST_WORDS, MOST_BENCHMARKS, MOST_VALUES
from domain.plan_shown import (
    Clash,
    ClustersServed,
    ItemShown,
    PartAsked,
    PlanCounts,
    PlanLine,
    PlanPage,
    Plans,
    RecommendationPlan,
    Serving,
    ValuesPage,
)
from domain.reference import Reference
from domain.role import InstitutionKind
from domain.shown import Excerpt, Line

OWNER = Owner("QS", 3, InstitutionKind.MINISTRY)
ON, END, GREAT = date(2026, 11, 23), date(2027, 12, 31), 10**15 - Decimal("0.01")
BIG = 10**9
REFERENCES = (Reference("QS", 4), Reference("QS", 12))


def text(part: str) -> str:
    """The longest text of a part, with all that breaks a message."""
    return (SPECIALS + "X" * LONGEST[part])[: LONGEST[part] - 4]


TRAINING = Activity(
    "Train prison staff in the Mandela Rules",
    "Directorate of prisons",
    date(2026, 1, 5),
    END,
    Money(Decimal(1_200_000), "XOF"),
    "State budget",
    "Two sessions a year.",
)
FREE = Activity("Publish the register", money=Money(Decimal(0), "XOF"), starts_on=ON)
TRIAL = Indicator(
    "Share of prisoners awaiting trial",
    IndicatorKind.OUTCOME,
    "%",
    Mark(date(2024, 12, 31), Measure(Decimal("48.5"))),
    (Mark(END, Measure(Decimal(40))),),
    Mark(date(2029, 6, 30), Measure(Decimal(25))),
    "Register of prisons",
)
LAW = Indicator("Law on independent visits", IndicatorKind.STRUCTURAL, target=Mark(END, Measure(None, "in force")))
LARGEST_ACTIVITY = Activity(
    text("title"), text("responsible"), ON, END, Money(GREAT, "XOF"), text("funds"), text("notes")
)
WORDS = Measure(None, (SPECIALS + "X" * LONGEST_WORDS)[: LONGEST_WORDS - 4])
MARK = Mark(ON, WORDS)
LARGEST_INDICATOR = Indicator(
    text("title"),
    IndicatorKind.STRUCTURAL,
    text("unit"),
    MARK,
    (MARK,) * MOST_BENCHMARKS,
    MARK,
    text("source"),
    text("notes"),
)
WAS = Was(1, ON, Measure(Decimal("44.2")), "women")
LARGEST_WAS = Was(2**53, ON, WORDS, (SPECIALS + "Y" * LONGEST_WORDS)[: LONGEST_WORDS - 4])


def shown(content: Content, *, writes: bool = True, archived: bool = False) -> ItemShown:
    """An entry as somebody sees it."""
    item = Item(7, OWNER, 2, content, (4, 12), ON, archived)
    values = 3 if isinstance(content, Indicator) else 0
    return ItemShown(item, JUSTICE, REFERENCES, writes, WAS if values else None, values)


def largest(content: Content) -> ItemShown:
    """An entry with as much in it as can be."""
    item = Item(2**53, OWNER, BIG, content, (), ON)
    references = tuple(Reference("QS", number) for number in range(9_999_700, 9_999_999))
    return ItemShown(
        item, LONG_NAME, references, True, LARGEST_WAS if isinstance(content, Indicator) else None, MOST_VALUES
    )


DONE, MEASURED, STRUCTURAL = shown(TRAINING), shown(TRIAL), shown(LAW)
FULL_ACTIVITY, FULL_INDICATOR = largest(LARGEST_ACTIVITY), largest(LARGEST_INDICATOR)
LACKING = PlanCounts(3, 2, {Lack.RESPONSIBLE: 1, Lack.BUDGET: 2, Lack.BENCHMARKS: 1, Lack.TIMELINE: 3}, 11)
EMPTY = PlanCounts(0, 0, {}, 1)
ALL_LACKING = PlanCounts(BIG, BIG, dict.fromkeys(Lack, BIG), BIG)
LINES = (
    PlanLine(7, ItemKind.ACTIVITY, TRAINING.title, TRAINING.starts_on, END, None, (Lack.BUDGET, Lack.RESPONSIBLE)),
    PlanLine(8, ItemKind.ACTIVITY, FREE.title, ON, None, None, (), JUSTICE),
    PlanLine(9, ItemKind.INDICATOR, TRIAL.title, None, None, IndicatorKind.OUTCOME, ()),
    PlanLine(10, ItemKind.INDICATOR, "Complaints", None, END, None, (Lack.KIND, Lack.TARGET)),
)
LARGEST_LINES = (PlanLine(2**53, ItemKind.ACTIVITY, text("title"), ON, END, None, tuple(Lack), LONG_NAME),) * 5
LINE = Line(REFERENCES[0], Excerpt("Reduce prison overcrowding", "en"), "UPR", "112.31", "supported")
LARGEST_LINE = Line(Reference("QS", 9_999_999), Excerpt(SPECIALS * 20, "zh"), "UPR", "9" * 40, "supported")

PARTS = ("title", "responsible", "funds", "notes")
ASKED = [PartAsked(DONE, part) for part in PARTS] + [PartAsked(MEASURED, one) for one in ("unit", "source")]
NUMBERS = [
    PartAsked(shown(content), part)
    for content in (TRIAL, LAW)
    for part in ("baseline", "benchmarks", "target", "value")
]
MOST_READINGS = tuple(f"{GREAT:f}:{code}" for code in ("XOF", "XAF", "CVE", "AOA"))

ORDINARY_PLANS: dict[str, tuple[Any, ...]] = {
    "plan": (
        PlanPage(3, JUSTICE, LACKING, LINES, 1, 3, True, True),
        PlanPage(3, JUSTICE, EMPTY, (), 1, 1, True, True),
        PlanPage(3, JUSTICE, LACKING, LINES, 1, 1, False, False),
    ),
    "plans": (Plans(((3, JUSTICE, LACKING), (4, {"en": "Ministry of Health"}, EMPTY)), 1, 2), Plans((), 1, 1)),
    "plan of recommendation": (
        RecommendationPlan(REFERENCES[0], LINES, 1, 2, 8, True),
        RecommendationPlan(REFERENCES[0], (), 1, 1, 0, False),
    ),
    "ask plan title": tuple(ItemKind),
    "plan item": (
        DONE,
        shown(FREE, writes=False),
        MEASURED,
        shown(LAW, writes=False),
        shown(TRAINING, archived=True),
        shown(Activity("Only a title")),
        shown(Indicator("Only a title")),
    ),
    "ask plan kind": (MEASURED,),
    "plan benchmarks": (MEASURED, STRUCTURAL, shown(TRIAL, writes=False)),
    "plan values": (
        ValuesPage(MEASURED, (WAS, replace(WAS, group="")), 1, 2, 8),
        ValuesPage(MEASURED, (), 1, 1, 0),
        ValuesPage(shown(TRIAL, writes=False), (WAS,), 1, 1, 1),
    ),
    "plan serves": (
        Serving(DONE, ((LINE, True), (LINE, False)), 1, 2, 12, 3),
        Serving(DONE, ((LINE, False),), 1, 1, 1, 0, 1),
        Serving(DONE, (), 1, 1, 0, 0, None, True),
    ),
    "plan clusters": (ClustersServed(DONE, ((2, "Prisons", 5),), 1, 1),),
    "ask plan archive": (DONE, MEASURED),
    "ask plan text": (*ASKED, PartAsked(DONE, "notes", False)),
    "plan text kept": (PartAsked(DONE, "notes"),),
    "ask plan day": tuple(PartAsked(DONE, part) for part in ("starts_on", "ends_on")),
    "plan clash": (
        Clash(DONE, "funds", "State budget", "A partner"),
        Clash(DONE, "money", None, TRAINING.money),
        Clash(MEASURED, "benchmarks", TRIAL.benchmarks[0], TRIAL.target),
        Clash(MEASURED, "value", WAS, WAS),
        Clash(MEASURED, "kind", IndicatorKind.PROCESS, IndicatorKind.OUTCOME),
    ),
    "ask plan amount": (PartAsked(DONE, "money"), PartAsked(shown(Activity("Only a title")), "money")),
    "plan amounts": (
        PartAsked(shown(FREE), "money", True, ("1200000:XOF",)),
        PartAsked(shown(FREE), "money", True, ("1200:XOF", "1.2:XOF", "1200:XAF")),
    ),
    "ask plan number": (*NUMBERS, PartAsked(MEASURED, "value", True, (), Measure(Decimal(44)), ON)),
    "plan numbers": (PartAsked(MEASURED, "target", True, ("1200", "1.2")),),
    "ask plan figure day": (
        PartAsked(MEASURED, "baseline", True, (), Measure(Decimal("48.5"))),
        PartAsked(STRUCTURAL, "target", True, (), Measure(None, "in force")),
    ),
    "ask plan group": (PartAsked(MEASURED, "value", True, (), Measure(Decimal(44)), END),),
}

LARGEST_PLANS: dict[str, tuple[Any, ...]] = {
    "plan": (PlanPage(2**53, LONG_NAME, ALL_LACKING, LARGEST_LINES, 99, 99, True, True),),
    "plans": (Plans(((2**53, LONG_NAME, ALL_LACKING),) * 5, 99, 99),),
    "plan of recommendation": (RecommendationPlan(Reference("QS", 9_999_999), LARGEST_LINES, 99, 99, BIG, True),),
    "plan item": (FULL_ACTIVITY, FULL_INDICATOR),
    "ask plan kind": (FULL_INDICATOR,),
    "plan benchmarks": (FULL_INDICATOR,),
    "plan values": (ValuesPage(FULL_INDICATOR, (LARGEST_WAS,) * 5, 99, 99, BIG),),
    "plan serves": (Serving(FULL_ACTIVITY, ((LARGEST_LINE, True),) * 5, 99, 99, BIG, BIG, BIG),),
    "plan clusters": (ClustersServed(FULL_ACTIVITY, ((2**53, "😀" * 120, BIG),) * 8, 99, 99),),
    "ask plan archive": (FULL_ACTIVITY,),
    "ask plan text": tuple(PartAsked(FULL_ACTIVITY, part) for part in PARTS),
    "plan text kept": (PartAsked(FULL_ACTIVITY, "notes"),),
    "ask plan day": (PartAsked(FULL_ACTIVITY, "ends_on"),),
    "plan clash": (
        Clash(FULL_ACTIVITY, "notes", text("notes"), text("notes")),
        Clash(FULL_INDICATOR, "value", LARGEST_WAS, LARGEST_WAS),
    ),
    "ask plan amount": (PartAsked(FULL_ACTIVITY, "money"),),
    "plan amounts": (PartAsked(FULL_ACTIVITY, "money", True, MOST_READINGS),),
    "ask plan number": (PartAsked(FULL_INDICATOR, "baseline"), PartAsked(FULL_INDICATOR, "value", True, (), WORDS, ON)),
    "plan numbers": (PartAsked(FULL_INDICATOR, "target", True, (f"{GREAT:f}", f"-{GREAT:f}")),),
    "ask plan figure day": (PartAsked(FULL_INDICATOR, "baseline", True, (), WORDS),),
    "ask plan group": (PartAsked(FULL_INDICATOR, "value", True, (), WORDS, ON),),
}
