"""Assigning many recommendations at once: which are meant, who leads and who is associated, what that changes.

Pure. What is shown of it stands in assigning_shown.py; telling institutions, in services/tell.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from domain.due import Part

LONGEST_INSTRUCTIONS = 1500
"""UTF-16 units of instructions, so that names and buttons fit beside them in one message."""
MOST_NAMED = 12
"""Institutions that one order may add or take out; the workbook is for more."""
_MOST_NUMBERS = 100
_ONE = r"(?:([A-Za-z]{2})[-‐‑–—\s]*)?(\d{1,7})"
_RANGE = re.compile(rf"{_ONE}(?:\s*[-‐‑–—]\s*{_ONE})?")
_BETWEEN = re.compile(r"[\s,;，；、]*")


class By(StrEnum):
    """How the recommendations are chosen."""

    CLUSTER = "cluster"
    THEME = "theme"
    GOAL = "goal"
    DOCUMENT = "document"
    UNASSIGNED = "unassigned"
    WORDS = "words"
    NUMBERS = "numbers"


OFFERED = (By.CLUSTER, By.THEME, By.GOAL, By.DOCUMENT)
"""Those whose values are chosen from a list."""


@dataclass(frozen=True, slots=True)
class Which:
    """A choice of recommendations. `key`: an id or a goal's number; words; numbers as "12,20-25"."""

    by: By
    key: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """What a coordinator orders. `lead` None: each keeps its lead. `out`: institutions that are taken out.

    `former_stays`: a lead that is replaced becomes associated. `due_on` None and "" leave what there is.
    """

    which: Which
    lead: int | None = None
    associated: tuple[int, ...] = ()
    out: tuple[int, ...] = ()
    former_stays: bool = True
    instructions: str = ""
    due_on: date | None = None

    def params(self) -> dict[str, Any]:
        """As the data of a dialog or the parameters of a message."""
        return {
            "by": self.which.by.value,
            "key": self.which.key,
            "lead": self.lead,
            "associated": list(self.associated),
            "out": list(self.out),
            "former_stays": self.former_stays,
            "instructions": self.instructions,
            "due_on": self.due_on.isoformat() if self.due_on else None,
        }

    @classmethod
    def of(cls, params: Mapping[str, Any]) -> Order:
        """From what `params` gave."""
        return cls(
            Which(By(params["by"]), params["key"]),
            params["lead"],
            tuple(params["associated"]),
            tuple(params["out"]),
            params["former_stays"],
            params["instructions"],
            date.fromisoformat(params["due_on"]) if params["due_on"] else None,
        )

    def marked(self, institution_id: int) -> Order:
        """Return the order with an institution's mark turned on: nothing, associated, taken out, nothing again."""
        if institution_id in self.associated:
            without = tuple(one for one in self.associated if one != institution_id)
            return replace(self, associated=without, out=(*self.out, institution_id))
        if institution_id in self.out:
            return replace(self, out=tuple(one for one in self.out if one != institution_id))
        if len(self.associated) + len(self.out) >= MOST_NAMED:
            return self
        return replace(self, associated=(*self.associated, institution_id))


@dataclass(frozen=True, slots=True)
class Held:
    """An assignment as it stands."""

    id: int
    recommendation_id: int
    institution_id: int
    part: Part


@dataclass(slots=True)
class Plan:
    """What an order changes. `moved`: (what is ended, its new part): the same institution goes on in another part."""

    ended: list[Held] = field(default_factory=list)
    moved: list[tuple[Held, Part]] = field(default_factory=list)
    new: list[tuple[int, int, Part]] = field(default_factory=list)
    kept: list[Held] = field(default_factory=list)
    lead_changes: int = 0

    @property
    def changes(self) -> bool:
        """Whether anything but dates and instructions would change."""
        return bool(self.ended or self.moved or self.new)


def plan(ids: Sequence[int], held: Iterable[Held], order: Order) -> Plan:
    """Return what the order changes in these recommendations, given who has them now."""
    result = Plan()
    by_recommendation: dict[int, dict[int, Held]] = {id_: {} for id_ in ids}
    for one in held:
        by_recommendation[one.recommendation_id][one.institution_id] = one
    for id_, here in by_recommendation.items():
        decided = _plan_lead(result, id_, here, order)
        for institution_id in order.associated:
            if institution_id in decided:
                continue
            if institution_id in here:
                result.kept.append(here[institution_id])
            else:
                result.new.append((id_, institution_id, Part.ASSOCIATED))
        result.ended += [here[one] for one in order.out if one in here and one not in decided]
    return result


def _plan_lead(result: Plan, id_: int, here: Mapping[int, Held], order: Order) -> set[int]:
    """Decide who leads one recommendation; return the institutions that this decides about."""
    if order.lead is None:
        return set()
    before = next((one for one in here.values() if one.part is Part.LEAD), None)
    mine = here.get(order.lead)
    if mine is not None and mine is before:
        result.kept.append(mine)
        return {order.lead}
    if mine is not None:
        result.moved.append((mine, Part.LEAD))
    else:
        result.new.append((id_, order.lead, Part.LEAD))
    if before is None:
        return {order.lead}
    result.lead_changes += 1
    stays = before.institution_id in order.associated or order.former_stays
    if stays and before.institution_id not in order.out:
        result.moved.append((before, Part.ASSOCIATED))
    else:
        result.ended.append(before)
    return {order.lead, before.institution_id}


def numbers(text: str, country: str) -> tuple[tuple[int, int], ...] | None:
    """Return the ranges of numbers that a text is ("SI-0012 0013, 20-25"); None where it is something else.

    A number with another country's code is something else.
    """
    found: list[tuple[int, int]] = []
    place = _BETWEEN.match(text).end()  # type: ignore[union-attr] # it matches nothing too
    while place < len(text):
        match = _RANGE.match(text, place)
        if match is None or len(found) >= _MOST_NUMBERS:
            return None
        if any(code and code.upper() != country for code in (match[1], match[3])):
            return None
        first, last = int(match[2]), int(match[4] or match[2])
        found.append((min(first, last), max(first, last)))
        place = match.end()
        between = _BETWEEN.match(text, place)
        end = between.end() if between else place
        if end == place and place < len(text):
            return None
        place = end
    return tuple(found) or None


def as_key(ranges: Sequence[tuple[int, int]]) -> str:
    """Return ranges as they are kept: "12,20-25"."""
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)


def ranges_of(key: str) -> tuple[tuple[int, int], ...]:
    """Return the ranges that `as_key` wrote."""
    pairs = (part.partition("-") for part in key.split(","))
    return tuple((int(first), int(last or first)) for first, _, last in pairs)
