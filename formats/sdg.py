"""Goals and targets of the Sustainable Development Goals as files write them. Their names stand in views/."""

from __future__ import annotations

import re

from domain.errors import SdgUnknown
from domain.record import Sdg
from formats.cell import Cell, values

_TARGETS = {
    1: (5, "b"),
    2: (5, "c"),
    3: (9, "d"),
    4: (7, "c"),
    5: (6, "c"),
    6: (6, "b"),
    7: (3, "b"),
    8: (10, "b"),
    9: (5, "c"),
    10: (7, "c"),
    11: (7, "c"),
    12: (8, "c"),
    13: (3, "b"),
    14: (7, "c"),
    15: (9, "c"),
    16: (10, "b"),
    17: (19, ""),
}
"""Of each goal its last numbered and its last lettered target. Source: General Assembly resolution 70/1."""

_WRITTEN = re.compile(
    r"^(?:(?:sdg|odd|ods|goal|objectif|objetivo|target|cible|meta)s?\s*)?(\d{1,2})(?:\.(\d{1,2}|[a-d]))?(?![\w.]*\w)",
    re.IGNORECASE,
)


def sdgs(cell: Cell) -> tuple[Sdg, ...]:
    """Return the goals and targets of a cell ("16.a - Strong institutions…", one a line), in order, without doubles.

    `No SDG link identified` is none. Raises SdgUnknown with the value where it begins with no goal or target.
    """
    found = (_sdg(value) for value in values(cell))
    return tuple(dict.fromkeys(sdg for sdg in found if sdg is not None))


def _sdg(value: str) -> Sdg | None:
    if value.casefold().startswith("no sdg"):
        return None
    written = _WRITTEN.match(value)
    if written is None:
        raise SdgUnknown(value[:100])
    goal, target = int(written[1]), written[2]
    if goal not in _TARGETS or not _exists(goal, target):
        raise SdgUnknown(value[:100])
    return Sdg(goal, None if target is None else f"{goal}.{target.casefold().lstrip('0')}")


def _exists(goal: int, target: str | None) -> bool:
    number, letter = _TARGETS[goal]
    if target is None:
        return True
    if target.isdigit():
        return 1 <= int(target) <= number
    return target.casefold() <= letter
