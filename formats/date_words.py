"""How people in the four languages put a date in words, rewritten as the library of typed_date.py reads it.

Only what that library lacks: numbers in words and in Chinese numerals, the little words around a date, halves of years.
All texts are folded (domain/text.py). Which day is meant is decided in typed_date.py.
"""

from __future__ import annotations

import re

_NUMBERS = {
    number: words.split()
    for number, words in {
        1: "one un une um uma a an", 2: "two deux dois duas", 3: "three trois tres", 4: "four quatre quatro",
        5: "five cinq cinco", 6: "six seis", 7: "seven sept sete", 8: "eight huit oito", 9: "nine neuf nove",
        10: "ten dix dez", 12: "twelve douze doze", 15: "fifteen quinze", 20: "twenty vingt vinte",
        30: "thirty trente trinta", 45: "quarante-cinq", 60: "sixty soixante sessenta", 90: "ninety noventa",
    }.items()
}  # fmt: skip
_VALUES = {word: number for number, words in _NUMBERS.items() for word in words}
_UNIT = r"(?=\s+(?:days?|weeks?|months?|years?|jours?|semaines?|mois|ans?|annees?|dias?|semanas?|mes|meses|anos?)\b)"
_IN_WORDS = re.compile(rf"\b({'|'.join(sorted(_VALUES, key=len, reverse=True))}){_UNIT}")

_BEFORE = re.compile(
    r"^(?:by|before|on|until|till|to|no later than|at the latest|the"
    r"|pour|avant|d'ici|jusqu'au|au plus tard|sous|le|au|a"
    r"|ate|antes de|o mais tardar|no|na|ao|dia|o|em|在|于|到|至|最晚|最迟)(?:\b|(?<=[在于到至晚迟]))\s*"
)
_AFTER = re.compile(r"(?:(?<=[日号底末天])(?:之前|以前|前)|\s*(?:au plus tard|at the latest|o mais tardar))$")

_REWRITTEN = tuple(
    (re.compile(pattern), into)
    for pattern, into in (
        (r"\b(\d{1,2})o\b", r"\1"),  # 1º de julho
        (r"\bdentro d[eo] |\bdaqui a ", "em "),
        (r"\bnum(a?) ", "em 1 "),
        (r"^depois de amanha$", "em 2 dias"),
        (r"^apres demain$", "apres-demain"),
        (r"^(?:dans |d'ici )?(?:une )?quinzaine(?: de jours)?$", "dans 15 jours"),
        (r"^(?:dans |d'ici )?(?:une )?huitaine$", "dans 8 jours"),
        (r"^(?:in )?(?:a )?fortnight$", "in 2 weeks"),
        (r"^(?:in )?(\d+) fortnights$", r"in \1 fortnight"),
        (r"半年", "6个月"),
        (r"半个月", "15天"),
        (r"(?<=\d)个?(?:星期|礼拜)", "周"),
        (r"(?<=\d)月(?=后|内|以|之)", "个月"),
        (r"(?<=\d)[日](?=后|内|以|之)", "天"),
        (r"(?<=[天周月年])(?:之后|以后|之内|以内|内)$", "后"),
        (r"^(\d+(?:天|周|个月|年))$", r"\1后"),
    )
)

_CHINESE = {c: n for n, c in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
# Not in 星期三 and 周三, which are days of the week.
_CHINESE_NUMBER = re.compile(r"(?<![期周拜])[〇零一二两三四五六七八九十]+")


def bare(text: str) -> str:
    """Return a date without the little words around it: "pour le 30 juin" becomes "30 juin"."""
    before = ""
    while before != text:
        before, text = text, _AFTER.sub("", _BEFORE.sub("", text)).strip(" .,;!?。，")
    return text


def with_digits(text: str) -> str:
    """Return a text whose Chinese numerals are digits: 二〇二六年六月三十日 becomes 2026年6月30日."""
    return _CHINESE_NUMBER.sub(lambda found: _number(found.group()), text)


def readable(text: str) -> str:
    """Return a date in words as the library reads it: "dentro de três meses" becomes "em 3 meses"."""
    for pattern, into in _REWRITTEN:
        text = pattern.sub(into, text)
    return _IN_WORDS.sub(lambda found: str(_VALUES[found.group(1)]), text)


def _number(numeral: str) -> str:
    """The digits of 三十, 二十五, 十 or, place by place, 二〇二六."""
    if "十" not in numeral:
        return "".join(str(_CHINESE[c]) for c in numeral)
    tens, _, ones = numeral.partition("十")
    if len(tens) > 1 or len(ones) > 1 or "十" in ones:
        return numeral
    return str((_CHINESE[tens] if tens else 1) * 10 + (_CHINESE[ones] if ones else 0))
