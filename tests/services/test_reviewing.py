"""What a coordinator may decide on contributions, and what each decision changes, below the conversation."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from records import record

from db.queries import assignments, contributing, contributions, people, reviewing, setup
from db.queries.contributions import Contribution
from db.work import Work
from domain.contribution import Action, Content, State, Status
from domain.contribution import Part as TextPart
from domain.due import Part
from domain.errors import NotCoordinator, NotFound, OnlyLeadPublished, OwnContribution
from domain.letter import Letter
from domain.reviewed import UnchangedDone, moment
from domain.role import Holding, InstitutionKind, Person, Role
from services import review
from services.import_file import Imported
from services.move import move

Makes = Callable[[Role, int | None], Person]
SAID = Content(Status.PARTIAL, {TextPart.MEASURES: "Two wells were built."})


@pytest.fixture
def ids(work: Work, bring: Callable[..., Imported]) -> list[int]:
    """Three recommendations to Kenya."""
    bring(*(record(annotation_id=name, row=n, paragraph=str(n)) for n, name in enumerate("abc", start=2)))
    return assignments.numbered_ids(work, "KE")


@pytest.fixture
def water(work: Work, ids: list[int]) -> int:
    made = setup.add_institution(work, "KE", "WATER", InstitutionKind.MINISTRY, {"en": "Water"})
    assignments.add_assignments(work, [(id_, made, Part.LEAD, None) for id_ in ids[:2]])
    return made


@pytest.fixture
def justice(work: Work, ids: list[int], water: int) -> int:
    """It supports the ministry of water in the first, and has the third for itself, as supporting institution."""
    made = setup.add_institution(work, "KE", "MOJ", InstitutionKind.MINISTRY, {"en": "Justice"})
    assignments.add_assignments(work, [(id_, made, Part.ASSOCIATED, None) for id_ in (ids[0], ids[2])])
    return made


@pytest.fixture
def court(work: Work, ids: list[int]) -> int:
    made = setup.add_institution(work, "KE", "COURT", InstitutionKind.JUDICIARY, {"en": "High Court"})
    assignments.add_assignments(work, [(ids[0], made, Part.ASSOCIATED, None)])
    return made


@pytest.fixture
def makes(work: Work) -> Makes:
    """Somebody who acts in a role: `makes(Role.FOCAL_POINT, institution)`."""
    addresses = iter(range(7_000_000_001, 7_000_000_100))

    def run(role: Role, institution_id: int | None = None) -> Person:
        id_ = people.add_person(work, next(addresses), "en")
        return Person(id_, None, "en", None, (Holding(id_, role, "KE", institution_id, work.now),))

    return run


@pytest.fixture
def nadege(makes: Makes) -> Person:
    return makes(Role.COORDINATOR, None)


def submitted(
    work: Work, person: Person, recommendation_id: int, institution_id: int, *, no_change: bool = False,
    letter: Letter | None = None,
) -> int:  # fmt: skip
    """Somebody says something on a recommendation and submits it; return its id."""
    id_ = contributing.add_draft(
        work, recommendation_id, institution_id, SAID, person.id, no_change=no_change, letter=letter
    )
    move(work, person, id_, Action.SUBMIT)
    return id_


def stands(work: Work, contribution_id: int) -> Contribution:
    found = contributions.contribution(work, contribution_id)
    assert found is not None
    return found


def later(work: Work, **by: float) -> Work:
    return Work(work.connection, work.sealer, work.now + timedelta(**by))


def test_what_the_lead_says_becomes_the_status_when_it_is_published(
    work: Work, ids: list[int], water: int, makes: Makes, nadege: Person
) -> None:
    id_ = submitted(work, makes(Role.FOCAL_POINT, water), ids[0], water)
    review.approve(work, nadege, id_)
    assert stands(work, id_).state is State.APPROVED
    assert contributions.informed_at(work, ids[0]) is None
    review.publish(work, nadege, id_)
    assert stands(work, id_).state is State.PUBLISHED
    assert contributions.informed_at(work, ids[0]) == work.now


def test_a_newer_version_takes_the_place_of_what_is_published_only_when_it_is_published_too(
    work: Work, ids: list[int], water: int, makes: Makes, nadege: Person
) -> None:
    writer = makes(Role.FOCAL_POINT, water)
    first = submitted(work, writer, ids[0], water)
    review.publish(work, nadege, first)
    second = submitted(later(work, days=1), writer, ids[0], water)
    assert stands(work, first).state is State.PUBLISHED
    review.publish(later(work, days=2), nadege, second)
    assert (stands(work, first).state, stands(work, second).state) == (State.SUPERSEDED, State.PUBLISHED)


def test_of_several_only_the_lead_is_published_and_one_that_is_alone_without_being_lead(
    work: Work, ids: list[int], justice: int, makes: Makes, nadege: Person
) -> None:
    writer = makes(Role.DEPUTY, justice)
    beside, alone = (submitted(work, writer, id_, justice) for id_ in (ids[0], ids[2]))
    with pytest.raises(OnlyLeadPublished):
        review.publish(work, nadege, beside)
    assert stands(work, beside).state is State.SUBMITTED
    review.publish(work, nadege, alone)
    assert stands(work, alone).state is State.PUBLISHED
    review.approve(work, nadege, beside)
    assert reviewing.count_waiting(work, "KE") == {}  # approved, it waits for nobody: the lead draws on it


def test_who_entered_a_letter_does_not_approve_it_and_another_coordinator_does(
    work: Work, ids: list[int], water: int, makes: Makes, nadege: Person
) -> None:
    id_ = submitted(work, nadege, ids[0], water, letter=Letter("12/MW", work.now.date()))
    with pytest.raises(OwnContribution):
        review.approve(work, nadege, id_)
    with pytest.raises(OwnContribution):
        review.publish(work, nadege, id_)
    assert stands(work, id_).state is State.SUBMITTED
    review.publish(work, makes(Role.COORDINATOR, None), id_)
    assert stands(work, id_).state is State.PUBLISHED


def test_together_goes_only_what_says_no_change_was_shown_and_is_not_ones_own(
    work: Work, ids: list[int], water: int, justice: int, makes: Makes, nadege: Person
) -> None:
    writer = makes(Role.FOCAL_POINT, water)
    shown = submitted(work, writer, ids[0], water, no_change=True)
    beside = submitted(work, makes(Role.DEPUTY, justice), ids[0], justice, no_change=True)
    said = submitted(work, makes(Role.DEPUTY, justice), ids[2], justice)
    after = submitted(later(work, minutes=1), writer, ids[1], water, no_change=True)
    until = moment(work.now)
    assert review.approve_unchanged(work, nadege, until, publishes=True) == UnchangedDone(2, 1)
    assert [stands(work, one).state for one in (shown, beside, said, after)] == [
        State.PUBLISHED, State.APPROVED, State.SUBMITTED, State.SUBMITTED,
    ]  # fmt: skip
    assert review.approve_unchanged(work, nadege, until, publishes=True) == UnchangedDone(0, 0)


def test_a_reason_is_kept_with_what_was_returned(
    work: Work, ids: list[int], water: int, makes: Makes, nadege: Person
) -> None:
    id_ = submitted(work, makes(Role.FOCAL_POINT, water), ids[0], water)
    review.give_back(work, nadege, id_, "Where are they?")
    assert (stands(work, id_).state, stands(work, id_).reason) == (State.RETURNED, "Where are they?")
    assert review.has_decided(work, nadege, id_)


def test_to_everybody_else_and_of_independent_bodies_there_is_nothing(
    work: Work, ids: list[int], water: int, court: int, makes: Makes, nadege: Person
) -> None:
    id_ = submitted(work, makes(Role.FOCAL_POINT, water), ids[0], water)
    judge = makes(Role.JUDICIARY, court)
    own = submitted(work, judge, ids[0], court)
    assert stands(work, own).state is State.PUBLISHED
    for decide in (review.approve, review.publish, review.returnable):
        for one in (judge, makes(Role.FOCAL_POINT, water), makes(Role.SIGNING_OFFICER, water)):
            with pytest.raises(NotCoordinator):
                decide(work, one, id_)
        with pytest.raises(NotFound):
            decide(work, nadege, own)
    assert reviewing.waiting(work, "KE", 10, 0) == [id_]


def test_the_queue_goes_on_with_what_was_submitted_next_and_begins_anew_after_the_last(
    work: Work, ids: list[int], water: int, makes: Makes
) -> None:
    writer = makes(Role.FOCAL_POINT, water)
    second = submitted(later(work, minutes=5), writer, ids[0], water)
    first = submitted(work, writer, ids[1], water)
    assert reviewing.waiting(work, "KE", 10, 0) == [first, second]
    ways = [(one, stands(work, one).submitted_at) for one in (first, second)]
    assert [reviewing.after(work, "KE", id_, at) for id_, at in ways if at] == [second, first]
