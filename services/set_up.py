"""Setting up countries and their institutions, as the operator does at the command line."""

from __future__ import annotations

import re

from babel.languages import get_official_languages

from db.queries import instance, setup
from db.queries.setup import Country
from db.work import Work
from domain.errors import (
    CountryCodeMalformed,
    CountryExists,
    CountryNotSetUp,
    InstitutionCodeMalformed,
    InstitutionExists,
    InstitutionNotFound,
    InstitutionUnnamed,
    LanguageNotSpoken,
)
from domain.language import DEFAULT, INTERFACE
from domain.role import InstitutionKind
from domain.timezone import named
from services.zones import zones_of_countries

_COUNTRY_CODE = re.compile(r"[A-Za-z]{2}")
_INSTITUTION_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,15}")


def add_country(
    work: Work,
    code: str,
    *,
    language: str | None = None,
    timezone: str | None = None,
    names: dict[str, str] | None = None,
    mechanism_names: dict[str, str] | None = None,
) -> Country:
    """Add a country; language and time zone default to its official language and its first zone.

    Raises CountryCodeMalformed, CountryExists, LanguageNotSpoken, TimezoneUnknown.
    """
    code = country_code(code)
    if setup.country(work, code) is not None:
        raise CountryExists(code)
    if language is not None and language not in INTERFACE:
        raise LanguageNotSpoken(language)
    country = Country(
        code,
        language or _official_language(code),
        named(timezone) if timezone else zones_of_countries().get(code, ("UTC",))[0],
        open=True,
        names=names or {},
        mechanism_names=mechanism_names or {},
    )
    setup.add_country(work, country)
    instance.record_event(work, "country added", country=code)
    return country


def country_code(text: str) -> str:
    """Return the ISO 3166 alpha-2 code that was typed, in capitals. Raises CountryCodeMalformed."""
    code = text.strip()
    if not _COUNTRY_CODE.fullmatch(code):  # before capitals are made: those of "ß" are two
        raise CountryCodeMalformed(text)
    return code.upper()


def known_country(work: Work, code: str) -> Country:
    """Return a country that is set up. Raises CountryCodeMalformed, CountryNotSetUp."""
    found = setup.country(work, country_code(code))
    if found is None:
        raise CountryNotSetUp(country_code(code))
    return found


def add_institution(
    work: Work,
    country: str,
    code: str,
    names: dict[str, str],
    kind: InstitutionKind = InstitutionKind.MINISTRY,
) -> int:
    """Add an institution to a country; return its id.

    Raises CountryNotSetUp, InstitutionCodeMalformed, InstitutionExists, InstitutionUnnamed.
    """
    found = known_country(work, country)
    if not _INSTITUTION_CODE.fullmatch(code.strip()):
        raise InstitutionCodeMalformed(code.strip())
    code = code.strip().upper()
    named_in = {language: name.strip() for language, name in names.items() if name.strip()}
    if not named_in:
        raise InstitutionUnnamed
    if setup.institution_by_code(work, found.code, code) is not None:
        raise InstitutionExists(code)
    institution_id = setup.add_institution(work, found.code, code, kind, named_in)
    instance.record_event(
        work, "institution added", country=found.code, subject="institutions", subject_id=institution_id
    )
    return institution_id


def known_institution(work: Work, country: str, code: str) -> setup.Institution:
    """Return a country's institution. Raises InstitutionNotFound with the codes there are."""
    found = setup.institution_by_code(work, country, code.strip().upper())
    if found is None:
        raise InstitutionNotFound(code, setup.institution_codes(work, country))
    return found


def _official_language(code: str) -> str:
    official = [tag.partition("_")[0] for tag in get_official_languages(code, regional=True, de_facto=True)]
    return next((language for language in official if language in INTERFACE), DEFAULT)
