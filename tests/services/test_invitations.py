"""An invitation is good for one person, once, in time; its code stands nowhere in the database."""

from __future__ import annotations

import re
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine, text

from db.queries import people
from db.sealing import Sealer
from db.transaction import Outcome, Writing, at_once
from db.work import Work
from domain.errors import (
    CountryNotSetUp,
    InstitutionNeeded,
    InstitutionNotAllowed,
    InstitutionNotFound,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    RoleAlreadyHeld,
)
from domain.role import Person, Role
from services.invite import accept, examine, invite
from services.set_up import add_country, add_institution


@pytest.fixture
def country(work: Work) -> Work:
    add_country(work, "KE")
    add_institution(work, "KE", "MOJ", {"en": "Justice"})
    return work


def person(work: Work, address: int = 1) -> Person:
    known = people.person_by_address(work, address)
    return known.person if known else people.person_by_id(work, people.add_person(work, address, "en")).person


def later(work: Work, **by: float) -> Work:
    return Work(work.connection, work.sealer, work.now + timedelta(**by))


def test_an_accepted_invitation_gives_its_role_at_once(country: Work) -> None:
    made = invite(country, "ke", Role.FOCAL_POINT, "moj")
    invitation = examine(country, f" {made.code} ", person(country))
    role = accept(country, invitation.id, person(country))
    holding = person(country).holding
    assert holding is not None
    assert (holding.id, holding.role, holding.country) == (role, Role.FOCAL_POINT, "KE")
    assert holding.institution_id == invitation.institution_id is not None


def test_a_code_is_what_telegrams_links_allow_and_is_kept_as_a_hash(country: Work) -> None:
    codes = {invite(country, "KE", Role.COORDINATOR).code for _ in range(20)}
    assert len(codes) == 20
    assert all(re.fullmatch(r"[A-Za-z0-9_-]{22}", code) for code in codes)
    for table in ("invitations", "audit_events"):
        stored = str([tuple(row) for row in country.all(text(f"SELECT * FROM {table}"))])  # noqa: S608
        assert not any(code in stored for code in codes)


def test_a_used_invitation_is_refused_to_everybody(country: Work) -> None:
    made = invite(country, "KE", Role.COORDINATOR)
    accept(country, made.invitation_id, person(country, 1))
    for address, by_same in ((1, True), (2, False)):
        for attempt in (
            lambda who: examine(country, made.code, who),
            lambda who: accept(country, made.invitation_id, who),
        ):
            with pytest.raises(InvitationUsed) as refusal:
                attempt(person(country, address))
            assert refusal.value.by_same is by_same


def test_an_invitation_ends_after_14_days_unless_told_otherwise(country: Work) -> None:
    usual = invite(country, "KE", Role.COORDINATOR)
    short = invite(country, "KE", Role.COORDINATOR, valid_for=timedelta(days=1))
    examine(later(country, days=13, hours=23), usual.code, person(country))
    with pytest.raises(InvitationExpired) as refusal:
        accept(later(country, days=14), usual.invitation_id, person(country))
    assert refusal.value.on == (country.now + timedelta(days=14)).date()
    with pytest.raises(InvitationExpired):
        examine(later(country, days=1), short.code, person(country))


@pytest.mark.parametrize("code", ["", " ", "x", "x" * 22, "x" * 5000, "\0", "\ud800", "人权", "' OR 1=1 --"])
def test_a_made_up_code_is_unknown(code: str, country: Work) -> None:
    invite(country, "KE", Role.COORDINATOR)
    with pytest.raises(InvitationUnknown):
        examine(country, code, person(country))


def test_a_made_up_number_is_unknown(country: Work) -> None:
    with pytest.raises(InvitationUnknown):
        accept(country, 10**9, person(country))


def test_nobody_takes_the_same_role_twice(country: Work) -> None:
    first, second, deputy = (
        invite(country, "KE", role, "MOJ") for role in (Role.FOCAL_POINT, Role.FOCAL_POINT, Role.DEPUTY)
    )
    accept(country, first.invitation_id, person(country))
    with pytest.raises(RoleAlreadyHeld):
        accept(country, second.invitation_id, person(country))
    accept(country, deputy.invitation_id, person(country))
    accept(country, second.invitation_id, person(country, 2))
    assert [holding.role for holding in person(country).holdings] == [Role.FOCAL_POINT, Role.DEPUTY]


def test_of_two_people_who_race_one_is_told_that_it_was_used(engine: Engine, sealer: Sealer, now: datetime) -> None:
    with at_once(engine, sealer, now) as work:
        add_country(work, "KE")
        made = invite(work, "KE", Role.COORDINATOR)
        racers = [person(work, address) for address in range(1, 7)]
    begun = threading.Barrier(len(racers))

    def race(who: Person) -> Outcome:
        session = Writing(engine, sealer)
        begun.wait()
        try:
            return session.together([lambda work: accept(work, made.invitation_id, who)], now)[0]
        finally:
            session.close()

    with ThreadPoolExecutor(len(racers)) as threads:
        outcomes = list(threads.map(race, racers))
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    assert errors == [InvitationUsed(by_same=False)] * (len(racers) - 1)
    with at_once(engine, sealer, now) as work:
        assert len(work.all(text("SELECT id FROM roles"))) == 1


def test_an_invitation_that_cannot_be_made_says_why(country: Work) -> None:
    with pytest.raises(CountryNotSetUp):
        invite(country, "TD", Role.COORDINATOR)
    with pytest.raises(InstitutionNotFound):
        invite(country, "KE", Role.FOCAL_POINT, "NONE")
    with pytest.raises(InstitutionNeeded):
        invite(country, "KE", Role.DEPUTY)
    with pytest.raises(InstitutionNotAllowed):
        invite(country, "KE", Role.COORDINATOR, "MOJ")


def test_what_happens_is_noted_in_the_audit_log(country: Work) -> None:
    made = invite(country, "KE", Role.NHRI)
    accept(country, made.invitation_id, person(country))
    events = country.all(text("SELECT event, person_id FROM audit_events ORDER BY id"))
    assert [tuple(row) for row in events[-2:]] == [
        ("invitation made", None),
        ("invitation accepted", person(country).id),
    ]
