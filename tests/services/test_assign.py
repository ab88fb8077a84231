"""An institution is assigned what is selected: as lead where there is none, otherwise as associated."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from records import record
from sqlalchemy import text

from db.queries import assignments
from db.work import Work
from domain.due import Part
from domain.errors import (
    CountryNotSetUp,
    InstitutionNotFound,
    NothingSelected,
    NothingToSearch,
    PlaceNotFound,
    Refusal,
)
from services.assign import Assigned, Selection, assign
from services.import_file import Imported
from services.set_up import add_country, add_institution

JUNE, JULY = date(2026, 6, 30), date(2026, 7, 31)
ALL = Selection(everything=True)


@pytest.fixture
def country(work: Work, bring: Callable[..., Imported]) -> Work:
    """Kenya with two ministries and three recommendations, one of them about wells."""
    bring(
        record(annotation_id="a"),
        record(annotation_id="b", row=3, text="Ratify the Convention", paragraph="5"),
        record(annotation_id="c", row=4, text="Ratify the Optional Protocol", paragraph="6"),
        record(annotation_id="d", row=5, countries=("MZ",)),
    )
    add_institution(work, "KE", "MOJ", {"en": "Justice"})
    add_institution(work, "KE", "WATER", {"en": "Water"})
    return work


def parts(work: Work, code: str) -> dict[int, tuple[Part, date | None]]:
    """What an institution has: by place in the country's list, its part and date."""
    places = {id_: place for place, id_ in enumerate(assignments.numbered_ids(work, "KE"), start=1)}
    row = work.one(text("SELECT id FROM institutions WHERE code = :code"), {"code": code})
    lines = assignments.assigned_to(work, row.id, 50, 0)
    return {places[line.recommendation_id]: (line.part, line.due_on) for line in lines}


def test_the_first_leads_and_the_others_are_associated(country: Work) -> None:
    assert assign(country, "KE", "WATER", None, Selection(words="well")) == Assigned(1, 0, 0, 0)
    assert assign(country, "ke", " moj ", JUNE, ALL) == Assigned(2, 1, 0, 0)
    assert parts(country, "WATER") == {1: (Part.LEAD, None)}
    assert parts(country, "MOJ") == {1: (Part.ASSOCIATED, JUNE), 2: (Part.LEAD, JUNE), 3: (Part.LEAD, JUNE)}


def test_what_it_has_already_keeps_its_part_and_takes_the_date(country: Work) -> None:
    assign(country, "KE", "MOJ", JUNE, Selection(places=("KE-0001", "KE-0002")))
    assert assign(country, "KE", "MOJ", JUNE, Selection(places=("KE-0001",))) == Assigned(0, 0, 0, 1)
    assert assign(country, "KE", "MOJ", JULY, ALL) == Assigned(1, 0, 2, 0)
    assert parts(country, "MOJ") == dict.fromkeys((1, 2, 3), (Part.LEAD, JULY))
    assert assign(country, "KE", "MOJ", None, ALL) == Assigned(0, 0, 3, 0)


def test_words_and_places_are_joined_and_counted_once(country: Work) -> None:
    selection = Selection(words="ratify", places=("KE-0003", "A/HRC/99/7:5", "A/HRC/99/7:122.10"))
    assert assign(country, "KE", "MOJ", None, selection) == Assigned(3, 0, 0, 0)


def test_only_what_has_all_the_words_is_assigned(country: Work) -> None:
    assert assign(country, "KE", "MOJ", None, Selection(words="ratify protocol")) == Assigned(1, 0, 0, 0)
    with pytest.raises(NothingSelected):
        assign(country, "KE", "MOJ", None, Selection(words="ratify wells"))


def test_a_closed_country_assigns_its_own_all_the_same(country: Work) -> None:
    country.execute(text("UPDATE countries SET open = :no").bindparams(no=False))
    assert assign(country, "KE", "MOJ", None, Selection(words="ratify")) == Assigned(2, 0, 0, 0)


@pytest.mark.parametrize(
    ("where", "institution", "selection", "refusal"),
    [
        ("TD", "MOJ", ALL, CountryNotSetUp("TD")),
        ("KE", "NONE", ALL, InstitutionNotFound("NONE", ("MOJ", "WATER"))),
        ("MZ", "MOJ", ALL, InstitutionNotFound("MOJ", ())),
        ("KE", "MOJ", Selection(), NothingSelected()),
        ("KE", "MOJ", Selection(words="nowhere"), NothingSelected()),
        ("KE", "MOJ", Selection(words="de la"), NothingToSearch()),
        ("KE", "MOJ", Selection(words=""), NothingToSearch()),
        ("KE", "MOJ", Selection(places=("MZ-0001",)), PlaceNotFound("MZ-0001")),
    ],
)
def test_an_assignment_that_cannot_be_made_says_why(
    where: str, institution: str, selection: Selection, refusal: Refusal, country: Work
) -> None:
    with pytest.raises(type(refusal)) as raised:
        assign(country, where, institution, None, selection)
    assert raised.value == refusal
    assert country.all(text("SELECT id FROM assignments")) == []


def test_a_country_without_recommendations_has_nothing_to_assign(work: Work) -> None:
    add_country(work, "TD")
    add_institution(work, "TD", "MOJ", {"fr": "Justice"})
    with pytest.raises(NothingSelected):
        assign(work, "TD", "MOJ", None, ALL)
