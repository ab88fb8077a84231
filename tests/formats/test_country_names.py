import time

import pycountry
import pytest

from formats.country_names import _names, code_of

SEVEN_LANGUAGES = {
    "KE": [
        "Kenya",
        "the Republic of Kenya",
        "Kenya (le)",
        "Quénia",
        "Quênia",
        "肯尼亚",
        "肯尼亚共和国",
        "Кения",
        "كينيا",
    ],
    "IR": [
        *["Iran (Islamic Republic of)", "Iran, Islamic Republic of", "IRAN", "Iran (République islamique d')"],
        *["Irán (República Islámica del)", "Irão (República Islâmica do)", "伊朗伊斯兰共和国", "伊朗(伊斯兰共和国)"],
    ],
    "AL": ["Albania", "Albanie (l')", "l’Albanie", "la République d'Albanie", "República da Albânia", "阿尔巴尼亚"],
    "NL": ["the Netherlands", "Netherlands (Kingdom of the)", "Pays-Bas", "Países Baixos", "Holanda", "荷兰"],
    "CI": ["Côte d'Ivoire", "Cote D’Ivoire", "Côte d’Ivoire (la)", "Costa do Marfim", "科特迪瓦"],
    "CV": ["Cabo Verde", "Cape Verde", "Cap-Vert", "佛得角"],
    "CD": ["Democratic Republic of the Congo", "Democratic Republic of Congo", "刚果民主共和国"],
    "CG": ["Congo", "Republic of Congo", "Congo (the)", "República do Congo", "刚果"],
    "KR": ["Republic of Korea", "Korea, Republic of", "République de Corée", "Coreia do Sul", "大韩民国"],
    "KP": ["Democratic People's Republic of Korea", "République populaire démocratique de Corée", "DPRK"],
    "BA": ["Bosnia & Herzegovina", "Bosnia and Herzegovina", "Bosnie-Herzégovine", "Bósnia e Herzegovina"],
    "MK": ["Macedonia FYR", "The former Yugoslav Republic of Macedonia", "North Macedonia", "北马其顿"],
    "TR": ["Turkey", "Türkiye", "Turquie", "Turquia", "土耳其"],
    "GB": ["United Kingdom of Great Britain and Northern Ireland", "UK", "大不列颠及北爱尔兰联合王国"],
    "VA": ["Holy See (the) *", "Saint-Siège (le)", "Santa Sede", "Santa Sé", "教廷"],
    "PS": ["State of Palestine", "Palestine", "巴勒斯坦国"],
    "VC": ["St. Vincent & the Grenadines", "Saint Vincent and the Grenadines"],
    "PK": ["Pakistan", "República Islâmica do Paquistão"],
    "SZ": ["Eswatini", "Swaziland", "Suazilândia"],
    "MM": ["Myanmar", "Burma"],
    "XK": ["Kosovo", "XK"],
}


@pytest.mark.parametrize(("code", "name"), [(c, name) for c, names in SEVEN_LANGUAGES.items() for name in names])
def test_a_name_is_known_in_seven_languages(code, name):
    assert code_of(name) == code
    assert code_of(f"  {name.upper()} ") == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("SI", "SI"), ("SVN", "SI"), ("AA", "AA"), ("QM", "QM"), ("QZ", "QZ"), ("XA", "XA"), ("XZ", "XZ"), ("ZZ", "ZZ")],
)
def test_codes_are_taken_as_they_are(written, code):
    assert code_of(written) == code


@pytest.mark.parametrize("name", ["si", "svn", "xk", "QA1", "QL", "YY", "", " ", "of the", "Atlantis", "No. 189", "12"])
def test_what_is_no_country_has_no_code(name):
    assert code_of(name) is None


def test_the_form_of_state_is_not_dropped_where_it_tells_two_apart():
    assert code_of("Republic of China") is None
    assert code_of("Kingdom of Congo") is None


def test_every_country_is_known_by_its_english_names():
    for country in pycountry.countries:
        for name in (country.name, getattr(country, "official_name", country.name)):
            assert code_of(name) == country.alpha_2


def test_names_are_made_ready_once_and_soon():
    _names.cache_clear()
    start = time.perf_counter()
    code_of("nowhere at all")
    assert time.perf_counter() - start < 2
    assert _names() is _names()
