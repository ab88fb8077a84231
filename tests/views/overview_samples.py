"""Screens of the overview: its counts, its parts, the copy, the countries, who cannot be reached, the picture's job."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.contribution import Status
from domain.job import PICTURE, Failure, FileJob, JobState
from domain.overview import ATTENTION, CHANGES, GROUPS, Extent, Scope, Transition, by_status
from domain.overview_shown import Group, GroupPage, Overview, Places, Unreachable, Whole, Whose
from views.vocabulary import GOALS, MECHANISMS

SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
LONG_NAME = {"en": f"Ministry of {SPECIALS} " + "and of everything else that a State can do " * 5}
JUSTICE = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
COUNTRY = {"en": "Quessania", "fr": "Quessanie", "pt": "Quessânia", "zh": "奎萨尼亚"}
BIG = 10**9
ON, SINCE = date(2026, 11, 23), date(2026, 10, 23)

COUNTS = by_status({"no-information": 120, "not-started": 31, "in-progress": 52, "partially-implemented": 20,
                    "implemented": 18, "continuous": 8, "no-longer-applicable": 1})  # fmt: skip
NONE = by_status({})
HUGE = by_status(dict.fromkeys(Status, BIG))
MOVED = (Transition("no-information", "in-progress", 4), Transition("in-progress", "implemented", 1))
ALL_MOVED = tuple(Transition(before.value, after.value, BIG) for before in Status for after in Status)


def of(extent: Extent, at: str = "", names: dict[str, str] | None = None) -> Whose:
    """Whose overview it is."""
    inside = extent is Extent.INSTITUTION
    return Whose(Scope(extent, "QS", 3 if inside else None), COUNTRY, (names or JUSTICE) if inside else None, ON, at)


def counted(extent: Extent, at: str = "", *, quiet: bool = False) -> Overview:
    """An overview as it mostly is."""
    changes = {name: 0 if quiet else number for number, name in enumerate(CHANGES[extent], start=1)}
    attention = dict.fromkeys(ATTENTION, 0 if quiet else 12) if extent is Extent.COUNTRY else {}
    return Overview(of(extent, at), 250, COUNTS, SINCE, changes, () if quiet else MOVED, attention)


def nothing(extent: Extent) -> Overview:
    """An overview of no recommendation."""
    return Overview(of(extent), 0, NONE, SINCE, {}, (), {})


PARTS: dict[str, tuple[Group, ...]] = {
    "institution": (Group("MJ", JUSTICE, False, COUNTS[:3]), Group("CS", {"en": "Supreme Court"}, True, COUNTS[:1])),
    "cluster": (Group("Prisons", {}, False, COUNTS[1:3]),),
    "goal": tuple(Group(str(goal), {}, False, COUNTS[:2]) for goal in (4, 16)),
    "mechanism": (Group("UPR", {}, False, COUNTS[:4]), Group("CAT", {}, False, COUNTS[2:3])),
}
LARGEST_PARTS: dict[str, tuple[Group, ...]] = {
    "institution": (Group("MJ", LONG_NAME, True, HUGE),) * 90,
    "cluster": (Group("😀" * 120, {}, False, HUGE),) * 90,
    "goal": tuple(Group(str(goal), {}, False, HUGE) for goal in GOALS),
    "mechanism": tuple(Group(code, {}, False, HUGE) for code in MECHANISMS),
}
LARGEST = Overview(
    Whose(Scope(Extent.INSTITUTION, "QS", 3), {"en": "X" * 100 + SPECIALS}, LONG_NAME, ON, "QS"),
    BIG, (*HUGE, ("of a later version", BIG)), SINCE, dict.fromkeys(CHANGES[Extent.COUNTRY], BIG), ALL_MOVED,
    dict.fromkeys(ATTENTION, BIG),
)  # fmt: skip


def picture_job(state: JobState, **values: Any) -> FileJob:
    """A picture as it stands."""
    return FileJob(7, PICTURE, state, "overview-QS-2026-11-23.png", "QS", COUNTRY, **values)


PICTURE_JOBS = (
    picture_job(JobState.PLANNED, waits=True),
    picture_job(JobState.RUNNING),
    picture_job(JobState.RUNNING, is_stopping=True),
    picture_job(JobState.CANCELLED),
    picture_job(JobState.DONE),
    *(picture_job(JobState.FAILED, failure=one.value) for one in Failure if one is not Failure.REFUSED),
)

ORDINARY_OVERVIEW: dict[str, tuple[Any, ...]] = {
    "overview": (*(counted(extent) for extent in Extent), counted(Extent.COUNTRY, quiet=True),
                 counted(Extent.PUBLIC, "QS"), *(nothing(extent) for extent in Extent)),
    "overview places": (Places((("QS", COUNTRY), ("CV", {})), 1, 2), Places((), 1, 1)),
    "overview groups": (*(GroupPage(of(Extent.COUNTRY), by, PARTS[by], 1, 2) for by in GROUPS[Extent.COUNTRY]),
                        GroupPage(of(Extent.PUBLIC, "QS"), "goal", PARTS["goal"], 2, 2),
                        GroupPage(of(Extent.COUNTRY), "cluster", (), 1, 1)),
    "overview copy": tuple(
        Whole(counted(extent), {by: PARTS[by] for by in GROUPS[extent]}) for extent in Extent),
    "overview unreachable": (Unreachable("QS", COUNTRY, (JUSTICE,) * 8, 1, 2, 9),
                             Unreachable("QS", COUNTRY, (), 1, 1, 0)),
}  # fmt: skip
LARGEST_OVERVIEW: dict[str, tuple[Any, ...]] = {
    "overview": (LARGEST,),
    "overview places": (Places((("QS", {"en": "😀" * 300}),) * 8, 99_999, 100_000),),
    "overview groups": tuple(
        GroupPage(LARGEST.whose, by, parts[:5], 99_999, 100_000) for by, parts in LARGEST_PARTS.items()
    ),
    "overview copy": tuple(Whole(LARGEST, LARGEST_PARTS, page) for page in (1, 2, 10**9)),
    "overview unreachable": (Unreachable("QS", {"en": "X" * 300}, (LONG_NAME,) * 8, 99_999, 100_000, BIG),),
}
