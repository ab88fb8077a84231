"""Screens of review, consolidation, letters and history: as people mostly see them, and at the largest that can be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from contribution_samples import LARGEST, LARGEST_STATES, SHOWN, STATES, WRITTEN

from domain.consolidation import Given, Others
from domain.contributed import (
    LONGEST_LETTER_NUMBER,
    LONGEST_REASON,
    ClearanceNotice,
    ContributionShown,
    Reading,
    Returning,
)
from domain.contribution import Action, State, Status
from domain.due import Part
from domain.history import DatedEntry, Entry, History, Published, What
from domain.letter import Letter
from domain.mailing import Reader
from domain.reference import Reference
from domain.reviewed import (
    BehalfChoice,
    EnteredNotice,
    LetterShown,
    Reviewed,
    ReviewLine,
    ReviewNotice,
    ReviewQueue,
    Unchanged,
    UnchangedDone,
)
from domain.role import Role
from domain.round import Feeds, Round
from domain.shown import Capacity, Excerpt, Line

_SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
_LONG_NAME = {"en": f"Ministry of {_SPECIALS} " + "and of everything else that a State can do " * 5}
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_BIG = 2**53
_READER = Reader(Capacity(3, Role.FOCAL_POINT, "QS", {"en": "Quessania"}, _NAMES), acts_so=True)
_LARGEST_READER = Reader(Capacity(_BIG, Role.NHRI, "QS", {"en": "X" * 100 + _SPECIALS}, _LONG_NAME), acts_so=False)
_LETTER = Letter("123/GM/2026", date(2026, 6, 30))
_LARGEST_LETTER = Letter("😀" * LONGEST_LETTER_NUMBER, date(2026, 9, 30))
_ROUND = Round(9, "QS", Feeds.MID_TERM, "", date(2026, 11, 2), date(2026, 12, 4), clearance=True)
_LARGEST_ROUND = Round(_BIG, "QS", Feeds.OTHER, "😀" * 120, date(2026, 9, 30), date(2026, 9, 30), clearance=True)
_ACTIONS = frozenset({Action.APPROVE, Action.PUBLISH, Action.RETURN})
_MANY = tuple(Reference("QS", 9_999_000 + place) for place in range(100))
_LINE = Line(Reference("QS", 17), Excerpt("Réduire la surpopulation carcérale ;", "fr"), "UPR", "112.31", None)
_LARGEST_LINE = Line(Reference("QS", 9_999_999), Excerpt("😀" * 400, "fr"), "X" * 40, "1" * 32, None)
_QUEUED = tuple(
    ReviewLine(12, _LINE, _NAMES, Status.IN_PROGRESS, state, days, days == 1)
    for state, days in ((State.SUBMITTED, 12), (State.SUBMITTED, 1), (State.SUBMITTED, 0), (State.APPROVED, 3))
)
_LONGEST_QUEUED = ReviewLine(_BIG, _LARGEST_LINE, _LONG_NAME, Status.NOT_APPLICABLE, State.SUBMITTED, 10**6, True)


def _read(shown: ContributionShown, **changed: Any) -> Reviewed:
    """A contribution as a coordinator reads it."""
    known = Reviewed(
        replace(shown, said_on=date(2026, 3, 2), role=Role.COORDINATOR), "no-information", Part.LEAD, None, None, 3,
        _ACTIONS, False, True, False, (13, Reference("QS", 18)),
    )  # fmt: skip
    return replace(known, **changed)


def _largest(shown: ContributionShown, page: int = 1) -> Reviewed:
    found = replace(shown, role=Role.COORDINATOR, evidence=10**9, letter=_LARGEST_LETTER, no_change=True)
    return Reviewed(
        found, "no-longer-applicable", Part.ASSOCIATED, _LARGEST_ROUND, date(2026, 9, 30), 10**6, _ACTIONS, True, True,
        True, (_BIG, Reference("QS", 9_999_999)), page,
    )  # fmt: skip


_SUBMITTED = replace(SHOWN, state=State.SUBMITTED)
_ON_PAPER = replace(_SUBMITTED, letter=_LETTER, on_behalf=True)
_READ = (
    _read(_SUBMITTED),
    _read(_SUBMITTED, round=_ROUND, unchanged_since=date(2026, 1, 5), answers=False, part=Part.ASSOCIATED),
    _read(_ON_PAPER, is_own=True, actions=frozenset({Action.RETURN}), following=None),
    *(_read(one, part=None, is_shared=True, actions=frozenset()) for one in STATES[2:]),
)
_LONGEST_READ = tuple(_largest(one, page) for one in (*LARGEST_STATES, LARGEST, WRITTEN) for page in (1, 2, 10**9))
_DECIDED = tuple(
    _read(replace(SHOWN, state=state, reason="Please give figures."), actions=actions, answers=answers)
    for state, actions, answers in (
        (State.APPROVED, frozenset({Action.PUBLISH, Action.RETURN}), True),
        (State.APPROVED, frozenset({Action.RETURN}), False),
        (State.PUBLISHED, frozenset(), True),
        (State.RETURNED, frozenset(), True),
    )
)
_ENTERED = EnteredNotice(_READER, _NAMES, 12, Reference("QS", 17), Status.IN_PROGRESS, _LETTER)
_GIVEN = (
    Given(_NAMES, Part.LEAD, independent=False),
    Given(_NAMES, Part.ASSOCIATED, False, 12, Status.IN_PROGRESS, State.APPROVED, date(2026, 3, 2)),
    Given(_NAMES, Part.ASSOCIATED, True, 13, Status.NOT_STARTED, State.PUBLISHED, date(2026, 3, 2)),
)
_AT = datetime(2026, 3, 2, tzinfo=UTC)


def _entry(what: What) -> Entry:
    return Entry(_AT, what, _NAMES, Role.FOCAL_POINT, Part.LEAD, 2, Status.IN_PROGRESS, True, date(2026, 12, 4), "Why?")


def _history(*whats: What, public: bool = False) -> History:
    return History(Reference("QS", 17), tuple(DatedEntry(_AT.date(), _entry(one)) for one in whats), 2, 9, public)


_WHATS = tuple(What)
_LONGEST_ENTRY = DatedEntry(
    date(2026, 9, 30),
    Entry(_AT, What.ENTERED, _LONG_NAME, Role.NHRI, Part.ASSOCIATED, 10**6, Status.NOT_APPLICABLE, True,
          date(2026, 9, 30), "😀" * LONGEST_REASON),
)  # fmt: skip
_PUBLISHED = Published(Reference("QS", 17), (replace(STATES[-2], evidence=1), STATES[-2]), (date(2026, 3, 2),) * 2, 1)
_LONGEST_PUBLISHED = tuple(
    Published(Reference("QS", 9_999_999), (replace(one, independent=True),) * 3, (date(2026, 9, 30),) * 3, page)
    for one in (*LARGEST_STATES, LARGEST)
    for page in (1, 2, 10**9)
)

ORDINARY_REVIEWS: dict[str, tuple[Any, ...]] = {
    "review queue": (ReviewQueue(_QUEUED, 1, 3, 12, 2, 4), ReviewQueue((), 1, 1, 0, 0, 0)),
    "to review": _READ,
    "review decided": _DECIDED,
    "ask why returned": (_SUBMITTED,),
    "returning": (Returning(8, _SUBMITTED, "Please give figures."),),
    "unchanged": (Unchanged(_MANY[:4], 4, 3, 1), Unchanged(_MANY[:1], 1, 1, 1), Unchanged((), 0, 0, 0)),
    "unchanged approved": (UnchangedDone(4, 3), UnchangedDone(1, 0)),
    "returned": (ClearanceNotice(_READER, _NAMES, contribution=STATES[3]),),
    "reviewed": (ReviewNotice(_READER, _NAMES, _MANY[:2], _MANY[:1]), ReviewNotice(_READER, _NAMES, (), _MANY[:1])),
    "entered on behalf": (_ENTERED, replace(_ENTERED, reader=replace(_READER, acts_so=False), letter=None)),
    "others": (Others(Reference("QS", 17), _GIVEN, 1, 2, 6), Others(Reference("QS", 17), (), 1, 1, 0)),
    "read other": (Reading(STATES[2], 1),),
    "ask letter about": (None,),
    "ask whose letter": (BehalfChoice(Reference("QS", 17), ((1, _NAMES), (2, _NAMES))),),
    "ask letter to enter": (LetterShown(8, Reference("QS", 17), _NAMES),),
    "letter to enter": (LetterShown(8, Reference("QS", 17), _NAMES, _LETTER, 1),),
    "history": (
        *(_history(*_WHATS[place : place + 5]) for place in range(0, len(_WHATS), 5)),
        _history(What.PUBLISHED, public=True),
        replace(_history(public=True), pages=1),
    ),
    "published": (_PUBLISHED, replace(_PUBLISHED, page=2)),
}
LARGEST_REVIEWS: dict[str, tuple[Any, ...]] = {
    "review queue": (ReviewQueue((_LONGEST_QUEUED,) * 5, 50_000, 100_000, 10**9, 10**9, 100),),
    "to review": _LONGEST_READ,
    "review decided": _LONGEST_READ,
    "ask why returned": LARGEST_STATES,
    "returning": tuple(Returning(_BIG, one, "😀" * (LONGEST_REASON // 2)) for one in LARGEST_STATES),
    "unchanged": (Unchanged(_MANY, 100, 99, _BIG),),
    "unchanged approved": (UnchangedDone(100, 99),),
    "returned": tuple(
        ClearanceNotice(reader, _LONG_NAME, contribution=one)
        for one in LARGEST_STATES
        for reader in (_LARGEST_READER, replace(_LARGEST_READER, acts_so=True))
    ),
    "reviewed": (ReviewNotice(_LARGEST_READER, _LONG_NAME, _MANY, _MANY),),
    "entered on behalf": tuple(
        EnteredNotice(reader, _LONG_NAME, _BIG, Reference("QS", 9_999_999), Status.NOT_APPLICABLE, _LARGEST_LETTER)
        for reader in (_LARGEST_READER, replace(_LARGEST_READER, acts_so=True))
    ),
    "others": (
        Others(
            Reference("QS", 9_999_999),
            (Given(_LONG_NAME, Part.LEAD, False, _BIG, Status.NOT_APPLICABLE, State.PUBLISHED, date(2026, 9, 30)),) * 5,
            50_000,
            100_000,
            10**9,
        ),
    ),
    "read other": tuple(Reading(one, page) for one in LARGEST_STATES for page in (1, 2, 10**9)),
    "ask whose letter": (BehalfChoice(Reference("QS", 9_999_999), ((_BIG, _LONG_NAME),) * 40),),
    "ask letter to enter": (LetterShown(_BIG, Reference("QS", 9_999_999), _LONG_NAME),),
    "letter to enter": (LetterShown(_BIG, Reference("QS", 9_999_999), _LONG_NAME, _LARGEST_LETTER, 5),),
    "history": (History(Reference("QS", 9_999_999), (_LONGEST_ENTRY,) * 5, 50_000, 100_000, False),),
    "published": _LONGEST_PUBLISHED,
}
