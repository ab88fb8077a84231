"""Which language a file's texts are in. Interface languages, and which of several texts is shown, stand in domain/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache

LANGUAGES = ("en", "fr", "pt", "zh", "es", "ru", "ar")
"""What can be recognised: the languages of the United Nations, and Portuguese."""

_OTHERS = ("de", "fa", "id", "it", "ja", "ko", "nl", "sw", "tr", "uk")
"""Known to the recogniser only so that a text in one of them is not taken for its neighbour."""

_MOST_TEXTS = 200
_MOST_CHARACTERS = 500
_FEWEST_LETTERS = 4
_MAJORITY = 0.6


def recognised(texts: Iterable[str]) -> str | None:
    """Return the language of most texts (ISO 639-1), None where no 60 % agree or nothing can be read.

    Looks at 100 to 200 texts spread evenly over all (every one where there are fewer), 500 characters each.
    """
    sample = _spread(text for text in texts if sum(map(str.isalpha, text[:100])) >= _FEWEST_LETTERS)
    if not sample:
        return None
    classify = _classifier()
    votes = Counter(classify(text[:_MOST_CHARACTERS])[0] for text in sample)
    language, agreed = votes.most_common(1)[0]
    return language if language in LANGUAGES and agreed >= _MAJORITY * len(sample) else None


def _spread(texts: Iterable[str]) -> list[str]:
    """Return at most 200 texts at even distances, without knowing how many there are and keeping no more."""
    kept: list[str] = []
    distance = 1
    for place, text in enumerate(texts):
        if place % distance == 0:
            kept.append(text)
        if len(kept) > _MOST_TEXTS:
            kept = kept[::2]
            distance *= 2
    return kept


@cache
def _classifier() -> Callable[[str], tuple[str, float]]:
    # numpy and the model take half a second and 60 MB, which only imports should pay.
    import py3langid  # noqa: PLC0415

    py3langid.set_languages([*LANGUAGES, *_OTHERS])
    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
