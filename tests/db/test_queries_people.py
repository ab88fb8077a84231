"""People are found by their address, known with their roles and dialog, and named nowhere in the database."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from db.queries import dialogs, people, setup
from db.sealing import SealBroken, Sealer
from db.work import Work
from domain.role import InstitutionKind, Role

ADDRESS = 5_123_456_789


@pytest.fixture
def person(work: Work) -> int:
    return people.add_person(work, ADDRESS, "pt-br")


@pytest.fixture
def invited(work: Work) -> int:
    """An invitation to Mozambique's ministry of justice, which roles are given by."""
    setup.add_country(work, setup.Country("MZ", "pt", "Africa/Maputo", True, {}, {}))
    ministry = setup.add_institution(work, "MZ", "MOJ", InstitutionKind.MINISTRY, {"pt": "Justiça"})
    return setup.add_invitation(work, "code", "MZ", Role.FOCAL_POINT, ministry, work.now + timedelta(days=1))


def later(work: Work, **by: float) -> Work:
    return Work(work.connection, work.sealer, work.now + timedelta(**by))


def test_a_person_is_found_by_address_and_by_id(work: Work, person: int) -> None:
    known = people.person_by_address(work, ADDRESS)
    assert known == people.person_by_id(work, person)
    assert known is not None
    assert (known.person.id, known.person.language_seen, known.reachable, known.dialog) == (person, "pt-br", True, None)
    assert known.person.holding is None


def test_somebody_who_never_wrote_is_not_there(work: Work, person: int) -> None:
    assert people.person_by_address(work, ADDRESS + 1) is None
    with pytest.raises(LookupError):
        people.person_by_id(work, person + 1)
    with pytest.raises(LookupError):
        people.address_of(work, person + 1)


def test_an_address_opens_with_the_key_alone(work: Work, person: int) -> None:
    assert people.address_of(work, person) == ADDRESS
    with pytest.raises(SealBroken):
        people.address_of(Work(work.connection, Sealer(bytes(32)), work.now), person)
    row = work.one(text("SELECT * FROM persons"))
    assert not any(str(ADDRESS) in str(value) for value in row)


def test_an_address_moved_to_another_row_does_not_open(work: Work, person: int) -> None:
    other = people.add_person(work, ADDRESS + 1, None)
    moved = text("UPDATE persons SET address_sealed = (SELECT address_sealed FROM persons WHERE id = :a) WHERE id = :b")
    work.execute(moved, {"a": person, "b": other})
    with pytest.raises(SealBroken):
        people.address_of(work, other)


def test_who_writes_again_is_reachable_and_may_have_changed_language(work: Work, person: int) -> None:
    people.mark_unreachable(work, person)
    assert not people.person_by_id(work, person).reachable
    people.see_person(work, person, "fr")
    known = people.person_by_id(work, person)
    assert (known.reachable, known.person.language_seen) == (True, "fr")


def test_since_when_somebody_is_unreachable_is_noted_once_and_of_them_alone(work: Work, person: int) -> None:
    other = people.add_person(work, ADDRESS + 1, None)
    people.mark_unreachable(work, person)
    people.mark_unreachable(later(work, days=1), person)
    since = text("SELECT unreachable_since FROM persons WHERE id = :id").columns(
        unreachable_since=people.persons.c.unreachable_since.type
    )
    assert work.one(since, {"id": person}).unreachable_since == work.now
    assert people.person_by_id(work, other).reachable


def test_language_and_zone_that_were_chosen_are_kept(work: Work, person: int) -> None:
    people.set_language(work, person, "zh")
    people.set_timezone(work, person, "Asia/Shanghai")
    known = people.person_by_id(work, person).person
    assert (known.language_chosen, known.timezone_chosen) == ("zh", "Asia/Shanghai")


def test_a_person_acts_in_the_role_chosen_last(work: Work, person: int, invited: int) -> None:
    first = people.add_role(work, person, Role.COORDINATOR, "MZ", None, invited)
    second = people.add_role(later(work, hours=1), person, Role.NHRI, "MZ", None, invited)
    known = people.person_by_address(work, ADDRESS)
    assert known is not None
    assert [holding.id for holding in known.person.holdings] == [first, second]
    assert known.person.holding is not None
    assert known.person.holding.id == second
    assert (known.person.holding.country_language, known.person.holding.country_timezone) == ("pt", "Africa/Maputo")
    assert people.act_in_role(later(work, hours=2), person, first)
    assert people.person_by_id(work, person).person.holding == replace(
        known.person.holdings[0], chosen_at=work.now + timedelta(hours=2)
    )


def test_nobody_acts_in_a_role_of_another_or_one_that_ended(work: Work, person: int, invited: int) -> None:
    role = people.add_role(work, person, Role.COORDINATOR, "MZ", None, invited)
    other = people.add_person(work, ADDRESS + 1, None)
    assert not people.act_in_role(work, other, role)
    assert not people.act_in_role(work, person, role + 1)
    work.execute(text("UPDATE roles SET ended_at = chosen_at"))
    assert not people.act_in_role(work, person, role)
    assert people.person_by_id(work, person).person.holdings == ()


def test_a_dialog_goes_on_where_it_was_left_whatever_the_roles(work: Work, person: int, invited: int) -> None:
    for _ in range(2):
        people.add_role(work, person, Role.COORDINATOR, "MZ", None, invited)
    dialogs.save_dialog(work, person, "settings", "zone", 1, {"typed": "Maputo"})
    dialogs.save_dialog(work, person, "settings", "confirm", 2, {"typed": "马普托"})
    known = people.person_by_id(work, person)
    assert known.dialog is not None
    assert (known.dialog.name, known.dialog.step, known.dialog.version) == ("settings", "confirm", 2)
    assert dialogs.opened(work, known.dialog.data_sealed) == {"typed": "马普托"}
    assert len(known.person.holdings) == 2
    dialogs.end_dialog(work, person)
    dialogs.end_dialog(work, person)
    assert people.person_by_id(work, person).dialog is None


def test_moments_come_back_as_they_went_in(work: Work, person: int, invited: int) -> None:
    elsewhere = datetime.fromisoformat("2026-03-02T23:30:00.123456+08:00")
    people.add_role(Work(work.connection, work.sealer, elsewhere), person, Role.UN, "MZ", None, invited)
    (holding,) = people.person_by_id(work, person).person.holdings
    assert holding.chosen_at == elsewhere
    assert holding.chosen_at.utcoffset() == timedelta(0)
