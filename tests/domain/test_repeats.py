"""Recommendations that say the same in other words are proposed, and a thousand of them are compared in good time."""

from __future__ import annotations

import time

from domain.repeats import repeats

PRISONS = "Reduce overcrowding in prisons by greater use of alternatives to detention"
TEXTS = {
    1: PRISONS,
    2: "Use alternatives to detention more often so as to reduce overcrowding in prisons",
    3: "Take measures to reduce maternal mortality in rural areas",
    4: "Ratify the Optional Protocol to the Convention against Torture",
    5: "Take measures to protect journalists and human rights defenders",
    6: "",
}


def test_what_says_the_same_is_found_and_nothing_else() -> None:
    found = repeats({1}, TEXTS)
    assert [(one.id, one.like) for one in found] == [(2, 1)]
    assert repeats({1, 2}, TEXTS) == []
    assert repeats({3}, TEXTS) == []
    assert repeats(set(), TEXTS) == repeats({99}, TEXTS) == []


def test_the_most_alike_comes_first() -> None:
    found = repeats({1}, TEXTS | {7: PRISONS})
    assert [one.id for one in found] == [7, 2]


def test_a_thousand_recommendations_are_compared_within_a_second() -> None:
    texts = {number: f"{TEXTS[1 + number % 5]} {number} article {number % 50}" for number in range(1000)}
    began = time.perf_counter()
    repeats(set(range(200)), texts)
    assert time.perf_counter() - began < 1
