"""Which language a person is answered in, and in which language a text is shown. Languages are data here."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from domain.role import Person

INTERFACE = ("en", "fr", "pt", "zh")
"""The languages of the interface. Adding one: a catalogue in locales/, an entry here and in views/locale.py."""

NATIVE_NAMES = {"en": "English", "fr": "Français", "pt": "Português", "zh": "中文"}

DEFAULT = "en"

_TELEGRAM = {
    # Telegram sends IETF tags, and the names of its community translations with "-raw" or "-beta" behind.
    "zh": "zh",
    "zh-hans": "zh",
    "zh-hant": "zh",
    "zh-cn": "zh",
    "zh-sg": "zh",
    "zh-my": "zh",
    "zh-tw": "zh",
    "zh-hk": "zh",
    "zh-mo": "zh",
    "yue": "zh",
    "pt": "pt",
    "pt-br": "pt",
    "pt-pt": "pt",
    "fr": "fr",
    "fr-ca": "fr",
    "en": "en",
}


def interface_language(code: str | None) -> str | None:
    """Return the interface language for Telegram's `language_code`, or None where Suivi does not speak it."""
    if not code:
        return None
    tag = code.strip().casefold().replace("_", "-").removesuffix("-raw").removesuffix("-beta")
    if tag in _TELEGRAM:
        return _TELEGRAM[tag]
    return _TELEGRAM.get(tag.partition("-")[0])


def spoken_with(chosen: str | None, seen: str | None, country: str | None) -> str:
    """Return the language to answer in: the chosen one, else Telegram's, else the country's, else English."""
    for candidate in (chosen, interface_language(seen), interface_language(country)):
        if candidate in INTERFACE:
            return candidate
    return DEFAULT


def language_of(person: Person) -> str:
    """Return the language in which the person is answered."""
    country = person.belongs.country_language if person.belongs else None
    return spoken_with(person.language_chosen, person.language_seen, country)


def text_language(available: Collection[str], reader: str, country: str | None) -> str | None:
    """Return which of the `available` languages of a text a reader is shown, or None where there is none.

    The reader's own, else the country's, else English, else the first in alphabetical order.
    """
    preferred: Iterable[str | None] = (reader, country, DEFAULT)
    for language in preferred:
        if language is not None and language in available:
            return language
    return min(available, default=None)
