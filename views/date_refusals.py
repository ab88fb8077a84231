"""The wording of what is refused about typed dates, collection rounds and other dates. All others: refusals.py."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain import errors
from domain.errors import Refusal
from views.days import examples
from views.texts import Texts

DATES: dict[type[Refusal], Callable[[Texts, Any], str]] = {
    errors.DateNotUnderstood: lambda t, e: t(
        "“{text}” is not understood as a date, or there is no such day. Write for example: {examples}",
        text=e.text,
        examples=examples(t),
    ),
    errors.DateInThePast: lambda t, e: t("A day that is still to come is needed; {date} is not.", date=t.date(e.on)),
    errors.DayNotPassed: lambda t, e: t(
        "This day has not come yet: today is {today}. Write a day that has passed.", today=t.date(e.today)
    ),
    errors.DateNotLater: lambda t, e: t("The date is {date} already: write a later one.", date=t.date(e.on)),
    errors.NoSuchRound: lambda t, _: t("There is no such collection round. /round lists those there are."),
    errors.RoundEnded: lambda t, _: t("This collection round has been ended: nothing can be changed in it any more."),
    errors.ClosesBeforeOpening: lambda t, e: t(
        "The round opens on {date}: it cannot close before. Write a later day.", date=t.date(e.on)
    ),
    errors.NobodyAsked: lambda t, _: t("No institution has any of these recommendations. Assign them first."),
    errors.NameTooLong: lambda t, e: t(
        "That is too long for a name: {length} characters, where {limit} is the most.",
        length=t.number(e.length),
        limit=t.number(e.limit),
    ),
    errors.NoDateToMove: lambda t, _: t(
        "There is no due date here that could be changed: none is set, or your institution is only invited."
    ),
    errors.ReasonTooLong: lambda t, e: t(
        "That makes {length} characters; a reason holds at most {limit}. Nothing was added: write it shorter.",
        length=t.number(e.length),
        limit=t.number(e.limit),
    ),
    errors.RequestDecided: lambda t, _: t(
        "This request no longer waits in this form: it has been decided or replaced. "
        "/round shows the requests that are waiting."
    ),
}
