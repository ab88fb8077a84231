"""The small rules: numbers, languages, dates, invitations, zones, sessions, identities, repeats."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from records import record, record_without_id

from domain.delivery import Uncertain, pause_after, repeat_uncertain
from domain.due import Due, Timeliness, due
from domain.errors import (
    InstitutionNeeded,
    InstitutionNotAllowed,
    InvitationExpired,
    InvitationUnknown,
    InvitationUsed,
    Refusal,
    RoleAlreadyHeld,
    TimezoneUnknown,
)
from domain.identity import document_identity, identity_of
from domain.invitation import Invitation, check_acceptable, check_role_fits
from domain.language import INTERFACE, NATIVE_NAMES, interface_language, spoken_with, text_language
from domain.record import State
from domain.reference import Reference, typed
from domain.role import OF_INSTITUTION, Holding, Person, Role, in_mechanism, may_read
from domain.shown import page_count
from domain.timezone import local_date, named, offset_hours, zone_of
from domain.upr import cycle_of_session

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
TODAY = date(2026, 3, 2)

# --- the short number --------------------------------------------------------------------------------


@given(st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2), st.integers(1, 9_999_999))
def test_a_number_is_read_as_it_is_written(country: str, number: int) -> None:
    reference = Reference(country, number)
    assert typed(str(reference)) == typed(str(reference).lower()) == reference


@pytest.mark.parametrize(
    "text", ["SI-0123", "si 123", "SI123", "  Si-00123 ", "SI–123", "SI—0123", "SI_123", "ＳＩ－０１２３", "SI - 123"]
)
def test_a_number_is_read_however_it_is_typed(text: str) -> None:
    assert typed(text) == Reference("SI", 123)


@pytest.mark.parametrize(
    "text",
    ["", "SI", "123", "SI-0", "SI-0000", "S-123", "SIX-1", "SI-123a", "SI--1", "SI-12345678", "ŠI-1", "SI-1 2", "SI-²"],
)
def test_what_is_no_number_is_none(text: str) -> None:
    assert typed(text) is None


@given(st.text())
def test_no_text_is_too_odd_to_be_read(text: str) -> None:
    assert typed(text) is None or typed(text) == typed(str(typed(text)))


# --- languages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("pt-br", "pt"), ("pt-PT", "pt"), ("pt_BR", "pt"), ("zh-hans", "zh"), ("zh-hans-raw", "zh"),
        ("zh-hant-beta", "zh"), ("zh-Hans-CN", "zh"), ("yue", "zh"), ("fr-CA", "fr"), ("fr-raw", "fr"),
        ("en-GB", "en"), ("EN", "en"), ("ar", None), ("ptx", None), ("", None), (None, None), ("-", None),
    ],
)  # fmt: skip
def test_telegrams_code_gives_the_interfaces_language(code: str | None, language: str | None) -> None:
    assert interface_language(code) == language


@pytest.mark.parametrize(
    ("chosen", "seen", "country", "spoken"),
    [
        ("fr", "pt-br", "zh", "fr"),
        (None, "pt-br", "zh", "pt"),
        (None, "ar", "zh", "zh"),
        (None, None, None, "en"),
        ("de", "ar", "ar", "en"),
    ],
)
def test_the_chosen_language_stands_before_telegrams_and_the_countrys(
    chosen: str | None, seen: str | None, country: str | None, spoken: str
) -> None:
    assert spoken_with(chosen, seen, country) == spoken


@pytest.mark.parametrize(
    ("available", "reader", "country", "language"),
    [
        ({"en", "fr", "ar"}, "fr", "ar", "fr"),
        ({"en", "ar"}, "fr", "ar", "ar"),
        ({"en", "ar"}, "fr", None, "en"),
        ({"ru", "ar"}, "fr", "pt", "ar"),
        (set(), "fr", "pt", None),
    ],
)
def test_a_text_is_shown_in_the_best_language_there_is(
    available: set[str], reader: str, country: str | None, language: str | None
) -> None:
    assert text_language(available, reader, country) == language


def test_every_language_of_the_interface_names_itself() -> None:
    assert NATIVE_NAMES.keys() == set(INTERFACE)
    assert all(interface_language(language) == language for language in INTERFACE)


# --- due dates ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("days", "timeliness", "to_independent_bodies"),
    [
        (-1, Timeliness.OVERDUE, Timeliness.PASSED),
        (0, Timeliness.TODAY, Timeliness.AHEAD),
        (1, Timeliness.AHEAD, Timeliness.AHEAD),
        (400, Timeliness.AHEAD, Timeliness.AHEAD),
    ],
)
def test_an_independent_body_is_never_overdue(
    days: int, timeliness: Timeliness, to_independent_bodies: Timeliness
) -> None:
    on = TODAY + timedelta(days=days)
    assert due(on, TODAY) == Due(on, days, timeliness)
    assert due(on, TODAY, independent=True) == Due(on, days, to_independent_bodies)


def test_without_a_date_nothing_is_due() -> None:
    assert due(None, TODAY) == due(None, TODAY, independent=True) == Due(None, 0, Timeliness.NO_DATE)


# --- invitations and roles ---------------------------------------------------------------------------

INVITATION = Invitation(5, "KE", Role.FOCAL_POINT, 7, NOW + timedelta(days=1), None, None)
HOLDING = Holding(1, Role.FOCAL_POINT, "KE", 7, NOW)
SOMEBODY = Person(9, None, None, None)


@pytest.mark.parametrize(
    ("changes", "holding", "refusal"),
    [
        ({"accepted_at": NOW, "accepted_by": 9}, None, InvitationUsed(by_same=True)),
        ({"accepted_at": NOW, "accepted_by": 8}, None, InvitationUsed(by_same=False)),
        ({"accepted_at": NOW, "accepted_by": 9, "expires_at": NOW}, HOLDING, InvitationUsed(by_same=True)),
        ({"expires_at": NOW}, None, InvitationExpired(on=TODAY)),
        ({}, HOLDING, RoleAlreadyHeld()),
    ],
)
def test_an_invitation_that_cannot_be_accepted_says_why(
    changes: dict[str, Any], holding: Holding | None, refusal: Refusal
) -> None:
    person = replace(SOMEBODY, holdings=(holding,) if holding else ())
    with pytest.raises(type(refusal)) as raised:
        check_acceptable(replace(INVITATION, **changes), person, NOW)
    assert raised.value == refusal


def test_a_made_up_invitation_is_unknown() -> None:
    with pytest.raises(InvitationUnknown):
        check_acceptable(None, SOMEBODY, NOW)


@pytest.mark.parametrize("changes", [{"role": Role.DEPUTY}, {"country": "MZ"}, {"institution_id": 8}])
def test_an_invitation_to_another_role_country_or_institution_can_be_accepted(changes: dict[str, Any]) -> None:
    person = replace(SOMEBODY, holdings=(replace(HOLDING, **changes),))
    assert check_acceptable(INVITATION, person, NOW) == INVITATION


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("institution", [None, "MOJ"])
def test_roles_of_institutions_name_one_and_a_coordinators_does_not(role: Role, institution: str | None) -> None:
    if role in OF_INSTITUTION | {Role.COLLEAGUE} and institution is None:
        with pytest.raises(InstitutionNeeded):
            check_role_fits(role, institution)
    elif role is Role.COORDINATOR and institution is not None:
        with pytest.raises(InstitutionNotAllowed):
            check_role_fits(role, institution)
    else:
        check_role_fits(role, institution)


def test_a_person_acts_in_the_role_chosen_last() -> None:
    later = replace(HOLDING, id=2, chosen_at=NOW + timedelta(seconds=1))
    assert replace(SOMEBODY, holdings=(later, HOLDING)).holding == later
    assert replace(SOMEBODY, holdings=(HOLDING, replace(HOLDING, id=2))).holding == replace(HOLDING, id=2)


@pytest.mark.parametrize("role", Role)
def test_only_the_mechanism_sees_what_is_not_published_and_only_of_its_country(role: Role) -> None:
    person = replace(SOMEBODY, holdings=(replace(HOLDING, role=role),))
    assert in_mechanism(person, "KE") == (role in OF_INSTITUTION | {Role.COORDINATOR})
    assert not in_mechanism(person, "MZ")
    assert not in_mechanism(SOMEBODY, "KE")


def test_a_colleague_of_a_unit_acts_in_no_role_and_belongs_where_the_unit_is() -> None:
    unit = replace(HOLDING, id=3, role=Role.COLLEAGUE, country_timezone="Africa/Nairobi")
    person = replace(SOMEBODY, colleague_in=(unit,))
    assert (person.holding, person.belongs) == (None, unit)
    assert not in_mechanism(person, "KE")
    assert not may_read(person, "KE", country_open=False)
    assert str(zone_of(person)) == "Africa/Nairobi"
    assert replace(person, holdings=(HOLDING,)).belongs == HOLDING


def test_a_closed_country_is_read_by_its_own_people() -> None:
    person = replace(SOMEBODY, holdings=(HOLDING,))
    assert may_read(person, "KE", country_open=False)
    assert not may_read(person, "MZ", country_open=False)
    assert may_read(SOMEBODY, "MZ", country_open=True)


# --- time zones --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Africa/Maputo", "Africa/Maputo"), ("maputo", "Africa/Maputo"), (" MAPUTO ", "Africa/Maputo"),
        ("Sao Tome", "Africa/Sao_Tome"), ("são tomé", "Africa/Sao_Tome"), ("sao_tome", "Africa/Sao_Tome"),
        ("shanghai", "Asia/Shanghai"), ("new york", "America/New_York"), ("UTC", "UTC"), ("gmt", "UTC"),
    ],
)  # fmt: skip
def test_a_zone_is_known_by_its_city(text: str, name: str) -> None:
    assert named(text) == name
    ZoneInfo(name)


@pytest.mark.parametrize(("text", "near"), [("Maputu", "Africa/Maputo"), ("Nairobbi", "Africa/Nairobi")])
def test_a_zone_that_was_mistyped_is_offered(text: str, near: str) -> None:
    with pytest.raises(TimezoneUnknown) as refusal:
        named(text)
    assert refusal.value.name == text
    assert refusal.value.near[0] == near
    assert len(refusal.value.near) <= 4


@pytest.mark.parametrize("text", ["", " ", "\0", "../../etc/passwd", "x" * 5000, "人权"])
def test_what_is_no_zone_is_refused_with_nothing_near(text: str) -> None:
    with pytest.raises(TimezoneUnknown) as refusal:
        named(text)
    assert refusal.value.near == ()


def test_a_persons_zone_is_the_chosen_one_else_the_countrys_else_utc() -> None:
    at_home = replace(SOMEBODY, holdings=(replace(HOLDING, country_timezone="Africa/Nairobi"),))
    assert zone_of(SOMEBODY).key == "UTC"
    assert zone_of(at_home).key == "Africa/Nairobi"
    assert zone_of(replace(at_home, timezone_chosen="Asia/Macau")).key == "Asia/Macau"
    assert zone_of(replace(at_home, timezone_chosen="Nowhere/Gone")).key == "Africa/Nairobi"


def test_a_day_begins_in_the_east() -> None:
    late = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
    assert local_date(late, ZoneInfo("Asia/Shanghai")) == date(2026, 3, 3)
    assert local_date(late, ZoneInfo("Atlantic/Cape_Verde")) == date(2026, 3, 2)
    assert offset_hours(ZoneInfo("Asia/Kathmandu"), NOW) == 5.75
    assert offset_hours(ZoneInfo("Atlantic/Cape_Verde"), NOW) == -1


# --- the UPR -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("session", "cycle"), [(1, 1), (12, 1), (13, 2), (26, 2), (27, 3), (40, 3), (41, 4), (54, 4), (55, 5)]
)
def test_a_session_belongs_to_its_cycle(session: int, cycle: int) -> None:
    assert cycle_of_session(session) == cycle


# --- identity ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [{"text": "Other"}, {"row": 9}, {"paragraph": "1"}, {"symbol": None}, {"themes": ()}, {"annotation_id": "A-1"}],
)
def test_a_record_with_an_id_is_the_same_whatever_else_it_says(changes: dict[str, Any]) -> None:
    assert identity_of(record(**changes), 3) == identity_of(record(), 0)


def test_a_record_without_id_is_known_by_its_place() -> None:
    one = record_without_id()
    assert identity_of(one, 0) == identity_of(record_without_id(text="Autre", symbol="a/hrc/99/7"), 0)
    others = [
        identity_of(one, 1),
        identity_of(record_without_id(paragraph="122.1", text=one.text), 0),
        identity_of(record_without_id(symbol="A/HRC/99/70"), 0),
        identity_of(record(), 0),
    ]
    assert len({identity_of(one, 0), *others}) == 5


def test_a_record_without_place_is_known_by_its_words() -> None:
    def known(**changes: Any) -> bytes:
        return identity_of(record_without_id(paragraph=None, **changes), 0)

    assert known(text="Build a WELL") == known(text="build a well;", row=5, themes=())
    states = (State("Togo", "TG"), State("Finland", "FI"))
    assert known(recommending_states=states) == known(recommending_states=states[::-1])
    assert known(recommending_states=(State("Türkiye", "TR"),)) == known(recommending_states=(State("Turkey", "TR"),))
    different = [known(), known(text="Other"), known(session=35), known(mechanism="CAT"), known(recommending_states=())]
    assert len(set(different)) == 5


def test_a_document_is_known_by_its_symbol_else_by_body_state_session_and_day() -> None:
    assert document_identity(record(), "KE") == document_identity(record(session=9, text="x"), "MZ")
    unnamed = [record(symbol=None), record(symbol=None, session=35), record(symbol=None, published_on=TODAY)]
    assert len({document_identity(one, "KE") for one in unnamed}) == 3
    assert document_identity(unnamed[0], "KE") != document_identity(unnamed[0], "MZ")


# --- delivery ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "is_edit", "before", "again"),
    [
        (0, False, False, True),
        (10, False, False, True),
        (10.1, False, False, False),
        (1, False, True, False),
        (600, True, True, True),
    ],
)
def test_an_uncertain_reply_goes_again_once_within_ten_minutes_and_an_edit_always(
    minutes: float, is_edit: bool, before: bool, again: bool
) -> None:
    reply = Uncertain(NOW - timedelta(minutes=minutes), is_edit, before)
    assert repeat_uncertain(reply, NOW) is again


@pytest.mark.parametrize(("attempts", "again"), [(1, True), (3, True), (4, False)])
def test_a_reply_cut_by_our_own_end_goes_again_up_to_four_times(attempts: int, again: bool) -> None:
    reply = Uncertain(NOW, is_edit=False, was_uncertain_before=True, attempts=attempts, stopped=True)
    assert repeat_uncertain(reply, NOW) is again


@pytest.mark.parametrize(("attempts", "again"), [(1, True), (9, True), (10, False)])
def test_an_edit_goes_again_up_to_ten_times(attempts: int, again: bool) -> None:
    assert repeat_uncertain(Uncertain(NOW, is_edit=True, was_uncertain_before=True, attempts=attempts), NOW) is again


def test_pauses_double_up_to_a_minute() -> None:
    assert [pause_after(attempts) for attempts in (0, 1, 2, 3, 8, 1000)] == [0.5, 0.5, 1, 2, 60, 60]


# --- pages -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("total", "pages"), [(0, 1), (1, 1), (5, 1), (6, 2), (10, 2), (11, 3)])
def test_an_empty_list_has_a_page_too(total: int, pages: int) -> None:
    assert page_count(total, 5) == pages
