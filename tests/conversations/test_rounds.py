"""/round: a coordinator opens a collection round, institutions answer it, and everybody sees how far it is."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from seen import received
from sqlalchemy import func, insert, select, update
from stage import Stage

from db.queries import contributing
from db.queries.setup import add_institution
from db.tables import (
    assignments,
    audit_events,
    cluster_recommendations,
    clusters,
    institutions,
    outbox,
    persons,
    recommendations,
    roles,
    round_institutions,
    round_recommendations,
    rounds,
)
from domain.contribution import Content, State, Status
from domain.role import InstitutionKind, Role
from services.assign import Selection, assign
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

NAME = "Mid-term report 2026"
NO_ROUND = "There is no such collection round."
COORDINATORS = "This is for coordinators, while they act in that role."
STALE = "This button is no longer valid."


async def asked_for_a_choice(nadege: Person) -> None:
    """The coordinator begins a round for the mid-term report."""
    await nadege.says("/round")
    await nadege.sees("Collection rounds")
    await nadege.presses("New round")
    await nadege.sees("What are the contributions for?")
    await nadege.presses("Mid-term report")
    await nadege.sees("Which recommendations is it about?")


async def dated(nadege: Person, closes: str = "30/06/2026") -> Message:
    """They let it open today and close on a day, and have its preview before them."""
    await nadege.sees("When does the round open?")
    await nadege.presses("Today")
    await nadege.sees("By when are the contributions asked for?")
    await nadege.says(closes)
    return await nadege.sees("Clearance by the institution:")


async def previews(nadege: Person, closes: str = "30/06/2026") -> Message:
    """The coordinator makes a round of all that is assigned."""
    await asked_for_a_choice(nadege)
    await nadege.presses("All that are assigned")
    return await dated(nadege, closes)


async def opens(nadege: Person, closes: str = "30/06/2026") -> Message:
    """The coordinator opens a round of all that is assigned."""
    await previews(nadege, closes)
    await nadege.presses("Open the round")
    return await nadege.sees("Institutions that are done:")


def answers(stage: Stage, code: str, numbers: range, *, for_round: int | None = None) -> None:
    """An institution submits contributions to recommendations of these numbers, as its focal point does."""
    with stage.database.at_once(stage.hour()) as work:
        has = stage.institution_id(code)
        for number in numbers:
            content = Content(Status.IN_PROGRESS, {})
            made = contributing.add_draft(work, stage.recommendation_id(number), has, content, 1, round_id=for_round)
            contributing.set_state(work, made, State.DRAFT, State.SUBMITTED, submitted_at=work.now)


def told(stage: Stage) -> int:
    """How many messages about rounds were ever put into the outbox."""
    return stage.count(outbox, outbox.c.kind.in_(("round opened", "round moved")))


# --- opening ----------------------------------------------------------------------------------------------


async def test_round_is_opened_told_acknowledged_and_counted(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    await nadege.says("/round")
    await nadege.sees(t("There is no round yet. A round asks all institutions for their contributions by one date."))
    await nadege.presses(t("New round"))
    await nadege.sees(t("What are the contributions for? Choose, or write a name."))
    await nadege.presses(t("Mid-term report"))
    await nadege.sees(t("Which recommendations is it about? Choose, or write words to search."))
    await nadege.presses(t("All that are assigned"))
    await nadege.sees(t("The institutions are written to on the morning of that day."))
    await nadege.presses(t("Today"))
    await nadege.sees(t.date(date(2026, 3, 2)))
    await nadege.says(t.date(date(2026, 6, 30)))
    preview = await nadege.sees(t("Open the round"))
    assert t.date(date(2026, 6, 30)) in preview.text
    await nadege.presses(t("Open the round"))
    opened = await nadege.sees(t("Institutions that are done:"))
    assert opened.message_id == preview.message_id
    assert t("{done} of {total}", done="0", total="45") in opened.text
    name = f"{t('Mid-term report')} 2026"
    got = await justice.sees(name)
    assert t.aside(t.date(date(2026, 6, 30)), t.in_days(120)) in got.text
    await justice.presses(t("Acknowledge"))
    own = await justice.sees(t("Still without answer:"))
    assert t("{done} of {total}", done="0", total="11") in own.text
    await nadege.presses(t("Institutions"), message=opened)
    await nadege.presses("›", message=await nadege.sees("1/2"))
    assert t("receipt acknowledged") in (await nadege.sees("2/2")).text
    answers(stage, "MJ", range(3, 5))
    await justice.says("/round")
    own = await justice.sees(name)
    assert t("{done} of {total}", done="2", total="11") in own.text
    assert "QS-0003" not in own.text


async def test_a_round_by_phone_takes_seven_presses_and_messages(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    acts = 0
    await nadege.says("/round")
    for pressed in ("New round", "Mid-term report", "All that are assigned", "Today"):
        acts += 1
        await nadege.presses(pressed)
        await nadege.sees("")
    await nadege.says("30 June")
    await nadege.presses("Open the round")
    await nadege.sees("Institutions that are done:")
    assert acts + 3 == 7


async def test_each_of_an_institutions_people_gets_one_message_and_nobody_else(stage: Stage) -> None:
    people = {key: await stage.joined(key, "fr") for key in ("justice", "deputy", "signing", "nhri")}
    nadege = await stage.joined("coordinator")
    preview = await previews(nadege)
    data = next(key["callback_data"] for key in preview.keys if key["text"] == "Open the round")
    await nadege.presses("Open the round")
    await nadege.sees("Institutions that are done:")
    for _ in range(3):
        await nadege.forges(data, message=preview)
    await nadege.notices(STALE)
    await stage.settles()
    assert stage.count(rounds) == 1
    found = {key: len(received(person, "Rapport à mi-parcours 2026")) for key, person in people.items()}
    assert found == {"justice": 1, "deputy": 1, "signing": 0, "nhri": 0}
    assert "Merci d’en accuser réception." in received(people["justice"], "Rapport à mi-parcours 2026")[0].text


async def test_an_independent_body_is_invited_and_held_to_no_date(stage: Stage) -> None:
    mateus = await stage.joined("nhri")
    nadege = await stage.joined("coordinator")
    with stage.database.at_once(stage.hour()) as work:
        assign(work, "QS", "CNDH", None, Selection(words="prison"))
    await opens(nadege)
    got = await mateus.sees("invites your institution")
    assert "in full respect of your independence" in got.text
    assert "Due date" not in got.text
    stage.hour.moves(days=200)
    await mateus.presses("Show")
    own = await mateus.sees("Your contribution is welcome by 30 June 2026.")
    assert "Ask for more time" not in str(own.buttons)
    for command in ("/round", "/due"):
        await mateus.says(command)
        assert "overdue" not in (await mateus.sees(NAME)).text
    await mateus.forges("later:round:1")
    await mateus.sees("your institution is only invited")


async def test_nobody_is_written_to_before_the_morning_of_the_opening_day(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asked_for_a_choice(nadege)
    await nadege.presses("All that are assigned")
    await nadege.sees("When does the round open?")
    await nadege.says("5 March")
    await nadege.sees("5 March 2026")
    await nadege.says("end of June")
    await nadege.sees("30 June 2026")
    await nadege.presses("Open the round")
    planned = await nadege.sees("not open yet")
    await justice.says("/round")
    await justice.sees("No collection round is open for your institution.")
    await justice.forges("round:1")
    await justice.sees(NO_ROUND)
    stage.hour.moves(days=2, hours=23)
    assert received(justice, NAME) == []
    stage.hour.moves(hours=2)
    await justice.sees(NAME)
    await nadege.presses("Rounds", message=planned)
    await nadege.sees("open for contributions")


async def test_dates_that_can_be_read_in_two_ways_are_asked_about_and_others_refused(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await asked_for_a_choice(nadege)
    await nadege.presses("All that are assigned")
    await nadege.sees("When does the round open?")
    for typed, answer in (
        ("31/02/2027", "is not understood as a date"),
        ("soon", "“soon” is not understood as a date"),
        ("yesterday", "A day that is still to come is needed; 1 March 2026 is not."),
    ):
        await nadege.says(typed)
        await nadege.sees(answer)
    await nadege.says("03/04/2026")
    asked = await nadege.sees("Which day do you mean?")
    assert asked.buttons[:2] == [["3 April 2026"], ["4 March 2026"]]
    await nadege.presses("4 March 2026")
    await nadege.sees("By when are the contributions asked for?")
    await nadege.says("3 March")
    await nadege.sees("The round opens on 4 March 2026: it cannot close before.")
    await nadege.presses("3 April 2026", message=asked)
    await nadege.sees("3 April 2026")
    await nadege.says("something else")
    await nadege.sees("Open the round")


async def test_a_round_of_its_own_name_of_the_words_of_a_search(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await nadege.says("/round")
    await nadege.presses("New round")
    await nadege.sees("What are the contributions for?")
    await nadege.says("x" * 121)
    await nadege.sees("That is too long for a name: 121 characters")
    await nadege.says("Prisons <b>2026</b>")
    await nadege.sees("Which recommendations is it about?")
    await nadege.says("of the")
    await nadege.sees("These words are too short")
    await nadege.says("prison")
    preview = await dated(nadege)
    assert "Prisons <b>2026</b>" in preview.text
    assert "Search: prison" in preview.text
    await nadege.presses("With clearance")
    await nadege.sees("Clearance by the institution: yes")
    await nadege.presses("Open the round")
    await nadege.sees("Prisons <b>2026</b>")
    row = stage.rows(select(rounds))[0]
    assert (row.clearance, row.feeds, row.name) == (True, "other", "Prisons <b>2026</b>")
    assert 0 < stage.count(round_recommendations) < 10


@pytest.mark.parametrize("which", ["Those that the State supports", "A cluster", "A mechanism or cycle"])
async def test_a_round_of_a_part_of_the_recommendations(stage: Stage, which: str) -> None:
    made = stage.hour()
    stage.changes(insert(clusters).values(id=7, country="QS", name="Prisons & police", created_at=made))
    held = [{"cluster_id": 7, "recommendation_id": stage.recommendation_id(n)} for n in (1, 4)]
    stage.changes(insert(cluster_recommendations).values(held))
    nadege = await stage.joined("coordinator")
    await asked_for_a_choice(nadege)
    await nadege.presses(which)
    if which != "Those that the State supports":
        chosen = {"A cluster": "Prisons & police (2)", "A mechanism or cycle": "Universal Periodic Review, cycle 3"}[
            which
        ]
        await nadege.sees(chosen)
        await nadege.presses(chosen)
    await dated(nadege)
    await nadege.presses("Open the round")
    await nadege.sees("Institutions that are done:")
    asked = stage.rows(select(recommendations).join(round_recommendations))
    assert 2 <= len(asked) < 40
    if which == "Those that the State supports":
        assert {one.position for one in asked} == {"supported", "supported-in-part"}
    if which == "A cluster":
        assert sorted(one.number for one in asked) == [1, 4]


async def test_a_choice_that_nobody_has_opens_nothing(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    stage.changes(update(assignments).values(ended_at=stage.hour()))
    preview = await previews(nadege)
    assert "No institution has any of them" in preview.text
    row = next(str(key["callback_data"]) for key in preview.keys)
    assert row == "newround:which"
    await nadege.forges(f"newround:open:{stage.rows(select(func.max(outbox.c.id).label('n')))[0].n}")
    await nadege.sees("No institution has any of these recommendations.")
    assert stage.count(rounds) == 0


async def test_the_preview_names_institutions_of_which_nobody_can_be_reached(stage: Stage) -> None:
    justice = await stage.joined("justice")
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    assert "Ministry of Justice" not in (await previews(nadege)).text
    await justice.blocks()
    await stage.settles()
    await nadege.says("again")
    preview = await nadege.sees("Nobody can be reached on Telegram")
    assert "Ministry of Justice" in preview.text
    assert "Ministry of the Interior" not in preview.text
    await interior.says("/help")


# --- going on ---------------------------------------------------------------------------------------------


async def test_what_is_assigned_later_joins_by_itself(stage: Stage) -> None:
    education = await stage.joined("education")
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    with stage.database.at_once(stage.hour()) as work:
        add_institution(work, "QS", "NEW", InstitutionKind.AGENCY, {"en": "New Agency"})
    newcomer = stage.person("public", "en")
    await stage.accepts(newcomer, stage.invites(Role.FOCAL_POINT, "NEW"))
    await opens(nadege)
    await justice.sees("on 11 recommendations")
    await education.sees("on 4 recommendations")
    stage.hour.moves(days=1)
    with stage.database.at_once(stage.hour()) as work:
        for code in ("MJ", "NEW"):
            assign(work, "QS", code, None, Selection(places=("QS-0047", "QS-0002")))
    await newcomer.sees("on 2 recommendations")
    await justice.says("/round")
    await justice.sees("0 of 13")
    assert stage.count(round_institutions, round_institutions.c.institution_id == stage.institution_id("NEW")) == 1
    assert len(received(justice, "asks your institution")) == 1


async def test_the_counter_counts_what_was_given_for_the_round_or_since_it_opened(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    answers(stage, "MJ", range(1, 2))
    stage.hour.moves(days=1)
    await opens(nadege)
    await justice.says("/round")
    await justice.sees("0 of 11")
    answers(stage, "MJ", range(3, 4))
    answers(stage, "MJ", range(4, 5), for_round=1)
    answers(stage, "MI", range(1, 2))
    await justice.says("/round")
    own = await justice.sees("2 of 11")
    assert "QS-0001" in own.text
    await justice.presses("Rounds")
    await justice.sees("2 of 11")
    await nadege.says("/round")
    await nadege.sees("3 of 45")


async def test_a_round_that_is_answered_is_never_overdue(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await opens(nadege, "10 March")
    has = assignments.c.institution_id == stage.institution_id("MJ")
    stage.changes(update(assignments).where(has).values(due_on=None))
    stage.hour.moves(days=20)
    await justice.says("/due")
    assert "1 due date; 1 overdue" in (await justice.sees("Round: Mid-term report 2026 · 12 days overdue")).text
    numbers = stage.rows(select(recommendations.c.number).join(assignments).where(has))
    for one in numbers:
        answers(stage, "MJ", range(one.number, one.number + 1))
    await justice.says("/due")
    page = await justice.sees("Contributions: 11 of 11")
    assert "overdue" not in page.text
    await justice.presses(NAME)
    await justice.sees("Everything has been answered.")
    await nadege.says("/due")
    page = await nadege.sees("overdue")
    late = stage.count(assignments, assignments.c.due_on < stage.hour().date())
    assert f"; {late + 7} overdue" in page.text  # the dates of single recommendations, and seven institutions


async def test_another_closing_date_is_shown_back_and_told_once(stage: Stage) -> None:
    justice, education = await stage.joined("justice"), await stage.joined("education")
    nadege = await stage.joined("coordinator")
    opened = await opens(nadege)
    own = round_institutions.c.institution_id == stage.institution_id("ME")
    stage.changes(update(round_institutions).where(own).values(due_on=date(2026, 9, 1)))
    await stage.settles()
    await nadege.presses("Change the date", message=opened)
    await nadege.sees("Which date shall it be?")
    await nadege.says("yesterday")
    await nadege.sees("A day that is still to come is needed")
    await nadege.says("31 July 2026")
    asked = await nadege.sees("New date: 31 July 2026")
    data = next(key["callback_data"] for key in asked.keys if key["text"] == "Change the date")
    await nadege.presses("Change the date", message=asked)
    await nadege.sees("Closes: 31 July 2026")
    got = await justice.sees("The date of this collection round has changed.")
    assert "31 July 2026" in got.text
    await nadege.forges(data, message=asked)
    await stage.settles()
    dates = {row.institution_id: row for row in stage.rows(select(round_institutions))}
    mine, theirs = dates[stage.institution_id("MJ")], dates[stage.institution_id("ME")]
    assert (mine.due_on, mine.deadline_version) == (date(2026, 7, 31), 2)
    assert (theirs.due_on, theirs.deadline_version) == (date(2026, 9, 1), 1)
    assert received(education, "has changed") == []


async def test_a_round_is_ended_early_once(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    opened = await opens(nadege)
    await justice.sees(NAME)
    await nadege.presses("End this round", message=opened)
    await nadege.sees("End this round?")
    await nadege.presses("End this round")
    ended = await nadege.sees("round ended")
    assert "Change the date" not in str(ended.buttons)
    for forged in ("round:end:1:yes", "round:move:1"):
        await nadege.forges(forged, message=ended)
    await stage.settles()
    told = await justice.sees("nothing more is asked of your institution in it")
    assert NAME in told.text
    assert "round ended" in ended.text
    await nadege.forges("round:moved:1:2026-08-01:2026-06-30")
    await nadege.sees("This collection round has been ended")
    await justice.presses("Show")
    own = await justice.sees("This round has been ended.")
    assert "Ask for more time" not in str(own.buttons)
    await justice.says("/due")
    assert NAME not in (await justice.sees("Due dates")).text
    assert stage.count(audit_events, audit_events.c.event == "round ended") == 1


async def test_news_of_a_round_ended_before_its_opening_is_not_sent(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await asked_for_a_choice(nadege)
    await nadege.presses("All that are assigned")
    await nadege.sees("When does the round open?")
    await nadege.says("tomorrow")
    await nadege.sees("By when are the contributions asked for?")
    await nadege.says("in 3 months")
    await nadege.sees("Open the round")
    await nadege.presses("Open the round")
    await nadege.sees("not open yet")
    await nadege.forges("round:end:1:yes")
    await nadege.sees("round ended")
    stage.hour.moves(days=2)
    await stage.settles()
    assert received(justice, NAME) == []


# --- who may not ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", ["justice", "signing", "nhri", "public"])
async def test_nobody_else_makes_moves_or_ends_a_round(stage: Stage, key: str) -> None:
    nadege = await stage.joined("coordinator")
    await opens(nadege)
    person = stage.person(key, "en") if key == "public" else await stage.joined(key)
    await person.says("/help")
    await person.sees("What you can do here")
    for forged in (
        "newround",
        "newround:open:1",
        "round:members:1:1",
        "round:end:1:yes",
        "round:move:1",
        "round:moved:1:2026-08-01:2026-06-30",
        "extension",
        "extension:1",
    ):
        await person.forges(forged)
        await person.sees(COORDINATORS)
    row = stage.rows(select(rounds))[0]
    assert (row.ended_at, row.closes_on) == (None, date(2026, 6, 30))


async def test_a_round_of_another_country_is_not_there(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await opens(nadege)
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    other = stage.person("un", "en")
    await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    for forged in ("round:1", "round:members:1:1", "round:end:1", "round:move:1", "round:999"):
        await other.forges(forged)
        await other.sees(NO_ROUND)
    await other.says("/round")
    assert NAME not in (await other.sees("Collection rounds")).text
    await other.forges("newround")
    await other.sees("What are the contributions for?")
    await other.forges("newround:pick:cluster:7")
    await other.notices(STALE)


async def test_an_institution_that_is_not_asked_sees_no_round(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await opens(nadege)
    mateus = await stage.joined("nhri")
    for forged in ("round:1", "round:show:1", "round:ack:1", "round:1:2", "later:round:1", "round:2"):
        await mateus.forges(forged)
        await mateus.sees(NO_ROUND)
    public = stage.person("public", "en")
    await public.says("/round")
    await public.sees("This list is for people who act for an institution.")
    await public.forges("round:1")
    await public.sees(NO_ROUND)


async def test_a_signing_officer_sees_a_round_and_acknowledges_none(stage: Stage) -> None:
    signing = await stage.joined("signing")
    nadege = await stage.joined("coordinator")
    await opens(nadege)
    await signing.says("/round")
    own = await signing.sees("Still without answer:")
    assert "Acknowledge" not in str(own.buttons)
    await signing.forges("round:ack:1")
    await signing.sees("The role that you act in may not do this.")
    assert stage.count(round_institutions, round_institutions.c.acknowledged_at.is_not(None)) == 0


async def test_a_role_that_ends_before_the_press_opens_nothing(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await previews(nadege)
    stage.changes(update(roles).where(roles.c.role == Role.COORDINATOR.value).values(ended_at=stage.hour()))
    await nadege.presses("Open the round")
    await nadege.sees(COORDINATORS)
    assert stage.count(rounds) == 0
    assert told(stage) == 0


async def test_an_institution_archived_meanwhile_is_not_asked(stage: Stage) -> None:
    justice = await stage.joined("justice")
    nadege = await stage.joined("coordinator")
    await previews(nadege)
    stage.changes(update(institutions).where(institutions.c.code == "MJ").values(archived_at=stage.hour()))
    await nadege.presses("Open the round")
    await nadege.sees("Institutions that are done: 0 of 7")
    await stage.settles()
    assert received(justice, NAME) == []


async def test_a_round_paused_for_a_week_opens_on_the_day_it_is_confirmed(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await previews(nadege)
    stage.hour.moves(days=7)
    await nadege.presses("Open the round")
    await nadege.sees("Opens: 9 March 2026")
    assert stage.rows(select(rounds.c.opens_on))[0].opens_on == date(2026, 3, 2) + timedelta(days=7)
    assert stage.count(persons) == 1
