"""What is shown of contributions to those who write them. Writing: contribute.py; clearing: show_clearance.py."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from db.queries import answering, contributions, evidence, people, round_counts, rounds
from db.queries.contributions import Contribution
from db.queries.listed import listed
from domain.contributed import ContributionShown, PartShown, Reading, TaskList, stamp
from domain.contribution import Part, State
from domain.letter import Letter
from domain.reference import Reference
from domain.role import INDEPENDENT_KINDS, Role
from domain.shown import LINES_PER_PAGE, Excerpt, page_count
from services.contribute import own, writing
from services.look import Look
from services.rounds import since
from services.show_lines import described, page_within
from services.show_parts import progress

ANSWERED = frozenset({State.AWAITING_CLEARANCE, State.SUBMITTED, State.PUBLISHED})


def draft(look: Look, params: Mapping[str, Any]) -> ContributionShown:
    """Return a contribution that the person writes, whatever its state. Raises NotFound, NotInThisRole."""
    found = own(look.work, look.person, params["contribution"])
    asked, answered = progress(look, found.recommendation_id, found.institution_id)
    return replace(shown(look, found), asked=asked, answered=answered)


def part(look: Look, params: Mapping[str, Any]) -> PartShown:
    """Return a contribution with the part that is being written. Raises NotFound, NotInThisRole."""
    return PartShown(draft(look, params), Part(params["part"]))


def reading(look: Look, params: Mapping[str, Any]) -> Reading:
    """Return a contribution to be read in full by who writes it. Raises NotFound, NotInThisRole."""
    return Reading(draft(look, params), params["page"])


def shown(look: Look, found: Contribution) -> ContributionShown:
    """Return what is shown of a contribution; whether the person may see it is for the caller to say."""
    holding = look.person.holding
    line = listed(look.work, [found.recommendation_id], look.language, holding.country_language if holding else None)
    text = line.get(found.recommendation_id)
    letter = Letter(found.letter_number, found.letter_on) if found.letter_number and found.letter_on else None
    answered = found.state in ANSWERED
    return ContributionShown(
        found.id,
        found.reference,
        found.institution_names,
        Excerpt(text.excerpt, text.language) if text and text.language else None,
        text.paragraph if text else None,
        found.state,
        found.content,
        found.no_change,
        found.reason or _returned_before(look, found),
        found.submitted_at.astimezone(look.zone).date() if found.submitted_at else None,
        found.wants_clearance,
        found.kind in INDEPENDENT_KINDS,
        letter,
        found.on_behalf,
        found.round_id,
        stamp(found.content),
        holding.role if holding else None,
        len(people.members(look.work, found.institution_id, (Role.SIGNING_OFFICER,))),
        evidence.count(look.work, found.id),
        _following(look, found) if answered else None,
        evidence.count_letters(look.work, found.id),
    )


def tasks(look: Look, params: Mapping[str, Any]) -> TaskList:
    """Return a page of what the person's institution is to answer. Raises NoInstitution, NotInThisRole."""
    holding = writing(look.person)
    institution_id = holding.institution_id
    assert institution_id is not None  # noqa: S101 - `writing` has just looked
    counts = answering.count_tasks(look.work, institution_id)
    returned, drafts, unanswered = (counts.get(state, 0) for state in (State.RETURNED, State.DRAFT, None))
    total = returned + drafts + unanswered
    number = page_within(params["page"], total)
    found = answering.tasks(look.work, institution_id, LINES_PER_PAGE, (number - 1) * LINES_PER_PAGE)
    lines = described(look, [one.recommendation_id for one in found], holding.country_language)
    return TaskList(
        tuple((lines[one.recommendation_id], one.state) for one in found if one.recommendation_id in lines),
        number,
        page_count(total, LINES_PER_PAGE),
        returned,
        drafts,
        unanswered,
        counts.get(State.AWAITING_CLEARANCE, 0),
    )


def _returned_before(look: Look, found: Contribution) -> str | None:
    """Why the version before a draft was returned: it stays before the eyes of who writes the next one."""
    if found.state is not State.DRAFT or found.version == 1:
        return None
    every = contributions.all_of(look.work, found.recommendation_id)
    of_it = (one for one in every if one.institution_id == found.institution_id)
    earlier = next((one for one in of_it if one.version == found.version - 1), None)
    return earlier.reason if earlier is not None and earlier.state is State.RETURNED else None


def _following(look: Look, found: Contribution) -> Reference | None:
    """What may be answered next: what the same round still asks for, else what has no answer at all."""
    institution_id = found.institution_id
    ids: list[int] = []
    if found.round_id is not None:
        member = rounds.member(look.work, found.round_id, institution_id)
        if member is not None and not member.round.ended:
            start = since(look.work, member.round)
            ids = _unanswered(look, found.round_id, start, institution_id)
    else:
        waiting = answering.tasks(look.work, institution_id, LINES_PER_PAGE, 0)
        ids = [one.recommendation_id for one in waiting]
    lines = listed(look.work, ids[:1], look.language, None)
    return lines[ids[0]].reference if ids and ids[0] in lines else None


def _unanswered(look: Look, round_id: int, start: Any, institution_id: int) -> list[int]:
    """Not answered in a round, and not waiting for clearance either: that is done for who writes."""
    ids = round_counts.unanswered(look.work, round_id, start, institution_id, 1000, 0)
    waiting = contributions.of_institution(look.work, institution_id, [State.AWAITING_CLEARANCE])
    done = {one.recommendation_id for one in waiting}
    return [id_ for id_ in ids if id_ not in done]
