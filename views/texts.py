"""Words in one language: messages from the catalogues, dates, numbers, lists and names from Babel.

The language is a parameter of everything said, never a global. Catalogues are read from the .po files themselves.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache, lru_cache
from gettext import GNUTranslations
from importlib import resources
from io import BytesIO

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from domain.language import DEFAULT, INTERFACE
from domain.shown import Names

FORMATS = {"en": "en_GB", "fr": "fr_FR", "pt": "pt_PT", "zh": "zh_Hans_CN"}
"""Whose habits dates and numbers follow: the UN's day-month order in English, Portugal's in Portuguese."""

_NEVER_WEEKS = 10**9
_SEMICOLON = {"zh": "；", "fr": "\u00a0; "}
_COMMA = {"zh": "，"}
_BRACKETS = {"zh": ("（", "）")}


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a message that is translated later
    """Mark a message for the catalogues where it stands apart from where it is said."""
    return message


class Texts:
    """What is said in one language. Called with an English message and its values, it returns the translation.

    Values are put in as they are: escaping is done where a message is put together (views/message.py).
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self._catalogue = catalogue(language)
        self._locale = Locale.parse(FORMATS[language])

    def __call__(self, message: str, **values: object) -> str:
        """Return a message; `{name}` in it takes the value of that name."""
        return self._catalogue.gettext(message).format(**values)

    def n(self, one: str, many: str, count: int, **values: object) -> str:
        """Return the form of a message that `count` asks for; `{count}` in it is written as a number."""
        return self._catalogue.ngettext(one, many, count).format(count=self.number(count), **values)

    def p(self, context: str, message: str, **values: object) -> str:
        """Return a message whose translation depends on where it stands."""
        return self._catalogue.pgettext(context, message).format(**values)

    def word(self, value: str) -> str:
        """Return a word of a source's vocabulary if the catalogues know it (views/vocabulary.py), else as it is."""
        return self._catalogue.gettext(value) if value else ""

    def number(self, value: int) -> str:
        """Return a number as it is written."""
        return _number(value, self._locale)

    def percent(self, part: int, whole: int) -> str:
        """Return a share in whole per cent; 0 and 100 stand for nothing and everything alone."""
        rounded = round(100 * part / whole)
        if part and not rounded:
            return f"<{_percent(1, self._locale)}"
        if part < whole and rounded == 100:
            return f">{_percent(99, self._locale)}"
        return _percent(rounded, self._locale)

    def date(self, day: date) -> str:
        """Return a day with its month in words: 4 December 2026."""
        return _date(day, self._locale)

    def in_days(self, days: int) -> str:
        """Return how far a day is: in 12 days, 3 days ago; never in weeks."""
        return _in_days(days, self._locale)

    def list(self, items: Sequence[str]) -> str:
        """Return things as a list: a, b and c."""
        return format_list(list(items), locale=self._locale)

    def one_of(self, items: Sequence[str]) -> str:
        """Return things to choose from: a, b or c."""
        return format_list(list(items), "or", locale=self._locale)

    def series(self, items: Sequence[str]) -> str:
        """Return things one after the other, told apart though they may hold commas: a; b; c."""
        return _SEMICOLON.get(self.language, "; ").join(items)

    def joined(self, parts: Sequence[str]) -> str:
        """Return the parts of one thing, those that there are: A/HRC/43/15, 2 January 2020."""
        return _COMMA.get(self.language, ", ").join(part for part in parts if part)

    def aside(self, text: str, remark: str) -> str:
        """Return a text with a remark in brackets behind it."""
        left, right = _BRACKETS.get(self.language, (" (", ")"))
        return f"{text}{left}{remark}{right}"

    def country(self, code: str, names: Names) -> str:
        """Return a country's name: the one it was set up with, else Babel's, else its code."""
        return _best(names, self.language) or self._locale.territories.get(code) or code

    def name(self, names: Names) -> str:
        """Return a name in the best language there is."""
        return _best(names, self.language) or next(iter(names.values()), "")

    def language_name(self, code: str) -> str:
        """Return the name of a language, as it stands in a sentence."""
        return self._locale.languages.get(code) or code


# Babel reads its patterns anew at each call; a list shows the same few days and numbers again and again.


@lru_cache(maxsize=4096)
def _number(value: int, locale: Locale) -> str:
    return format_decimal(value, locale=locale)


@lru_cache(maxsize=101)
def _percent(value: int, locale: Locale) -> str:
    return str(format_percent(value / 100, locale=locale))


@lru_cache(maxsize=4096)
def _date(day: date, locale: Locale) -> str:
    written = format_date(day, "long", locale=locale)
    return re.sub(r"^1 ", "1er ", written) if locale.language == "fr" else written


@lru_cache(maxsize=4096)
def _in_days(days: int, locale: Locale) -> str:
    return format_timedelta(
        timedelta(days=days), granularity="day", threshold=_NEVER_WEEKS, add_direction=True, locale=locale
    )


def _best(names: Names, language: str) -> str | None:
    return names.get(language) or names.get(DEFAULT)


@cache
def texts(language: str) -> Texts:
    """Return what is said in `language`, one of domain.language.INTERFACE."""
    return Texts(language if language in INTERFACE else DEFAULT)


@cache
def catalogue(language: str) -> GNUTranslations:
    """Return the catalogue of a language, read from its .po file."""
    source = resources.files("locales").joinpath(language, "LC_MESSAGES", "messages.po")
    compiled = BytesIO()
    with source.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return GNUTranslations(compiled)


def known(mapping: Mapping[str, str], key: str) -> str:
    """Return a label of a closed list, or the key itself where a later version of Suivi wrote one not known here."""
    return mapping.get(key, key)
