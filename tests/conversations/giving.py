"""Contributions that are there when a dialogue begins, made by the services that the dialogue of /update uses too."""

from __future__ import annotations

from sqlalchemy import select
from stage import Stage

from db.queries import contributions as stored
from db.queries.contributions import Contribution
from db.queries.people import person_by_address
from db.tables import contributions
from db.work import Work
from domain.contribution import Part, Status
from domain.reference import Reference
from domain.role import Person as Acting
from domain.role import Role
from services import contribute, review
from simulator.person import Person

LAW = "A law was adopted in May."
NOTE = "The decree is not signed yet."


def gives(stage: Stage, who: Person, number: int, text: str = LAW, status: Status = Status.IN_PROGRESS) -> int:
    """Somebody has submitted a contribution with an internal note; return its id."""
    with stage.database.at_once(stage.hour()) as work:
        person = _acting(work, who)
        id_ = contribute.begin(work, person, Reference("QS", number))
        contribute.set_status(work, person, id_, status)
        for part, words in ((Part.MEASURES, text), (Part.NOTE, NOTE)):
            contribute.empty(work, person, id_, part)
            contribute.add_text(work, person, id_, part, words)
        return contribute.submit(work, person, id_).id


def repeats(stage: Stage, who: Person, last_id: int) -> int:
    """Somebody has said "no change"; return the new contribution's id."""
    with stage.database.at_once(stage.hour()) as work:
        return contribute.no_change(work, _acting(work, who), last_id).id


def publishes(stage: Stage, coordinator: Person, contribution_id: int) -> None:
    """A coordinator has approved and published one."""
    with stage.database.at_once(stage.hour()) as work:
        review.publish(work, _acting(work, coordinator), contribution_id)


def approves(stage: Stage, coordinator: Person, contribution_id: int) -> None:
    """A coordinator has approved one."""
    with stage.database.at_once(stage.hour()) as work:
        review.approve(work, _acting(work, coordinator), contribution_id)


def returns(stage: Stage, coordinator: Person, contribution_id: int, reason: str) -> None:
    """A coordinator has returned one."""
    with stage.database.at_once(stage.hour()) as work:
        review.give_back(work, _acting(work, coordinator), contribution_id, reason)


def versions(stage: Stage) -> list[Contribution]:
    """Every contribution there is, in the order in which they were begun."""
    ids = [row.id for row in stage.rows(select(contributions.c.id).order_by(contributions.c.id))]
    with stage.database.at_once(stage.hour()) as work:
        return [one for id_ in ids if (one := stored.contribution(work, id_)) is not None]


async def passes(stage: Stage, **by: float) -> None:
    """Let time pass, but first what institutions are told of the last minutes be told: passes(stage, days=30)."""
    stage.hour.moves(minutes=11)
    await stage.settles()
    stage.hour.moves(**by)


async def another_coordinator(stage: Stage) -> Person:
    """One more coordinator of the invented country."""
    person = stage.world.person("Odete", "en")
    await stage.accepts(person, stage.invites(Role.COORDINATOR))
    return person


def _acting(work: Work, who: Person) -> Acting:
    found = person_by_address(work, who.id)
    assert found is not None
    return found.person
