"""/mine and /due, for each who has such a list, and for who has none."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from stage import Stage

from db.tables import assignments, persons
from domain.role import Role
from views.texts import Texts

INDEPENDENT = ("parliament", "judiciary", "nhri", "un")


async def test_mine_lists_what_the_institution_has_and_turns_in_place(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/mine")
    first = await justice.sees("1/3")
    assert t("My institution’s recommendations") in first.text
    assert "QS-0001" in first.text
    assert t.n("{count} recommendation", "{count} recommendations", 11) in first.text
    assert t.n("{count} overdue", "{count} overdue", 1) in first.text
    await justice.presses("›")
    second = await justice.sees("2/3")
    assert second.message_id == first.message_id
    assert "QS-0001" not in second.text
    await justice.presses("‹")
    assert (await justice.sees("1/3")).message_id == first.message_id


async def test_due_lists_the_earliest_first(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    await justice.says("/due")
    page = await justice.sees(t("Due dates"))
    days = [t.n("{count} day overdue", "{count} days overdue", 9), t("due today"), t.in_days(3), t.in_days(12)]
    places = [page.text.index(day) for day in days]
    assert places == sorted(places)
    await justice.presses("QS-0028")
    card = await justice.sees(t("Implementation status:"))
    assert t.aside(t.in_days(12), t.date(date(2026, 3, 14))) in card.text


async def test_due_dates_are_told_in_days_and_never_in_weeks(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/due")
    await justice.sees("in 12 days")
    await justice.presses("›")
    last = await justice.sees("2/2")
    assert "in 120 days" in last.text


async def test_a_due_date_comes_nearer_and_passes(stage: Stage) -> None:
    justice = await stage.joined("justice")
    stage.hour.moves(days=12)
    await justice.says("/due")
    await justice.sees("21 days overdue")
    await justice.presses("QS-0028", message=await justice.sees("QS-0028"))
    await justice.sees("due today")
    stage.hour.moves(days=1)
    await justice.says("qs 28")
    await justice.sees("1 day overdue")


async def test_an_associated_institution_is_named_as_one(stage: Stage) -> None:
    interior = await stage.joined("interior")
    await interior.says("/due")
    page = await interior.sees("Due dates")
    assert "9 days overdue · supporting institution" in page.text


async def test_the_coordinator_sees_the_dates_of_every_institution(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/due")
    page = await nadege.sees("Due dates")
    assert "Ministry of Women, Family and Equality · 20 days overdue" in page.text
    assert "Ministry of Justice · 9 days overdue" in page.text
    assert "Ministry of the Interior · 9 days overdue" in page.text


async def test_the_coordinator_has_no_institution_of_their_own(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/mine")
    await nadege.sees("This list is for people who act for an institution.")


async def test_the_public_is_told_what_to_do(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    for command in ("/mine", "/due"):
        await public.says(command)
        told = await public.sees(
            t("This list is for people who act for an institution. If you have an invitation, open its link. "
              "Anyone can search: /find")
        )  # fmt: skip
        assert "/find" in told.text


@pytest.mark.parametrize("key", INDEPENDENT)
async def test_an_independent_body_without_assignments_is_told_so(stage: Stage, key: str) -> None:
    person = await stage.joined(key)
    await person.says("/mine")
    await person.sees("There is nothing here for your institution yet.")
    await person.says("/due")
    await person.sees("Nothing has a due date.")


@pytest.mark.parametrize("key", INDEPENDENT)
async def test_an_independent_body_is_never_overdue(stage: Stage, key: str) -> None:
    person = await stage.joined(key)
    held = {"parliament": "AN", "judiciary": "CS", "nhri": "CNDH", "un": "UNCT"}[key]
    _assign(stage, held, 2, stage.hour().date() - timedelta(days=5))
    for command in ("/mine", "/due"):
        await person.says(command)
        page = await person.sees("QS-0002")
        assert "overdue" not in page.text
        assert "5 days ago" in page.text
    await person.presses("QS-0002")
    card = await person.sees("Invited to contribute:")
    assert "overdue" not in card.text


async def test_an_independent_body_is_not_overdue_in_the_coordinators_list_either(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    _assign(stage, "AN", 2, stage.hour().date() - timedelta(days=50))
    await nadege.says("/due")
    page = await nadege.sees("National Assembly")
    line = next(line for line in page.text.splitlines() if "National Assembly" in line)
    assert "overdue" not in line


async def test_an_independent_body_is_not_counted_as_overdue(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/due")
    before = (await nadege.sees("; 5 overdue")).text.splitlines()[2]
    _assign(stage, "AN", 2, stage.hour().date() - timedelta(days=50))
    await nadege.says("/due")
    after = (await nadege.sees("National Assembly")).text.splitlines()[2]
    assert before.partition(";")[2] == after.partition(";")[2]


async def test_an_institution_without_assignments_is_told_so(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    stage.changes(delete(assignments))
    await stage.accepts(justice, stage.code("justice"))
    await justice.says("/mine")
    await justice.sees("There is nothing here for your institution yet.")
    await justice.says("/due")
    await justice.sees("Nothing has a due date.")


async def test_an_ended_assignment_is_listed_no_more(stage: Stage) -> None:
    justice = await stage.joined("justice")
    stage.changes(update(assignments).values(ended_at=stage.hour()))
    await justice.says("/mine")
    await justice.sees("There is nothing here for your institution yet.")


async def test_the_list_became_shorter_and_shows_its_last_page(stage: Stage) -> None:
    justice = await stage.joined("justice")
    await justice.says("/mine")
    await justice.presses("›")
    second = await justice.sees("2/3")
    kept = [stage.recommendation_id(1)]
    stage.changes(delete(assignments).where(assignments.c.recommendation_id.not_in(kept)))
    await justice.presses("›", message=second)
    page = await justice.sees("QS-0001")
    assert "1 recommendation" in page.text


async def test_a_deputy_and_a_signing_officer_see_the_same_list(stage: Stage) -> None:
    for role in (Role.DEPUTY, Role.SIGNING_OFFICER):
        person = stage.world.person(role.value, "en")
        await stage.accepts(person, stage.invites(role, "MJ"))
        await person.says("/mine")
        page = await person.sees("My institution’s recommendations")
        assert "11 recommendations" in page.text


async def test_due_lists_rounds_beside_single_dates_by_date(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    open_rounds(stage, date(2026, 3, 10))
    await justice.says("/due")
    page = await justice.sees(t("Due dates"))
    assert t.n("{count} due date", "{count} due dates", 11) in page.text
    name = t("Round: {name}", name=f"{t('Mid-term report')} 2026")
    counter = t("Contributions: {counter}", counter=t("{done} of {total}", done="0", total="11"))
    assert page.text.index(t.in_days(3)) < page.text.index(name) < page.text.index(counter)
    assert page.text.index(counter) < page.text.index(t.in_days(12))
    await justice.presses(f"{t('Mid-term report')} 2026")
    await justice.sees(t("Still without answer:"))


@pytest.mark.parametrize("key", ["justice", "coordinator"])
async def test_every_date_stands_on_one_page_and_in_its_order(stage: Stage, key: str) -> None:
    person = await stage.joined(key)
    # Before, between and after the single dates, two on one day, and two on a day that a single date has.
    days = (
        "2026-01-02",
        "2026-03-05",
        "2026-03-08",
        "2026-03-08",
        "2026-03-14",
        "2026-03-14",
        "2027-01-01",
        "2028-01-01",
    )
    open_rounds(stage, *map(date.fromisoformat, days))
    await person.says("/due")
    page = await person.sees("1/")
    pages = int(next(row[0] for row in page.buttons if row[0].startswith("1/")).partition("/")[2])
    seen: list[str] = []
    for number in range(1, pages + 1):
        if number > 1:
            await person.forges(f"due:{number}", message=page)
            await person.sees(f"{number}/{pages}")
        seen += [line for line in page.text.splitlines() if " · " in line and "Quessania" not in line]
    total = {"justice": 10, "coordinator": 42}[key] + len(days)
    assert len(seen) == total == int(page.text.split(" due dates")[0].rpartition("\n")[2])
    assert len([line for line in seen if line.startswith("Round: ")]) == len(days)
    assert [_days(line) for line in seen] == sorted(_days(line) for line in seen)


def _days(line: str) -> int:
    """How far the date of a line is, from what it says."""
    found = re.search(r"in (\d+) day|(\d+) days? (?:overdue|ago)|(due today)", line)
    assert found is not None, line
    return 0 if found[3] else int(found[1] or 0) - int(found[2] or 0)


def open_rounds(stage: Stage, *closes: date) -> None:
    """Rounds of all that is assigned, that close on these days."""
    from db.queries.rounds import add_round
    from domain.round import By, Choice, Feeds, Round

    with stage.database.at_once(stage.hour()) as work:
        who = int(stage.rows(select(persons.c.id))[0].id)
        for day in closes:
            new = Round(0, stage.sample.country, Feeds.MID_TERM, "", date(2026, 1, 1), day, clearance=False)
            add_round(work, new, Choice(By.ASSIGNED), who)


def _assign(stage: Stage, institution: str, number: int, due: date) -> None:
    from db.queries.assignments import add_assignments
    from db.queries.setup import institution_by_code
    from domain.due import Part

    with stage.database.at_once(stage.hour()) as work:
        found = institution_by_code(work, stage.sample.country, institution)
        assert found is not None
        add_assignments(work, [(stage.recommendation_id(number), found.id, Part.ASSOCIATED, due)])
