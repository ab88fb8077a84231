"""Countries, recommendations, references and assignments, as the queries return them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from records import record
from sqlalchemy import text

from db.queries import assignments, instance, setup
from db.queries.listed import listed
from db.queries.recommendations import (
    classification_of,
    national_text_languages,
    recommendation,
)
from db.queries.references import recommendations_at
from db.work import Work
from domain.due import Part
from domain.errors import PlaceNotFound
from domain.record import Kind, Position, Sdg, State
from domain.reference import Reference
from domain.role import InstitutionKind
from services.import_file import Imported

Bring = Callable[..., Imported]
TODAY = date(2026, 3, 2)
FIRST = Reference("KE", 1)


@pytest.fixture
def three(work: Work, bring: Bring) -> list[int]:
    """Three recommendations to Kenya, two of them in one paragraph."""
    bring(
        record(annotation_id="a", published_on=date(2020, 3, 4)),
        record(annotation_id="b", row=3, text="122.10 Ratify the Convention against Torture;"),
        record(annotation_id="c", row=4, mechanism="CAT", symbol="CAT/C/KEN/CO/3", paragraph="8", session=None),
    )
    return assignments.numbered_ids(work, "KE")


@pytest.fixture
def justice(work: Work, three: list[int]) -> int:
    return setup.add_institution(work, "KE", "MOJ", InstitutionKind.MINISTRY, {"en": "Justice", "fr": "Justice"})


@pytest.fixture
def court(work: Work, three: list[int]) -> int:
    return setup.add_institution(work, "KE", "COURT", InstitutionKind.JUDICIARY, {"en": "High Court"})


# --- set-up ------------------------------------------------------------------------------------------


def test_a_country_comes_back_as_it_was_added(work: Work) -> None:
    kept = setup.Country("ZZ", "fr", "Africa/Dakar", False, {"fr": "Pays", "zh": "国家"}, {"fr": "Comité"})
    setup.add_country(work, kept)
    assert setup.country(work, "ZZ") == kept
    assert setup.country(work, "ZY") is None
    assert setup.all_countries(work) == [kept]


def test_an_institution_is_found_by_id_and_in_its_country_by_code(work: Work, justice: int, court: int) -> None:
    found = setup.institution(work, justice)
    assert found == setup.Institution(
        justice, "KE", "MOJ", InstitutionKind.MINISTRY, {"en": "Justice", "fr": "Justice"}
    )
    assert setup.institution_by_code(work, "KE", "MOJ") == found
    assert setup.institution_by_code(work, "MZ", "MOJ") is None
    assert setup.institution_codes(work, "KE") == ("COURT", "MOJ")
    with pytest.raises(LookupError):
        setup.institution(work, justice + court)


def test_facts_and_events_are_kept(work: Work) -> None:
    assert instance.fact(work, "key check") is None
    instance.set_fact(work, "key check", b"\0\xff")
    instance.set_fact(work, "key check", b"\x01")
    assert instance.fact(work, "key check") == b"\x01"
    instance.record_event(work, "country added", country="KE", details={"lead": 3})
    assert work.one(text("SELECT event, person_id FROM audit_events")) == ("country added", None)


# --- recommendations ---------------------------------------------------------------------------------


def test_a_recommendation_is_found_by_its_number(work: Work, three: list[int]) -> None:
    found = recommendation(work, FIRST)
    assert found is not None
    assert (found.id, found.reference, found.mechanism, found.symbol) == (three[0], FIRST, "UPR", "A/HRC/99/7")
    assert (found.session, found.paragraph, found.published_on) == (34, "122.10", date(2020, 3, 4))
    assert (found.kind, found.position, found.archived) == (Kind.RECOMMENDATION, Position.SUPPORTED, False)
    assert found.status == "no-information"
    assert recommendation(work, Reference("KE", 4)) is None
    assert recommendation(work, Reference("MZ", 1)) is None


def test_the_countrys_own_position_stands_before_the_sources(work: Work, three: list[int]) -> None:
    work.execute(text("UPDATE recommendations SET national_position = 'noted' WHERE number = 1"))
    found = recommendation(work, FIRST)
    assert found is not None
    assert found.position is Position.NOTED


def test_a_list_shows_each_text_in_the_best_language_there_is(work: Work, three: list[int], bring: Bring) -> None:
    bring(record(annotation_id="a", text="Construire un puits"), language="fr")
    first, second, _ = three

    def shown(reader: str, country: str | None) -> dict[int, str | None]:
        return {id_: one.language for id_, one in listed(work, [first, second], reader, country).items()}

    assert shown("fr", "pt") == {first: "fr", second: "en"}
    assert shown("en", "fr") == {first: "en", second: "en"}
    assert shown("zh", "fr") == {first: "fr", second: "en"}
    assert shown("zh", None) == {first: "en", second: "en"}
    line = listed(work, [first], "fr", None)[first]
    assert (line.reference, line.mechanism, line.paragraph, line.position, line.excerpt) == (
        FIRST, "UPR", "122.10", Position.SUPPORTED, "Construire un puits"
    )  # fmt: skip


def test_a_list_shows_what_has_no_text_and_leaves_out_what_is_not_there(work: Work, three: list[int]) -> None:
    work.execute(text("DELETE FROM search_texts"))
    work.execute(text("DELETE FROM recommendation_texts"))
    assert {id_: one.language for id_, one in listed(work, [*three, 9999], "en", None).items()} == dict.fromkeys(three)
    assert listed(work, [], "zh", None) == {}


def test_an_excerpt_has_400_characters_at_most(work: Work, bring: Bring) -> None:
    bring(record(text="人" * 1000))
    (only,) = assignments.numbered_ids(work, "KE")
    assert listed(work, [only], "zh", None)[only].excerpt == "人" * 400


def test_a_text_of_the_countrys_own_is_told_apart(work: Work, three: list[int]) -> None:
    work.execute(
        text("UPDATE recommendation_texts SET origin = 'national' WHERE recommendation_id = :id"), {"id": three[0]}
    )
    assert national_text_languages(work, three[0]) == {"en"}
    assert national_text_languages(work, three[1]) == set()


def test_a_classification_is_the_sources_as_the_country_corrected_it(work: Work, three: list[int]) -> None:
    found = classification_of(work, three[0])
    assert found.themes == ("Water", "Health")
    assert found.affected_persons == ("women",)
    assert found.sdgs == (Sdg(6, "6.1"), Sdg(6))
    assert found.recommending_states == (State("Finland", "FI"),)
    work.execute(text("UPDATE recommendation_themes SET national = 'removed' WHERE place = 0"))
    work.execute(text("INSERT INTO affected_persons (label) VALUES ('girls')"))
    work.execute(
        text(
            "INSERT INTO recommendation_affected (recommendation_id, affected_id, place, in_source, national)"
            " SELECT :id, id, 1, 0, 'added' FROM affected_persons WHERE label = 'girls'"
        ),
        {"id": three[0]},
    )
    corrected = classification_of(work, three[0])
    assert (corrected.themes, corrected.affected_persons) == (("Health",), ("women", "girls"))


# --- references --------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["A/HRC/99/7:122.10", " a/hrc/99/7 : 122.10 "])
def test_a_place_holds_every_recommendation_of_its_paragraph(place: str, work: Work, three: list[int]) -> None:
    assert recommendations_at(work, "KE", [place]) == three[:2]


def test_a_number_is_a_place_too(work: Work, three: list[int]) -> None:
    assert recommendations_at(work, "KE", ["KE-0003", "ke 1", "CAT/C/KEN/CO/3:8"]) == [three[2], three[0], three[2]]


@pytest.mark.parametrize("place", ["A/HRC/99/7:122.1", "A/HRC/99/7", "KE-0004", "MZ-0001", "", ":", "a:b:c", "%:%"])
def test_a_place_that_holds_nothing_is_named(place: str, work: Work, three: list[int]) -> None:
    with pytest.raises(PlaceNotFound) as refusal:
        recommendations_at(work, "KE", ["KE-0001", place])
    assert refusal.value == PlaceNotFound(place)


# --- assignments -------------------------------------------------------------------------------------


def test_assignments_are_listed_by_number_and_by_date(work: Work, three: list[int], justice: int) -> None:
    days = [date(2026, 6, 30), None, date(2026, 3, 1)]
    rows = [(id_, justice, Part.LEAD, day) for id_, day in zip(three, days, strict=True)]
    assignments.add_assignments(work, rows)
    assignments.add_assignments(work, [])
    mine = assignments.assigned_to(work, justice, 10, 0)
    assert [(line.recommendation_id, line.due_on) for line in mine] == list(zip(three, days, strict=True))
    assert assignments.assigned_to(work, justice, 1, 1) == mine[1:2]
    assert assignments.due_of_institution(work, justice, 10, 0) == [mine[2], mine[0]]
    assert assignments.due_of_institution(work, justice, 10, 1) == [mine[0]]
    assert assignments.due_of_country(work, "KE", 10, 0) == [mine[2], mine[0]]
    assert assignments.due_of_country(work, "MZ", 10, 0) == []


def test_counts_are_of_what_is_active(work: Work, three: list[int], justice: int, court: int) -> None:
    yesterday = TODAY - timedelta(days=1)
    assignments.add_assignments(
        work,
        [
            (three[0], justice, Part.LEAD, yesterday),
            (three[1], justice, Part.LEAD, TODAY),
            (three[2], justice, Part.LEAD, None),
            (three[0], court, Part.ASSOCIATED, yesterday),
        ],
    )
    assert assignments.count_of_institution(work, justice, TODAY) == assignments.Counts(3, 2, 1)
    assert assignments.count_of_country(work, "KE", TODAY) == assignments.Counts(4, 3, 1)
    work.execute(text("UPDATE assignments SET ended_at = assigned_at WHERE institution_id = :id"), {"id": justice})
    assert assignments.count_of_institution(work, justice, TODAY) == assignments.Counts(0, 0, 0)
    assert assignments.count_of_country(work, "KE", TODAY) == assignments.Counts(1, 1, 0)
    assert assignments.count_of_country(work, "MZ", TODAY) == assignments.Counts(0, 0, 0)


def test_the_lead_comes_before_the_associated(work: Work, three: list[int], justice: int, court: int) -> None:
    assignments.add_assignments(work, [(three[0], court, Part.ASSOCIATED, None), (three[0], justice, Part.LEAD, TODAY)])
    found = assignments.institutions_of(work, three[0])
    assert [(one.code, one.part, one.due_on) for one in found] == [
        ("MOJ", Part.LEAD, TODAY),
        ("COURT", Part.ASSOCIATED, None),
    ]
    assert found[1].kind is InstitutionKind.JUDICIARY
    assert assignments.recommendations_with_lead(work, three) == {three[0]}
    assert set(assignments.active_assignments(work, three)) == {(three[0], justice), (three[0], court)}


@pytest.mark.parametrize("part", [Part.LEAD, Part.ASSOCIATED])
def test_no_institution_has_a_recommendation_twice_and_none_has_two_leads(
    part: Part, work: Work, three: list[int], justice: int, court: int
) -> None:
    assignments.add_assignments(work, [(three[0], justice, Part.LEAD, None)])
    again = court if part is Part.LEAD else justice
    with pytest.raises(Exception, match=r"IntegrityError|UNIQUE|UniqueViolation"), work.connection.begin_nested():
        assignments.add_assignments(work, [(three[0], again, part, None)])
    work.execute(text("UPDATE assignments SET ended_at = assigned_at"))
    assignments.add_assignments(work, [(three[0], again, part, None)])


def test_another_date_is_a_new_version_of_the_deadline(work: Work, three: list[int], justice: int) -> None:
    assignments.add_assignments(work, [(id_, justice, Part.LEAD, None) for id_ in three])
    changed = assignments.active_assignments(work, three)[three[0], justice][0]
    assignments.change_due_date(work, [changed], TODAY)
    assignments.change_due_date(work, [], TODAY)
    rows = work.all(text("SELECT deadline_version, next_look_at IS NOT NULL AS looks FROM assignments ORDER BY id"))
    assert [(row.deadline_version, bool(row.looks)) for row in rows] == [(2, True), (1, False), (1, False)]
    assert assignments.active_assignments(work, three)[three[0], justice] == (changed, TODAY)


def test_an_archived_recommendation_is_not_chosen(work: Work, three: list[int]) -> None:
    work.execute(text("UPDATE recommendations SET archived_at = created_at WHERE number = 1"))
    assert assignments.numbered_ids(work, "KE") == three[1:]
    with pytest.raises(PlaceNotFound):
        recommendations_at(work, "KE", ["KE-0001"])
