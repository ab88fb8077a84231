"""Screens of contested competence: as people mostly see them, and the same at the largest that can be."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from domain.competence import Contest, ContestDecided, Contesting, ContestList, ContestShown, Decision, NameChoice
from domain.due import Part
from domain.extension import LONGEST_REASON
from domain.mailing import Reader
from domain.reference import Reference
from domain.role import Role
from domain.shown import Capacity, Excerpt

_SPECIALS = "<b>&amp; \"quoted\" 'single' </blockquote> {name} %s 😀𠀀"
_LONG_NAME = {"en": f"Ministry of {_SPECIALS} " + "and of everything else that a State can do " * 5}
_NAMES = {"en": "Ministry of Justice", "fr": "Ministère de la Justice", "pt": "Ministério da Justiça", "zh": "司法部"}
_OTHER = {
    "en": "Ministry of the Interior",
    "fr": "Ministère de l’Intérieur",
    "pt": "Ministério do Interior",
    "zh": "内政部",
}
_TEXT = Excerpt("Ensure that everyone who is held by the police sees a lawyer within 24 hours.", "en")
_BIG = 2**53
_READER = Reader(Capacity(3, Role.FOCAL_POINT, "QS", {"en": "Quessania"}, _NAMES), acts_so=True)
_LARGEST_READER = Reader(Capacity(_BIG, Role.FOCAL_POINT, "QS", _LONG_NAME, _LONG_NAME), acts_so=False)

_WHY = "Police stations are under the Ministry of the Interior."
_WAITS = Contest(
    6, "QS", Reference("QS", 4), 4, 5, 2, _NAMES, False, Part.LEAD, 3, _OTHER, _WHY, "", Decision.OPEN, True
)
_NAMES_NOBODY = replace(_WAITS, named=None, named_names=None)
_ACCEPTED = replace(_WAITS, decision=Decision.ACCEPTED, standing=False)
_REFUSED = replace(_WAITS, decision=Decision.REFUSED, answer="The Code of Criminal Procedure is yours.")
_GONE = replace(_WAITS, standing=False)
_DECLINED = replace(_ACCEPTED, independent=True, named=None, named_names=None, reason="")
_CONTESTS = (_WAITS, _NAMES_NOBODY, _ACCEPTED, _REFUSED, _GONE, _DECLINED)

_ASKED = Contesting(7, Reference("QS", 4), _TEXT, False, _OTHER, "")
_INVITED = Contesting(7, Reference("QS", 4), _TEXT, True, None, "")
_INSTITUTIONS = tuple((id_, _OTHER) for id_ in range(5))

ORDINARY_COMPETENCE: dict[str, tuple[Any, ...]] = {
    "contest names": (
        NameChoice(Reference("QS", 4), "", _INSTITUTIONS, 2, 3),
        NameChoice(Reference("QS", 4), "interior", _INSTITUTIONS[:2], 1, 1),
        NameChoice(Reference("QS", 4), "xylophone", (), 1, 1),
    ),
    "ask contest reason": (_ASKED, replace(_ASKED, named=None), _INVITED),
    "contest preview": (replace(_ASKED, reason=_WHY), replace(_INVITED, reason="It lies outside our mandate.")),
    "contested": (_ASKED, replace(_ASKED, named=None), _INVITED),
    "contests": (ContestList(_CONTESTS[:2], 2, 3), ContestList((), 1, 1)),
    "contest": tuple(ContestShown(7, one, _TEXT) for one in _CONTESTS),
    "ask contest answer": (ContestShown(7, _WAITS, _TEXT),),
    "contest refusal": (ContestShown(7, _WAITS, _TEXT, "The Code of Criminal Procedure is yours."),),
    "competence contested": (ContestShown(7, _WAITS, _TEXT), ContestShown(7, _DECLINED, None)),
    "competence decided": (ContestDecided(_READER, _ACCEPTED), ContestDecided(_READER, _REFUSED)),
}

_REASONS = ("😀" * LONGEST_REASON, "&<>" * (LONGEST_REASON // 3))
_LARGEST = tuple(
    replace(
        one, id=_BIG, reference=Reference("QS", 2**31), institution=_LONG_NAME, reason=reason,
        named=_BIG if one.named else None, named_names=_LONG_NAME if one.named else None,
        answer=reason if one.answer else "",
    )
    for one in (*_CONTESTS, replace(_DECLINED, reason=_WHY))
    for reason in _REASONS
)  # fmt: skip
_LARGEST_TEXT = Excerpt("😀" * 400, "en")
_LARGEST_ASKED = tuple(
    Contesting(_BIG, Reference("QS", 2**31), _LARGEST_TEXT, independent, None if independent else _LONG_NAME, reason)
    for independent in (True, False)
    for reason in _REASONS
)

LARGEST_COMPETENCE: dict[str, tuple[Any, ...]] = {
    "contest names": (NameChoice(Reference("QS", 2**31), "😀" * 100, ((_BIG, _LONG_NAME),) * 5, 50_000, 100_000),),
    **dict.fromkeys(("ask contest reason", "contest preview", "contested"), _LARGEST_ASKED),
    "contests": tuple(ContestList((one,) * 5, 50_000, 100_000) for one in _LARGEST),
    **{
        kind: tuple(ContestShown(_BIG, one, _LARGEST_TEXT, reason) for one in _LARGEST for reason in _REASONS)
        for kind in ("contest", "ask contest answer", "contest refusal", "competence contested")
    },
    "competence decided": tuple(
        ContestDecided(_LARGEST_READER, one) for one in _LARGEST if one.decision is not Decision.OPEN
    ),
}
