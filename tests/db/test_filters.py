"""Each filter finds what it says, on both engines, and what only a mechanism knows never passes elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from records import record
from sqlalchemy import select, update

from db.dated import Late
from db.facets import facets, how_many
from db.filters import Filters
from db.queries import contributing, people, rounds, workbook_writes
from db.queries.listed import listed
from db.search import search
from db.tables import assignments, contributions, countries, institutions, recommendations
from db.work import Work
from domain.contribution import Content, Part, State, Status
from domain.record import Sdg
from domain.record import State as From
from domain.role import InstitutionKind
from domain.round import By, Choice, Feeds, Round
from services.assign import Selection, assign
from services.import_file import Imported
from services.set_up import add_institution

INSIDE = Filters(inside="KE")
PAST, TODAY, AHEAD = date(2026, 2, 1), date(2026, 3, 2), date(2026, 6, 30)
LATE = Filters(inside="KE", late=Late(TODAY, "KE"))


@pytest.fixture
def kenya(work: Work, bring: Callable[..., Imported]) -> Work:
    """Five recommendations of one country, classified and assigned, and one of another country."""
    bare = {"themes": (), "affected_persons": (), "sdgs": (), "recommending_states": ()}
    several: list[dict[str, Any]] = [
        {"affected_persons": ("Women",), "sdgs": (Sdg(6), Sdg(6, "6.1")), "session": 35,
         "recommending_states": (From("Botswana", "BW"), From("Brazil", "BR"))},
        {"affected_persons": ("Children",), "sdgs": (Sdg(16, "16.3"),), "session": 12,
         "recommending_states": (From("Brazil", "BR"),)},
        {"recommending_states": (From("Somewhere", None),), "session": 49},
        {"mechanism": "CAT", "session": 35},
        {"session": None},
        {"countries": ("MZ",), "session": 35},
    ]  # fmt: skip
    for number, one in enumerate(several, start=1):
        about = {"annotation_id": str(number), "row": number + 1, "text": f"Text {number}", "symbol": f"A/{number}"}
        bring(record(**{**bare, **about, **one}))
    for code in ("MOJ", "MOH"):
        add_institution(work, "KE", code, {"en": code})
    add_institution(work, "KE", "NHRC", {"en": "Commission"}, InstitutionKind.NHRI)
    return work


def found(work: Work, filters: Filters) -> list[str]:
    """The numbers that the filters leave."""
    page = search(work, (), filters, "en", 50, 0)
    lines = listed(work, page.ids, "en", None)
    assert how_many(work, (), filters) == len(page.ids)
    return [str(lines[id_].reference) for id_ in page.ids]


def counted(work: Work, by: str, filters: Filters = INSIDE) -> dict[str, int]:
    """What is offered by a filter: label and count."""
    return {one.label: one.count for one in facets(work, (), filters, by)}


def id_of(work: Work, number: int) -> int:
    wanted = select(recommendations.c.id).where(recommendations.c.number == number, recommendations.c.country == "KE")
    return int(work.one(wanted).id)


def institution(work: Work, code: str) -> int:
    return int(work.one(select(institutions.c.id).where(institutions.c.code == code)).id)


def changes(work: Work, number: int, **values: Any) -> None:
    work.execute(update(recommendations).where(recommendations.c.id == id_of(work, number)).values(**values))


def gives(work: Work, number: int, code: str, at: datetime, state: State = State.SUBMITTED) -> None:
    """An institution has submitted something at a moment."""
    writer = people.add_person(work, 7_000_000 + number, "en")
    content = Content(Status.IN_PROGRESS, {Part.MEASURES: "Done."})
    draft = contributing.add_draft(work, id_of(work, number), institution(work, code), content, writer)
    work.execute(update(contributions).where(contributions.c.id == draft).values(state=state.value, submitted_at=at))


def test_what_is_public_narrows_for_everybody(kenya: Work) -> None:
    changes(kenya, 2, status="in-progress")
    affected = {one.label: int(one.key) for one in facets(kenya, (), Filters(), "affected")}
    for to, expected in (
        (Filters(status="in-progress"), ["KE-0002"]),
        (Filters(affected=affected["Women"]), ["KE-0001"]),
        (Filters(target="16.3"), ["KE-0002"]),
        (Filters(target="6.1", goal=6), ["KE-0001"]),
        (Filters(target="6.2"), []),
        (Filters(cycle=3), ["KE-0001", "MZ-0001"]),
        (Filters(cycle=1), ["KE-0002"]),
        (Filters(cycle=4), ["KE-0003"]),
        (Filters(cycle=2), []),
        (Filters(state="BR"), ["KE-0001", "KE-0002"]),
        (Filters(state="BR", cycle=3), ["KE-0001"]),
        (Filters(country="MZ", cycle=3), ["MZ-0001"]),
    ):
        assert found(kenya, to) == expected, to


def test_what_is_public_is_counted(kenya: Work) -> None:
    changes(kenya, 2, status="in-progress")
    assert counted(kenya, "status", Filters(country="KE")) == {"no-information": 4, "in-progress": 1}
    assert counted(kenya, "affected", Filters(country="KE")) == {"Women": 1, "Children": 1}
    assert counted(kenya, "target", Filters()) == {"6.1": 1, "16.3": 1}
    assert counted(kenya, "cycle", Filters()) == {"3": 2, "1": 1, "4": 1}
    assert counted(kenya, "state", Filters()) == {"BR": 2, "BW": 1}
    assert counted(kenya, "state", Filters(target="16.3")) == {"BR": 1}


def test_priority_and_needs(kenya: Work) -> None:
    changes(kenya, 1, priority="high", needs_parliament=True)
    changes(kenya, 2, priority="high", needs_assistance=True)
    assert found(kenya, replace(INSIDE, priority="high")) == ["KE-0001", "KE-0002"]
    assert found(kenya, replace(INSIDE, priority="high", assistance=True)) == ["KE-0002"]
    assert found(kenya, replace(INSIDE, parliament=True)) == ["KE-0001"]
    assert counted(kenya, "priority") == {"high": 2}
    assert counted(kenya, "parliament") == counted(kenya, "assistance") == {"yes": 1}
    assert counted(kenya, "parliament", replace(INSIDE, assistance=True)) == {}


def test_institution_cluster_and_what_nobody_leads(kenya: Work) -> None:
    assign(kenya, "KE", "MOJ", AHEAD, Selection(places=("KE-0001", "KE-0002")))
    assign(kenya, "KE", "MOH", AHEAD, Selection(places=("KE-0001",)))
    cluster = workbook_writes.add_cluster(kenya, "KE", "Wells")
    workbook_writes.put_into_clusters(kenya, [(cluster, id_of(kenya, 1)), (cluster, id_of(kenya, 4))])
    assert found(kenya, replace(INSIDE, institution=institution(kenya, "MOH"))) == ["KE-0001"]
    assert counted(kenya, "institution") == {"MOJ": 2, "MOH": 1}
    assert found(kenya, replace(INSIDE, cluster=cluster)) == ["KE-0001", "KE-0004"]
    assert counted(kenya, "cluster") == {"Wells": 2}
    assert found(kenya, replace(INSIDE, unassigned=True)) == ["KE-0003", "KE-0004", "KE-0005"]
    assert counted(kenya, "unassigned") == {"yes": 3}
    kenya.execute(update(assignments).values(ended_at=kenya.now))
    assert counted(kenya, "institution") == {}
    assert counted(kenya, "unassigned") == {"yes": 5}


def test_overdue_is_a_date_that_has_passed_for_an_institution_of_the_state(kenya: Work) -> None:
    assign(kenya, "KE", "MOJ", PAST, Selection(places=("KE-0001",)))
    assign(kenya, "KE", "MOH", TODAY, Selection(places=("KE-0002",)))
    assign(kenya, "KE", "NHRC", PAST, Selection(places=("KE-0003",)))
    assert found(kenya, replace(LATE, overdue=True)) == ["KE-0001"]
    assert counted(kenya, "overdue", LATE) == {"yes": 1}
    for code, expected in (("MOJ", ["KE-0001"]), ("MOH", [])):
        own = Filters(inside="KE", late=Late(TODAY, "KE", institution(kenya, code)), overdue=True)
        assert found(kenya, own) == expected
    assert found(kenya, Filters(inside="KE", overdue=True)) == []


def test_overdue_is_a_round_that_closed_without_an_answer(kenya: Work) -> None:
    for number in (1, 2, 3):
        assign(kenya, "KE", "MOJ", None, Selection(places=(f"KE-000{number}",)))
    assign(kenya, "KE", "NHRC", None, Selection(places=("KE-0004",)))
    opened = kenya.now - timedelta(days=60)
    new = Round(0, "KE", Feeds.OTHER, "Old", opened.date(), PAST, clearance=False)
    writer = people.add_person(kenya, 7_100_000, "en")
    round_id = rounds.add_round(kenya, new, Choice(By.ASSIGNED), writer)
    gives(kenya, 2, "MOJ", opened + timedelta(days=1))
    gives(kenya, 3, "MOJ", opened + timedelta(days=1), State.RETURNED)
    late = Filters(inside="KE", late=Late(TODAY, "KE", None, ((round_id, opened),)), overdue=True)
    assert found(kenya, late) == ["KE-0001", "KE-0003"]
    before = replace(late, late=Late(PAST, "KE", None, ((round_id, opened),)))
    assert found(kenya, before) == []


def test_undated_is_what_somebody_has_without_a_date_or_a_round_to_come(kenya: Work) -> None:
    for number, code, day in ((1, "MOJ", None), (2, "MOJ", AHEAD), (2, "MOH", None), (3, "MOH", None)):
        assign(kenya, "KE", code, day, Selection(places=(f"KE-000{number}",)))
    assign(kenya, "KE", "NHRC", None, Selection(places=("KE-0004",)))

    def without(code: str | None) -> list[str]:
        of = institution(kenya, code) if code else None
        return found(kenya, Filters(inside="KE", late=Late(TODAY, "KE", of), undated=True))

    # Somebody has a date for KE-0002; of the ministries each sees its own dates alone. A body needs none.
    assert (without(None), without("MOJ"), without("MOH")) == (
        ["KE-0001", "KE-0003"],
        ["KE-0001"],
        ["KE-0002", "KE-0003"],
    )
    assert counted(kenya, "undated", LATE) == {"yes": 2}
    new = Round(0, "KE", Feeds.OTHER, "New", kenya.now.date(), AHEAD, clearance=False)
    writer = people.add_person(kenya, 7_100_000, "en")
    cluster = workbook_writes.add_cluster(kenya, "KE", "Wells")
    workbook_writes.put_into_clusters(kenya, [(cluster, id_of(kenya, 3))])
    rounds.add_round(kenya, new, Choice(By.CLUSTER, str(cluster)), writer)
    assert (without(None), without("MOJ"), without("MOH")) == (["KE-0001"], ["KE-0001"], ["KE-0002"])


def test_silence_is_nothing_submitted_since(kenya: Work) -> None:
    gives(kenya, 1, "MOJ", kenya.now - timedelta(days=10))
    gives(kenya, 2, "MOJ", kenya.now - timedelta(days=100), State.PUBLISHED)
    for days, expected in ((5, 5), (50, 4), (200, 3)):
        assert len(found(kenya, replace(INSIDE, silence=kenya.now - timedelta(days=days)))) == expected


@pytest.mark.parametrize(
    "to",
    [{"priority": "high"}, {"parliament": True}, {"assistance": True}, {"unassigned": True}, {"institution": 1},
     {"cluster": 1}, {"overdue": True}, {"undated": True}, {"silence": datetime(2026, 3, 1).astimezone()}],
)  # fmt: skip
def test_what_a_mechanism_knows_passes_in_its_own_country_alone(to: dict[str, Any], kenya: Work) -> None:
    for number in range(1, 6):
        changes(kenya, number, priority="high", needs_parliament=True, needs_assistance=True)
    assert found(kenya, Filters(**to)) == []
    assert found(kenya, Filters(inside="MZ", country="KE", late=Late(TODAY, "MZ"), **to)) == []
    (by,) = to
    if by != "silence":
        assert counted(kenya, by, Filters(late=Late(TODAY, "KE"))) == {}
    assert "MZ-0001" not in found(kenya, replace(LATE, **to))


def test_a_closed_country_shows_its_follow_up_to_who_may_read_it(kenya: Work) -> None:
    kenya.execute(update(countries).values(open=False))
    assert found(kenya, replace(INSIDE, unassigned=True)) == []
    assert len(found(kenya, replace(INSIDE, unassigned=True, readable=("KE",)))) == 5
