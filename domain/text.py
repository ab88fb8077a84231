"""Text for people and for search: folding, words, shortening. Pure; the search itself stands in db/search.py."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from domain.errors import MessageEmpty

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ð": "d", "þ": "th", "ı": "i"})
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_TOKENS = re.compile(rf"[{_CJK}]|[^\W_{_CJK}]+")
_CJK_CHARACTER = re.compile(rf"[{_CJK}]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_SPACES = re.compile(r"[^\S\n]+")

PREFIX_LETTERS = 3
"""A shorter Latin word is looked up whole: as a prefix it would stand for half of the index."""

LONGEST_WORD = 40
MOST_WORDS = 12

STOP_WORDS = frozenset(
    """
    a an and are as at be by for from has have in is it its of on or that the their this to was were which with
    au aux avec ce ces dans de des du elle en et il la le les leur leurs ne ou par pas pour qu que qui sa se ses
    son sur un une l d n s c j m t y
    ao aos as com da das do dos e em entre esta este na nas no nos o os ou para pela pelas pelo pelos por que sem
    seu seus sua suas um uma
    del el los las una unos unas su sus
    """.split()
)
_CJK_STOP = frozenset("的了和与及或在对")


def fold(text: str) -> str:
    """Return the text as it is compared: case folded, marks stripped, ligatures opened (é → e, œ → oe)."""
    plain = unicodedata.normalize("NFKD", text.casefold()).translate(_LIGATURES)
    stripped = "".join(c for c in plain if not unicodedata.combining(c))
    return unicodedata.normalize("NFKC", stripped.casefold())


def indexed(text: str) -> str:
    """Return what the index holds of a text: folded words and single CJK characters, a space between each."""
    return " ".join(token[:LONGEST_WORD] for token in _TOKENS.findall(fold(text)))


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: the tokens of a phrase (CJK), or one word, whole or as a prefix."""

    tokens: tuple[str, ...]
    prefix: bool = False


def search_terms(words: str) -> tuple[Term, ...]:
    """Return the terms of a search in any language, without stop words and doubles; empty if nothing is left.

    Neighbouring CJK characters make one phrase; a word of three letters or more stands for all that begin so.
    """
    terms: list[Term] = []
    for part in re.findall(rf"[{_CJK}]+|[^\W_{_CJK}]+", fold(words)):
        if _CJK_CHARACTER.match(part):
            if part not in _CJK_STOP:
                terms.append(Term(tuple(part)))
        elif part not in STOP_WORDS:
            word = part[:LONGEST_WORD]
            terms.append(Term((word,), prefix=len(word) >= PREFIX_LETTERS))
    return tuple(dict.fromkeys(terms))[:MOST_WORDS]


def cleaned(text: str) -> str:
    """Return what a person typed without characters that cannot be seen: controls, direction marks, surrogates."""
    visible = _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lone = visible.encode("utf-8", "ignore").decode("utf-8")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", lone)).strip()


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units, as Telegram counts."""
    return len(text.encode("utf-16-le")) // 2


def with_more(text: str, more: str) -> str:
    """Return a text with what was typed further, as a paragraph of its own. Raises MessageEmpty."""
    if not more.strip():
        raise MessageEmpty
    return f"{text}\n\n{more.strip()}" if text else more.strip()


def shortened(text: str, most: int) -> str:
    """Return the text on one line, of at most `most` characters, cut between words where there are any."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    cut = line[: most - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > most * 2 // 3 else cut).rstrip(" ,;:.(，；：、（") + "…"


def pages(text: str, most: int) -> list[str]:
    """Cut a text into parts of at most `most` characters, at a line's or sentence's end where there is one."""
    parts = []
    rest = text if len(text) <= most else text.strip()
    while len(rest) > most:
        window = rest[:most]
        ends = (window.rfind("\n"), window.rfind(". ") + 1, window.rfind("。") + 1, window.rfind("; ") + 1)
        cut = max(ends)
        if cut < max(1, most // 2):
            cut = max(window.rfind(" "), most // 2) if " " in window[most // 2 :] else most
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest or not parts else parts


def set_apart(text: str, paragraph: str | None) -> str:
    """Return a text whose heading stands on a line of its own: sources glue it to the number of the paragraph.

    "Harmful practices31. The Committee" becomes "Harmful practices\\n31. The Committee".
    """
    if not paragraph or text.startswith(paragraph):
        return text
    glued = re.search(rf"(?<!\d)\s*{re.escape(paragraph)}\s?\.", text)
    if glued is None or glued.start() == 0:
        return text
    return f"{text[: glued.start()].rstrip()}\n{text[glued.start() :].lstrip()}"
