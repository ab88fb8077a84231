"""Clearance within an institution: a signing officer clears what they have read or sends it back; a letter does it too.

What is shown of it: show_clearance.py; who is told: ask_clearance.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from db.queries import contributing, contributions
from db.queries.contributions import Contribution
from db.queries.sheets import newest_sheets
from db.work import Work
from domain.contributed import LONGEST_REASON, stamp
from domain.contribution import Action, State, may
from domain.errors import (
    ButtonStale,
    ContributionMovedOn,
    NoInstitution,
    NotInThisRole,
    ReasonTooLong,
)
from domain.letter import Letter
from domain.role import Holding, Person, Role
from domain.sheet import MOST_OFFERED, Made
from domain.text import units, with_more
from services.ask_clearance import tell_cleared, tell_sent_back
from services.move import allowed, move, standing
from services.signed_letter import keep
from services.typed_letter import typed_letter

SENT_BACK = "sent back"
_CLEARS = frozenset({Role.SIGNING_OFFICER, Role.FOCAL_POINT, Role.DEPUTY})


def clearing(person: Person) -> Holding:
    """Return the role in which the person has to do with clearance. Raises NoInstitution, NotInThisRole."""
    holding = person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    if holding.role not in _CLEARS:
        raise NotInThisRole
    return holding


def waiting(work: Work, person: Person) -> list[Contribution]:
    """Return what awaits clearance in the person's institution, by number. Raises NoInstitution, NotInThisRole."""
    institution_id = clearing(person).institution_id
    assert institution_id is not None  # noqa: S101 - `clearing` has just looked
    return contributions.of_institution(work, institution_id, [State.AWAITING_CLEARANCE])


def readable(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return one that the person may clear. Raises what `move.allowed` raises."""
    return allowed(work, person, contribution_id, Action.CLEAR)


def clear(work: Work, person: Person, contribution_id: int, read: int) -> int | None:
    """Clear what was read; return the next one that awaits the person's clearance, by id. `read`: its stamp.

    Raises what `move.allowed` raises; ContributionMovedOn where the text is another than was read.
    """
    found = readable(work, person, contribution_id)
    if stamp(found.content) != read:
        raise ContributionMovedOn(found.state.value)
    move(work, person, contribution_id, Action.CLEAR)
    tell_cleared(work, found.institution_id)
    return following(work, person)


def following(work: Work, person: Person) -> int | None:
    """Return the first that awaits this person's clearance, by id; what they wrote themselves does not."""
    mine = (one for one in waiting(work, person) if may(Action.CLEAR, person.id, person.holding, standing(one)))
    return next((one.id for one in mine), None)


def reasoned(reason: str, more: str) -> str:
    """Return a reason with what was typed further. Raises MessageEmpty, ReasonTooLong."""
    whole = with_more(reason, more)
    if units(whole) > LONGEST_REASON:
        raise ReasonTooLong(units(whole), LONGEST_REASON)
    return whole


def send_back(work: Work, person: Person, contribution_id: int, reason: str) -> Contribution:
    """Send one back to its writers with a reason. Raises what `move.allowed` raises."""
    sealed = contributing.seal_reason(work, reason)
    returned = move(work, person, contribution_id, Action.SEND_BACK, reason_sealed=sealed)
    tell_sent_back(work, returned, SENT_BACK)
    return returned


def letter_of(work: Work, person: Person, words: str) -> Letter:
    """Return the letter that was typed, as "123/GM/2026, 30/06/2026".

    Raises NoInstitution, NotInThisRole, and what `typed_letter` raises.
    """
    on_paper(person)
    return typed_letter(work, person, words)


def clear_on_paper(
    work: Work,
    person: Person,
    letter: Letter,
    until: datetime,
    *,
    sheet_id: int | None = None,
    pages: Sequence[dict[str, str]] = (),
) -> int:
    """Clear, by a signed letter, what has awaited clearance since `until` at the latest; return how many.

    What came later was not before the person's eyes. With `sheet_id`, only what stands in that sheet for signature,
    and is the same since. `pages`: photos of the letter. Raises NoInstitution, NotInThisRole, ButtonStale.
    """
    on_paper(person)
    done = [one for one in waiting(work, person) if one.changed_at <= until]
    if sheet_id is not None:
        sheet = _sheet(work, person, sheet_id)
        done = [one for one in done if sheet.holds(one.id, one.changed_at)]
    for one in done:
        named = {"letter_number": letter.number, "letter_on": letter.on}
        move(work, person, one.id, Action.CLEAR_ON_PAPER, **named)
    if done:
        tell_cleared(work, done[0].institution_id)
    keep(work, person, [one.id for one in done], list(pages))
    return len(done)


def made_sheets(work: Work, person: Person) -> list[Made]:
    """Return the newest sheets for signature of the person's institution. Raises NoInstitution, NotInThisRole."""
    institution_id = clearing(person).institution_id
    assert institution_id is not None  # noqa: S101 - `clearing` has just looked
    return newest_sheets(work, institution_id, MOST_OFFERED)


def _sheet(work: Work, person: Person, sheet_id: int) -> Made:
    found = next((one for one in made_sheets(work, person) if one.id == sheet_id), None)
    if found is None:
        raise ButtonStale
    return found


def on_paper(person: Person) -> None:
    """Make sure that the person may enter a signed letter. Raises NoInstitution, NotInThisRole."""
    if clearing(person).role is not Role.FOCAL_POINT:
        raise NotInThisRole
