"""What an overview counts, on both engines: for a coordinator, an institution, everybody; and since a month ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from records import record
from sqlalchemy import insert, select, update

from db.queries import assignments, contributing, instance, people, rounds, setup
from db.queries import overview as counts
from db.tables import (
    assignments as assignment_table,
)
from db.tables import cluster_recommendations, clusters, contributions, countries, extension_requests, recommendations
from db.work import Work
from domain.contribution import Content, Status
from domain.contribution import Part as TextPart
from domain.due import Part
from domain.errors import ButtonStale, CountryNotShown, NotCoordinator, NotInThisRole
from domain.job import PICTURE, Job, JobState
from domain.overview import Extent, Scope, Transition
from domain.overview_shown import Overview
from domain.record import Sdg
from domain.role import Holding, InstitutionKind, Person, Role
from domain.round import By, Choice, Feeds, Round
from services import overview
from services.import_file import Imported
from services.jobs import authorise
from services.look import Look
from services.reach import SPEAKERS

MONTH_AGO = datetime(2026, 2, 2, tzinfo=UTC)
BEFORE = MONTH_AGO - timedelta(days=20)


@pytest.fixture
def ids(work: Work, bring: Callable[..., Imported]) -> list[int]:
    """Five recommendations to Kenya, brought long ago, and one to Mozambique."""
    goals: list[tuple[Sdg, ...]] = [(Sdg(6), Sdg(6, "6.1")), (Sdg(16, "16.3"),), (), (Sdg(6, "6.2"), Sdg(16)), ()]
    mechanisms = ["UPR", "UPR", "CAT", "UPR", "CAT"]
    bring(
        *(
            record(annotation_id=str(n), row=n + 2, text=f"Text {n}", symbol=f"A/{n}", sdgs=goals[n], mechanism=named)
            for n, named in enumerate(mechanisms)
        ),
        record(annotation_id="z", row=9, text="Another country's", countries=("MZ",)),
    )
    work.execute(update(recommendations).values(created_at=BEFORE))
    return assignments.numbered_ids(work, "KE")


@pytest.fixture
def water(work: Work, ids: list[int]) -> int:
    """It leads in the first two; in the second by a day that has passed."""
    return _institution(work, "WATER", "Water", [(ids[0], Part.LEAD, None), (ids[1], Part.LEAD, date(2026, 1, 9))])


@pytest.fixture
def justice(work: Work, ids: list[int], water: int) -> int:
    """It supports in the first."""
    return _institution(work, "MOJ", "Justice", [(ids[0], Part.ASSOCIATED, None)])


@pytest.fixture
def court(work: Work, ids: list[int]) -> int:
    """It is invited in the third, by a day that has passed."""
    named = [(ids[2], Part.ASSOCIATED, date(2026, 1, 9))]
    return _institution(work, "COURT", "High Court", named, InstitutionKind.JUDICIARY)


def _institution(
    work: Work,
    code: str,
    name: str,
    held: list[tuple[int, Part, date | None]],
    kind: InstitutionKind = InstitutionKind.MINISTRY,
) -> int:
    made = setup.add_institution(work, "KE", code, kind, {"en": name})
    assignments.add_assignments(work, [(id_, made, part, due) for id_, part, due in held])
    work.execute(update(assignment_table).values(assigned_at=BEFORE))
    return made


def person(role: Role | None, institution: int | None = None, country: str = "KE") -> Person:
    """Somebody who acts in a role."""
    held = (Holding(1, role, country, institution, MONTH_AGO),) if role else ()
    return Person(1, None, "en", None, held)


def seen(work: Work, who: Person, at: str = "", zone: str = "UTC") -> Overview:
    """The overview of somebody."""
    return overview.overview(look(work, who, zone), {"at": at})


def look(work: Work, who: Person, zone: str = "UTC") -> Look:
    local = ZoneInfo(zone)
    return Look(work, who, "en", local, work.now.astimezone(local).date(), work.now, 0)


def parts(work: Work, who: Person, by: str, at: str = "") -> dict[str, dict[str, int]]:
    """What stands on the first page of the parts."""
    page = overview.group_page(look(work, who), {"at": at, "by": by, "page": 1})
    return {one.names.get("en", one.label): dict(one.statuses) for one in page.groups}


NADEGE = person(Role.COORDINATOR)


def sets(work: Work, id_: int, status: str) -> None:
    work.execute(update(recommendations).where(recommendations.c.id == id_).values(status=status))


def says(
    work: Work, recommendation: int, institution: int, status: Status, at: datetime, *, published: bool = True
) -> int:
    """A contribution of an institution's that was submitted at a moment, and published then."""
    writer = people.add_person(work, int(at.timestamp()) + recommendation * 7 + institution, "en")
    said = Content(status, {TextPart.MEASURES: "Done."})
    id_ = contributing.add_draft(work, recommendation, institution, said, writer)
    values: dict[str, Any] = {"submitted_at": at, "state": "published" if published else "submitted"}
    if published:
        values["published_at"] = at
    work.execute(update(contributions).where(contributions.c.id == id_).values(**values))
    return id_


