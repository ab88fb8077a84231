"""From a country's name, as UN bodies write it in seven languages, to its code. The other way stands in views/."""

from __future__ import annotations

import gettext
import re
from collections.abc import Iterator
from functools import cache, lru_cache

import pycountry
from babel import Locale

from domain.text import fold
from formats.country_aliases import ALIASES

_USER_ASSIGNED = re.compile(r"AA|Q[M-Z]|X[A-Z]|ZZ")
"""ISO 3166-1 leaves these to whoever needs one: XK is Kosovo's, an invented country may take another."""

_WORDS = re.compile(r"[^\W\d_]+")
_CJK = "\u3400"
_SMALL_WORDS = frozenset(
    """
    the of and
    le la les l de du des d et
    el los las del y e
    o a os as do da dos das
    """.split()
)
_SAME_WORDS = {"st": "saint", "ste": "sainte", "rep": "republic", "dem": "democratic", "is": "islands"}

_TERRITORIES_OF = ("en", "fr", "fr_CA", "es", "es_MX", "pt", "pt_PT", "zh", "zh_Hant", "ru", "ar")
_FORMAL_NAMES_OF = ("fr", "es", "pt", "pt_BR", "zh_CN", "ru", "ar")

_RENAMED = {"BU": "MM", "DY": "BJ", "HV": "BF", "NH": "VU", "RH": "ZW", "TP": "TL", "ZR": "CD"}
"""Withdrawn codes whose State goes on under another. Of States that are no more (YU, SU) nothing is known here."""

_FORMS_OF_STATE = frozenset(
    """
    republic kingdom state union cooperative
    republique royaume etat cooperative federative populaire
    republica reino estado cooperativa sultania socialista union
    """.split()
)
_FORM_OF_STATE_ZH = re.compile(r"(?:合作)?(?:共和|王)?国$")
_FORM_MATTERS = frozenset({"CD", "CG", "CN", "KP", "KR", "TW"})
"""Here the form tells two States apart, so such a name is known in full or not at all."""


@lru_cache(maxsize=4096)
def code_of(name: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code of a country, None where the name is not known.

    `name`: a code (alpha-2 or alpha-3, upper case), or a name, short or formal, in English, French, Spanish,
    Portuguese, Chinese, Russian or Arabic; case, marks, punctuation, articles and the order of words do not
    matter. User-assigned codes are returned as they are. Sources: ISO 3166 and its translations (pycountry),
    CLDR (Babel), and what UHRI and UPR Info write otherwise.
    """
    written = name.strip()
    if _USER_ASSIGNED.fullmatch(written):
        return written
    return _codes().get(written) or _names().get(_key(written)) or _by_short_name(written)


def _by_short_name(name: str) -> str | None:
    """Return the code for "Republic of X" where X is known; formal names are seldom listed in full."""
    words = _key(_FORM_OF_STATE_ZH.sub("", name)).split()
    code = _names().get(" ".join(word for word in words if word not in _FORMS_OF_STATE))
    return None if code in _FORM_MATTERS else code


def _key(name: str) -> str:
    found = _WORDS.findall(fold(name))
    if any(word >= _CJK for word in found):
        return "".join(found)
    words = (_SAME_WORDS.get(word, word) for word in found)
    return " ".join(sorted(word for word in words if word not in _SMALL_WORDS))


@cache
def _codes() -> dict[str, str]:
    codes = {country.alpha_3: country.alpha_2 for country in pycountry.countries}
    return codes | {code: code for code in codes.values()}


@cache
def _names() -> dict[str, str]:
    """Return the code of each known name; of sources that disagree the earlier one is right."""
    names: dict[str, str] = {}
    for source in (_english(), _aliases(), _former(), _territories(), _formal()):
        for name, code in source:
            names.setdefault(_key(name), code)
    names.pop("", None)
    return names


def _english() -> Iterator[tuple[str, str]]:
    for country in pycountry.countries:
        for kind in ("name", "official_name", "common_name"):
            if name := getattr(country, kind, None):
                yield name, country.alpha_2


def _aliases() -> Iterator[tuple[str, str]]:
    for code, names in ALIASES.items():
        for name in names.split("|"):
            yield name, code


def _former() -> Iterator[tuple[str, str]]:
    for country in pycountry.historic_countries:
        if code := _RENAMED.get(country.alpha_2):
            yield country.name, code


def _territories() -> Iterator[tuple[str, str]]:
    known = set(_codes().values()) | {"XK"}
    for language in _TERRITORIES_OF:
        for code, name in Locale.parse(language).territories.items():
            if code in known:
                yield name, code


def _formal() -> Iterator[tuple[str, str]]:
    for language in _FORMAL_NAMES_OF:
        translation = gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language])
        for name, code in _english():
            translated = translation.gettext(name)
            if translated != name:
                yield translated, code
