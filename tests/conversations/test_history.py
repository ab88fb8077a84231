"""The history of a recommendation and what is published on it: each reader gets what they may know."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from giving import LAW, NOTE, approves, gives, passes, publishes, repeats, returns
from sqlalchemy import select, update
from stage import Stage

from db.queries import contests
from db.queries.assignments import add_assignments
from db.queries.extensions import ask, assignment_of, decide, request
from db.queries.people import person_by_address
from db.tables import countries, institutions
from domain.contribution import LONGEST_PART, Status
from domain.due import Part
from domain.extension import Decision, Subject
from domain.reference import Reference
from domain.role import Role
from services import contribute
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts


@pytest.fixture(autouse=True)
def _is_told(stage: Stage) -> Iterator[None]:
    """At the end ten minutes pass, in which what was published is gathered to be told."""
    yield
    stage.hour.moves(minutes=11)


async def reads(person: Person, number: str = "QS-0004", t: Texts | None = None) -> str:
    """The whole history of a recommendation, as somebody turns its pages."""
    await person.says("/cancel")
    await person.sees("")
    await person.forges(f"history:{number}")
    page = await person.sees(t("History") if t else f"{number}, History")
    text, number_of = page.text, 1
    while any("›" in row for row in page.buttons):
        number_of += 1
        await person.presses("›", message=page)
        await person.sees(f"{number_of}/")
        text += "\n" + page.text
    return text


def asks_for_more_time(stage: Stage, who: Person, coordinator: Person) -> None:
    """Justice has asked for another date, and another one than it wanted was granted."""
    with stage.database.at_once(stage.hour()) as work:
        found = assignment_of(work, Reference("QS", 4), _institution(stage, "MJ"))
        asking, deciding = person_by_address(work, who.id), person_by_address(work, coordinator.id)
        assert found is not None
        assert asking is not None
        assert deciding is not None
        subject = Subject(_institution(stage, "MJ"), found[1], assignment_id=found[0], reference=Reference("QS", 4))
        id_ = ask(work, subject, date(2026, 6, 30), "The audit ends in May.", asking.person.id)
        asked = request(work, id_)
        assert asked is not None
        decide(work, asked, Decision.GRANTED, deciding.person.id, date(2026, 5, 31))
        contests.add_contest(work, found[0], asking.person.id, None, "Ask the Ministry of Health.")


def _institution(stage: Stage, code: str) -> int:
    return int(stage.rows(select(institutions.c.id).where(institutions.c.code == code))[0].id)


async def test_the_history_tells_everything_newest_first_in_each_language(
    stage: Stage, language: str, t: Texts
) -> None:
    justice, nadege = await stage.joined("justice", language), await stage.joined("coordinator")
    first = gives(stage, justice, 4)
    stage.hour.moves(days=1)
    returns(stage, nadege, first, "Which law?")
    stage.hour.moves(days=1)
    second = gives(stage, justice, 4, "The law on prisons was adopted.", Status.PARTIAL)
    stage.hour.moves(days=1)
    publishes(stage, nadege, second)
    await justice.says("QS-0004")
    await justice.presses(t("History"))
    page = await justice.sees(t("contribution published"))
    told = [
        t("contribution published"),
        t("contribution approved"),
        t("contribution submitted"),
        t("contribution returned for completion"),
    ]
    assert sorted(told, key=page.text.index) == told
    assert t.series([told[2], t("version {number}", number=2), t("partially implemented")]) in page.text
    assert "Which law?" in page.text
    name = stage.sample.people["justice"].institution
    assert name is not None
    assert f"{t.date(date(2026, 3, 4))} · {t.joined((t('focal point'), name[language]))}" in page.text
    await justice.presses("›")
    older = await justice.sees(t("assigned"))
    assert t("recorded in the register") in older.text
    assert "Ousmane" not in page.text + older.text


async def test_reasons_and_dates_are_for_the_institution_itself_and_the_coordinator(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    interior = await stage.joined("interior")
    asks_for_more_time(stage, justice, nadege)
    returns(stage, nadege, gives(stage, justice, 4), "Which law?")
    for one in (justice, nadege):
        history = await reads(one)
        assert "another date granted; 31 May 2026" in history
        assert "another date requested; 30 June 2026" in history
        assert "competence contested" in history
        assert "Which law?" in history
    history = await reads(interior)
    assert "another date granted" in history
    assert "competence contested" in history
    assert "contribution returned for completion" in history
    for kept in ("May 2026", "June 2026", "Which law?", "audit", "Ministry of Health."):
        assert kept not in history


async def test_what_stays_within_an_institution_is_in_its_own_history_alone(stage: Stage) -> None:
    stage.changes(update(countries).values(clearance=True))
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    given = gives(stage, justice, 4)
    with stage.database.at_once(stage.hour()) as work:
        found = person_by_address(work, justice.id)
        assert found is not None
        contribute.take_back(work, found.person, given)
    own = await reads(justice)
    assert "contribution sent for clearance" in own
    assert "contribution taken back" in own
    for one in (nadege, await stage.joined("interior")):
        history = await reads(one)
        assert "clearance" not in history
        assert "taken back" not in history
        assert "in progress" not in history


async def test_the_public_reads_only_what_is_published_and_when(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    public, nhri = stage.person("public", "en"), await stage.joined("nhri")
    asks_for_more_time(stage, justice, nadege)
    first = gives(stage, justice, 4, status=Status.NOT_STARTED)
    for one in (public, nhri):
        assert "Nothing has been published yet." in await reads(one)
    publishes(stage, nadege, first)
    await passes(stage, days=30)
    second = gives(stage, justice, 4, "The law is in force.", Status.PARTIAL)
    approves(stage, nadege, second)
    assert "partially" not in await reads(public)
    publishes(stage, nadege, second)
    for one in (public, nhri):
        history = await reads(one)
        lines = [line for line in history.splitlines() if "published;" in line]
        assert lines == ["contribution published; partially implemented", "contribution published; not started"]
        assert "1 April 2026 · Ministry of Justice" in history
        for kept in ("assigned", "returned", "focal point", "requested", "contested", "version", "Reason"):
            assert kept not in history


async def test_the_published_text_is_read_by_anybody_without_the_note(stage: Stage, language: str, t: Texts) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    public = stage.person("public", language)
    publishes(stage, nadege, gives(stage, justice, 4))
    await public.says("QS-0004")
    await public.presses(t("Published progress"))
    read = await public.sees(LAW)
    assert NOTE not in read.text
    assert t("Internal note") not in read.text
    assert t("in progress") in read.text
    assert t("Published on {date}", date=t.date(stage.hour().date())) in read.text
    labels = {label for row in read.buttons for label in row}
    assert not labels & {t("Approve"), t("Return"), t("Publish"), t("Evidence")}
    await public.presses(t("History"))
    await public.sees(t("What has been published."))


async def test_what_a_newer_version_says_is_not_public_before_it_is_published(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    public = stage.person("public", "en")
    publishes(stage, nadege, gives(stage, justice, 4))
    approves(stage, nadege, gives(stage, justice, 4, "The law is in force."))
    await public.says("QS-0004")
    await public.presses("Published progress")
    await public.sees(LAW)
    assert "The law is in force." not in public.transcript()


async def test_what_an_independent_body_publishes_stands_beside_the_countrys_answer(stage: Stage) -> None:
    justice, nadege, nhri = [await stage.joined(one) for one in ("justice", "coordinator", "nhri")]
    public = stage.person("public", "en")
    with stage.database.at_once(stage.hour()) as work:
        body = _institution(stage, "CNDH")
        add_assignments(work, [(stage.recommendation_id(4), body, Part.ASSOCIATED, None)])
    publishes(stage, nadege, gives(stage, justice, 4))
    gives(stage, nhri, 4, "We see little progress.", Status.NOT_STARTED)
    await public.says("QS-0004")
    card = await public.sees("Implementation status: in progress")
    await public.presses("Published progress", message=card)
    page = await public.sees(LAW)
    await public.presses("›", message=page)
    await public.sees("We see little progress.")
    assert "Published by an independent body." in page.text
    assert NOTE not in page.text


async def test_a_long_published_text_is_read_to_its_end(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    public = stage.person("public", "en")
    text = "The law was applied. " * (LONGEST_PART // 21 - 1)
    publishes(stage, nadege, gives(stage, justice, 4, text + "The end."))
    await public.says("QS-0004")
    await public.presses("Published progress")
    page: Message = await public.sees("1/7")
    for number in range(2, 8):
        await public.presses("›", message=page)
        await public.sees(f"{number}/7")
    assert "The end." in page.text


async def test_what_says_no_change_is_told_as_such(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    first = gives(stage, justice, 4)
    publishes(stage, nadege, first)
    await passes(stage, days=30)
    repeats(stage, justice, first)
    history = await reads(nadege)
    assert "contribution submitted; version 2; in progress; no change" in history


async def test_where_there_is_nothing_or_nothing_to_be_seen_the_answer_is_the_same(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    public = stage.person("public", "en")
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "QT", language="en", timezone="UTC")
    abroad = stage.world.person("Ada", "en")
    await stage.accepts(abroad, stage.invites(Role.COORDINATOR, country="QT"))
    gives(stage, justice, 4)
    for one in (justice, nadege, public, abroad):
        for data in ("published:QS-0004", "published:QS-0004:1", "published:QS-9999", "history:QS-9999"):
            await _hears(one, data)
    assert "Nothing has been published yet." in await reads(abroad)
    stage.changes(update(countries).where(countries.c.code == "QS").values(open=False))
    publishes(stage, nadege, gives(stage, justice, 28))
    for one in (public, abroad):
        for data in ("published:QS-0028", "history:QS-0028", "history:QS-0028:2"):
            await _hears(one, data)
        assert LAW not in one.transcript()


async def _hears(person: Person, data: str) -> None:
    await person.says("/help")
    await person.sees("What you can do here")
    await person.forges(data)
    await person.sees("There is no such recommendation")
