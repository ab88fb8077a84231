"""The letter that somebody typed: its number and its date. What it is good for is decided elsewhere."""

from __future__ import annotations

import re

from db.work import Work
from domain.contributed import LONGEST_LETTER_NUMBER
from domain.errors import DateInTheFuture, LetterNotUnderstood
from domain.letter import Letter
from domain.role import Person
from services.typed_days import today, typed_days

_PARTS = re.compile(r"\s*(?P<number>.+?)\s*[,;，；、\n]\s*(?P<day>[^,;，；、\n]+)\s*")


def typed_letter(work: Work, person: Person, words: str) -> Letter:
    """Return the letter that was typed, as "123/GM/2026, 30/06/2026".

    Its day lies in the past: of several readings those that do; the likeliest of them. Raises LetterNotUnderstood,
    DateNotUnderstood, DateInTheFuture.
    """
    match = _PARTS.fullmatch(words)
    if match is None or len(match["number"]) > LONGEST_LETTER_NUMBER:
        raise LetterNotUnderstood(LONGEST_LETTER_NUMBER)
    now = today(work, person)
    past = [day for day in typed_days(work, person, match["day"]) if day <= now]
    if not past:
        raise DateInTheFuture(now)
    return Letter(" ".join(match["number"].split()), past[0])