def test_statuses_are_counted_without_what_is_archived_or_another_countrys(work: Work, ids: list[int]) -> None:
    sets(work, ids[0], "implemented")
    work.execute(update(recommendations).where(recommendations.c.id == ids[4]).values(archived_at=work.now))
    shown = seen(work, NADEGE)
    assert shown.total == 4
    assert dict(shown.statuses)["implemented"] == 1
    assert dict(shown.statuses)["no-information"] == 3
    assert shown.whose.scope == Scope(Extent.COUNTRY, "KE")


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DEPUTY, Role.SIGNING_OFFICER])
def test_an_institutions_people_see_what_it_has(work: Work, water: int, justice: int, role: Role) -> None:
    assert (seen(work, person(role, water)).total, seen(work, person(role, justice)).total) == (2, 1)
    shown = seen(work, person(role, water))
    assert shown.attention == {}
    assert shown.whose.institution == {"en": "Water"}


def test_what_has_ended_is_counted_no_more(work: Work, water: int) -> None:
    work.execute(update(assignment_table).values(ended_at=work.now))
    assert seen(work, person(Role.FOCAL_POINT, water)).total == 0
    assert parts(work, NADEGE, "institution") == {}


@pytest.mark.parametrize("who", [person(None), person(Role.NHRI, 5), person(Role.FOCAL_POINT, 5, "MZ")])
def test_of_another_country_or_without_a_role_what_is_public_is_seen(work: Work, water: int, who: Person) -> None:
    shown = seen(work, who, at="KE")
    assert shown.total == 5
    assert set(shown.changes) == {"new", "published"}
    assert shown.attention == {}
    for by in ("institution", "cluster"):
        with pytest.raises(ButtonStale):
            parts(work, who, by, "KE")


def test_a_closed_country_is_shown_to_its_own_people_alone(work: Work, water: int) -> None:
    work.execute(update(countries).where(countries.c.code == "KE").values(open=False))
    for who in (person(None), person(Role.COORDINATOR, None, "MZ")):
        with pytest.raises(CountryNotShown):
            seen(work, who, at="KE")
    assert seen(work, person(Role.UN)).total == 5
    assert [code for code, _ in counts.open_countries(work)] == ["MZ"]
    with pytest.raises(CountryNotShown):
        seen(work, person(None), at="XX")
    with pytest.raises(ButtonStale):
        seen(work, person(None))


def test_parts_are_counted_each_once(work: Work, ids: list[int], water: int, justice: int, court: int) -> None:
    sets(work, ids[0], "in-progress")
    assert parts(work, NADEGE, "institution") == {
        "High Court": {"no-information": 1},
        "Justice": {"in-progress": 1},
        "Water": {"no-information": 1, "in-progress": 1},
    }
    # A goal and its targets are one.
    assert parts(work, NADEGE, "goal") == {
        "6": {"no-information": 1, "in-progress": 1},
        "16": {"no-information": 2},
    }
    assert parts(work, NADEGE, "mechanism") == {
        "CAT": {"no-information": 2},
        "UPR": {"no-information": 2, "in-progress": 1},
    }
    assert parts(work, person(Role.DEPUTY, justice), "mechanism") == {"UPR": {"in-progress": 1}}
    page = overview.group_page(look(work, NADEGE), {"at": "", "by": "institution", "page": 1})
    assert [one.independent for one in page.groups] == [True, False, False]


