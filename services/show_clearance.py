"""What is shown around clearance: what waits, one to be read, what is about to be decided. Deciding: clear.py."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from db.queries import contributions, people, setup
from db.queries.contributions import Contribution
from domain.contributed import Clearance, ClearanceNotice, ContributionShown, OnPaper, Reading, Returning
from domain.contribution import Action, State, may
from domain.errors import Moot, NotFound
from domain.letter import Letter
from domain.role import Role
from domain.sheet import Printed
from domain.shown import LINES_PER_PAGE, sliced
from services.clear import clearing, made_sheets, waiting
from services.look import Look
from services.move import standing
from services.reach import SPEAKERS
from services.show_contribution import shown
from services.show_lines import described
from services.tell import reader_of


def clearance(look: Look, params: Mapping[str, Any]) -> Clearance:
    """Return a page of what awaits clearance. Raises NoInstitution, NotInThisRole."""
    holding = clearing(look.person)
    institution_id = holding.institution_id
    assert institution_id is not None  # noqa: S101 - `clearing` has just looked
    every = waiting(look.work, look.person)
    mine = [one for one in every if may(Action.CLEAR, look.person.id, holding, standing(one))]
    page, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    lines = described(look, [one.recommendation_id for one in page], holding.country_language)
    return Clearance(
        setup.institution(look.work, institution_id).names,
        tuple(lines[one.recommendation_id] for one in page if one.recommendation_id in lines),
        mine[0].id if mine else None,
        number,
        pages,
        len(every),
        len(every) - len(mine) if holding.role is Role.SIGNING_OFFICER else 0,
        len(people.members(look.work, institution_id, (Role.SIGNING_OFFICER,))),
        holding.role is Role.FOCAL_POINT,
    )


def clearance_open(look: Look, params: Mapping[str, Any]) -> tuple[int, int]:
    """Return how many contributions a letter would clear, and how many pages of it there are.

    Raises NoInstitution, NotInThisRole.
    """
    return len(waiting(look.work, look.person)), int(params.get("pages", 0))


def to_read(look: Look, params: Mapping[str, Any]) -> Reading:
    """Return a contribution for a signing officer, whatever its state by now. Raises NotFound."""
    return Reading(_of_officer(look, params), params["page"])


def about(look: Look, params: Mapping[str, Any]) -> ContributionShown:
    """Return a contribution that a signing officer is deciding on. Raises NotFound."""
    return _of_officer(look, params)


def returning(look: Look, params: Mapping[str, Any]) -> Returning:
    """Return a contribution with the reason why it is to be sent back. Raises NotFound."""
    return Returning(look.row, _of_officer(look, params), params["reason"])


def on_paper(look: Look, params: Mapping[str, Any]) -> OnPaper:
    """Return a letter and how many contributions it clears, or has cleared. Raises NoInstitution, NotInThisRole."""
    letter, pages = Letter(params["number"], date.fromisoformat(params["on"])), int(params.get("pages", 0))
    every = waiting(look.work, look.person)
    if "count" in params:
        return OnPaper(look.row, letter, int(params["count"]), pages)
    return OnPaper(look.row, letter, len(every), pages, tuple(_printed(look, every)))


def _printed(look: Look, every: Sequence[Contribution]) -> Iterator[Printed]:
    """The sheets that hold some of what waits, and not all of it."""
    for one in made_sheets(look.work, look.person):
        count = sum(one.holds(found.id, found.changed_at) for found in every)
        if 0 < count < len(every):
            local = one.at.astimezone(look.zone)
            yield Printed(one.id, local.date(), f"{local:%H:%M}", count)


def sent_back(look: Look, params: Mapping[str, Any]) -> ClearanceNotice:
    """Return what was sent back, for its writers. Raises Moot where a newer version is under way."""
    reader = reader_of(look, params["institution"], SPEAKERS)
    found = contributions.contribution(look.work, params["contribution"])
    if found is None or found.state is not State.RETURNED or _is_taken_up(look, found):
        raise Moot
    return ClearanceNotice(reader, found.institution_names, contribution=shown(look, found))


def _is_taken_up(look: Look, found: Contribution) -> bool:
    newest = contributions.newest(look.work, found.recommendation_id, found.institution_id)
    return newest is not None and newest.id != found.id


def _of_officer(look: Look, params: Mapping[str, Any]) -> ContributionShown:
    found = contributions.contribution(look.work, params["contribution"])
    holding = look.person.holding
    officer = holding is not None and holding.role is Role.SIGNING_OFFICER
    if found is None or holding is None or not officer or holding.institution_id != found.institution_id:
        raise NotFound
    return shown(look, found)
