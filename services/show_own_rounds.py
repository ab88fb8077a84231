"""Collection rounds as the people of an institution see them: the list, one of them, and the news of one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db.queries import round_counts, rounds, setup
from db.queries.rounds import Member
from domain.contribution import WRITERS
from domain.due import due
from domain.errors import Moot, NoInstitution
from domain.round_shown import OwnRound, RoundLine, RoundList, RoundNotice
from domain.shown import LINES_PER_PAGE, page_count, sliced
from services.look import Look
from services.remind import ADDRESSED
from services.rounds import own, since
from services.show_lines import described, page_within
from services.tell import reader_of


def own_list(look: Look, params: Mapping[str, Any]) -> RoundList:
    """Return a page of the open rounds that the person's institution is in. Raises NoInstitution."""
    holding = look.person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    institution, country_names = setup.institution_and_country(look.work, holding.institution_id)
    every = rounds.open_to(look.work, institution.id, look.today)
    shown, number, pages = sliced(every, params["page"], LINES_PER_PAGE)
    return RoundList(
        tuple(own_line(look, one) for one in shown),
        number,
        pages,
        holding.country,
        country_names,
        institution.names,
    )


def own_round(look: Look, params: Mapping[str, Any]) -> OwnRound:
    """Return a round with what the person's institution has not answered, a page of it. Raises NoSuchRound."""
    member = own(look.work, look.person, params["round"])
    shown = own_line(look, member)
    number = page_within(params["page"], shown.counter.left)
    start = since(look.work, member.round)
    skip = (number - 1) * LINES_PER_PAGE
    ids = round_counts.unanswered(look.work, member.round.id, start, member.institution_id, LINES_PER_PAGE, skip)
    holding = look.person.holding
    lines = described(look, ids, holding.country_language if holding else None)
    return OwnRound(
        shown,
        member.names,
        member.independent,
        member.acknowledged_at is not None,
        holding is not None and holding.role in WRITERS and not member.round.ended,
        tuple(lines[id_] for id_ in ids if id_ in lines),
        number,
        page_count(shown.counter.left, LINES_PER_PAGE),
    )


def notice(look: Look, params: Mapping[str, Any]) -> RoundNotice:
    """Return a round as it is told to an institution.

    Raises Moot where it has been ended, asks nothing of the institution any more, or the reader has left.
    """
    return _notice(look, params, ended=False)


def ended_notice(look: Look, params: Mapping[str, Any]) -> RoundNotice:
    """Return a round that was ended early. Raises Moot where the institution had answered all, or the reader left."""
    return _notice(look, params, ended=True)


def _notice(look: Look, params: Mapping[str, Any], *, ended: bool) -> RoundNotice:
    reader = reader_of(look, params["institution"], ADDRESSED)
    member = rounds.member(look.work, params["round"], params["institution"])
    if member is None or member.round.ended is not ended:
        raise Moot
    shown = own_line(look, member)
    if not shown.counter.left:
        raise Moot
    country = setup.country(look.work, member.round.country)
    return RoundNotice(
        reader,
        country.mechanism_names if country else {},
        member.names,
        member.independent,
        member.round,
        shown.due,
        shown.counter,
    )


def own_line(look: Look, member: Member) -> RoundLine:
    """Return a round as a line of an institution's, with its own date and counter."""
    start = since(look.work, member.round)
    counter = round_counts.counter(look.work, member.round.id, start, member.institution_id)
    return RoundLine(
        member.round,
        member.round.stage(look.today),
        due(member.due_on, look.today, independent=member.independent),
        counter,
    )
