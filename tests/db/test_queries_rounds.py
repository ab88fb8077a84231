"""Rounds in the database: who joins, what counts, whose date moves, and what waits for another date."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from records import record
from sqlalchemy import insert, select, text, update

from db.queries import assignments, contributing, extensions, people, round_choice, round_counts, rounds, setup
from db.tables import clusters, contributions, institutions, recommendations, round_institutions
from db.work import Work
from domain.contribution import Content, State, Status
from domain.due import Part
from domain.extension import Decision, Subject
from domain.record import Position
from domain.role import InstitutionKind
from domain.round import By, Choice, Counter, Feeds, Round
from services.import_file import Imported

Bring = Callable[..., Imported]
TODAY = date(2026, 3, 2)
CLOSES = date(2026, 6, 30)
ALL = Choice(By.ASSIGNED)


@pytest.fixture
def ids(work: Work, bring: Bring) -> list[int]:
    """Five recommendations to Kenya: four of the UPR, of two cycles, and one of a committee."""
    bring(
        record(annotation_id="a", session=21, symbol="A/HRC/15/7"),
        record(
            annotation_id="b", row=3, session=35, text="Ratify the Convention against Torture;", position=Position.NOTED
        ),
        record(annotation_id="c", row=4, session=35, text="End torture in prisons;"),
        record(annotation_id="d", row=5, session=35, text="Train judges;"),
        record(
            annotation_id="e",
            row=6,
            mechanism="CAT",
            symbol="CAT/C/KEN/CO/3",
            paragraph="8",
            session=None,
            position=None,
        ),
    )
    return assignments.numbered_ids(work, "KE")


@pytest.fixture
def justice(work: Work, ids: list[int]) -> int:
    made = setup.add_institution(work, "KE", "MOJ", InstitutionKind.MINISTRY, {"en": "Justice"})
    assignments.add_assignments(work, [(id_, made, Part.LEAD, None) for id_ in ids[:3]])
    return made


@pytest.fixture
def court(work: Work, ids: list[int]) -> int:
    made = setup.add_institution(work, "KE", "COURT", InstitutionKind.JUDICIARY, {"en": "High Court"})
    assignments.add_assignments(work, [(ids[0], made, Part.ASSOCIATED, None)])
    return made


@pytest.fixture
def person(work: Work) -> int:
    return people.add_person(work, 5_123_456_789, None)


def opened(work: Work, person: int, choice: Choice = ALL, *, opens_on: date = TODAY) -> int:
    new = Round(0, "KE", Feeds.MID_TERM, "", opens_on, CLOSES, clearance=False)
    return rounds.add_round(work, new, choice, person)


def contributed(
    work: Work, recommendation: int, has: int, person: int, state: State, *, round_id: int | None = None
) -> None:
    content = Content(Status.IN_PROGRESS, {})
    made = contributing.add_draft(work, recommendation, has, content, person, round_id=round_id)
    contributing.set_state(work, made, State.DRAFT, state, submitted_at=work.now)


def test_a_round_comes_back_with_those_who_have_its_recommendations(
    work: Work, ids: list[int], justice: int, court: int, person: int
) -> None:
    made = opened(work, person)
    assert rounds.round_of(work, made) == Round(made, "KE", Feeds.MID_TERM, "", TODAY, CLOSES, clearance=False)
    found = rounds.members(work, made)
    assert [(one.institution_id, one.independent, one.due_on, one.version) for one in found] == [
        (court, True, CLOSES, 1),
        (justice, False, CLOSES, 1),
    ]
    assert [one.round.id for one in rounds.open_to(work, justice, TODAY)] == [made]
    assert rounds.open_to(work, justice, TODAY - timedelta(days=1)) == []
    assert [one.id for one in rounds.open_rounds(work, "KE", TODAY)] == [made]
    assert rounds.open_rounds(work, "MZ", TODAY) == []
    assert rounds.round_of(work, made + 1) is None


def test_who_is_assigned_one_later_joins_once(work: Work, ids: list[int], justice: int, person: int) -> None:
    made = opened(work, person)
    health = setup.add_institution(work, "KE", "MOH", InstitutionKind.MINISTRY, {"en": "Health"})
    assert rounds.join(work, made, CLOSES, health) == []
    assignments.add_assignments(work, [(ids[4], health, Part.LEAD, None)])
    assert rounds.join(work, made, CLOSES, health) == [health]
    assert rounds.join(work, made, CLOSES) == []
    assert round_counts.counter(work, made, work.now, health) == Counter(0, 1)


def test_what_counts_is_given_for_the_round_or_since_it_opened(
    work: Work, ids: list[int], justice: int, court: int, person: int
) -> None:
    made = opened(work, person)
    before = Work(work.connection, work.sealer, work.now - timedelta(days=30))
    contributed(before, ids[0], justice, person, State.SUBMITTED)
    assert round_counts.counter(work, made, work.now, justice) == Counter(0, 3)
    contributed(before, ids[1], justice, person, State.SUBMITTED, round_id=made)
    contributed(work, ids[2], justice, person, State.PUBLISHED)
    contributed(work, ids[0], court, person, State.RETURNED)
    found = round_counts.counters(work, made, work.now)
    assert found == {justice: Counter(2, 3), court: Counter(0, 1)}
    assert round_counts.unanswered(work, made, work.now, justice, 5, 0) == [ids[0]]
    assert round_counts.unanswered(work, made, work.now, justice, 5, 1) == []


@pytest.mark.parametrize("state", [state for state in State if state is not State.SUPERSEDED])
def test_an_answer_counts_once_it_is_given(work: Work, ids: list[int], justice: int, person: int, state: State) -> None:
    made = opened(work, person)
    contributed(work, ids[0], justice, person, state, round_id=made)
    done = state in {State.SUBMITTED, State.APPROVED, State.PUBLISHED}
    assert round_counts.counter(work, made, work.now, justice).done == done


def test_two_versions_of_one_answer_count_once(work: Work, ids: list[int], justice: int, person: int) -> None:
    made = opened(work, person)
    for state in (State.PUBLISHED, State.SUBMITTED):
        contributed(work, ids[0], justice, person, state, round_id=made)
    assert work.one(select(contributions.c.version).order_by(contributions.c.version.desc())).version == 2
    assert round_counts.counter(work, made, work.now, justice) == Counter(1, 3)


def test_what_is_taken_away_or_archived_is_asked_for_no_more(
    work: Work, ids: list[int], justice: int, person: int
) -> None:
    made = opened(work, person)
    work.execute(update(recommendations).where(recommendations.c.id == ids[0]).values(archived_at=work.now))
    work.execute(text("UPDATE assignments SET ended_at = assigned_at WHERE recommendation_id = :id"), {"id": ids[1]})
    assert round_counts.counter(work, made, work.now, justice) == Counter(0, 1)
    assert round_counts.unanswered(work, made, work.now, justice, 5, 0) == [ids[2]]


def test_another_closing_date_is_theirs_who_have_no_date_of_their_own(
    work: Work, ids: list[int], justice: int, court: int, person: int
) -> None:
    made = opened(work, person)
    place = rounds.member(work, made, justice)
    assert place is not None
    rounds.change_date(work, [place.id], date(2026, 9, 1))
    found = rounds.round_of(work, made)
    assert found is not None
    assert rounds.change_closing_date(work, found, date(2026, 7, 31)) == [court]
    dates = {one.institution_id: (one.due_on, one.version) for one in rounds.members(work, made)}
    assert dates == {justice: (date(2026, 9, 1), 2), court: (date(2026, 7, 31), 2)}
    assert {row.next_look_at for row in work.all(select(round_institutions))} == {work.now}


def test_a_round_is_acknowledged_and_ended_once(work: Work, ids: list[int], justice: int, person: int) -> None:
    made = opened(work, person)
    place = rounds.member(work, made, justice)
    assert place is not None
    assert [rounds.acknowledge(work, place.id) for _ in range(2)] == [True, False]
    assert [rounds.end_round(work, made) for _ in range(2)] == [True, False]
    assert rounds.open_to(work, justice, TODAY) == []
    assert [one.ended for one in rounds.rounds_of(work, "KE")] == [True]


@pytest.mark.parametrize(
    ("choice", "chosen"),
    [
        (ALL, [0, 1, 2, 3, 4]),
        (Choice(By.SUPPORTED), [0, 2, 3]),
        (Choice(By.WORDS, "torture"), [1, 2]),
        (Choice(By.MECHANISM, "UPR:2"), [0]),
        (Choice(By.MECHANISM, "UPR:3"), [1, 2, 3]),
        (Choice(By.MECHANISM, "CAT"), [4]),
    ],
)
def test_a_choice_means_these(work: Work, ids: list[int], justice: int, choice: Choice, chosen: list[int]) -> None:
    keys = {(name, cycle): key for key, name, cycle, _ in round_choice.mechanisms_offered(work, "KE")}
    if choice.by is By.MECHANISM:
        name, _, cycle = choice.key.partition(":")
        choice = Choice(By.MECHANISM, keys[name, int(cycle) if cycle else None])
    rows = work.all(round_choice.chosen(work, "KE", choice).order_by("id"))
    assert [row.id for row in rows] == [ids[place] for place in chosen]
    count, asked = round_choice.asked(work, "KE", choice)
    theirs = len([place for place in chosen if place < 3])
    assert count == theirs
    assert [one.recommendations for one in asked] == ([theirs] if theirs else [])


def test_a_cluster_of_another_country_means_nothing(work: Work, ids: list[int], justice: int) -> None:
    setup.add_country(work, setup.Country("MZ", "pt", "Africa/Maputo", True, {}, {}))
    made = work.inserted_id(insert(clusters), {"country": "MZ", "name": "Prisons", "created_at": work.now})
    assert round_choice.asked(work, "KE", Choice(By.CLUSTER, str(made))) == (0, [])
    assert round_choice.clusters_offered(work, "KE") == []


def test_an_archived_institution_is_not_asked(work: Work, ids: list[int], justice: int, person: int) -> None:
    work.execute(update(institutions).where(institutions.c.id == justice).values(archived_at=work.now))
    assert rounds.members(work, opened(work, person)) == []


# --- another date -----------------------------------------------------------------------------------------


def test_a_newer_request_takes_the_place_of_one_that_waits(
    work: Work, ids: list[int], justice: int, person: int
) -> None:
    made = opened(work, person)
    place = rounds.member(work, made, justice)
    assert place is not None
    subject = Subject(justice, place.due_on, member_id=place.id, round=place.round)
    first = extensions.ask(work, subject, date(2026, 8, 1), "One.", person)
    older = extensions.request(work, first)
    assert extensions.ask(work, subject, date(2026, 9, 1), "Two.", person) == first
    newer = extensions.request(work, first)
    assert older is not None
    assert newer is not None
    assert (newer.wanted_on, newer.reason, newer.open, newer.subject) == (date(2026, 9, 1), "Two.", True, subject)
    assert not extensions.decide(work, older, Decision.GRANTED, person, date(2026, 8, 1))
    assert extensions.decide(work, newer, Decision.REFUSED, person, answer="No.")
    decided = extensions.request(work, first)
    assert decided is not None
    assert (decided.decision, decided.reason, decided.answer, decided.open) == (Decision.REFUSED, "Two.", "No.", False)
    assert extensions.ask(work, subject, date(2026, 9, 1), "Three.", person) != first
    assert extensions.count_open(work, "KE") == extensions.count_open(work, "KE", made) == 1


def test_requests_wait_for_their_country_and_not_longer_than_what_they_are_about(
    work: Work, ids: list[int], justice: int, person: int
) -> None:
    assignments.change_due_date(work, [work.one(text("SELECT min(id) AS id FROM assignments")).id], CLOSES)
    held = work.one(text("SELECT id, due_on, recommendation_id FROM assignments WHERE due_on IS NOT NULL"))
    subject = Subject(justice, CLOSES, assignment_id=held.id)
    made = extensions.ask(work, subject, date(2026, 8, 1), "One.", person)
    assert [one.id for one in extensions.open_requests(work, "KE", 5, 0)] == [made]
    assert extensions.open_requests(work, "MZ", 5, 0) == extensions.open_requests(work, "KE", 5, 1) == []
    work.execute(text("UPDATE assignments SET ended_at = assigned_at"))
    found = extensions.request(work, made)
    assert found is not None
    assert not found.open
    assert extensions.count_open(work, "KE") == 0
