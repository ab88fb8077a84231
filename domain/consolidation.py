"""Who answers for the country on a recommendation, and what the supporting institutions have given to that answer.

Moving a contribution on stands in contribution.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.contribution import State, Status
from domain.due import Part
from domain.reference import Reference
from domain.shown import Names


def answers(parts: Mapping[int, Part], institution_id: int) -> bool:
    """Tell whether an institution's contribution is the country's answer: the lead's, or the only one's.

    `parts`: by institution, of those of the State that have the recommendation now.
    """
    part = parts.get(institution_id)
    return part is Part.LEAD or (part is not None and len(parts) == 1)


@dataclass(frozen=True, slots=True)
class Given:
    """What one institution has given last on a recommendation. `contribution` None: nothing yet."""

    institution: Names
    part: Part
    independent: bool
    contribution: int | None = None
    status: Status | None = None
    state: State | None = None
    given_on: date | None = None


@dataclass(frozen=True, slots=True)
class Others:
    """The other institutions that have a recommendation: a page of them."""

    reference: Reference
    given: tuple[Given, ...]
    number: int
    pages: int
    total: int
