"""The wording of what is refused about plans. All others: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from domain import errors
from domain.errors import Refusal
from domain.plan import Money
from views.plan_words import amount
from views.texts import Texts

_EXAMPLE = Money(Decimal(1_200_000), "XOF")

PLANS: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.PlanNotThere: lambda t, _: t(
        "There is no such entry in a plan here, or no longer. /plan shows what there is."
    ),
    errors.NoPlanAsked: lambda t, _: t(
        "No plan is asked of an independent body: it is invited to contribute, as it sees fit."
    ),
    errors.PlanTextTooLong: lambda t, e: t(
        "That makes {length} characters, where {limit} is the most. Nothing was changed: write it shorter.",
        length=t.number(e.length),
        limit=t.number(e.limit),
    ),
    errors.PlanListFull: lambda t, e: t(
        "There are {most} already, which is the most. Take one out or archive it first.", most=t.number(e.most)
    ),
    errors.EndsBeforeStart: lambda t, e: t(
        "The activity begins on {date}: it cannot end before. Write a later day, or change the beginning first.",
        date=t.date(e.on),
    ),
    errors.NumberNotUnderstood: lambda t, e: t(
        "“{text}” is not understood as a number. Write digits only, such as {example}.",
        text=e.text,
        example=amount(t, Money(Decimal("1250.5"), "")).strip(),
    ),
    errors.AmountNotUnderstood: lambda t, e: t(
        "“{text}” is not understood as an amount. Write it in digits, with its currency, such as {example}.",
        text=e.text,
        example=amount(t, _EXAMPLE),
    ),
    errors.AmountTooLarge: lambda t, e: t(
        "That is more than {limit}, which must be a slip. Please write it again.", limit=t.number(e.limit)
    ),
    errors.CurrencyUnknown: lambda t, e: t(
        "“{name}” names no currency, or several. Write its three-letter code, such as XOF, AOA, CNY or EUR.",
        name=e.name,
    ),
    errors.CurrencyMissing: lambda t, _: t(
        "The currency is missing. Write it with the amount, such as {example}.", example=amount(t, _EXAMPLE)
    ),
}
