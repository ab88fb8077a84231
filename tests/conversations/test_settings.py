"""/settings: the language and the time zone, and what day it is where somebody lives."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from stage import Stage

from db.tables import dialogs, persons
from domain.language import NATIVE_NAMES
from simulator.person import Person
from views.texts import Texts


async def asked(person: Person) -> None:
    """Up to the question for a time zone."""
    await person.says("/settings")
    await person.presses("Time zone")
    await person.sees("Write a large city")


async def test_settings_show_language_zone_and_local_time(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("/settings")
    shown = await public.sees(t("Settings"))
    assert NATIVE_NAMES[language] in shown.text
    assert "09:30" in shown.text
    await public.presses(t("Time zone"))
    await public.sees(
        t("Write a large city of your time zone, such as Maputo or Lisbon, or a name such as Atlantic/Cape_Verde.")
    )
    await public.says("Maputo")
    changed = await public.sees("Africa/Maputo")
    assert "11:30" in changed.text


@pytest.mark.parametrize(
    ("typed", "zone"),
    [("Africa/Maputo", "Africa/Maputo"), ("maputo", "Africa/Maputo"), ("  LISBON ", "Europe/Lisbon"),
     ("são paulo", "America/Sao_Paulo"), ("sao_paulo", "America/Sao_Paulo"), ("Praia", None),
     ("atlantic/cape_verde", "Atlantic/Cape_Verde"), ("cape verde", "Atlantic/Cape_Verde"), ("utc", "UTC"),
     ("port\u200b moresby", "Pacific/Port_Moresby"), ("Shanghai\u202e", "Asia/Shanghai")],
)  # fmt: skip
async def test_a_zone_is_found_by_name_or_city(stage: Stage, typed: str, zone: str | None) -> None:
    public = stage.person("public", "en")
    await asked(public)
    await public.says(typed)
    if zone is None:
        await public.sees("There is no time zone")
    else:
        await public.sees(zone)
        assert stage.rows(select(persons.c.timezone_chosen))[0][0] == zone
        assert stage.count(dialogs) == 0


async def test_a_misspelt_zone_is_answered_with_suggestions_and_the_question_stays(stage: Stage) -> None:
    public = stage.person("public", "en")
    await asked(public)
    await public.says("Mapputo")
    await public.sees("Did you mean Africa/Maputo?")
    await public.says("lisbonne")
    await public.sees("Europe/Lisbon")
    await public.says("Maputo")
    await public.sees("There it is now:")
    assert stage.rows(select(persons.c.timezone_chosen))[0][0] == "Africa/Maputo"


@pytest.mark.parametrize(
    "typed", ["qqqqqqq", "😀", "<b>x</b>", "../../etc/localtime", "Etc/GMT+99", "x" * 4096, "😀" * 2048, "12"]
)
async def test_nonsense_is_answered_and_the_question_stays(stage: Stage, typed: str) -> None:
    public = stage.person("public", "en")
    await asked(public)
    await public.says(typed)
    await public.sees("There is no time zone")
    await public.says("Maputo")
    await public.sees("Africa/Maputo")


async def test_a_command_in_the_middle_of_the_question_is_carried_out(stage: Stage) -> None:
    public = stage.person("public", "en")
    await asked(public)
    await public.says("/help")
    await public.sees("What you can do here")


async def test_what_is_due_changes_with_the_day_where_the_person_lives(stage: Stage) -> None:
    justice = await stage.joined("justice")
    stage.hour.at = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    await justice.says("QS-0004")
    await justice.sees("in 1 day")
    await asked(justice)
    await justice.says("Maputo")
    await justice.sees("01:30")
    await justice.says("QS-0004")
    await justice.sees("due today")
    await asked(justice)
    await justice.says("Honolulu")
    await justice.sees("13:30")
    stage.hour.at = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
    await justice.says("QS-0004")
    await justice.sees("due today")
    stage.hour.moves(hours=1)
    await justice.says("QS-0004")
    await justice.sees("1 day overdue")


async def test_two_people_of_one_institution_each_have_their_own_day(stage: Stage) -> None:
    here, there = await stage.joined("justice"), await stage.joined("deputy")
    await asked(there)
    await there.says("Auckland")
    await there.sees("Pacific/Auckland")
    stage.hour.at = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    for person, seen in ((here, "due today"), (there, "1 day overdue")):
        await person.says("QS-0004")
        await person.sees(seen)
