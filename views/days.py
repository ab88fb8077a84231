"""Typed days: how they can be written, and which one is meant where that can be read in several ways."""

from __future__ import annotations

from datetime import date

from views.message import Body, Button, Message
from views.texts import Texts

_SOME_DAY = date(2030, 6, 30)


def which_day(t: Texts, values: tuple[tuple[date, ...], str]) -> Message:
    """The days that may be meant, to choose from; writing another one is as good."""
    days, claim = values
    body = Body().line(t("Which day do you mean? Press it, or write it again with the month in words."))
    rows = [(Button(t.date(day), f"{claim}:{day.isoformat()}"),) for day in days]
    return body.message(*rows, (Button(t("Cancel"), "cancel"),))


def letter_example(t: Texts) -> str:
    """Return how a letter’s number and date can be written."""
    return f"123/GM/2026, {t.date(_SOME_DAY.replace(year=2026))}"


def examples(t: Texts) -> str:
    """Return how a day can be written."""
    return t.one_of([t.date(_SOME_DAY), t("in six weeks"), t("end of June")])
