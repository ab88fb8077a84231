"""Screens of people and invitations: as people mostly see them, and the same at the largest that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.appointment import AppointmentShown, Member, PeopleShown, Succession, Waiting
from domain.letter import Letter
from domain.mailing import InstitutionPage
from domain.role import Role
from domain.shown import Capacity

_DAY = date(2026, 9, 30)
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_LONG = {"en": 'Ministry of <b>&amp; "quoted" </blockquote> {name} %s 😀𠀀 ' + "and of everything else " * 9}
_BIG = 2**53
_LETTER = Letter("88/GM/2026", date(2026, 2, 27))
_LONGEST_LETTER = Letter("&" * 60, _DAY)
_OF_STATE = (Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER)
_MEMBERS = (
    Member(1, 1, Role.FOCAL_POINT, date(2026, 3, 2), _LETTER, reachable=True, own=True),
    Member(2, 2, Role.DEPUTY, date(2026, 3, 4), None, reachable=False),
)
_HOUSE = PeopleShown(
    "QS", {}, _NAMES, 7, _MEMBERS, (Waiting(4, Role.SIGNING_OFFICER, _DAY),), _OF_STATE, frozenset({1, 2}), False
)
_EMPTY = PeopleShown("CV", {}, None, 0, (), (), (Role.COORDINATOR,), frozenset(), True)
_LARGEST = PeopleShown(
    "QS",
    _LONG,
    _LONG,
    _BIG,
    tuple(Member(_BIG, 1, Role.SIGNING_OFFICER, _DAY, _LONGEST_LETTER, False, True) for _ in range(40)),
    (Waiting(_BIG, Role.SIGNING_OFFICER, _DAY),) * 8,
    _OF_STATE,
    frozenset({_BIG}),
    True,
)
_FOCAL = Capacity(0, Role.FOCAL_POINT, "QS", {}, _NAMES)
_APPOINTMENT = AppointmentShown(7, _FOCAL, _LETTER, Succession.OWN, True)
_BESIDE = replace(_APPOINTMENT, succeeds=None)
_OF_BODY = AppointmentShown(7, Capacity(0, Role.NHRI, "QS", {}, _NAMES), None, None, False)
_LARGEST_APPOINTMENT = AppointmentShown(
    _BIG, Capacity(0, Role.FOCAL_POINT, "QS", _LONG, _LONG), _LONGEST_LETTER, Succession.THEIRS, True
)
_ROLE = Capacity(1, Role.DEPUTY, "CV", {}, _NAMES)
_COORDINATOR = Capacity(1, Role.COORDINATOR, "CV", {}, None)
_OF_UNIT = Capacity(1, Role.COLLEAGUE, "CV", {}, _NAMES, "Prison Statistics")
_COLLEAGUE = Member(4, 4, Role.COLLEAGUE, date(2026, 3, 4), None, reachable=True)
_LARGEST_ROLE = Capacity(_BIG, Role.SIGNING_OFFICER, "QS", _LONG, _LONG)
_CODE = "Zq3vXw8uPpL0a1B2c3D4e5"

ORDINARY_PEOPLE: dict[str, tuple[Any, ...]] = {
    "people": (_HOUSE, _EMPTY),
    "people where": (
        InstitutionPage(7, "", ((1, _NAMES), (2, _NAMES)), 1, 2),
        InstitutionPage(7, "xyz", (), 1, 1),
    ),
    "ask appointment": (_APPOINTMENT, _BESIDE),
    "appointment": (_APPOINTMENT, _BESIDE, _OF_BODY, replace(_APPOINTMENT, succeeds=Succession.THEIRS)),
    "invitation made": (
        (_ROLE, _CODE, "suivi_bot", _DAY),
        (_COORDINATOR, _CODE, "", _DAY),
        (_OF_UNIT, _CODE, "", _DAY),
    ),
    "ask end access": (
        (_MEMBERS[0], _ROLE),
        (_MEMBERS[1], _COORDINATOR),
        (_COLLEAGUE, _OF_UNIT),
        (replace(_COLLEAGUE, own=True), _OF_UNIT),
    ),
    "role left": (None,),
    "access ended": (_ROLE, _COORDINATOR, _OF_UNIT),
    "invitation accepted": (_ROLE, _COORDINATOR, _OF_UNIT),
}
LARGEST_PEOPLE: dict[str, tuple[Any, ...]] = {
    "people": (_LARGEST,),
    "people where": (InstitutionPage(_BIG, "&" * 100, ((_BIG, _LONG),) * 5, 50_000, 100_000),),
    "ask appointment": (_LARGEST_APPOINTMENT,),
    "appointment": (_LARGEST_APPOINTMENT,),
    "invitation made": ((_LARGEST_ROLE, _CODE, "x" * 32, _DAY),),
    "ask end access": ((_LARGEST.members[0], _LARGEST_ROLE),),
    "role left": (None,),
    "access ended": (_LARGEST_ROLE,),
    "invitation accepted": (_LARGEST_ROLE,),
}
