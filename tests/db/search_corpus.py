"""Recommendations in four languages to search in, written for these tests."""

from __future__ import annotations

from typing import Any

from records import record

from domain.record import Position, Record, Sdg

KENYA, MOZAMBIQUE, CHAD = ("KE",), ("MZ",), ("TD",)
_OF_WOMEN: dict[str, Any] = {
    "annotation_id": "e3",
    "countries": MOZAMBIQUE,
    "position": Position.NOTED,
    "sdgs": (Sdg(5), Sdg(6, "6.1"), Sdg(6, "6.2")),
    "themes": ("Land", "Water"),
}

_ENGLISH = [
    record(annotation_id="e1", text="122.1 Prevent torture and ill-treatment in all places of detention (Togo);"),
    record(
        annotation_id="e2",
        text="Ratify the Optional Protocol to the Convention against Torture.",
        mechanism="CAT",
        position=None,
        symbol="CAT/C/KEN/CO/3",
        session=None,
        themes=("Treaties",),
        sdgs=(Sdg(16, "16.3"),),
    ),
    record(text="Give rural women access to land, credit and water by 2030; see A/RES/70/1.", **_OF_WOMEN),
    record(annotation_id="e4", text="End the death penalty: the State's courts of law.", countries=CHAD, sdgs=()),
    record(annotation_id="e5", text="Co-operate with UN bodies, e.g. OHCHR's mother-tongue (L1/L2) teaching."),
]
_FRENCH = [
    record(annotation_id="e1", text="Prévenir la torture dans tous les lieux de détention."),
    record(annotation_id="f1", text="Garantir l'éducation des femmes rurales, cœur du développement.", countries=CHAD),
    record(annotation_id="f2", text="Poursuivre la main-d'œuvre enfantine et l’abolition.", countries=KENYA),
]
_PORTUGUESE = [
    record(text="Assegurar às mulheres rurais o acesso à terra.", **_OF_WOMEN),
    record(annotation_id="p1", text="Melhorar a educação e a saúde das crianças.", countries=MOZAMBIQUE),
]
_CHINESE = [
    record(annotation_id="e1", text="防止在所有拘留场所发生酷刑和虐待。"),
    record(annotation_id="c1", text="加强人权教育，保护农村妇女的权利。", countries=MOZAMBIQUE),
    record(annotation_id="c2", text="个人的权力不得滥用；第16条。", countries=KENYA),
]
CORPUS: dict[str, list[Record]] = {"en": _ENGLISH, "fr": _FRENCH, "pt": _PORTUGUESE, "zh": _CHINESE}
TEXTS = [one.text for records in CORPUS.values() for one in records]
