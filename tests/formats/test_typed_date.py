# ruff: noqa: E501 - a table of what people type
"""Dates as people type them: a large table in four languages, and that nothing typed does harm."""

from __future__ import annotations

import subprocess
import sys
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.language import INTERFACE
from formats.typed_date import LONGEST, read

TUESDAY = date(2026, 5, 12)
JUNE_30 = date(2026, 6, 30)

EVERYWHERE = {
    # The day itself, in every language, whichever the interface speaks.
    "2026-06-30": JUNE_30, "2026/6/30": JUNE_30, "2026.06.30": JUNE_30, "20260630": JUNE_30, "2026 06 30": JUNE_30,
    "30/06/2026": JUNE_30, "30.06.2026": JUNE_30, "30-06-2026": JUNE_30, "30 06 2026": JUNE_30, "30/6/2026": JUNE_30,
    "30/06": JUNE_30, "30.6": JUNE_30, "30-6": JUNE_30, "30 / 06 / 2026": JUNE_30, "３０／０６／２０２６": JUNE_30,
    "30 June": JUNE_30, "30 June 2026": JUNE_30, "June 30": JUNE_30, "June 30, 2026": JUNE_30, "30th of June": JUNE_30,
    "30 Jun": JUNE_30, "Tuesday, 30 June": JUNE_30, "by 30 June": JUNE_30, "before 30 June 2026.": JUNE_30,
    "on the 30th of June": JUNE_30, "end of June": JUNE_30, "the end of June 2026": JUNE_30, "30 JUNE 2026": JUNE_30,
    "30 juin": JUNE_30, "30 juin 2026": JUNE_30, "le 30 juin": JUNE_30, "mardi 30 juin": JUNE_30, "30 juin 26": JUNE_30,
    "pour le 30 juin": JUNE_30, "d’ici au 30 juin": JUNE_30, "avant le 30 juin": JUNE_30, "fin juin": JUNE_30,
    "au plus tard le 30 juin": JUNE_30, "à la fin de juin": JUNE_30, "fin du mois de juin": JUNE_30,
    "30 de junho": JUNE_30, "30 de junho de 2026": JUNE_30, "30 junho": JUNE_30, "até 30 de junho": JUNE_30,
    "até ao dia 30 de junho": JUNE_30, "terça-feira, 30 de junho": JUNE_30, "30 de jun.": JUNE_30,
    "fim de junho": JUNE_30, "no fim de junho de 2026": JUNE_30, "final de junho": JUNE_30,
    "6月30日": JUNE_30, "2026年6月30日": JUNE_30, "６月３０日": JUNE_30, "2026 年 6 月 30 日": JUNE_30,
    "六月三十日": JUNE_30, "二〇二六年六月三十日": JUNE_30, "26年6月30日": JUNE_30, "6月30号": JUNE_30, "今年6月30日": JUNE_30,
    "6月30日前": JUNE_30, "在6月30日之前": JUNE_30, "6月底": JUNE_30, "六月底": JUNE_30, "2026年6月底": JUNE_30,
    "明年三月十五日": date(2027, 3, 15), "本月二十日": date(2026, 5, 20), "下个月5号": date(2026, 6, 5),
    "月底": date(2026, 5, 31), "年底": date(2026, 12, 31), "明年年底": date(2027, 12, 31), "二十日": date(2026, 5, 20),
    # The first of a month, and months with marks or without.
    "1er juillet": date(2026, 7, 1), "1º de julho": date(2026, 7, 1), "1 July": date(2026, 7, 1),
    "15 août": date(2026, 8, 15), "15 aout": date(2026, 8, 15), "31 décembre": date(2026, 12, 31),
    "5 de março de 2027": date(2027, 3, 5), "5 marco 2027": date(2027, 3, 5), "1 de setembro": date(2026, 9, 1),
    # Without a year it is the next such day, today included.
    "12 May": TUESDAY, "12 mai 2026": TUESDAY, "12 mai": TUESDAY, "5月12日": TUESDAY, "11 May": date(2027, 5, 11), "11 mai": date(2027, 5, 11),
    "15 mars": date(2027, 3, 15), "3月15日": date(2027, 3, 15), "29 février": date(2028, 2, 29),
    "29/02": date(2028, 2, 29), "2月29日": date(2028, 2, 29),
    # From today on.
    "today": TUESDAY, "aujourd’hui": TUESDAY, "hoje": TUESDAY, "今天": TUESDAY,
    "tomorrow": date(2026, 5, 13), "demain": date(2026, 5, 13), "amanhã": date(2026, 5, 13), "明天": date(2026, 5, 13),
    "the day after tomorrow": date(2026, 5, 14), "après-demain": date(2026, 5, 14), "après demain": date(2026, 5, 14),
    "depois de amanhã": date(2026, 5, 14), "后天": date(2026, 5, 14),
    "in 6 weeks": date(2026, 6, 23), "in six weeks": date(2026, 6, 23), "six weeks": date(2026, 6, 23),
    "dans six semaines": date(2026, 6, 23), "dans 6 semaines": date(2026, 6, 23), "em seis semanas": date(2026, 6, 23),
    "daqui a 6 semanas": date(2026, 6, 23), "dentro de seis semanas": date(2026, 6, 23), "6周后": date(2026, 6, 23),
    "六周后": date(2026, 6, 23), "六个星期后": date(2026, 6, 23), "6个星期之内": date(2026, 6, 23),
    "in 3 months": date(2026, 8, 12), "in three months": date(2026, 8, 12), "dans trois mois": date(2026, 8, 12),
    "em três meses": date(2026, 8, 12), "daqui a três meses": date(2026, 8, 12), "三个月后": date(2026, 8, 12),
    "3个月内": date(2026, 8, 12), "3个月": date(2026, 8, 12), "半年后": date(2026, 11, 12), "d’ici 3 mois": date(2026, 8, 12),
    "15 days": date(2026, 5, 27), "15 jours": date(2026, 5, 27), "sous quinzaine": date(2026, 5, 27),
    "dans quinze jours": date(2026, 5, 27), "d’ici 15 jours": date(2026, 5, 27), "em 15 dias": date(2026, 5, 27),
    "em quinze dias": date(2026, 5, 27), "十五天内": date(2026, 5, 27), "in a fortnight": date(2026, 5, 26),
    "两周后": date(2026, 5, 26), "in a week": date(2026, 5, 19), "dans une semaine": date(2026, 5, 19),
    "numa semana": date(2026, 5, 19), "next week": date(2026, 5, 19), "la semaine prochaine": date(2026, 5, 19),
    "próxima semana": date(2026, 5, 19), "下周": date(2026, 5, 19), "next month": date(2026, 6, 12),
    "in one year": date(2027, 5, 12), "dans un an": date(2027, 5, 12), "um ano": date(2027, 5, 12), "一年后": date(2027, 5, 12),
    "end of the month": date(2026, 5, 31), "fin du mois": date(2026, 5, 31), "fim do mês": date(2026, 5, 31),
    "end of the year": date(2026, 12, 31), "fin de l’année": date(2026, 12, 31), "fim do ano": date(2026, 12, 31),
    "end of May": date(2026, 5, 31), "fin avril": date(2027, 4, 30), "fin février 2028": date(2028, 2, 29),
    # Days of the week: the coming one, never today.
    "Friday": date(2026, 5, 15), "on Friday": date(2026, 5, 15), "vendredi": date(2026, 5, 15),
    "sexta-feira": date(2026, 5, 15), "sexta": date(2026, 5, 15), "星期五": date(2026, 5, 15), "周五": date(2026, 5, 15),
    "礼拜五": date(2026, 5, 15), "Tuesday": date(2026, 5, 19), "mardi": date(2026, 5, 19), "terça": date(2026, 5, 19),
    "lundi prochain": date(2026, 5, 18), "próxima segunda-feira": date(2026, 5, 18), "segunda que vem": date(2026, 5, 18),
    "next Monday": date(2026, 5, 18), "下周一": date(2026, 5, 18), "下星期五": date(2026, 5, 22), "本周五": date(2026, 5, 15),
    "sábado": date(2026, 5, 16), "dimanche": date(2026, 5, 17), "星期天": date(2026, 5, 17),
    # A day of the month.
    "the 20th": date(2026, 5, 20), "20th": date(2026, 5, 20), "le 20": date(2026, 5, 20), "dia 20": date(2026, 5, 20),
    "20号": date(2026, 5, 20), "20日": date(2026, 5, 20), "le 10": date(2026, 6, 10), "the 31st": date(2026, 5, 31),
    # What has passed is told as it is: whoever asked refuses it.
    "yesterday": date(2026, 5, 11), "hier": date(2026, 5, 11), "ontem": date(2026, 5, 11), "昨天": date(2026, 5, 11),
    "10 mars 2025": date(2025, 3, 10), "2025-03-10": date(2025, 3, 10), "3 months ago": date(2026, 2, 12),
    "il y a 3 mois": date(2026, 2, 12), "3个月前": date(2026, 2, 12),
}  # fmt: skip
NO_DATE = (
    "", " ", "hello", "je ne sais pas", "não sei", "不知道", "soon", "12", "2026", "6", "June", "juin", "junho", "6月",
    "31/02", "31/02/2026", "30/02/2028", "30 février", "30 février 2026", "February 30", "31 avril", "31 de abril", "31 June",
    "2月30日", "2026年2月30日", "29/02/2026", "29 février 2027", "2026-02-29", "2026-13-01", "99/99", "0/0", "32/01/2026",
    "00/00/0000", "0000-01-01", "3 mars ou 4 avril", "5pm", "noon", "SI-0123", "/round", "-", "、", "十十", "零月零日",
    "in 99999999999 years", "in 99999 years", "é", "1" * 60, "９" * 30, "today " * 30, "30 juin " * 20, "2026-06-30 " * 9,
)  # fmt: skip
AMBIGUOUS = {
    ("03/04", "en"): [date(2027, 4, 3), date(2027, 3, 4)], ("03/04/2026", "en"): [date(2026, 4, 3), date(2026, 3, 4)],
    ("03/04/2027", "fr"): [date(2027, 4, 3)], ("03/04/2027", "pt"): [date(2027, 4, 3)],
    ("3/4", "zh"): [date(2027, 3, 4)], ("6/30", "zh"): [JUNE_30], ("6.30", "zh"): [JUNE_30], ("26/06/30", "zh"): [JUNE_30],
    ("03/04/2027", "zh"): [date(2027, 4, 3), date(2027, 3, 4)], ("30/06/26", "zh"): [date(2030, 6, 26)], ("30/06/26", "fr"): [JUNE_30],
    ("12/05/2026", "fr"): [TUESDAY], ("12/05/2026", "en"): [TUESDAY, date(2026, 12, 5)], ("12/5", "pt"): [TUESDAY],
    ("5/5/2027", "en"): [date(2027, 5, 5)], ("06/30/2026", "en"): [JUNE_30], ("06/30/2026", "fr"): [JUNE_30],
    ("next Friday", "en"): [date(2026, 5, 15), date(2026, 5, 22)], ("next Friday", "fr"): [date(2026, 5, 15), date(2026, 5, 22)],
    ("7/8", "fr"): [date(2026, 8, 7)], ("7/8", "pt"): [date(2026, 8, 7)], ("7/8", "zh"): [date(2026, 7, 8)],
}  # fmt: skip


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize(("text", "day"), EVERYWHERE.items(), ids=list(EVERYWHERE))
def test_a_date_is_understood_whatever_language_one_is_answered_in(text: str, day: date, language: str) -> None:
    assert read(text, language, TUESDAY) == (day,)


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_none_and_never_made_one(text: str, language: str) -> None:
    assert read(text, language, TUESDAY) == ()


