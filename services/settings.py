"""What a person sets for themselves: language and time zone."""

from __future__ import annotations

from db.queries import people
from db.work import Work
from domain.errors import LanguageNotSpoken
from domain.language import INTERFACE
from domain.role import Person
from domain.shown import Settings
from domain.timezone import named
from services.look import Look


def choose_language(work: Work, person: Person, language: str) -> None:
    """Speak with the person in this language from now on. Raises LanguageNotSpoken."""
    if language not in INTERFACE:
        raise LanguageNotSpoken(language)
    people.set_language(work, person.id, language)


def choose_timezone(work: Work, person: Person, typed: str) -> str:
    """Store the time zone that was typed, by city or name; return its name. Raises TimezoneUnknown."""
    zone = named(typed)
    people.set_timezone(work, person.id, zone)
    return zone


def settings(look: Look) -> Settings:
    """Return what the person has set, and what is assumed where they have not."""
    return Settings(
        look.language,
        look.person.language_chosen is not None,
        look.zone.key,
        look.person.timezone_chosen is not None,
        look.now.astimezone(look.zone).strftime("%H:%M"),
    )
