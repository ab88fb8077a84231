# ruff: noqa: E501 - one row of a table on one line
"""Dates, numbers, lists, distances and names of countries and languages, as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from domain.due import Due, Timeliness
from domain.language import INTERFACE
from views.lists import when
from views.texts import texts


def each(en: str, fr: str, pt: str, zh: str) -> list[str]:
    """What is expected in each language."""
    return [en, fr, pt, zh]


def said(what: str, *values: object) -> list[str]:
    """What each language says; no-break spaces as plain ones."""
    return [getattr(texts(language), what)(*values) for language in INTERFACE]


def plain(texts_said: list[str]) -> list[str]:
    """With ordinary spaces."""
    return [text.replace("\u202f", " ").replace("\u00a0", " ") for text in texts_said]


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2026, 12, 4), each("4 December 2026", "4 décembre 2026", "4 de dezembro de 2026", "2026年12月4日")),
     (date(2026, 3, 1), each("1 March 2026", "1er mars 2026", "1 de março de 2026", "2026年3月1日")),
     (date(2028, 2, 29), each("29 February 2028", "29 février 2028", "29 de fevereiro de 2028", "2028年2月29日"))],
)  # fmt: skip
def test_dates_have_the_month_in_words(day: date, expected: list[str]) -> None:
    assert said("date", day) == expected


@pytest.mark.parametrize(
    ("days", "expected"),
    [(12, each("in 12 days", "dans 12 jours", "dentro de 12 dias", "12天后")),
     (1, each("in 1 day", "dans 1 jour", "dentro de 1 dia", "1天后")),
     (7, each("in 7 days", "dans 7 jours", "dentro de 7 dias", "7天后")),
     (31, each("in 31 days", "dans 31 jours", "dentro de 31 dias", "31天后")),
     (400, each("in 400 days", "dans 400 jours", "dentro de 400 dias", "400天后")),
     (-21, each("21 days ago", "il y a 21 jours", "há 21 dias", "21天前"))],
)  # fmt: skip
def test_distances_are_told_in_days_and_never_in_weeks(days: int, expected: list[str]) -> None:
    assert plain(said("in_days", days)) == expected


@pytest.mark.parametrize(
    ("due", "expected"),
    [(Due(date(2026, 1, 1), -1, Timeliness.OVERDUE), each("1 day overdue", "1 jour de retard", "1 dia de atraso", "已逾期1天")),
     (Due(date(2026, 1, 1), -21, Timeliness.OVERDUE),
      each("21 days overdue", "21 jours de retard", "21 dias de atraso", "已逾期21天")),
     (Due(date(2026, 1, 1), -21, Timeliness.PASSED), each("21 days ago", "il y a 21 jours", "há 21 dias", "21天前")),
     (Due(date(2026, 1, 1), 0, Timeliness.TODAY), each("due today", "à rendre aujourd’hui", "termina hoje", "今日截止")),
     (Due(None, 0, Timeliness.NO_DATE), each("without due date", "sans date limite", "sem prazo", "未设截止日期"))],
)  # fmt: skip
def test_a_due_date_is_told_from_today(due: Due, expected: list[str]) -> None:
    assert [when(texts(language), due) for language in INTERFACE] == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, each("0", "0", "0", "0")), (378, each("378", "378", "378", "378")),
     (12_345, each("12,345", "12 345", "12 345", "12,345")), (1_234_567, each("1,234,567", "1 234 567", "1 234 567", "1,234,567"))],
)  # fmt: skip
def test_numbers_are_grouped_as_each_language_does(number: int, expected: list[str]) -> None:
    assert plain(said("number", number)) == expected


@pytest.mark.parametrize(
    ("items", "expected"),
    [(["A"], each("A", "A", "A", "A")), (["A", "B"], each("A and B", "A et B", "A e B", "A和B")),
     (["A", "B", "C"], each("A, B and C", "A, B et C", "A, B e C", "A、B和C"))],
)  # fmt: skip
def test_lists_have_each_languages_and(items: list[str], expected: list[str]) -> None:
    assert said("list", items) == expected


def test_series_are_told_apart_though_their_items_hold_commas() -> None:
    assert plain(said("series", ["A, B", "C"])) == each("A, B; C", "A, B ; C", "A, B; C", "A, B；C")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("MZ", each("Mozambique", "Mozambique", "Moçambique", "莫桑比克")), ("BW", each("Botswana", "Botswana", "Botsuana", "博茨瓦纳")),
     ("SI", each("Slovenia", "Slovénie", "Eslovénia", "斯洛文尼亚")), ("XX", each("XX", "XX", "XX", "XX"))],
)  # fmt: skip
def test_countries_are_named_in_the_readers_language(code: str, expected: list[str]) -> None:
    assert said("country", code, {}) == expected


def test_a_country_set_up_with_a_name_of_its_own_keeps_it() -> None:
    names = {"en": "Quessania", "fr": "Quessanie"}
    assert said("country", "QS", names) == each("Quessania", "Quessanie", "Quessania", "Quessania")


@pytest.mark.parametrize(
    ("code", "expected"),
    [("fr", each("French", "français", "francês", "法语")), ("pt", each("Portuguese", "portugais", "português", "葡萄牙语")),
     ("xx", each("xx", "xx", "xx", "xx"))],
)  # fmt: skip
def test_languages_are_named_as_in_a_sentence(code: str, expected: list[str]) -> None:
    assert said("language_name", code) == expected


def test_a_name_in_none_of_the_languages_is_shown_in_the_one_there_is() -> None:
    assert texts("fr").name({"es": "Ministerio de Justicia"}) == "Ministerio de Justicia"
    assert texts("fr").name({}) == ""


def test_values_are_put_in_as_they_are() -> None:
    assert texts("en")("Search: {words}", words="{count} %s <b>") == "Search: {count} %s <b>"
