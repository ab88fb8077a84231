"""Numbers and amounts as they are typed in the four languages: what is meant, what may be meant, what is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from formats.typed_number import amount, currencies, currency_of, numbers


@pytest.mark.parametrize(
    ("text", "language", "meant"),
    [
        ("1200", "en", ["1200"]),
        ("1,200.50", "en", ["1200.50"]),
        ("1.200,50", "en", ["1200.50"]),
        ("1.200,50", "pt", ["1200.50"]),
        ("1 200 000", "fr", ["1200000"]),
        ("1\u202f200\u00a0000,5", "fr", ["1200000.5"]),
        ("1'200'000", "fr", ["1200000"]),
        ("12,5 %", "fr", ["12.5"]),
        ("１２．５％", "zh", ["12.5"]),
        ("-3", "en", ["-3"]),
        ("−3", "fr", ["-3"]),
        # Twelve hundred or one and a fifth: the likelier first, and the person chooses.
        ("1.200", "pt", ["1200", "1.200"]),
        ("1.200", "en", ["1.200", "1200"]),
        ("1,200", "zh", ["1200", "1.200"]),
    ],
)
def test_numbers_are_read_as_each_language_writes_them(text: str, language: str, meant: list[str]) -> None:
    assert numbers(text, language) == tuple(Decimal(one) for one in meant)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "abc",
        "1e9",
        "NaN",
        "Infinity",
        "1,2,3.4.5",
        "12 3",
        "--5",
        "5-",
        "1_000",
        "9" * 25,
        "1" * 100,
        "½",
        "٣٤x",
        "%",
    ],
)
@pytest.mark.parametrize("language", ["en", "fr", "pt", "zh"])
def test_what_is_no_number_is_none(text: str, language: str) -> None:
    assert numbers(text, language) == ()


@pytest.mark.parametrize(
    ("text", "language", "first", "beside"),
    [
        ("1 200 000 XOF", "fr", "1200000", "XOF"),
        ("XOF 1,200,000", "en", "1200000", "XOF"),
        ("€ 1.200,50", "pt", "1200.50", "€"),
        ("120万元", "zh", "1200000", "元"),
        ("1.5亿", "zh", "150000000", ""),
        ("300 francs CFA", "fr", "300", "francs CFA"),
        ("0", "en", "0", ""),
    ],
)
def test_an_amount_has_a_number_and_perhaps_a_currency(text: str, language: str, first: str, beside: str) -> None:
    read = amount(text, language)
    assert read is not None
    assert (read[0][0], read[1]) == (Decimal(first), beside)


@pytest.mark.parametrize("text", ["", "XOF", "-5 EUR", "1e9 EUR", "5 EUR 6", "USD 5 EUR", "12 Mio 5", "1" * 90])
def test_what_is_no_amount_is_none(text: str) -> None:
    assert amount(text, "en") is None


@pytest.mark.parametrize(
    ("name", "usual", "codes"),
    [
        ("XOF", (), ("XOF",)),
        ("eur", (), ("EUR",)),
        ("€", (), ("EUR",)),
        ("euros", (), ("EUR",)),
        ("kwanzas", (), ("AOA",)),
        ("meticais", (), ("MZN",)),
        ("元", (), ("CNY",)),
        ("人民币", (), ("CNY",)),
        ("francs CFA", ("XAF",), ("XAF",)),
        ("F CFA", (), ("XOF", "XAF")),
        ("escudos", ("CVE",), ("CVE",)),
        ("cowries", (), ()),
    ],
)
def test_a_currency_is_a_code_a_sign_or_a_name(name: str, usual: tuple[str, ...], codes: tuple[str, ...]) -> None:
    assert currencies(name, usual) == codes


def test_each_country_has_its_own_currency() -> None:
    known = {"CV": "CVE", "MZ": "MZN", "CN": "CNY", "SN": "XOF", "CM": "XAF", "HT": "HTG", "PT": "EUR", "QS": None}
    assert {country: currency_of(country) for country in known} == known
