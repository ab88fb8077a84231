"""Screens of requests to units: as people mostly see them, and the same at the largest that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from domain.appointment import MOST_COLLEAGUES, Member
from domain.due import due
from domain.mailing import Reader
from domain.parts import (
    LONGEST_ANSWER,
    LONGEST_QUESTION,
    LONGEST_UNIT_NAME,
    PartList,
    PartNotice,
    PartPreview,
    PartShown,
    PartState,
    PartText,
    UnitPage,
    UnitShown,
)
from domain.reference import Reference
from domain.role import Role
from domain.shown import CHOICES_PER_PAGE, Capacity

_DAY = date(2026, 9, 30)
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_LONG = {"en": 'Ministry of <b>&amp; "quoted" </blockquote> {name} %s 😀𠀀 ' + "and of everything else " * 9}
_BIG = 2**53
_UNIT = "Prison Statistics"
_LONG_UNIT = ('<b>&amp; "quoted" {name} %s 😀𠀀 ' * 5)[:LONGEST_UNIT_NAME]
_REFERENCE, _LONG_REFERENCE = Reference("QS", 28), Reference("QS", 9_999_999)

_PART = PartShown(
    3,
    9,
    _REFERENCE,
    "96.117",
    "96.117 Set up legal aid offices in all the provinces.",
    "en",
    _NAMES,
    5,
    _UNIT,
    "How many detainees were there at the end of 2025?",
    due(_DAY, _DAY - timedelta(days=12), independent=False),
    PartState.ASKED,
    "",
    asks=True,
    nobody=True,
)
_ANSWERED = replace(_PART, state=PartState.ANSWERED, answer="6,412 on 31 December 2025.", draft=4, nobody=False)
_OF_ASKERS = (_PART, _ANSWERED, *(replace(_PART, state=state, due=None) for state in PartState))
_OF_UNIT = tuple(replace(one, asks=False, answers=True, nobody=False) for one in _OF_ASKERS)
_LARGEST = PartShown(
    _BIG,
    _BIG,
    _LONG_REFERENCE,
    "1" * 32,
    "😀 " * 3000,
    "fr",
    _LONG,
    _BIG,
    _LONG_UNIT,
    "😀" * (LONGEST_QUESTION // 2),
    due(_DAY, _DAY + timedelta(days=10**5), independent=False),
    PartState.ASKED,
    "",
    asks=True,
    answers=True,
    nobody=True,
    draft=_BIG,
)
_LARGEST_ANSWERED = replace(_LARGEST, state=PartState.ANSWERED, answer="&" * LONGEST_ANSWER, text="文" * 20_000)
_LARGEST_OF_ALL = (_LARGEST, _LARGEST_ANSWERED, *(replace(_LARGEST_ANSWERED, state=state) for state in PartState))
_COLLEAGUE = Capacity(2, Role.COLLEAGUE, "QS", {}, _NAMES, _UNIT)
_FOCAL = Capacity(1, Role.FOCAL_POINT, "QS", {}, _NAMES)
_LARGEST_CAPACITY = Capacity(_BIG, Role.COLLEAGUE, "QS", _LONG, _LONG, _LONG_UNIT)
_MEMBERS = (
    Member(2, 2, Role.COLLEAGUE, date(2026, 3, 4), None, reachable=True),
    Member(3, 3, Role.COLLEAGUE, date(2026, 3, 5), None, reachable=False),
)

ORDINARY_PARTS: dict[str, tuple[Any, ...]] = {
    "ask which unit": (UnitPage(((1, _UNIT), (2, "Legal Affairs")), 1, 2, _REFERENCE), UnitPage((), 1, 1, _REFERENCE)),
    "ask part question": (PartPreview(replace(_PART, question="", due=None)),),
    "ask part day": (PartPreview(_PART),),
    "part preview": (PartPreview(_PART, 2), PartPreview(_PART, 1), PartPreview(replace(_PART, due=None))),
    "parts": (
        PartList(_OF_ASKERS[:5], 1, 2, 7, 3, answers=False),
        PartList(_OF_ASKERS[:1], 1, 1, 1, 1, answers=False, also=True, reference=_REFERENCE),
        PartList(_OF_UNIT[:2], 1, 1, 2, 1, answers=True, leaving=((2, _UNIT),)),
        PartList((), 1, 1, 0, 0, answers=True, also=True, leaving=((2, _UNIT), (3, "Legal Affairs"))),
        PartList((), 1, 1, 0, 0, answers=False),
    ),
    "part": (*_OF_ASKERS, *_OF_UNIT),
    "part text": (PartText(_OF_UNIT[0], 1),),
    "ask part answer": (_OF_UNIT[0],),
    "part answer preview": (replace(_OF_UNIT[0], answer="6,412."),),
    "ask part decline": (_OF_UNIT[0],),
    "part asked": (PartNotice(Reader(_COLLEAGUE, acts_so=True), _OF_UNIT[0]),),
    "part withdrawn": (PartNotice(Reader(_COLLEAGUE, acts_so=True), replace(_OF_UNIT[0], state=PartState.WITHDRAWN)),),
    "part answered": tuple(
        PartNotice(Reader(_FOCAL, acts_so), one)
        for one in (_ANSWERED, replace(_PART, state=PartState.DECLINED))
        for acts_so in (True, False)
    ),
    "units": (UnitPage(((1, _UNIT), (2, "Legal Affairs")), 1, 1), UnitPage((), 1, 1)),
    "unit": (UnitShown(1, _UNIT, _NAMES, _MEMBERS, None), UnitShown(1, _UNIT, _NAMES, (), _DAY)),
}
_LARGEST_UNITS = UnitPage(((_BIG, _LONG_UNIT),) * CHOICES_PER_PAGE, 50_000, 100_000, _LONG_REFERENCE)
_LARGEST_NOTICES = tuple(
    PartNotice(Reader(_LARGEST_CAPACITY, acts_so), one) for one in _LARGEST_OF_ALL for acts_so in (True, False)
)
LARGEST_PARTS: dict[str, tuple[Any, ...]] = {
    "ask which unit": (_LARGEST_UNITS,),
    "ask part question": (PartPreview(_LARGEST),),
    "ask part day": (PartPreview(_LARGEST),),
    "part preview": (PartPreview(_LARGEST, 10**9),),
    "parts": tuple(
        PartList((_LARGEST,) * 5, 50_000, 100_000, 10**9, 10**9, answers, True, _LONG_REFERENCE, leaving)
        for answers, leaving in ((True, ((_BIG, _LONG_UNIT),) * 20), (False, ()))
    ),
    "part": _LARGEST_OF_ALL,
    "part text": tuple(PartText(one, page) for one in (_LARGEST, _LARGEST_ANSWERED) for page in (1, 2, 10**9)),
    "ask part answer": (_LARGEST,),
    "part answer preview": (replace(_LARGEST, answer="😀" * (LONGEST_ANSWER // 2)), _LARGEST_ANSWERED),
    "ask part decline": (_LARGEST,),
    **dict.fromkeys(("part asked", "part withdrawn", "part answered"), _LARGEST_NOTICES),
    "units": (_LARGEST_UNITS,),
    "unit": (
        UnitShown(
            _BIG,
            _LONG_UNIT,
            _LONG,
            tuple(Member(_BIG, 1, Role.COLLEAGUE, _DAY, None, reachable=False) for _ in range(MOST_COLLEAGUES)),
            _DAY,
        ),
    ),
}
