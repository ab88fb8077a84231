"""The words of plans: what each part is called, amounts and figures as they are written, what a plan lacks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.numbers import format_decimal, get_currency_name

from domain.plan import IndicatorKind, ItemKind, Lack, Mark, Measure, Money, Value
from domain.reference import Reference
from views.texts import FORMATS, N_, Texts

PARTS = {
    "title": N_("Title"),
    "responsible": N_("Responsible"),
    "starts_on": N_("Begins"),
    "ends_on": N_("Ends"),
    "money": N_("Budget"),
    "funds": N_("Source of funds"),
    "notes": N_("Notes"),
    "kind": N_("Kind of indicator"),
    "unit": N_("Unit of measurement"),
    "baseline": N_("Baseline"),
    "benchmarks": N_("Benchmarks"),
    "target": N_("Target"),
    "source": N_("Source of data"),
    "value": N_("Value"),
}
ITEM_KINDS = {ItemKind.ACTIVITY: N_("activity"), ItemKind.INDICATOR: N_("indicator")}
INDICATOR_KINDS = {
    IndicatorKind.STRUCTURAL: N_("structural indicator"),
    IndicatorKind.PROCESS: N_("process indicator"),
    IndicatorKind.OUTCOME: N_("outcome indicator"),
}
_LACKS = {
    Lack.RESPONSIBLE: N_("responsible"),
    Lack.TIMELINE: N_("timeline"),
    Lack.BUDGET: N_("budget"),
    Lack.FUNDS: N_("source of funds"),
    Lack.RECOMMENDATIONS: N_("recommendations"),
    Lack.KIND: N_("kind of indicator"),
    Lack.BASELINE: N_("baseline"),
    Lack.BENCHMARKS: N_("benchmarks"),
    Lack.TARGET: N_("target"),
}
_FEW_REFERENCES = 12


def incomplete(t: Texts, lacks: tuple[Lack, ...]) -> str:
    """Return what an entry lacks: incomplete: responsible, budget; "" where nothing."""
    return t("incomplete: {missing}", missing=t.list([t(_LACKS[lack]) for lack in lacks])) if lacks else ""


def lacking(t: Texts, counts: Mapping[Lack, int]) -> list[str]:
    """Return what a plan lacks, in numbers: 3 activities without a budget."""
    n = counts.get
    target = n(Lack.TARGET, 0)
    said = {
        Lack.RESPONSIBLE: t.n("{count} activity without anybody responsible",
                              "{count} activities without anybody responsible", n(Lack.RESPONSIBLE, 0)),
        Lack.TIMELINE: t.n("{count} activity without an end date", "{count} activities without an end date",
                           n(Lack.TIMELINE, 0)),
        Lack.BUDGET: t.n("{count} activity without a budget", "{count} activities without a budget", n(Lack.BUDGET, 0)),
        Lack.FUNDS: t.n("{count} activity without a source of funds", "{count} activities without a source of funds",
                        n(Lack.FUNDS, 0)),
        Lack.RECOMMENDATIONS: t.n("{count} activity that serves no recommendation",
                                  "{count} activities that serve no recommendation", n(Lack.RECOMMENDATIONS, 0)),
        Lack.KIND: t.n("{count} indicator without a kind", "{count} indicators without a kind", n(Lack.KIND, 0)),
        Lack.BASELINE: t.n("{count} indicator without a baseline", "{count} indicators without a baseline",
                           n(Lack.BASELINE, 0)),
        Lack.BENCHMARKS: t.n("{count} indicator without benchmarks", "{count} indicators without benchmarks",
                             n(Lack.BENCHMARKS, 0)),
        Lack.TARGET: t.n("{count} indicator without a target", "{count} indicators without a target", target),
    }  # fmt: skip
    return [said[lack] for lack in Lack if counts.get(lack)]


def number(t: Texts, value: Decimal) -> str:
    """Return a number with all the decimals that it was typed with, but no zeros at their end."""
    return str(format_decimal(value, locale=FORMATS[t.language], decimal_quantization=False))


def amount(t: Texts, money: Money) -> str:
    """Return an amount with the code of its currency: 1,200,000 XOF."""
    return f"{number(t, money.amount)} {money.currency}"


def currency(t: Texts, money: Money) -> str:
    """Return the name of an amount's currency: West African CFA francs."""
    return str(get_currency_name(money.currency, count=money.amount, locale=Locale.parse(FORMATS[t.language])))


def figure(t: Texts, measure: Measure, unit: str) -> str:
    """Return a figure with its unit: 45%, 12.5 per 1,000 births, in force."""
    if measure.number is None:
        return measure.words
    written = number(t, measure.number)
    if unit == "%":
        return f"{written}\u00a0%" if t.language == "fr" else f"{written}%"
    return " ".join(filter(None, [written, unit]))


def moment(t: Texts, on: date) -> str:
    """Return the day of a figure; the last of a year stands for the year."""
    return str(on.year) if (on.month, on.day) == (12, 31) else t.date(on)


def mark(t: Texts, value: Mark, unit: str) -> str:
    """Return a baseline, benchmark or target: 45% (2027)."""
    return t.aside(figure(t, value.measure, unit), moment(t, value.on))


def valued(t: Texts, value: Value, unit: str) -> str:
    """Return a value with its day and, where it is not of everybody, its group: 45% (2025, women)."""
    return t.aside(figure(t, value.measure, unit), t.joined((moment(t, value.on), value.group)))


def dates(t: Texts, starts: date | None, ends: date | None) -> str:
    """Return from when to when; "" where neither is known."""
    if starts and ends:
        return f"{t.date(starts)} – {t.date(ends)}"
    if starts:
        return t("from {date}", date=t.date(starts))
    return t("until {date}", date=t.date(ends)) if ends else ""


def references(t: Texts, served: tuple[Reference, ...]) -> str:
    """Return the numbers of recommendations; of many the first, and how many more."""
    shown = t.series([str(one) for one in served[:_FEW_REFERENCES]])
    rest = len(served) - _FEW_REFERENCES
    return shown if rest <= 0 else t.n("{items} and {count} other", "{items} and {count} others", rest, items=shown)


def said(t: Texts, value: Any, unit: str) -> str:
    """Return a part of an entry in words, "—" where it is empty."""
    if isinstance(value, Money):
        return amount(t, value)
    if isinstance(value, Mark):
        return mark(t, value, unit)
    if isinstance(value, Value):
        return valued(t, value, unit)
    if isinstance(value, date):
        return t.date(value)
    if isinstance(value, IndicatorKind):
        return t(INDICATOR_KINDS[value])
    return str(value) if value else "—"
