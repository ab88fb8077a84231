"""An institution writes a contribution and submits it. What is shown: show_contribution.py; clearance: clear.py."""

from __future__ import annotations

from db.queries import answering, contributing, contributions, evidence, setup
from db.queries.contributions import Contribution
from db.queries.recommendations import recommendation
from db.work import Work
from domain.contribution import LONGEST_PART, WRITERS, Action, Content, Part, State, Status, complete
from domain.errors import ContributionMovedOn, NoInstitution, NotAssigned, NotFound, NotInThisRole, PartTooLong
from domain.letter import Letter
from domain.reference import Reference, typed
from domain.role import INDEPENDENT_KINDS, Holding, Person, Role
from services.ask_clearance import ask_clearance
from services.move import allowed, move
from services.rounds import only_open
from services.rounds import own as own_round
from services.tell_reviewed import tell_entered


def writing(person: Person) -> Holding:
    """Return the role in which the person writes for an institution. Raises NoInstitution, NotInThisRole."""
    holding = person.holding
    if holding is None or holding.institution_id is None:
        raise NoInstitution
    if holding.role not in WRITERS:
        raise NotInThisRole
    return holding


def meant(person: Person, words: str) -> Reference | None:
    """Return the recommendation that a typed number means: "SI-0123", "0123" or "123" of the person's country."""
    number = words.strip()
    if number.isascii() and number.isdigit() and person.holding is not None:
        number = f"{person.holding.country}-{number}"
    return typed(number)


def begin(
    work: Work,
    person: Person,
    reference: Reference,
    *,
    round_id: int | None = None,
    institution_id: int | None = None,
    letter: Letter | None = None,
) -> int:
    """Return the contribution that an institution has in hand on a recommendation, or a new draft of it, by id.

    A new one begins with what the institution said last, so that what is still true need not be written again. With an
    institution and a letter: a coordinator enters what came on paper, and begins with nothing.
    Raises NoInstitution, NotInThisRole, NotFound, NotAssigned, NoSuchRound; ContributionMovedOn where a letter comes
    and the institution has begun something itself.
    """
    whose = _of_coordinator(work, person, institution_id) if letter else writing(person).institution_id
    assert whose is not None  # noqa: S101 - `writing` has just looked
    recommendation_id = _assigned(work, person, reference, whose)
    held = contributions.in_hand(work, recommendation_id, whose)
    if held is not None:
        return _taken_up(work, held, letter)
    if letter is not None:
        return contributing.add_draft(
            work, recommendation_id, whose, Content(), person.id, round_id=round_id, letter=letter
        )
    asked = _round(work, person, recommendation_id, round_id)
    last = contributions.newest(work, recommendation_id, whose)
    if last is None:
        return contributing.add_draft(work, recommendation_id, whose, Content(), person.id, round_id=asked)
    return _repeated(work, person, last, asked, no_change=False)


def before(work: Work, person: Person, reference: Reference) -> Contribution | None:
    """Return what the institution said last on a recommendation, or has in hand. Raises as `begin` does."""
    institution_id = writing(person).institution_id
    assert institution_id is not None  # noqa: S101 - `writing` has just looked
    return contributions.newest(work, _assigned(work, person, reference, institution_id), institution_id)


