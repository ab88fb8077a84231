"""Dates as people type them, in the four languages, whichever of these they are answered in.

What is numbers, a day of the week or the end of a month is read here, strictly; dates in words by dateparser. Whether
a date may be used (not in the past, not too far) is for whoever asked. Dates of files: fields.py.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from babel import Locale

from domain.language import INTERFACE
from domain.text import fold
from formats.date_words import bare, readable, with_digits

LONGEST = 60
"""Characters of a text that may be a date; more is none."""

_YEAR_FIRST = re.compile(r"(\d{4})\s?[-/.\s]\s?(\d{1,2})\s?[-/.\s]\s?(\d{1,2})|(\d{4})(\d\d)(\d\d)")
_YEAR_LAST = re.compile(r"(\d{1,2})\s?([-/.\s])\s?(\d{1,2})(?:\s?\2\s?(\d{4}|\d\d))?")
_CHINESE = re.compile(r"(?:(\d{4}|\d\d)年)?(\d{1,2})月(?:份?([底末])|(\d{1,2})[日号]?)")
_DAY = re.compile(r"(?:the |le |dia |ao dia )(\d{1,2})(?:st|nd|rd|th|er|o)?|(\d{1,2})(?:st|nd|rd|th|er|[日号])")
_END = re.compile(
    r"(?:the )?end (?:of )?(.+)|(?:a la )?fin (?:de |du mois de |du |d')?(.+)|(?:no )?(?:fim|fins|final) d[eoa] (.+)"
)
_MONTH_NAMES = frozenset({"month", "the month", "this month", "mois", "ce mois", "mes", "este mes", "deste mes"})
_YEAR_NAMES = frozenset({"year", "the year", "this year", "annee", "l'annee", "cette annee", "ano", "este ano"})
_WHICH_DAY = re.compile(
    r"(next |this |na |no |ce |proxim[ao] |esta |este |(?:下个?|本|这个?)(?=星期|周|礼拜))?"
    r"(.+?)( prochain| que vem| proxim[ao])?"
)
_SAME_DAY_ORDER = frozenset({"fr", "pt"})


def read(text: str, language: str, today: date) -> tuple[date, ...]:
    """Return the days that somebody may mean, the most likely first; none where nothing is understood.

    Several where it can be read in several ways ("03/04" to who reads English). Without a year it is the next such
    day, today included. A day that is none (31/02) is never made another one. Days may lie in the past.
    """
    if len(text) > LONGEST:
        return ()
    folded = " ".join(fold(text).replace("’", "'").split())
    asked = (folded, bare(folded))
    for reading in (_weekday, _day_of_month, _chinese, _numbers, _end_of, _in_words):
        for one in asked:
            found = reading(one, language, today)
            if found is not None:
                return tuple(dict.fromkeys(found))
    return ()


def _numbers(text: str, language: str, today: date) -> Iterable[date] | None:
    first = _YEAR_FIRST.fullmatch(text)
    if first:
        year, month, day = (int(part) for part in first.groups() if part)
        return _days(year, month, day, today)
    last = _YEAR_LAST.fullmatch(text)
    if last is None:
        return None
    one, other, year_typed = int(last[1]), int(last[3]), last[4]
    if language == "zh" and year_typed and len(year_typed) == 2:
        return _days(2000 + one, other, int(year_typed), today) or _days(_year(year_typed), other, one, today)
    day_first = _days(_year(year_typed), other, one, today)
    month_first = _days(_year(year_typed), one, other, today)
    if language == "zh" and not year_typed:
        return month_first or day_first
    return day_first or month_first if language in _SAME_DAY_ORDER else (*day_first, *month_first)


def _chinese(text: str, _language: str, today: date) -> Iterable[date] | None:
    following = next(_within(_last(today), 1), today)
    this, after = f"{today.year}年{today.month}月", f"{following.year}年{following.month}月"
    text = text.replace(" ", "")
    for words, meant in (
        ("今年", f"{today.year}年"),
        ("明年", f"{today.year + 1}年"),
        (r"^(?:本|这个?)月", this),
        (r"^下个?月", after),
        (r"^月(?=[底末])", this),
        (r"^年(?=[底末])", f"{today.year}年"),
        (r"年?年(?=[底末])", "年12月"),
    ):
        text = re.sub(words, meant, text)
    found = _CHINESE.fullmatch(with_digits(text))
    if found is None:
        return None
    year, month = _year(found[1]), int(found[2])
    if found[4]:
        return _days(year, month, int(found[4]), today)
    return tuple(_last(one) for one in _days(year, month, 1, today.replace(day=1)))


def _day_of_month(text: str, _language: str, today: date) -> Iterable[date] | None:
    found = _DAY.fullmatch(with_digits(text))
    if found is None:
        return None
    day = int(found[1] or found[2])
    months = ((today.year + (today.month - 1 + n) // 12, (today.month - 1 + n) % 12 + 1) for n in range(4))
    days = (one for year, month in months for one in _days(year, month, day, today) if one >= today)
    return tuple(days)[:1]


def _weekday(text: str, language: str, today: date) -> Iterable[date] | None:
    found = _WHICH_DAY.fullmatch(text)
    wanted = _weekdays().get(found[2].strip(" ,.")) if found else None
    if found is None or wanted is None:
        return None
    which = (found[1] or "").strip()
    if which[:1] in {"下", "本", "这"}:
        monday = today - timedelta(days=today.weekday())
        return _within(monday, wanted + (7 if which[0] == "下" else 0))
    coming = (wanted - today.weekday() - 1) % 7 + 1
    # In English "next Friday" is the coming one to some, that of next week to others.
    both = which == "next" and coming + today.weekday() < 7
    return [day for days in ((coming, coming + 7) if both else (coming,)) for day in _within(today, days)]


def _end_of(text: str, _language: str, today: date) -> Iterable[date] | None:
    found = _END.fullmatch(text)
    if found is None:
        return None
    what = next(part for part in found.groups() if part)
    if what in _MONTH_NAMES:
        return (_last(today),)
    if what in _YEAR_NAMES:
        return (date(today.year, 12, 31),)
    starts = _in_words(f"1 {what}", "en", today.replace(day=1))
    return None if starts is None else tuple(_last(one) for one in starts)


def _in_words(text: str, language: str, today: date) -> Iterable[date] | None:
    if not any(c.isalpha() for c in text):
        return None
    asked = readable(with_digits(text))
    # A day without a year is looked for after the day before: the library would take today for last year's.
    eve = today - timedelta(days=1) if today > date.min else today
    for base, parser in ((eve, "absolute-time"), (today, "relative-time")):
        found = _parsed(asked, language, base, parser)
        if found is not None:
            return (found,)
    return None


def _parsed(text: str, language: str, base: date, parser: str) -> date | None:
    # Imported here: it takes a fifth of a second and 20 MB, which only a typed date should pay.
    from dateparser.date import DateDataParser  # noqa: PLC0415

    settings: Any = {
        "DATE_ORDER": "DMY",
        "PARSERS": [parser],
        "PREFER_DATES_FROM": "future",
        "PREFER_LOCALE_DATE_ORDER": False,
        "REQUIRE_PARTS": ["day", "month"],
        "RELATIVE_BASE": datetime(base.year, base.month, base.day),  # noqa: DTZ001 - a day, in nobody's zone
    }
    languages = [language, *(other for other in INTERFACE if other != language)]
    try:
        found = DateDataParser(languages=languages, use_given_order=True, settings=settings).get_date_data(text)
    except (ValueError, OverflowError):
        return None
    return found.date_obj.date() if found.date_obj else None


def _days(year: int | None, month: int, day: int, today: date) -> tuple[date, ...]:
    """The day, if there is such a day; without a year the next one, which for 29 February may be years ahead."""
    for one in (year,) if year is not None else range(today.year, min(today.year + 9, 10_000)):
        try:
            found = date(one, month, day)
        except ValueError:
            continue
        if year is not None or found >= today:
            return (found,)
    return ()


def _year(typed: str | None) -> int | None:
    """The year that was typed; 26 is 2026."""
    return None if typed is None else int(typed) + (2000 if len(typed) == 2 else 0)


def _last(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _within(start: date, days: int) -> Iterator[date]:
    """The day so many days on, unless the calendar ends before."""
    if (date.max - start).days >= days:
        yield start + timedelta(days=days)


@cache
def _weekdays() -> dict[str, int]:
    """Days of the week by their names in every language, Monday 0; in Portuguese without "-feira" too."""
    names: dict[str, int] = {}
    for language in INTERFACE:
        widths = ("wide", "abbreviated") if language == "zh" else ("wide",)
        for width in widths:
            for day, name in Locale.parse(language).days["format"][width].items():
                names[fold(name)] = day
                names[fold(name).removesuffix("-feira")] = day
                names[fold(name).replace("-", " ")] = day
    for place, character in enumerate("一二三四五六日"):
        names[f"礼拜{character}"] = place
    return {**names, "星期天": 6, "周天": 6, "礼拜天": 6}
