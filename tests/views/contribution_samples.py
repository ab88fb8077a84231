"""Screens of contributions and clearance: as people mostly see them, and the same at the largest that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.contributed import (
    LONGEST_LETTER_NUMBER,
    LONGEST_REASON,
    Clearance,
    ClearanceNotice,
    ContributionShown,
    OnPaper,
    PartShown,
    Reading,
    Returning,
    TaskList,
)
from domain.contribution import LONGEST_PART, Content, Part, State, Status
from domain.letter import Letter
from domain.mailing import Reader
from domain.reference import Reference
from domain.role import Role
from domain.round import Feeds, Round
from domain.sheet import Printed, Waiting
from domain.shown import Capacity, Excerpt, Line

_SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
_LONG_NAME = {"en": f"Ministry of {_SPECIALS} " + "and of everything else that a State can do " * 5}
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_BIG = 2**53
_LONG = ("第一条：😀 <b>&amp;</b> The ministry acted. " * 1000)[:LONGEST_PART]
_READER = Reader(Capacity(3, Role.SIGNING_OFFICER, "QS", {"en": "Quessania"}, _NAMES), acts_so=True)
_LARGEST_READER = Reader(Capacity(_BIG, Role.NHRI, "QS", {"en": "X" * 100 + _SPECIALS}, _LONG_NAME), acts_so=False)

CONTENT = Content(
    Status.IN_PROGRESS,
    {Part.MEASURES: "A law was adopted in May.\n\nTwo prisons were opened.", Part.NOTE: "The figures are provisional."},
)
SHOWN = ContributionShown(
    12, Reference("QS", 17), _NAMES, Excerpt("Réduire la surpopulation carcérale (Botswana) ;", "fr"), "112.31",
    State.DRAFT, CONTENT, False, None, None, True, False, None, False, 3, 1_770_000_000_000, Role.FOCAL_POINT, 1, 2,
    Reference("QS", 18),
)  # fmt: skip
EMPTY = replace(SHOWN, content=Content(), evidence=0, asked=3, answered=1)
RETURNED = replace(SHOWN, reason="Please give the figures for 2025.")
STATES = tuple(
    replace(SHOWN, state=state, said_on=date(2026, 3, 2), reason="Please give figures.", officers=0) for state in State
)
LARGEST = ContributionShown(
    _BIG, Reference("QS", 9_999_999), _LONG_NAME, Excerpt("😀" * 400, "fr"), "1" * 32, State.DRAFT,
    Content(Status.NOT_APPLICABLE, dict.fromkeys(Part, "😀" * LONGEST_PART)), True, "😀" * LONGEST_REASON,
    date(2026, 9, 30), True, False, Letter("😀" * LONGEST_LETTER_NUMBER, date(2026, 9, 30)), True, _BIG, _BIG,
    Role.COORDINATOR, 0, 10**9, Reference("QS", 9_999_999), asked=10**9, answered=10**9,
)  # fmt: skip
WRITTEN = replace(LARGEST, content=Content(Status.NOT_APPLICABLE, dict.fromkeys(Part, _LONG)), on_behalf=False,
                  role=Role.FOCAL_POINT)  # fmt: skip
LARGEST_STATES = tuple(replace(one, state=state) for one in (LARGEST, WRITTEN) for state in State)
SHORT_PARTS = replace(LARGEST, content=Content(None, dict.fromkeys(Part, _SPECIALS)))
ASKED = (SHOWN, EMPTY)
LARGEST_ASKED = (LARGEST, WRITTEN, SHORT_PARTS)
_LINE = Line(Reference("QS", 17), Excerpt("Réduire la surpopulation carcérale ;", "fr"), "UPR", "112.31", None)
_LARGEST_LINES = tuple(
    Line(Reference("QS", 9_999_990 + place), Excerpt("😀" * 400, "fr"), "X" * 40, "1" * 32, None) for place in range(5)
)


def _readings(*shown: ContributionShown) -> tuple[Reading, ...]:
    return tuple(Reading(one, page) for one in shown for page in (1, 2, 30, 10**9))


def _notices(one: ContributionShown | None = None) -> tuple[ClearanceNotice, ...]:
    return (ClearanceNotice(_READER, _NAMES, 3, one), ClearanceNotice(replace(_READER, acts_so=False), _NAMES, 1, one))


def _largest_notices(one: ContributionShown | None = None) -> tuple[ClearanceNotice, ...]:
    readers = (_LARGEST_READER, replace(_LARGEST_READER, acts_so=True))
    return tuple(ClearanceNotice(reader, _LONG_NAME, 10**9, one) for reader in readers)


_LETTER = Letter("123/GM/2026", date(2026, 6, 30))
_LARGEST_LETTER = Letter("😀" * LONGEST_LETTER_NUMBER, date(2026, 9, 30))
_CLEARED = replace(SHOWN, state=State.SUBMITTED, letter=_LETTER, letters=1)
_ROUND = Round(7, "QS", Feeds.MID_TERM, "", date(2026, 3, 1), date(2027, 6, 30), clearance=True)
_STATES = (State.RETURNED, State.DRAFT, None, None, None)

ORDINARY_CONTRIBUTIONS: dict[str, tuple[Any, ...]] = {
    "tasks": (
        (TaskList(tuple((_LINE, state) for state in _STATES), 1, 3, 1, 1, 9, 2), False),
        (TaskList((), 1, 1, 0, 0, 0, 0), True),
    ),
    "draft": (SHOWN, EMPTY, RETURNED, replace(SHOWN, on_behalf=True), *STATES),
    "given before": ((STATES[-2], 3), (STATES[-2], None)),
    "ask status": ASKED,
    **dict.fromkeys(("ask part", "part added"), tuple(PartShown(one, part) for one in ASKED for part in Part)),
    "which part": (SHOWN,),
    "contribution preview": _readings(SHOWN, EMPTY, *STATES),
    "submitted": STATES[1:],
    "draft kept": (SHOWN,),
    "ask discard": (SHOWN,),
    "clearance": (
        Clearance(_NAMES, (_LINE,) * 5, 12, 1, 3, 12, 2, 1, False),
        Clearance(_NAMES, (_LINE,), None, 1, 1, 1, 1, 0, True),
        Clearance(_NAMES, (), None, 1, 1, 0, 0, 1, True),
    ),
    "to read": _readings(*STATES),
    "ask why": (STATES[1],),
    "sending back": (Returning(8, STATES[1], "Please give figures."),),
    "was sent back": (STATES[3],),
    "ask letter": ((1, 0), (12, 2)),
    "letter preview": (
        OnPaper(8, _LETTER, 12),
        OnPaper(8, _LETTER, 12, 1, (Printed(5, date(2026, 6, 29), "14:05", 7),)),
    ),
    "letter entered": (OnPaper(8, _LETTER, 12), OnPaper(8, _LETTER, 1, 2), OnPaper(8, _LETTER, 0)),
    "ask photo": (_CLEARED,),
    "letter received": (_CLEARED, replace(_CLEARED, letters=2, role=Role.COORDINATOR)),
    "which sheet": ([Waiting(_ROUND, 7), Waiting(None, 1)],),
    "to clear": _notices(),
    "cleared": _notices(),
    "sent back": _notices(STATES[3]),
}
LARGEST_CONTRIBUTIONS: dict[str, tuple[Any, ...]] = {
    "tasks": ((TaskList(tuple((one, State.RETURNED) for one in _LARGEST_LINES), 50_000, 100_000, *[10**9] * 4), True),),
    "draft": (*LARGEST_ASKED, *LARGEST_STATES),
    "given before": tuple((one, _BIG) for one in LARGEST_STATES),
    "ask status": LARGEST_ASKED,
    **dict.fromkeys(("ask part", "part added"), tuple(PartShown(one, part) for one in LARGEST_ASKED for part in Part)),
    "which part": LARGEST_ASKED,
    "contribution preview": _readings(*LARGEST_ASKED, *LARGEST_STATES),
    "submitted": LARGEST_STATES,
    "draft kept": LARGEST_ASKED,
    "ask discard": LARGEST_ASKED,
    "clearance": (Clearance(_LONG_NAME, _LARGEST_LINES, _BIG, 50_000, 100_000, 10**9, 10**9, 0, True),),
    "to read": _readings(*LARGEST_ASKED, *LARGEST_STATES),
    "ask why": LARGEST_ASKED,
    "sending back": tuple(Returning(_BIG, one, "😀" * (LONGEST_REASON // 2)) for one in LARGEST_ASKED),
    "was sent back": LARGEST_STATES,
    "ask letter": ((10**9, 5),),
    "letter preview": (
        OnPaper(_BIG, _LARGEST_LETTER, 10**9, 5, (Printed(_BIG, date(2026, 9, 30), "23:59", 10**9),) * 3),
    ),
    "letter entered": (OnPaper(_BIG, _LARGEST_LETTER, 10**9, 5),),
    **dict.fromkeys(("ask photo", "letter received"), tuple(replace(one, letters=5) for one in LARGEST_STATES)),
    "which sheet": ([Waiting(replace(_ROUND, id=_BIG, name="😀" * 200), 10**9)] * 20,),
    "to clear": _largest_notices(),
    "cleared": _largest_notices(),
    "sent back": tuple(notice for one in LARGEST_STATES for notice in _largest_notices(one)),
}
