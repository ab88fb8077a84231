"""The paragraph number that heads a text of a UN document. Cleaning of texts stands in cell.py; nothing is cut here."""

from __future__ import annotations

import re

_UPR = re.compile(r"\(?(\d{1,3}(?:\s?\.\s?\d{1,3}){1,2})(?!\d|\.?\d|\s?(?:%|％|per cent|pour cent|por cento))")
_AT_HEAD = re.compile(r"(\d{1,3}(?:\.\d{1,3}){0,2})\s{0,2}[.．]\s*(?=[^\s\d])")
_AFTER_TITLE = re.compile(
    r"(?<![\d.,:/°º第-])(?<!\d\s)(\d{1,3})\s{0,2}[.．]\s*"
    r"(?=[“\"‘«(\[]?\s*(?:[^\W\d_a-zà-öø-ÿ]|[dl]\s?['’]))"
)
_LONGEST_TITLE = 300
"""In characters; some texts carry the titles of a chapter, a section and a subsection."""

_NUMBERED_THING = re.compile(
    r"(?:\b(?:arts?|articles?|artigos?|nos?|nrs?|num|paras?|pars?|paragraph\w*|paragraphe\w*|parágrafos?|rules?|"
    r"règles?|sections?|chapters?|chap|chapitres?|goals?|targets?|cibles?|objectifs?|act|laws?|loi|decree|décret|"
    r"conventions?|protocols?|protocoles?|resolutions?|résolutions?|comments?|recommendations? no|page|pp?|vol|age|"
    r"and|et|e|or|ou|to|à|au|in|en|of|de|by|at|from|than|least|under|than|du|le|la|les|the|on|until|before|after|"
    r"january|february|march|april|may|june|july|august|september|october|november|december)(?:\.|\s)|n\s?[o°º])\s*\(?$",
    re.IGNORECASE,
)
_SENTENCE = re.compile(
    r"\b(?:should|shall|must|recommends?|urges?|requests?|welcomes|notes|expresses|regrets|calls upon|devrait|"
    r"devraient|recommande|invite|prie|salue|regrette|accueille|prend note|est préoccupé|deve|recomenda|insta|"
    r"exhorta)\b|缔约国应|委员会(?:建议|注意到|欢迎|敦促|请|感到|关切|赞赏)|[。；]|[^\W\d_]{3,}[.!?;]\s+[^\W\d_]",
    re.IGNORECASE,
)


def paragraph_of(text: str, mechanism: str) -> str | None:
    """Return the number of the paragraph that a cleaned text begins with ("31", "115.1"), None where there is none.

    UPR texts begin with it ("79.91. Ensure…"). Texts of other bodies do so too ("36 . The Committee…"), or
    carry the title of the section before it, often without a space ("Harmful practices31. The Committee…").
    Years, articles, numbers of laws, dates and items "(a)" are no paragraphs. Source: the texts of UHRI.
    """
    if mechanism == "UPR" and (dotted := _UPR.match(text)):
        return re.sub(r"\s", "", dotted[1])
    if headed := _AT_HEAD.match(text):
        return headed[1]
    return None if mechanism == "UPR" else _after_title(text)


def _after_title(text: str) -> str | None:
    for found in _AFTER_TITLE.finditer(text[: _LONGEST_TITLE + 20]):
        title = text[: found.start()]
        if len(title) > _LONGEST_TITLE or _SENTENCE.search(title):
            return None
        if title.strip() and not _NUMBERED_THING.search(title):
            return found[1]
    return None
