"""Countries and institutions are set up once, with names that can be shown; all else is refused with its reason."""

from __future__ import annotations

from typing import Any

import pytest

from db.queries import setup
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
    Refusal,
    TimezoneUnknown,
)
from domain.role import InstitutionKind
from services.set_up import add_country, add_institution, known_country, known_institution


@pytest.mark.parametrize(
    ("code", "language", "timezone"),
    [
        ("MZ", "pt", "Africa/Maputo"),
        ("cn", "zh", "Asia/Shanghai"),
        (" sn ", "fr", "Africa/Dakar"),
        ("ZZ", "en", "UTC"),
        ("JP", "en", "Asia/Tokyo"),
    ],
)
def test_a_country_gets_its_official_language_and_zone(code: str, language: str, timezone: str, work: Work) -> None:
    added = add_country(work, code)
    assert (added.code, added.language, added.timezone) == (code.strip().upper(), language, timezone)
    assert added.open
    assert known_country(work, code.lower()) == added == setup.country(work, added.code)


def test_what_the_operator_says_stands_before_what_is_assumed(work: Work) -> None:
    names, mechanism = {"fr": "Pays"}, {"fr": "Comité interministériel"}
    added = add_country(work, "MZ", language="fr", timezone="dakar", names=names, mechanism_names=mechanism)
    assert (added.language, added.timezone) == ("fr", "Africa/Dakar")
    assert (added.names, added.mechanism_names) == (names, mechanism)


@pytest.mark.parametrize(
    ("code", "options", "refusal"),
    [
        ("", {}, CountryCodeMalformed("")),
        ("KEN", {}, CountryCodeMalformed("KEN")),
        ("K1", {}, CountryCodeMalformed("K1")),
        ("ŠI", {}, CountryCodeMalformed("ŠI")),
        ("ＫＥ", {}, CountryCodeMalformed("ＫＥ")),
        ("ß", {}, CountryCodeMalformed("ß")),  # two letters in capitals
        ("ke", {}, CountryExists("KE")),
        ("MZ", {"language": "sw"}, LanguageNotSpoken("sw")),
        ("MZ", {"timezone": "Xyzzy"}, TimezoneUnknown("Xyzzy")),
    ],
)
def test_a_country_that_cannot_be_added_says_why(code: str, options: Any, refusal: Refusal, work: Work) -> None:
    add_country(work, "KE")
    with pytest.raises(type(refusal)) as raised:
        add_country(work, code, **options)
    assert raised.value == refusal
    assert [country.code for country in setup.all_countries(work)] == ["KE"]


def test_an_institution_is_found_by_its_code_in_any_case(work: Work) -> None:
    add_country(work, "KE")
    added = add_institution(work, "ke", " moj-1 ", {"en": " Justice ", "fr": " "}, InstitutionKind.AGENCY)
    found = known_institution(work, "KE", " Moj-1")
    assert found == setup.Institution(added, "KE", "MOJ-1", InstitutionKind.AGENCY, {"en": "Justice"})


@pytest.mark.parametrize(
    ("country", "code", "names", "refusal"),
    [
        ("TD", "MOJ", {"en": "x"}, CountryNotSetUp("TD")),
        ("KEN", "MOJ", {"en": "x"}, CountryCodeMalformed("KEN")),
        ("KE", "moj", {"en": "x"}, InstitutionExists("MOJ")),
        ("KE", "", {"en": "x"}, InstitutionCodeMalformed("")),
        ("KE", "-MOJ", {"en": "x"}, InstitutionCodeMalformed("-MOJ")),
        ("KE", "M" * 17, {"en": "x"}, InstitutionCodeMalformed("M" * 17)),
        ("KE", "M J", {"en": "x"}, InstitutionCodeMalformed("M J")),
        ("KE", "ß", {"en": "x"}, InstitutionCodeMalformed("ß")),
        ("KE", "NEW", {}, InstitutionUnnamed()),
        ("KE", "NEW", {"en": "  "}, InstitutionUnnamed()),
    ],
)
def test_an_institution_that_cannot_be_added_says_why(
    country: str, code: str, names: dict[str, str], refusal: Refusal, work: Work
) -> None:
    add_country(work, "KE")
    add_institution(work, "KE", "MOJ", {"en": "Justice"})
    with pytest.raises(type(refusal)) as raised:
        add_institution(work, country, code, names)
    assert raised.value == refusal
    assert setup.institution_codes(work, "KE") == ("MOJ",)


def test_an_institution_of_another_country_is_not_known(work: Work) -> None:
    for code in ("KE", "MZ"):
        add_country(work, code)
    add_institution(work, "MZ", "MOJ", {"pt": "Justiça"})
    with pytest.raises(InstitutionNotFound) as refusal:
        known_institution(work, "KE", "MOJ")
    assert refusal.value == InstitutionNotFound("MOJ", ())
