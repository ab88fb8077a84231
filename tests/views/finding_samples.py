"""Screens of searching: filters, their values, searches that are kept, and classification."""

from __future__ import annotations

from typing import Any

from domain.classification import LABELS, Classifying, Label, LabelChoice, Needs
from domain.finding import FLAGS, FOLLOWED, MOST_SAVED, PUBLIC, YES, Choice, Choices, Filters, Narrowing
from domain.finding import SavedSearch as Saved
from domain.finding import SavedSearches as AllSaved
from domain.shown import Excerpt

SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
LONG_NAME = {"en": f"Ministry of {SPECIALS} " + "and of everything else that a State can do " * 5}
JUSTICE = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
COUNTRY = {"en": "Quessania", "fr": "Quessanie", "pt": "Quessânia", "zh": "奎萨尼亚"}
BIG = 2**53

NARROWED = (
    Narrowing("status", "in-progress"),
    Narrowing("theme", "Conditions of detention"),
    Narrowing("affected", "Persons deprived of their liberty & detainees"),
    Narrowing("goal", "16"),
    Narrowing("target", "16.3"),
    Narrowing("mechanism", "CAT"),
    Narrowing("cycle", "4"),
    Narrowing("state", "BW"),
    Narrowing("position", "supported"),
    Narrowing("country", "QS", COUNTRY),
    Narrowing("overdue", YES),
    Narrowing("institution", "MJ", JUSTICE),
    Narrowing("cluster", "Prisons"),
    Narrowing("priority", "high"),
    Narrowing("silence", "2026-05-23"),
)
LARGEST_NARROWED = (
    Narrowing("status", "partially-implemented"),
    Narrowing("theme", f"{SPECIALS} ".ljust(300, "x")),
    Narrowing("affected", f"{SPECIALS} ".ljust(300, "y")),
    Narrowing("goal", "16"),
    Narrowing("target", "16.10"),
    Narrowing("mechanism", "IE SOGI"),
    Narrowing("cycle", "5"),
    Narrowing("state", "GB"),
    Narrowing("position", "awaiting-reply"),
    Narrowing("country", "QS", {"en": "X" * 100 + SPECIALS}),
    *(Narrowing(by, YES) for by in sorted(FLAGS)),
    Narrowing("institution", "MJ", LONG_NAME),
    Narrowing("cluster", "😀" * 120),
    Narrowing("priority", "medium"),
    Narrowing("silence", "2026-09-30"),
)
COUNTS = dict.fromkeys(FLAGS, 12)
HUGE_COUNTS = dict.fromkeys(FLAGS, 10**9)
SEARCH = Saved(3, "", "prison", NARROWED[1:3])
NAMED = Saved(4, "For the mid-term report", "", NARROWED[10:13], ("cluster", "institution"))
BARE = Saved(5, "", "", ())
LARGEST_SAVED = (
    Saved(BIG, "", SPECIALS.ljust(200, "w"), LARGEST_NARROWED, PUBLIC),
    Saved(BIG, "😀" * 60, "😀" * 200, LARGEST_NARROWED, FOLLOWED),
)

CLASSIFYING = Classifying("QS-0017", Excerpt("Reduce prison overcrowding.", "en"), Needs("high", True, False), {
    "theme": ("Conditions of detention",), "affected": (), "sdg": ("16", "16.3")})  # fmt: skip
UNCLASSIFIED = Classifying("QS-0018", None, Needs(), {})
LARGEST_CLASSIFYING = Classifying(
    "QS-9999999", Excerpt("😀" * 400, "fr"), Needs("medium", True, True),
    {by: (SPECIALS.ljust(300, "z"),) * 40 if by != "sdg" else tuple(map(str, range(1, 18))) for by in LABELS},
)  # fmt: skip
LABELLED = (Label("3", "Conditions of detention", True), Label("4", "Right to water", False))
GOALS = (Label("16", "16", True), Label("16.3", "16.3", False))

ORDINARY_FINDING: dict[str, tuple[Any, ...]] = {
    "ask since": (None,),
    "filters": (
        Filters(7, NARROWED[:2], ("status", *FOLLOWED), COUNTS, 1, 2),
        Filters(7, NARROWED[9:11], ("status", *FOLLOWED), {**COUNTS, "unassigned": 0}, 1, 2),
        Filters(7, (), ("status", *PUBLIC)),
    ),
    "choices": (
        *(Choices(7, one.by, (Choice("1", one, 1), Choice("2", one, 12)), 1, 3) for one in NARROWED),
        Choices(7, "theme", (), 1, 1),
    ),
    "searches": (AllSaved((SEARCH, NAMED, BARE), 1, 2, 11), AllSaved((SEARCH,), 1, 1, 1, edits=True),
                 AllSaved((), 1, 1, 0)),
    "saved search": (SEARCH, NAMED, BARE),
    "search saved": (SEARCH, NAMED),
    "ask search name": ((7, SEARCH), (7, BARE)),
    "ask new search name": (SEARCH, NAMED),
    "ask search delete": (SEARCH, NAMED),
    "classify": (CLASSIFYING, UNCLASSIFIED),
    "classify labels": (LabelChoice("QS-0017", "theme", LABELLED, 1, 2), LabelChoice("QS-0017", "affected", (), 1, 1),
                        LabelChoice("QS-0017", "sdg", GOALS, 2, 2)),
}  # fmt: skip
LARGEST_FINDING: dict[str, tuple[Any, ...]] = {
    "filters": (
        Filters(BIG, LARGEST_NARROWED, ("status", *FOLLOWED), HUGE_COUNTS, 1, 2),
        Filters(BIG, LARGEST_NARROWED, PUBLIC, {}, 2, 2),
    ),
    "choices": tuple(
        Choices(BIG, one.by, (Choice(str(BIG), one, 10**9),) * 8, 50_000, 100_000, 2)
        for one in LARGEST_NARROWED
        if one.by not in {"position", "goal"}
    ),
    "searches": tuple(
        AllSaved((one,) * 8, 2, 3, MOST_SAVED, edits) for one in LARGEST_SAVED for edits in (True, False)
    ),
    "saved search": LARGEST_SAVED,
    "search saved": LARGEST_SAVED,
    "ask search name": tuple((BIG, one) for one in LARGEST_SAVED),
    "ask new search name": LARGEST_SAVED,
    "ask search delete": LARGEST_SAVED,
    "classify": (LARGEST_CLASSIFYING,),
    "classify labels": (
        LabelChoice("QS-9999999", "affected", (Label(str(BIG), "😀" * 300, True),) * 8, 50_000, 100_000),
    ),
}