def own(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Return a contribution that the person writes, or has submitted, for an institution, whatever its state.

    Raises NotFound, NotInThisRole.
    """
    found = contributions.contribution(work, contribution_id)
    holding = person.holding
    if found is None or holding is None or holding.country != found.country:
        raise NotFound
    if holding.role is Role.COORDINATOR and found.on_behalf:
        return found
    if holding.institution_id != found.institution_id:
        raise NotFound
    if holding.role not in WRITERS:
        raise NotInThisRole
    return found


def add_text(work: Work, person: Person, contribution_id: int, part: Part, words: str) -> None:
    """Add what was typed to a part of a draft. Raises what `move.allowed` raises, PartTooLong."""
    found = _draft(work, person, contribution_id)
    content = found.content.written(part, words)
    if len(content.parts.get(part, "")) > LONGEST_PART:
        raise PartTooLong(LONGEST_PART)
    contributing.save_content(work, found.id, content, person.id)


def empty(work: Work, person: Person, contribution_id: int, part: Part) -> None:
    """Take the text of a part out of a draft. Raises what `move.allowed` raises."""
    found = _draft(work, person, contribution_id)
    contributing.save_content(work, found.id, found.content.without(part), person.id)


def set_status(work: Work, person: Person, contribution_id: int, status: Status) -> None:
    """Choose the implementation status that a draft reports. Raises what `move.allowed` raises."""
    found = _draft(work, person, contribution_id)
    contributing.save_content(work, found.id, Content(status, found.content.parts), person.id)


def submit(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Submit a draft: for clearance, to the coordinator, or, from an independent body, to the public at once.

    Raises what `move.allowed` raises, SubmissionIncomplete.
    """
    complete(_draft(work, person, contribution_id).content)
    moved = move(work, person, contribution_id, Action.SUBMIT)
    if moved.state is State.AWAITING_CLEARANCE:
        ask_clearance(work, moved.institution_id)
    if moved.on_behalf:
        tell_entered(work, moved)
    return moved


def no_change(work: Work, person: Person, last_id: int, round_id: int | None = None) -> Contribution:
    """Say once more what was said last, and submit it. `last_id`: what the person had before them.

    Pressed again, or where there is something newer, it raises ContributionMovedOn. Raises as `begin` does.
    """
    last = own(work, person, last_id)
    writing(person)
    recommendation_id = _assigned(work, person, last.reference, last.institution_id)
    newest = contributions.newest(work, recommendation_id, last.institution_id)
    if newest is None or newest.id != last.id:
        raise ContributionMovedOn((newest or last).state.value)
    asked = _round(work, person, recommendation_id, round_id)
    return submit(work, person, _repeated(work, person, last, asked, no_change=True))


def discard(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Give a draft up; what was submitted before it stays. Raises what `move.move` raises."""
    own(work, person, contribution_id)
    return move(work, person, contribution_id, Action.DISCARD)


def take_back(work: Work, person: Person, contribution_id: int) -> Contribution:
    """Make what awaits clearance a draft again. Raises what `move.move` raises."""
    return move(work, person, contribution_id, Action.TAKE_BACK)


def _draft(work: Work, person: Person, contribution_id: int) -> Contribution:
    own(work, person, contribution_id)
    return allowed(work, person, contribution_id, Action.WRITE)


def _repeated(work: Work, person: Person, last: Contribution, round_id: int | None, *, no_change: bool) -> int:
    """Add a version that says, and has as evidence, what the last one did."""
    allowed(work, person, last.id, Action.REVISE)
    on, by = (last.recommendation_id, last.institution_id), person.id
    new = contributing.add_draft(work, *on, last.content, by, round_id=round_id, no_change=no_change)
    evidence.copy_all(work, last.id, new)
    return new


def _assigned(work: Work, person: Person, reference: Reference, institution_id: int) -> int:
    found = recommendation(work, reference)
    if found is None or person.holding is None or person.holding.country != reference.country:
        raise NotFound
    if found.archived or not answering.lock_assignment(work, found.id, institution_id):
        raise NotAssigned
    return found.id


def _of_coordinator(work: Work, person: Person, institution_id: int | None) -> int:
    holding = person.holding
    if holding is None or holding.role is not Role.COORDINATOR:
        raise NotInThisRole
    active = setup.active_institutions(work, holding.country)
    found = next((one for one in active if one.id == institution_id), None)
    if found is None:
        raise NotFound
    if found.kind in INDEPENDENT_KINDS:
        raise NotInThisRole
    return found.id


def _taken_up(work: Work, held: Contribution, letter: Letter | None) -> int:
    """What is in hand already; a letter takes the place of a draft in which nothing stands, and of no other."""
    if letter is None:
        return held.id
    begun = held.state is not State.DRAFT or (not held.on_behalf and held.content != Content())
    columns = {"on_behalf": True, "letter_number": letter.number, "letter_on": letter.on}
    if begun or not contributing.set_state(work, held.id, State.DRAFT, State.DRAFT, **columns):
        raise ContributionMovedOn(held.state.value)
    return held.id


def _round(work: Work, person: Person, recommendation_id: int, round_id: int | None) -> int | None:
    """The round that is answered: the one named, else the only one open to the institution that asks for this."""
    if round_id is not None:
        return own_round(work, person, round_id).round.id
    only = only_open(work, person)
    return only if only is not None and answering.is_asked_in(work, only, recommendation_id) else None
