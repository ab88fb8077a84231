"""Numbers and amounts of money as people type them in the four languages. What may be done with one: domain/plan_rules.

"1.200" is twelve hundred to one reader and one and a fifth to another: then both are returned, the likelier first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.core import get_global
from babel.numbers import NumberFormatError, get_currency_name, parse_decimal

from domain.language import INTERFACE
from domain.text import fold

LONGEST = 80
"""Characters of a text that may be an amount; more is none."""

_MOST_DIGITS = 24
_POINT, _COMMA = "en", "de"
"""Two locales for the two ways there are: 1,200.50 and 1.200,50. In both, spaces may stand between the thousands."""

_ORDER = {"fr": (_COMMA, _POINT), "pt": (_COMMA, _POINT)}
_SPACED = re.compile(r"(\d{1,3})((?: \d{3})+)((?:[.,]\d+)?)")
_DIGITS = r"[+-]?\d(?:[\d., ]*\d)?"
_NUMBER = re.compile(_DIGITS)
_AMOUNT = re.compile(rf"(?P<before>[^\d+-]*?)\s*(?P<number>{_DIGITS})\s*(?P<tens>万|亿)?(?P<after>[^\d]*)")
_TENS = {"万": 10**4, "亿": 10**8, None: 1}
_SHORTEST_WORD = 4
_CFA = dict.fromkeys(("XOF", "XAF"))
_OTHERWISE = {"元": {"CNY": None}, "cfa": _CFA, "f cfa": _CFA, "fcfa": _CFA,
              **{f"{franc} cfa": _CFA for franc in ("franc", "francs", "franco", "francos")}}  # fmt: skip
"""Signs and names that Babel has otherwise, or for one currency of two."""


def numbers(text: str, language: str) -> tuple[Decimal, ...]:
    """Return the numbers that somebody may mean, the likeliest first; none where it is no number. "%" may follow."""
    plain = _plain(text)
    bare = plain.removesuffix("%").strip()
    return _read(bare, language) if len(plain) <= LONGEST and _NUMBER.fullmatch(bare) else ()


def amount(text: str, language: str) -> tuple[tuple[Decimal, ...], str] | None:
    """Return the amounts that somebody may mean, and what stands beside them ("" or a currency); None: no amount.

    No sign, no exponent, no words for thousands but the Chinese 万 and 亿.
    """
    found = _AMOUNT.fullmatch(_plain(text)) if len(text) <= LONGEST else None
    if found is None or found["number"][0] in "+-" or (found["before"].strip() and found["after"].strip()):
        return None
    read = tuple(one * _TENS[found["tens"]] for one in _read(found["number"], language))
    return (read, (found["before"] + found["after"]).strip()) if read else None


def currencies(name: str, usual: Iterable[str]) -> tuple[str, ...]:
    """Return the codes of the currencies that a code, a sign, a name or one of its words may mean.

    Of several, those that are `usual`: "escudos" are those of the country.
    """
    codes = _named().get(_folded(name), ())
    return tuple(one for one in usual if one in codes) or codes


def currency_of(country: str) -> str | None:
    """Return the code of a country's own currency, None where Babel knows none."""
    return next((code for code, _, until, tender in _territories().get(country, ()) if until is None and tender), None)


def _read(text: str, language: str) -> tuple[Decimal, ...]:
    spaced = _SPACED.fullmatch(text)
    joined = text.replace(" ", "") if spaced else text
    if " " in joined or sum(c.isdigit() for c in joined) > _MOST_DIGITS:
        return ()
    found = (_parsed(joined, locale) for locale in _ORDER.get(language, (_POINT, _COMMA)))
    return tuple(dict.fromkeys(one for one in found if one is not None))


def _parsed(text: str, locale: str) -> Decimal | None:
    try:
        return parse_decimal(text, locale=locale, strict=True)
    except NumberFormatError:
        return None


def _plain(text: str) -> str:
    """Full-width signs made ordinary, every space one, thousands set apart by an apostrophe as by a space."""
    ordinary = unicodedata.normalize("NFKC", text).replace("−", "-")
    return " ".join(re.sub(r"(?<=\d)['’](?=\d{3})", " ", ordinary).split())


def _folded(name: str) -> str:
    return " ".join(fold(name).replace(".", "").split())


@cache
def _named() -> dict[str, tuple[str, ...]]:
    """The currencies in use, by code, sign, and name in every language of the interface, in one and in many."""
    found: dict[str, dict[str, None]] = {}
    for code in sorted({code for every in _territories().values() for code, _, until, _ in every if until is None}):
        for name in (code, *_names(code)):
            found.setdefault(_folded(name), {})[code] = None
    words: dict[str, dict[str, None]] = {}
    for name, codes in found.items():
        for word in (one for one in name.split() if len(one) >= _SHORTEST_WORD and one not in found):
            words.setdefault(word, {}).update(codes)
    return {name: tuple(codes) for name, codes in (words | found | _OTHERWISE).items()}


def _names(code: str) -> Iterator[str]:
    for language in INTERFACE:
        locale = Locale.parse(language)
        yield locale.currency_symbols.get(code, code)
        yield from (get_currency_name(code, count=count, locale=locale) for count in (None, 1, 2))


def _territories() -> dict[str, list[tuple[str, object, object, bool]]]:
    return dict(get_global("territory_currencies"))
