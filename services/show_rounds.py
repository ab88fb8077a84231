"""Collection rounds as the coordinator sees them: the list, one of them, its institutions, and one being made."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from db.queries import extensions, people, round_choice, round_counts, rounds, setup
from db.queries.rounds import Member
from db.work import Work
from domain.due import due
from domain.errors import ButtonStale
from domain.role import INDEPENDENT_KINDS
from domain.round import By, Choice, Counter, Feeds, Round, Stage
from domain.round_shown import MemberLine, Members, Offered, RoundDraft, RoundLine, RoundList, RoundOverview
from domain.shown import CHOICES_PER_PAGE, LINES_PER_PAGE, sliced
from services.look import Look
from services.remind import ADDRESSED, coordinating
from services.rounds import coordinated, since

DRAFT = "round preview"
OFFERED = (By.CLUSTER, By.MECHANISM)
"""What is chosen from a list."""
_ORDER = {stage: place for place, stage in enumerate(Stage)}


def round_list(look: Look, params: Mapping[str, Any]) -> RoundList:
    """Return a page of a country's rounds: the open ones, the planned ones, the ended ones. Raises NotCoordinator."""
    code = coordinating(look.person).country
    every = sorted(rounds.rounds_of(look.work, code), key=lambda one: _ORDER[one.stage(look.today)])
    shown, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    country = setup.country(look.work, code)
    return RoundList(
        tuple(line(look, one, _whole(look, one)) for one in shown),
        number,
        pages,
        code,
        country.names if country else {},
        requests=extensions.count_open(look.work, code),
    )


def overview(look: Look, params: Mapping[str, Any]) -> RoundOverview:
    """Return a round in figures. Raises NotCoordinator, NoSuchRound."""
    found = coordinated(look.work, look.person, params["round"])
    counts = round_counts.counters(look.work, found.id, since(look.work, found))
    members = rounds.members(look.work, found.id)
    state = [one for one in members if not one.independent]
    return RoundOverview(
        line(look, found, sum(counts.values(), Counter())),
        len(state),
        len(members) - len(state),
        sum(not counts.get(one.institution_id, Counter()).left for one in state),
        sum(one.acknowledged_at is not None for one in members),
        extensions.count_open(look.work, found.country, found.id),
    )


def members(look: Look, params: Mapping[str, Any]) -> Members:
    """Return a page of the institutions of a round, by code: nobody is ranked. Raises NotCoordinator, NoSuchRound."""
    found = coordinated(look.work, look.person, params["round"])
    every = rounds.members(look.work, found.id)
    shown, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    counts = round_counts.counters(look.work, found.id, since(look.work, found))
    lines = tuple(_member(look, one, counts.get(one.institution_id, Counter())) for one in shown)
    return Members(found, lines, number, pages)


def asked_to_change(look: Look, params: Mapping[str, Any]) -> RoundLine:
    """Return a round that the coordinator is about to end or to move. Raises NotCoordinator, NoSuchRound."""
    found = coordinated(look.work, look.person, params["round"])
    return line(look, found, _whole(look, found))


def asked_to_move(look: Look, params: Mapping[str, Any]) -> tuple[RoundLine, date]:
    """Return a round and the day that it would close on. Raises NotCoordinator, NoSuchRound."""
    return asked_to_change(look, params), date.fromisoformat(params["on"])


def draft(look: Look, params: Mapping[str, Any]) -> RoundDraft:
    """Return a round that is being made, with whom it would ask. Raises NotCoordinator."""
    country = coordinating(look.person).country
    choice = Choice(By(params["by"]), params["key"])
    count, asked = round_choice.asked(look.work, country, choice)
    invited = [one for one in asked if one.kind in INDEPENDENT_KINDS]
    nobody = [one.names for one in asked if not people.reachable_members(look.work, one.id, ADDRESSED)]
    opens_on = date.fromisoformat(params["opens"])
    return RoundDraft(
        look.row,
        Feeds(params["feeds"]),
        params["called"],
        choice,
        _chosen(look.work, country, choice),
        opens_on,
        date.fromisoformat(params["closes"]),
        params["clearance"],
        count,
        len(asked) - len(invited),
        len(invited),
        tuple(nobody),
        opens_on <= look.today,
    )


def _chosen(work: Work, country: str, choice: Choice) -> tuple[str, int | None] | None:
    """The name and cycle of what was chosen; None for all, and for what is no longer offered."""
    if choice.by not in OFFERED:
        return None
    return next(((name, cycle) for key, name, cycle, _ in offers(work, country, choice.by) if key == choice.key), None)


def offered(look: Look, params: Mapping[str, Any]) -> Offered:
    """Return a page of the clusters or mechanisms that a round can be made of. Raises NotCoordinator, ButtonStale."""
    every = offers(look.work, coordinating(look.person).country, params["by"])
    shown, number, pages = sliced(every, params["page"], CHOICES_PER_PAGE)
    return Offered(params["by"], tuple(shown), number, pages)


def offers(work: Work, country: str, by: str) -> list[tuple[str, str, int | None, int]]:
    """Return what a round can be made of: (key, name, UPR cycle, how many). Raises ButtonStale."""
    if by == By.CLUSTER:
        return round_choice.clusters_offered(work, country)
    if by == By.MECHANISM:
        return round_choice.mechanisms_offered(work, country)
    raise ButtonStale


def line(look: Look, one: Round, counter: Counter) -> RoundLine:
    """Return a round as a line of the coordinator's."""
    return RoundLine(one, one.stage(look.today), due(one.closes_on, look.today), counter)


def _whole(look: Look, one: Round) -> Counter:
    return sum(round_counts.counters(look.work, one.id, since(look.work, one)).values(), Counter())


def _member(look: Look, one: Member, counter: Counter) -> MemberLine:
    own_date = one.due_on if one.due_on != one.round.closes_on and not one.independent else None
    reachable = bool(people.reachable_members(look.work, one.institution_id, ADDRESSED))
    return MemberLine(one.names, one.independent, counter, own_date, one.acknowledged_at is not None, reachable)
