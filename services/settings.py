"""What a person sets for themselves: language and time zone."""

from __future__ import annotations

from functools import cache
from itertools import chain

from babel import Locale
from babel.dates import get_timezone_location

from db.queries import people
from db.work import Work
from domain.errors import LanguageNotSpoken, TimezoneUnknown
from domain.language import INTERFACE, language_of
from domain.role import Person
from domain.shown import Settings
from domain.timezone import key, named
from services.look import Look
from services.zones import zones_of_countries

_LOCALES = {"pt": "pt_PT", "zh": "zh_Hans"}


def choose_language(work: Work, person: Person, language: str) -> None:
    """Speak with the person in this language from now on. Raises LanguageNotSpoken."""
    if language not in INTERFACE:
        raise LanguageNotSpoken(language)
    people.set_language(work, person.id, language)


def choose_timezone(work: Work, person: Person, typed: str) -> str:
    """Store the time zone that was typed, by city, country or name; return its name. Raises TimezoneUnknown."""
    language = language_of(person)
    several = several_zones(language).get(key(typed))
    if several is not None:
        raise TimezoneUnknown(typed, several[:4])
    zone = named(typed, places(language))
    people.set_timezone(work, person.id, zone)
    return zone


@cache
def places(language: str) -> dict[str, str]:
    """Zones by the names that their cities have in a language, and countries of a single zone by theirs."""
    locale = Locale.parse(_LOCALES.get(language, language))
    zones = zones_of_countries()
    names = {
        key(name): only[0] for code, only in zones.items() if len(only) == 1 and (name := locale.territories.get(code))
    }
    for zone in chain.from_iterable(zones.values()):
        names[key(get_timezone_location(zone, locale=locale, return_city=True))] = zone
    return names


@cache
def several_zones(language: str) -> dict[str, tuple[str, ...]]:
    """The zones of countries that have several, by the countries' names in a language."""
    territories = Locale.parse(_LOCALES.get(language, language)).territories
    zones = zones_of_countries()
    return {key(territories[code]): many for code, many in zones.items() if len(many) > 1 and code in territories}


def settings(look: Look) -> Settings:
    """Return what the person has set, and what is assumed where they have not."""
    return Settings(
        look.language,
        look.person.language_chosen is not None,
        look.zone.key,
        look.person.timezone_chosen is not None,
        look.now.astimezone(look.zone).strftime("%H:%M"),
    )
