"""Ten thousand plausible recommendations: the invented country's own, recombined, in several languages at once.

Halves of sentences are exchanged between the texts, the same ones in every language; invented names of places and laws
follow Zipf's law, so that the index has a real one's few frequent and many rare words. Always the same for a number.
"""

from __future__ import annotations

import csv
import random
import re
import uuid
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

LANGUAGES = ("en", "fr", "zh")
RARE = "Vandoréla"
"""A name that stands in three texts of each language that is written in Latin letters."""
RARE_CHINESE = "梵朵蕾"

_SYLLABLES = "ba be bi da do fa ka ke la lo ma mi mo na ne ni ro ru sa se ta te va vi zo".split()
_SOUNDS = "巴贝比达多法卡克拉洛马米莫纳内尼罗鲁萨塞塔特瓦维佐"
_NAMES = 6000
_PARTS = {
    "en": "including in {place} under Act No. {law} of {year}",
    "fr": "y compris à {place} conformément à la loi n° {law} de {year}",
    "pt": "incluindo em {place} nos termos da Lei n.º {law} de {year}",
    "zh": "包括在{place}依据{year}年第{law}号法律",
}
_NUMBERED = re.compile(r"^(\d+\.\d+)\s+(.*?)(\s*[(（][^()（）]*[)）]\s*[;；]?)$", re.DOTALL)


def write(path: Path, language: str, count: int) -> None:
    """Write `count` records in one language as an export of UHRI's."""
    rows = _rows(language)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(_recombined(rows, language, count))


def identifier(number: int) -> str:
    """The annotation id of record `number`."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"bench:{number}"))


def _recombined(rows: list[dict[str, str]], language: str, count: int) -> Iterator[dict[str, str]]:
    for number in range(count):
        chance = random.Random(number)
        row, other = rows[number % len(rows)], chance.choice(rows)
        paragraph, beginning, end = _parts(row["Text"])
        _, second, _ = _parts(other["Text"])
        text = f"{_half(beginning, language, first=True)}{_between(language)}{_half(second, language, first=False)}"
        place, law, year = (
            _name(chance, number, count, language),
            chance.randrange(1, 400),
            chance.randrange(1975, 2026),
        )
        tail = _PARTS[language].format(place=place, law=law, year=year)
        numbered = f"{paragraph.partition('.')[0]}.{number + 1}"
        yield {
            **row,
            "Text": f"{numbered} {text}{_between(language)}{tail}{end}",
            "OHCHR Annotation Id": identifier(number),
            "Document Symbol": f"A/HRC/{20 + number // 500}/QS{number // 250}",
        }


def _parts(text: str) -> tuple[str, str, str]:
    """Paragraph number, sentence, and the State in brackets."""
    match = _NUMBERED.match(text)
    return (match[1], match[2], match[3]) if match else ("1.1", text, "")


def _half(sentence: str, language: str, *, first: bool) -> str:
    sentence = sentence.rstrip(" .;；。")
    words = list(sentence) if language == "zh" else sentence.split(" ")
    middle = len(words) // 2
    return ("" if language == "zh" else " ").join(words[:middle] if first else words[middle:])


def _between(language: str) -> str:
    return "，" if language == "zh" else ", "


def _name(chance: random.Random, number: int, count: int, language: str) -> str:
    """The name of a place: the most frequent in one text of ten, most of them in one or two."""
    rank = int(_NAMES ** chance.random())
    if number in {count // 7, count // 3, count // 2}:
        return RARE_CHINESE if language == "zh" else RARE
    spelt = random.Random(rank)
    picked = [spelt.randrange(len(_SYLLABLES)) for _ in range(spelt.choice((3, 3, 4)))]
    if language == "zh":
        return "".join(_SOUNDS[one] for one in picked)
    return "".join(_SYLLABLES[one] for one in picked).capitalize()


def _rows(language: str) -> list[dict[str, str]]:
    text = (resources.files("simulator.country") / f"recommendations-{language}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))
