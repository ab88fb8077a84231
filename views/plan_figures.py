"""The questions for amounts and figures of a plan, and what was understood, shown back before it counts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from domain.plan import Indicator, IndicatorKind, Measure, Money
from domain.plan_shown import PartAsked
from views.days import examples
from views.message import Button, Message
from views.plan_parts import head, leaving
from views.plan_words import amount, currency, figure, moment, number, said
from views.texts import Texts

_PAST = date(2025, 6, 30)
_EXAMPLE = Money(Decimal(1_200_000), "XOF")


def ask_amount(t: Texts, values: PartAsked) -> Message:
    """The question for what an activity costs."""
    there = getattr(values.shown.item.content, "money", None)
    body = head(t, values.shown, "money")
    if there:
        body.line(t("So far: {value}", value=amount(t, there)))
    body.line(t("How much does it cost in all? Write the amount and its currency, such as {example}.",
                example=amount(t, _EXAMPLE)))  # fmt: skip
    body.line(t("Write 0 if it needs no budget of its own."))
    return body.message(leaving(t, values.shown, "money" if there else ""))


def amounts(t: Texts, values: PartAsked) -> Message:
    """The amounts that may be meant: one of them counts once it is pressed."""
    body = head(t, values.shown, "money")
    read = [(reading, _money(reading)) for reading in values.readings]
    if len(read) == 1:
        body.line(t("This was understood:"))
    else:
        body.line(t("This can be read in several ways:"))
    for _, money in read:
        body.line(f"• {t.aside(amount(t, money), currency(t, money))}")
    body.line().line(t("Press what you mean, or write it again."))
    rows = [(Button(amount(t, money), f"planpick:{reading}"),) for reading, money in read]
    return body.message(*rows, leaving(t, values.shown))


def ask_number(t: Texts, values: PartAsked) -> Message:
    """The question for a figure: a baseline, a benchmark, a target, or what it was."""
    content, part = values.shown.item.content, values.part
    assert isinstance(content, Indicator)  # noqa: S101 - no other has figures
    there = getattr(content, part, None) if part in {"baseline", "target"} else None
    body = head(t, values.shown, part)
    body.field(t("Measured in:"), content.unit)
    if there:
        body.line(t("So far: {value}", value=said(t, there, content.unit)))
    if values.measure is not None and values.on is not None:
        corrected = t.aside(figure(t, values.measure, content.unit), moment(t, values.on))
        body.line(t("What takes the place of {value}?", value=corrected))
    else:
        body.line(_question(t, part))
    if content.kind is IndicatorKind.STRUCTURAL:
        body.line(t("For a structural indicator words will do too, such as “in force”."))
    return body.message(leaving(t, values.shown, part if there else ""))


def numbers(t: Texts, values: PartAsked) -> Message:
    """The numbers that may be meant."""
    body = head(t, values.shown, values.part)
    body.line(t("This can be read in several ways:")).line(t("Press what you mean, or write it again."))
    read = [(reading, number(t, Decimal(reading))) for reading in values.readings]
    rows = [(Button(written, f"planpick:{reading}"),) for reading, written in read]
    return body.message(*rows, leaving(t, values.shown))


def ask_day(t: Texts, values: PartAsked) -> Message:
    """The question for the day of a figure, which is shown back."""
    body = head(t, values.shown, values.part).line(_understood(t, values))
    past = values.part in {"baseline", "value"}
    body.line(t("On which day, or in which year, was that?") if past else t("By when? Write a day, or a year."))
    shown = t.one_of([t.date(_PAST), str(_PAST.year)]) if past else examples(t)
    body.line(t("For example: {examples}", examples=shown))
    return body.message(leaving(t, values.shown))


def ask_group(t: Texts, values: PartAsked) -> Message:
    """The question of whom a value is, which is shown back with its day."""
    body = head(t, values.shown, "value").line(_understood(t, values))
    everybody = t("Everybody")
    body.line(
        t(
            "Of whom is this? Press “{everybody}”, or write the group, such as: women, children under 5, rural areas.",
            everybody=everybody,
        )
    )
    return body.message((Button(everybody, f"planitem:{values.shown.item.id}:everybody"),), leaving(t, values.shown))


def _understood(t: Texts, values: PartAsked) -> str:
    content = values.shown.item.content
    unit = content.unit if isinstance(content, Indicator) else ""
    shown = figure(t, values.measure or Measure(Decimal(0)), unit)
    return t("Understood: {value}", value=t.aside(shown, moment(t, values.on)) if values.on else shown)


def _question(t: Texts, part: str) -> str:
    return {
        "baseline": t("What was it at the start? Write the number; the date comes next."),
        "benchmarks": t("What is to be reached on the way? Write the number; the date comes next."),
        "target": t("What is to be reached in the end? Write the number; the date comes next."),
        "value": t("What was it? Write the number; the date comes next."),
    }[part]


def _money(reading: str) -> Money:
    value, _, code = reading.partition(":")
    return Money(Decimal(value), code)