def test_an_institutions_people_see_the_clusters_of_what_it_has(
    work: Work, ids: list[int], water: int, justice: int
) -> None:
    for number, (name, held, archived) in enumerate(
        (("Wells", ids[0], None), ("Prisons", ids[1], None), ("Old", ids[0], work.now)), start=1
    ):
        row = {"id": number, "country": "KE", "name": name, "created_at": work.now, "archived_at": archived}
        work.execute(insert(clusters), row)
        work.execute(insert(cluster_recommendations), {"cluster_id": number, "recommendation_id": held})
    assert list(parts(work, NADEGE, "cluster")) == ["Prisons", "Wells"]
    assert list(parts(work, person(Role.FOCAL_POINT, justice), "cluster")) == ["Wells"]


def test_what_needs_attention(work: Work, ids: list[int], water: int, justice: int, court: int) -> None:
    shown = seen(work, NADEGE)
    # The court's date has passed and makes nothing overdue; nor does a body need a date or somebody here.
    assert shown.attention == {"unassigned": 3, "undated": 1, "overdue": 1, "unreachable": 2}
    round_ = Round(0, "KE", Feeds.ANNUAL, "", date(2026, 3, 1), date(2026, 6, 1), clearance=False)
    rounds.add_round(work, round_, Choice(By.ASSIGNED), people.add_person(work, 5, "en"))
    assert seen(work, NADEGE).attention["undated"] == 0


def test_an_institution_is_reached_by_one_who_speaks_for_it(work: Work, water: int, justice: int) -> None:
    made = iter(range(100))

    def invitation() -> int:
        return setup.add_invitation(work, f"code {next(made)}", "KE", Role.DEPUTY, water, work.now)

    one, other = (people.add_person(work, number, "en") for number in (11, 12))
    people.add_role(work, one, Role.SIGNING_OFFICER, "KE", water, invitation())
    assert len(counts.unreachable(work, "KE", SPEAKERS)) == 2
    people.add_role(work, other, Role.DEPUTY, "KE", water, invitation())
    assert counts.unreachable(work, "KE", SPEAKERS) == [{"en": "Justice"}]
    people.mark_unreachable(work, other)
    assert len(counts.unreachable(work, "KE", SPEAKERS)) == 2


@pytest.mark.parametrize("which", ["unassigned", "undated", "overdue"])
def test_the_list_behind_a_number_is_a_search_of_the_coordinators(work: Work, ids: list[int], which: str) -> None:
    assert dict(overview.listing(NADEGE, which).narrowed) == {"country": "KE", which: "yes"}
    with pytest.raises(NotCoordinator):
        overview.listing(person(Role.FOCAL_POINT, 5), which)
    with pytest.raises(ButtonStale):
        overview.listing(NADEGE, "unreachable")


def test_a_month_begins_at_midnight_where_the_person_lives(work: Work, ids: list[int]) -> None:
    # The 2nd of February begins in Nairobi three hours before it does in Greenwich.
    work.execute(
        update(recommendations).where(recommendations.c.id == ids[0]).values(created_at=MONTH_AGO - timedelta(hours=2))
    )
    assert seen(work, NADEGE).since == date(2026, 2, 2)
    assert seen(work, NADEGE).changes["new"] == 0
    assert seen(work, NADEGE, zone="Africa/Nairobi").changes["new"] == 1


