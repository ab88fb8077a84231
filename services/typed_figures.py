"""The amount, number or year that somebody typed into a plan, as they mean it. Reading: formats/typed_number.py."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from db.queries import plans
from db.work import Work
from domain.errors import AmountNotUnderstood, CurrencyMissing, CurrencyUnknown, NumberNotUnderstood
from domain.language import language_of
from domain.plan import Activity, Indicator, IndicatorKind, Item, Measure, Money
from domain.plan_rules import LONGEST_WORDS, plausible, within
from domain.role import Person
from formats.typed_number import amount, currencies, currency_of, numbers

_MOST_MEANT = 4
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*年?\s*")


def amounts(work: Work, person: Person, found: Item, text: str) -> tuple[Money, ...]:
    """Return the amounts that may be meant, the likeliest first. Without a currency it is the plan's, or the country's.

    Raises AmountNotUnderstood, AmountTooLarge, CurrencyUnknown, CurrencyMissing.
    """
    read = amount(text, language_of(person))
    if read is None:
        raise AmountNotUnderstood(text)
    usual = tuple(_usual(work, found))
    codes = currencies(read[1], usual) if read[1] else usual[:1]
    if not codes and not read[1]:
        raise CurrencyMissing
    if not codes or len(codes) > _MOST_MEANT:
        raise CurrencyUnknown(read[1])
    return tuple(Money(plausible(one), code) for code in codes for one in read[0])


def measures(person: Person, content: Indicator, text: str) -> tuple[Measure, ...]:
    """Return what may be meant: numbers, or for a structural indicator words, which are no number.

    Raises NumberNotUnderstood, AmountTooLarge, PlanTextTooLong.
    """
    read = numbers(text, language_of(person))
    if read:
        return tuple(Measure(plausible(one)) for one in read)
    if content.kind is IndicatorKind.STRUCTURAL and not any(c.isdigit() for c in text):
        return (Measure(None, within(text, LONGEST_WORDS)),)
    raise NumberNotUnderstood(text)


def year_typed(text: str) -> date | None:
    """Return the last day of a year that was typed alone, None where it was not."""
    found = _YEAR.fullmatch(text)
    return date(int(found[1]), 12, 31) if found else None


def _usual(work: Work, found: Item) -> Iterable[str]:
    """The currencies of the institution's plan, the latest first, and the country's own."""
    every = reversed(plans.items_of(work, found.owner.institution_id))
    used = (one.content.money for one in every if isinstance(one.content, Activity))
    own = currency_of(found.owner.country)
    return dict.fromkeys([*(money.currency for money in used if money), *([own] if own else [])])
