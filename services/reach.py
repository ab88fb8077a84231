"""Whether a person can be reached: lost when Telegram refuses, won when they write. Coordinators hear what it means."""

from __future__ import annotations

from db.queries import bulk, people
from db.queries.bulk import Planned
from db.work import Work
from domain.role import INDEPENDENT, Role

SPEAKERS = (Role.FOCAL_POINT, Role.DEPUTY)
"""Those through whom an institution is reached."""


def lose(work: Work, person_id: int) -> None:
    """Note that a person cannot be reached; tell the coordinators of an institution that has nobody left."""
    if not people.mark_unreachable(work, person_id):
        return
    for held in people.person_by_id(work, person_id).person.holdings:
        if held.role in INDEPENDENT or held.institution_id is None or held.role not in SPEAKERS:
            continue
        if people.reachable_members(work, held.institution_id, SPEAKERS):
            continue
        # Once a day at most for each institution, however often its people come and go.
        key = f"unreachable:{held.institution_id}:{work.now:%Y-%m-%d}"
        bulk.add_messages(
            work,
            [
                Planned(
                    coordinator, "institution unreachable", {"institution": held.institution_id}, f"{key}:{coordinator}"
                )
                for coordinator in people.coordinators(work, held.country)
            ],
        )