def test_contributions_and_assignments_of_the_month(work: Work, ids: list[int], water: int, justice: int) -> None:
    says(work, ids[0], water, Status.NOT_STARTED, BEFORE)
    says(work, ids[0], water, Status.IN_PROGRESS, MONTH_AGO)
    waits = says(work, ids[0], justice, Status.PARTIAL, work.now, published=False)
    for moment in (work.now, work.now):  # approved, and noted twice: counted once
        instance.record_event(
            Work(work.connection, work.sealer, moment), "contribution approved", country="KE", subject="contributions",
            subject_id=waits,
        )  # fmt: skip
    assignments.add_assignments(work, [(ids[3], water, Part.LEAD, None), (ids[3], justice, Part.ASSOCIATED, None)])
    assert seen(work, NADEGE).changes == {
        "new": 0, "assigned": 1, "submitted": 2, "approved": 1, "published": 1, "dates": 0,
    }  # fmt: skip
    own = seen(work, person(Role.FOCAL_POINT, justice)).changes
    assert own == {"assigned": 1, "submitted": 1, "approved": 1, "published": 0, "dates": 0}
    assert seen(work, person(None), "KE").changes == {"new": 0, "published": 1}


def test_statuses_that_changed(work: Work, ids: list[int], water: int, court: int) -> None:
    says(work, ids[0], water, Status.NOT_STARTED, BEFORE)
    says(work, ids[0], water, Status.IN_PROGRESS, work.now)
    sets(work, ids[0], "in-progress")
    says(work, ids[1], water, Status.IMPLEMENTED, work.now)
    sets(work, ids[1], "implemented")
    # What a body says does not become the recommendation's status; what waits has not become it yet.
    says(work, ids[2], court, Status.CONTINUOUS, work.now)
    says(work, ids[3], water, Status.PARTIAL, work.now, published=False)
    instance.record_event(
        work, "status set", country="KE", subject="recommendations", subject_id=ids[4],
        details={"from": "not-started", "to": "continuous"},
    )  # fmt: skip
    sets(work, ids[4], "continuous")
    expected = (
        Transition("no-information", "implemented", 1),
        Transition("not-started", "in-progress", 1),
        Transition("not-started", "continuous", 1),
    )
    assert seen(work, NADEGE).transitions == expected
    assert seen(work, person(None), "KE").transitions == expected
    assert seen(work, person(Role.FOCAL_POINT, water)).transitions == expected[:2]


def test_dates_that_changed(work: Work, ids: list[int], water: int, justice: int) -> None:
    asked = work.one(select(assignment_table.c.id).where(assignment_table.c.institution_id == water).limit(1)).id
    row = {"assignment_id": asked, "asked_by": people.add_person(work, 5, "en"), "wanted_on": date(2026, 9, 1),
           "reason_sealed": b"x", "created_at": BEFORE}  # fmt: skip
    for state, at in (("granted", work.now), ("granted", BEFORE), ("refused", work.now)):
        work.execute(insert(extension_requests), {**row, "state": state, "decided_at": at})
    changed = {
        "country": "KE",
        "subject": "institutions",
        "subject_id": justice,
        "details": {"lead": 0, "date changed": 2},
    }
    instance.record_event(work, "recommendations assigned", **changed)
    instance.record_event(work, "round date changed", country="KE", details={"institutions": 3})
    instance.record_event(work, "round date changed", country="MZ", details={"institutions": 50})
    found = [seen(work, who).changes["dates"] for who in (
        NADEGE, person(Role.DEPUTY, water), person(Role.DEPUTY, justice))]  # fmt: skip
    assert found == [6, 1, 2]


def test_a_picture_is_for_whoever_may_see_what_it_counts(work: Work, water: int, justice: int) -> None:
    def job(scope: Scope) -> Job:
        params = {**scope.params(), "name": "overview.png"}
        return Job(1, PICTURE, 1, params, None, JobState.RUNNING, 0, None, False, None, 1, None)

    country, own = job(Scope(Extent.COUNTRY, "KE")), job(Scope(Extent.INSTITUTION, "KE", water))
    authorise(NADEGE, country)
    authorise(person(Role.SIGNING_OFFICER, water), own)
    authorise(person(None), job(Scope(Extent.PUBLIC, "KE")))
    for who, what in (
        (person(Role.FOCAL_POINT, water), country),
        (person(Role.COORDINATOR, None, "MZ"), country),
        (NADEGE, own),
        (person(Role.FOCAL_POINT, justice), own),
        (person(None), own),
    ):
        with pytest.raises(NotInThisRole):
            authorise(who, what)
