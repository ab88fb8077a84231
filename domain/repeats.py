"""Which recommendations say what others say: texts that have most of their telling words in common. Pure.

A word tells more the fewer recommendations have it. What an import may bring again stands in resemblance.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from math import log

from domain.text import indexed

ALIKE = 0.4
"""The share of their words, weighed by how much each tells, that two texts have in common from which on they repeat."""

_FEW = 20
"""A word tells something that at most so many texts have, or one in twenty of them."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """A recommendation outside and the one inside that it resembles most, by id."""

    id: int
    like: int
    likeness: float


def repeats(inside: Collection[int], texts: Mapping[int, str]) -> list[Repeat]:
    """Return what resembles something inside, the most alike first; `texts`: of a country, in one language, by id."""
    words = {id_: frozenset(indexed(text).split()) for id_, text in texts.items()}
    frequency = Counter(word for those in words.values() for word in those)
    weight = {word: log(1 + len(words) / count) for word, count in frequency.items()}
    whole = {id_: sum(weight[word] for word in those) for id_, those in words.items()}
    telling = {word for word, count in frequency.items() if count <= max(_FEW, len(words) // 20)}
    holders: dict[str, list[int]] = {}
    for one in inside:
        for word in words.get(one, frozenset()) & telling:
            holders.setdefault(word, []).append(one)
    found = []
    for id_, those in words.items():
        if id_ in inside:
            continue
        # Only those that share a telling word are compared: of a thousand texts these are few.
        near = {one for word in those & telling for one in holders.get(word, ())}
        likeness, like = max(
            ((_shared(weight, those, words[one], whole[id_] + whole[one]), one) for one in near), default=(0.0, 0)
        )
        if likeness >= ALIKE:
            found.append(Repeat(id_, like, likeness))
    return sorted(found, key=lambda one: (-one.likeness, one.id))


def _shared(weight: Mapping[str, float], these: frozenset[str], those: frozenset[str], both: float) -> float:
    common = sum(weight[word] for word in these & those)
    return common / (both - common)
