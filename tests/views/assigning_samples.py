# ruff: noqa: E501 - one sample on one line
"""Screens of assigning and clusters: as people mostly see them, and the same at the largest that can be."""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.assigning import LONGEST_INSTRUCTIONS, By, Which
from domain.assigning_shown import (
    Chosen,
    InstitutionChoice,
    InstitutionLine,
    Offer,
    Offers,
    OrderDone,
    OrderShown,
)
from domain.cluster_shown import ClusterList, ClusterShown, Repeats
from domain.record import Position
from domain.reference import Reference
from domain.shown import Excerpt, Line, Page

_SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
_LONG = {"en": f"Ministry of {_SPECIALS} " + "and of everything else that a State can do " * 5}
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_BIG = 2**53
_MANY = 10**9
_CHOSEN = Chosen(Which(By.WORDS, "prison"), "prison", 12)
_LONGEST_CHOSEN = Chosen(Which(By.WORDS, "x"), "😀" * 200, _MANY)
_LINE = Line(Reference("QS", 17), Excerpt("Reduce prison overcrowding.", "en"), "UPR", "112.31", Position.SUPPORTED)
_LONG_LINE = Line(Reference("QS", 9_999_999), Excerpt("😀" * 200, "fr"), "X" * 40, "1" * 32, Position.AWAITING_REPLY)
_LINES = (
    InstitutionLine(1, _NAMES, False, 3),
    InstitutionLine(2, _NAMES, False, 0, "associated"),
    InstitutionLine(3, _NAMES, True, 1, "out"),
)
_LONG_LINES = (InstitutionLine(_BIG, _LONG, True, _MANY, "associated"),) * 5
_ORDER = OrderShown(
    7,
    _CHOSEN,
    _NAMES,
    (_NAMES,),
    (_NAMES,),
    10,
    2,
    1,
    3,
    True,
    "Please add figures.",
    date(2026, 12, 4),
    True,
    (_NAMES,),
)
_NOTHING = OrderShown(7, Chosen(Which(By.UNASSIGNED), "", 3), None, (), (), 0, 3, 0, 0, True, "", None, False, ())
_LONGEST_ORDER = OrderShown(_BIG, _LONGEST_CHOSEN, _LONG, (_LONG,) * 12, (_LONG,) * 12, _MANY, _MANY, _MANY, _MANY, False,
                            (_SPECIALS + "&<>" * LONGEST_INSTRUCTIONS)[: LONGEST_INSTRUCTIONS // 2], date(2026, 9, 30), True, (_LONG,) * 12)  # fmt: skip
_CLUSTER = ClusterShown(3, "Prisons", Page((_LINE,) * 2, 1, 1, 2))
_EMPTY = ClusterShown(3, "Prisons", Page((), 1, 1, 0))
_LARGEST_CLUSTER = ClusterShown(_BIG, _SPECIALS.ljust(120, "W"), Page((_LONG_LINE,) * 5, 50_000, 100_000, _MANY))
_REPEATS = Repeats(3, "Prisons", ((_LINE, _LINE), (_LINE, _LINE)), 1, 3, 8)
_LARGEST_REPEATS = Repeats(_BIG, _SPECIALS.ljust(120, "W"), ((_LONG_LINE, _LONG_LINE),) * 3, 50_000, 100_000, _MANY)

ORDINARY_ASSIGNING: dict[str, tuple[Any, ...]] = {
    "order which": (None,),
    "order offers": (Offers("theme", (Offer("1", "Conditions of detention", 4),), 1, 2), Offers("goal", (Offer("16", "16", 4),), 1, 1),
                     Offers("document", (Offer("1", "CAT · CAT/C/QSA/CO/1", 4), Offer("2", "UPR", 1)), 1, 1), Offers("cluster", (), 1, 1)),
    "order leads": (InstitutionChoice(_CHOSEN, "", _LINES[:2], 1, 2), InstitutionChoice(_CHOSEN, "xylophone", (), 1, 1)),
    "order others": (InstitutionChoice(_CHOSEN, "", _LINES, 2, 3), InstitutionChoice(_CHOSEN, "xylophone", (), 1, 1)),
    "order instructions": (None,),
    "order date": (None,),
    "order preview": (_ORDER, _NOTHING),
    "order done": (OrderDone(10, 2, 1, 4, (_NAMES,) * 2, (_NAMES,)), OrderDone(1, 0, 0, 0, (), ())),
    "clusters": (ClusterList(((3, "Prisons", 4),), 1, 1), ClusterList((), 1, 1)),
    "cluster": (_CLUSTER, _EMPTY),
    "cluster filled": ((_CLUSTER, 2), (_CLUSTER, 1)),
    "cluster removal": (_CLUSTER, _EMPTY),
    "cluster repeats": (_REPEATS, Repeats(3, "Prisons", (), 1, 1, 0)),
    "ask cluster name": (None,),
    "ask cluster content": (None,),
    "ask cluster archive": (_CLUSTER,),
}  # fmt: skip

LARGEST_ASSIGNING: dict[str, tuple[Any, ...]] = {
    "order offers": tuple(Offers(by, (Offer(str(_BIG), _SPECIALS.ljust(300, "x"), _MANY),) * 8, 50_000, 100_000) for by in ("theme", "document", "cluster")),
    "order leads": (InstitutionChoice(_LONGEST_CHOSEN, "😀" * 100, _LONG_LINES, 50_000, 100_000),),
    "order others": (InstitutionChoice(_LONGEST_CHOSEN, "😀" * 100, _LONG_LINES, 50_000, 100_000),),
    "order preview": (_LONGEST_ORDER,),
    "order done": (OrderDone(_MANY, _MANY, _MANY, _MANY, (_LONG,) * 12, (_LONG,) * 12),),
    "clusters": (ClusterList(((_BIG, _SPECIALS.ljust(120, "W"), _MANY),) * 8, 50_000, 100_000),),
    "cluster": (_LARGEST_CLUSTER,),
    "cluster filled": ((_LARGEST_CLUSTER, _MANY),),
    "cluster removal": (_LARGEST_CLUSTER,),
    "cluster repeats": (_LARGEST_REPEATS,),
    "ask cluster archive": (_LARGEST_CLUSTER,),
}  # fmt: skip
