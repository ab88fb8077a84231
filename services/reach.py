"""Whether a person can be reached: lost when Telegram refuses, won when they write. Coordinators hear what it means."""

from __future__ import annotations

from db.queries import bulk, people
from db.queries.bulk import Planned
from db.work import Work
from domain.role import Role

OUT_OF_REACH = "institution unreachable"
SPEAKERS = (Role.FOCAL_POINT, Role.DEPUTY)
"""Those through whom an institution is reached."""


def lose(work: Work, person_id: int) -> None:
    """Note that a person cannot be reached; tell the coordinators of an institution that has nobody left."""
    if not people.mark_unreachable(work, person_id):
        return
    for held in people.person_by_id(work, person_id).person.holdings:
        if held.role not in SPEAKERS or held.institution_id is None:
            continue
        if not people.reachable_members(work, held.institution_id, SPEAKERS):
            _tell(work, held.country, held.institution_id)


def _tell(work: Work, country: str, institution_id: int) -> None:
    """Once a day at most for each institution, however often its people come and go."""
    key = f"unreachable:{institution_id}:{work.now:%Y-%m-%d}"
    params = {"institution": institution_id}
    told = people.coordinators(work, country)
    bulk.add_messages(work, [Planned(one, OUT_OF_REACH, params, f"{key}:{one}") for one in told])
