"""The letter that somebody typed: its number and its date. What it is good for is decided elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from db.work import Work
from domain.contributed import LONGEST_LETTER_NUMBER
from domain.errors import DateInTheFuture, DateNotUnderstood, LetterNotUnderstood, Refusal
from domain.letter import Letter
from domain.role import Person
from services.typed_days import today, typed_days

_APART = re.compile(r"[,;，；、\n]")
_LONGEST_DAY = 60


def typed_letter(work: Work, person: Person, words: str) -> Letter:
    """Return the letter that was typed, as "123/GM/2026, 30/06/2026"; commas may stand in both parts.

    Its day lies in the past: of several readings those that do; the likeliest of them. Raises LetterNotUnderstood,
    DateNotUnderstood, DateInTheFuture.
    """
    refusal: Refusal = LetterNotUnderstood(LONGEST_LETTER_NUMBER)
    now = today(work, person)
    for number, day in _splits(words.strip()):
        try:
            days = typed_days(work, person, day)
        except DateNotUnderstood as error:
            refusal = error
            continue
        past = [day for day in days if day <= now]
        if not past:
            raise DateInTheFuture(now)
        return Letter(number, past[0])
    raise refusal


def _splits(words: str) -> Iterator[tuple[str, str]]:
    """Every way to part the words into a number and a day that are not too long to be ones."""
    for comma in _APART.finditer(words[: LONGEST_LETTER_NUMBER * 2]):
        number, day = " ".join(words[: comma.start()].split()), words[comma.end() :].strip()
        if 0 < len(number) <= LONGEST_LETTER_NUMBER and 0 < len(day) <= _LONGEST_DAY:
            yield number, day