@pytest.mark.parametrize(("typed", "days"), AMBIGUOUS.items())
def test_what_can_be_read_in_two_ways_is_read_in_both_where_people_write_both(
    typed: tuple[str, str], days: list[date]
) -> None:
    assert list(read(*typed, TUESDAY)) == days


@pytest.mark.parametrize("language", INTERFACE)
@pytest.mark.parametrize(
    "text", ["1 January", "1er janvier", "1/1", "1月1日", "tomorrow", "in 3 weeks", "vendredi", "fin du mois"]
)
def test_the_end_of_the_calendar_is_no_error(text: str, language: str) -> None:
    assert all(day.year <= 9999 for day in read(text, language, date(9999, 12, 30)))


@pytest.mark.parametrize("language", INTERFACE)
def test_every_day_of_two_years_is_read_as_the_bot_writes_it(language: str) -> None:
    from views.texts import texts

    for distance in range(0, 730, 7):
        day = TUESDAY + timedelta(days=distance)
        assert read(texts(language).date(day), language, TUESDAY) == (day,)


PIECES = st.sampled_from(
    [*" ./-,:'’年月日号周底末前后", "in ", "dans ", "em ", "end of ", "fin ", "下", "june", "mars", "sexta", "week", "mois",
     "dias", "个月", "ago", "il y a ", "next ", "º", "er", *"0123456789", "三十", "２", "99999", "٣", "²", "\x00", "\ud800", "😀"]
)  # fmt: skip


@given(
    st.one_of(st.text(max_size=LONGEST + 5), st.lists(PIECES, max_size=12).map("".join)),
    st.sampled_from(INTERFACE),
    st.dates(),
)
def test_whatever_is_typed_gives_days_and_no_error(text: str, language: str, today: date) -> None:
    found = read(text, language, today)
    assert all(type(day) is date for day in found)
    assert len(found) <= 2


@given(st.dates(min_value=date(1000, 1, 1)), st.sampled_from(INTERFACE), st.dates())
def test_a_whole_iso_date_is_always_that_day(day: date, language: str, today: date) -> None:
    assert read(day.isoformat(), language, today) == (day,)


def test_the_library_is_loaded_only_for_a_date_in_words() -> None:
    script = (
        "import sys; from datetime import date; from formats.typed_date import read; "
        "assert read('30/06', 'fr', date(2026, 5, 12)); assert 'dateparser' not in sys.modules; "
        "assert read('30 juin', 'fr', date(2026, 5, 12)); assert 'dateparser' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)
