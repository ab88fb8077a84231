"""/overview: counts of what each may see, what changed in a month, what needs attention, the parts, the picture."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from giving import approves, gives, passes, publishes
from PIL import Image
from seen import data, labels
from sqlalchemy import func, select, update
from stage import Stage

from db.tables import (
    assignments,
    cluster_recommendations,
    clusters,
    countries,
    institutions,
    jobs,
    persons,
    recommendations,
    roles,
)
from domain.contribution import Status
from formats.picture import WIDTH
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts, texts


@pytest.fixture(autouse=True)
def _looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    """The dispatcher looks for new messages all the time, so that nobody in a dialogue waits a second."""
    monkeypatch.setattr("bot.dispatcher.LOOK", 0.02)


def photos(person: Person) -> list[Message]:
    return [one for one in person.screen if one.from_bot and "photo" in one.content]


def held(stage: Stage, code: str) -> int:
    """How many recommendations an institution has."""
    mine = select(institutions.c.id).where(institutions.c.code == code)
    return stage.count(assignments, assignments.c.institution_id.in_(mine), assignments.c.ended_at.is_(None))


def without_lead(stage: Stage) -> int:
    led = select(assignments.c.recommendation_id).where(assignments.c.part == "lead", assignments.c.ended_at.is_(None))
    return stage.count(recommendations, recommendations.c.id.not_in(led))


def invites_the_court(stage: Stage) -> None:
    """The Supreme Court is invited to contribute to a recommendation, by a day that has passed."""
    court = stage.rows(select(institutions.c.id).where(institutions.c.code == "CS"))[0].id
    stage.changes(
        assignments.insert().values(
            recommendation_id=stage.recommendation_id(1),
            institution_id=court,
            part="associated",
            due_on=date(2026, 1, 5),
            assigned_at=stage.hour(),
        )
    )


async def overview(person: Person, t: Texts | None = None) -> Message:
    await person.says("/overview")
    return await person.sees((t or texts("en"))("Implementation status"))


async def draws(person: Person, t: Texts | None = None) -> Message:
    """Somebody asks for the picture and gets it."""
    said = t or texts("en")
    await person.presses(said("Picture"))
    await person.sees(said("Here is the picture. It can be passed on as it stands."))
    return photos(person)[-1]


async def test_overview_counts_the_country_for_its_coordinator(stage: Stage, language: str, t: Texts) -> None:
    nadege = await stage.joined("coordinator", language)
    await stage.joined("justice")
    total = stage.count(recommendations)
    shown = await overview(nadege, t)
    assert t.n("{count} recommendation", "{count} recommendations", total) in shown.text
    assert f"{t('no information received').capitalize()}" in shown.text
    assert t.percent(total, total) in shown.text
    assert t("Since {date}", date=t.date(date(2026, 2, 2))) in shown.text
    assert t.n("{count} new recommendation", "{count} new recommendations", total) in shown.text
    missing = t.aside(t("Without lead institution"), t.number(without_lead(stage)))
    assert missing in labels(shown)
    for label in ("By institution", "By cluster", "By SDG", "By mechanism", "Picture", "Copy as text"):
        assert t(label) in labels(shown)
    await nadege.presses(t("By institution"))
    page = await nadege.sees(t("Ministry of Justice") if language == "en" else "1/")
    assert page.message_id == shown.message_id
    await nadege.presses(t("Overview"))
    await nadege.sees(t("Needs attention"))


async def test_what_changed_since_last_month_is_counted(stage: Stage) -> None:
    nadege, justice = await stage.joined("coordinator"), await stage.joined("justice")
    publishes(stage, nadege, gives(stage, justice, 1, status=Status.NOT_STARTED))
    await passes(stage, days=40)
    shown = await overview(nadege)
    assert "Not started: 1" in shown.text
    assert "Nothing has changed." in shown.text
    publishes(stage, nadege, gives(stage, justice, 1, status=Status.IMPLEMENTED))
    publishes(stage, nadege, gives(stage, justice, 3, status=Status.IN_PROGRESS))
    approves(stage, nadege, gives(stage, justice, 4))
    shown = await overview(nadege)
    for line in (
        "3 contributions submitted",
        "3 contributions approved",
        "2 contributions published",
        "2 statuses changed:",
        "no information received → in progress: 1",
        "not started → implemented: 1",
    ):
        assert line in shown.text
    assert "new recommendation" not in shown.text
    await passes(stage)


async def test_what_needs_attention_opens_its_list_and_says_the_same_number(stage: Stage) -> None:
    await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    stage.changes(update(assignments).where(assignments.c.due_on > stage.hour().date()).values(due_on=None))
    shown = await overview(nadege)
    for label in ("Without lead institution", "Without due date", "Overdue"):
        button = next(one for one in labels(shown) if one.startswith(label))
        count = button.partition("(")[2].rstrip(")")
        await nadege.forges(data(shown, label), message=shown)
        found = await nadege.sees("found.")
        assert f"{count} recommendation" in found.text
        assert label in found.text
    await nadege.presses("Institutions without a reachable person", message=shown)
    page = await nadege.sees("Nobody has joined for them")
    assert page.message_id == shown.message_id
    assert "Ministry of Justice" not in page.text
    assert "Ministry of Education" in page.text
    # Independent bodies are not expected to have somebody here.
    assert "Supreme Court" not in page.text


async def test_an_institution_that_can_be_reached_no_more_is_named(stage: Stage) -> None:
    await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    before = data(await overview(nadege), "without a reachable")
    await nadege.forges(before)
    assert "Ministry of Justice" not in (await nadege.sees("Nobody has joined")).text
    mine = select(institutions.c.id).where(institutions.c.code == "MJ")
    speaks = select(roles.c.person_id).where(roles.c.institution_id.in_(mine))
    stage.changes(update(persons).where(persons.c.id.in_(speaks)).values(unreachable_since=stage.hour()))
    await overview(nadege)
    await nadege.forges(before)
    assert "Ministry of Justice" in (await nadege.sees("Nobody has joined")).text


async def test_an_institutions_people_see_what_is_assigned_to_it(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    justice = await stage.joined("justice")
    approves(stage, nadege, gives(stage, justice, 1))
    for key in ("deputy", "signing"):
        other = await stage.joined(key)
        shown = await overview(other)
        assert f"{held(stage, 'MJ')} recommendations" in shown.text
    shown = await overview(justice)
    assert "Ministry of Justice" in shown.text
    assert f"{held(stage, 'MJ')} recommendations" in shown.text
    assert "1 contribution submitted" in shown.text
    assert "1 contribution approved" in shown.text
    assert "Needs attention" not in shown.text
    assert "By institution" not in labels(shown)
    education = await stage.joined("education")
    assert "contribution" not in (await overview(education)).text
    await justice.presses("Whole country", message=shown)
    wider = await justice.sees(f"{stage.count(recommendations)} recommendations")
    assert "submitted" not in wider.text
    assert "By cluster" not in labels(wider)
    await justice.presses("By SDG")
    await justice.sees("1/")
    await justice.presses("Overview")
    await justice.sees(f"{stage.count(recommendations)} recommendations")
    await passes(stage)


async def test_everybody_else_sees_what_is_published_and_nothing_more(stage: Stage) -> None:
    nadege, justice = await stage.joined("coordinator"), await stage.joined("justice")
    publishes(stage, nadege, gives(stage, justice, 1, status=Status.IMPLEMENTED))
    approves(stage, nadege, gives(stage, justice, 3))
    for person in (stage.person("public", "en"), await stage.joined("nhri"), await stage.joined("un")):
        shown = await overview(person)
        assert f"{stage.count(recommendations)} recommendations" in shown.text
        assert "Implemented: 1" in shown.text
        assert "1 contribution published" in shown.text
        for word in ("submitted", "approved", "assigned", "Needs attention", "Without"):
            assert word not in shown.text
        assert [one for one in labels(shown) if one.startswith("By ")] == ["By SDG", "By mechanism"]
    await passes(stage)


async def test_a_closed_country_is_not_there_for_others(stage: Stage) -> None:
    yaw = stage.person("public", "en")
    shown = await overview(yaw)
    stage.changes(update(countries).values(open=False))
    for label in ("By SDG", "Picture", "Copy as text"):
        await yaw.presses(label, message=shown)
        await yaw.sees("not shown to you")
    await yaw.says("/overview")
    await yaw.sees("There are no recommendations yet.")
    assert stage.count(jobs) == 0
    nhri = await stage.joined("nhri")
    assert f"{stage.count(recommendations)} recommendations" in (await overview(nhri)).text


async def test_where_there_are_several_countries_one_is_chosen(stage: Stage) -> None:
    copied: dict[str, Any] = {"language": "fr", "timezone": "UTC", "names": {}, "mechanism_names": {}}
    stage.changes(countries.insert().values(code="CV", created_at=stage.hour(), **copied))
    moved = select(func.max(recommendations.c.id)).scalar_subquery()
    stage.changes(update(recommendations).where(recommendations.c.id == moved).values(country="CV"))
    yaw = stage.person("public", "en")
    await yaw.says("/overview")
    asked = await yaw.sees("Of which country?")
    assert labels(asked)[:2] == ["Cape Verde", "Quessania"]
    await yaw.presses("Cape Verde")
    shown = await yaw.sees("1 recommendation")
    assert shown.message_id == asked.message_id
    await yaw.presses("By mechanism")
    await yaw.sees("· 1\n")
    await yaw.presses("Overview")
    await yaw.sees("1 recommendation")


async def test_a_country_with_nothing_in_it_says_what_to_do_next(stage: Stage) -> None:
    nadege, justice = await stage.joined("coordinator"), await stage.joined("justice")
    stage.changes(update(recommendations).values(archived_at=stage.hour()))
    await nadege.says("/overview")
    await nadege.sees("Send the bot an export")
    await nadege.presses("Import recommendations")
    await nadege.sees("xlsx")
    await justice.says("/overview")
    await justice.sees("There is nothing here for your institution yet.")
    yaw = stage.person("public", "en")
    await yaw.says("/overview")
    await yaw.sees("There are no recommendations yet.")


async def test_the_copy_is_complete_and_plain(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await overview(nadege)
    await nadege.presses("Copy as text")
    copied = await nadege.sees("By mechanism\n")
    for part in (
        "Overview",
        "Implementation status",
        "By institution",
        "By SDG",
        "By mechanism",
        "Ministry of Justice",
    ):
        assert part in copied.text
    assert copied.content.get("entities") is None


async def test_institutions_stand_by_name_and_independent_bodies_are_invited(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    late = data(await overview(nadege), "Overdue"), labels(await overview(nadege))
    invites_the_court(stage)
    assert (data(await overview(nadege), "Overdue"), labels(await overview(nadege))) == late
    names: list[str] = []
    for page in (1, 2):
        await nadege.forges(f"overview:by:institution:{page}")
        shown = await nadege.sees("By institution")
        names += [line.rpartition(" · ")[0] for line in shown.text.splitlines()[2:] if " · " in line]
    assert names == sorted(names, key=str.casefold)
    assert "Supreme Court (invited to contribute)" in names


async def test_clusters_are_counted(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    shown = await overview(nadege)
    await nadege.presses("By cluster")
    await nadege.sees("There is nothing here yet.")
    stage.changes(clusters.insert().values(country="QS", name="Prisons", created_at=stage.hour()))
    id_ = stage.rows(select(clusters.c.id))[0].id
    one = {"cluster_id": id_, "recommendation_id": stage.recommendation_id(1)}
    stage.changes(cluster_recommendations.insert().values(**one))
    await nadege.forges("overview:by:cluster:1", message=shown)
    assert "Prisons · 1" in (await nadege.sees("Prisons")).text


async def test_the_picture_comes_with_the_same_numbers_under_it(office: Stage, language: str, t: Texts) -> None:
    nadege = await office.joined("coordinator", language)
    shown = await overview(nadege, t)
    total = office.count(recommendations)
    came = await draws(nadege, t)
    assert came.file is not None
    with Image.open(io.BytesIO(came.file.content)) as image:
        assert image.size[0] == WIDTH
    assert len(came.file.content) < 100_000
    caption = came.content["caption"]
    counted = t.aside(t.number(total), t.percent(total, total))
    assert counted in caption
    assert counted in shown.text
    assert t.country("QS", office.sample.country_names) in caption


async def test_the_parts_come_as_a_picture_too(office: Stage, language: str, t: Texts) -> None:
    nadege = await office.joined("coordinator", language)
    await overview(nadege, t)
    await nadege.presses(t("By institution"))
    page = await nadege.sees(t("By institution"))
    came = await draws(nadege, t)
    assert came.file is not None
    assert len(came.file.content) < 100_000
    caption = came.content["caption"]
    for line in (t("By institution"), office.sample.people["justice"].institution[language]):
        assert line in page.text
        assert line in caption
    # One of a part that is none, or not for this role, is not drawn.
    for forged in ("overview:draw:status:1", "overview:draw:cluster:1:QS", "overview:draw"):
        await nadege.forges(forged, message=page)
        await office.settles()
    assert len(photos(nadege)) == 1


async def test_the_picture_is_drawn_by_a_process_of_its_own(whole_office: Stage) -> None:
    yaw = whole_office.person("public", "zh-hans")
    await overview(yaw, texts("zh"))
    came = await draws(yaw, texts("zh"))
    assert "奎萨尼亚" in came.content["caption"]


async def test_two_presses_draw_one_picture(office: Stage) -> None:
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    nadege = await office.joined("coordinator")
    shown = await overview(nadege)
    for _ in range(2):
        await nadege.forges("overview:picture", message=shown)
    await nadege.sees("is being drawn")
    office.workplace = workplace
    await office.restarts()
    await nadege.sees("Here is the picture")
    assert office.count(jobs) == 1
    assert len(photos(nadege)) == 1


async def test_a_picture_is_cancelled(office: Stage) -> None:
    office.workplace = None
    await office.restarts()
    nadege = await office.joined("coordinator")
    await overview(nadege)
    await nadege.presses("Picture")
    await nadege.sees("is being drawn")
    await nadege.presses("Cancel")
    await nadege.sees("No picture was drawn.")


async def test_without_a_font_the_text_is_what_there_is(office: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.draw_overview.faces_for", lambda _language: None)
    meilin = await office.joined("health", "zh")
    t = texts("zh")
    await overview(meilin, t)
    await meilin.presses(t("Picture"))
    said = await meilin.sees(t("The overview says the same as text."))
    assert t.language_name("zh") in said.text
    assert photos(meilin) == []
    await meilin.presses(t("Overview"))
    await meilin.sees(t("Implementation status"))


async def test_a_role_withdrawn_while_the_picture_waits_sends_nothing(office: Stage) -> None:
    workplace, office.workplace = office.workplace, None
    await office.restarts()
    justice = await office.joined("justice")
    await overview(justice)
    await justice.presses("Picture")
    await justice.sees("is being drawn")
    office.changes(update(roles).values(ended_at=office.hour()))
    office.workplace = workplace
    await office.restarts()
    await justice.sees("may not do this")
    assert photos(justice) == []


async def test_an_old_button_shows_what_the_role_of_now_may_see(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    shown = await overview(nadege)
    stage.changes(update(roles).values(ended_at=stage.hour()))
    for forged in ("overview:by:institution:1", "overview:list:overdue", "overview:reach:1", "overview:by:goal:1"):
        await nadege.forges(forged, message=shown)
        await stage.settles()
    assert not [one for one in nadege.screen if "Ministry of" in one.text]
    for forged in ("overview:at:XX", "overview:at:qs", "overview:by:goal:1:ZZ", "overview:what", "overview:by:theme:1",
                   "overview:picture:XX", "overview:copy:0"):  # fmt: skip
        await nadege.forges(forged, message=shown)
    await stage.settles()
    assert stage.count(jobs) == 0
    await overview(nadege)
