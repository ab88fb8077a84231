"""/review: what was submitted is read, approved, returned with a reason, published; and who may see it."""

from __future__ import annotations

from giving import another_coordinator, versions
from sqlalchemy import select
from stage import Stage

from db.queries.assignments import add_assignments
from db.tables import audit_events, institutions
from domain.contribution import Part, State
from domain.due import Part as Share
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

LAW = "A law was adopted in May."
NOTE = "The decree is not signed yet."


def states(stage: Stage) -> list[str]:
    return [one.state.value for one in versions(stage)]


async def submits(person: Person, number: str, t: Texts, text: str = LAW, note: str = NOTE) -> Message:
    """Somebody reports progress on a recommendation, with an internal note."""
    await person.says(f"/update {number}")
    await person.sees(t("How far is it implemented? Choose the status first."))
    await person.presses(t("in progress").capitalize())
    await person.sees(t("Measures taken"))
    await person.says(text)
    await person.sees(t("Done"))
    await person.presses(t("Done"))
    await person.sees(t("Internal note"))
    await person.presses(t("Internal note"))
    await person.sees(t("Back"))
    await person.says(note)
    await person.sees(t("Preview"))
    await person.presses(t("Preview"))
    await person.sees(text)
    await person.presses(t("Submit"))
    return await person.sees(number)


def invited(stage: Stage, code: str, number: int) -> str:
    """Invite an institution to contribute to a recommendation; return the recommendation's number."""
    whose = stage.rows(select(institutions.c.id).where(institutions.c.code == code))[0].id
    with stage.database.at_once(stage.hour()) as work:
        add_assignments(work, [(stage.recommendation_id(number), whose, Share.ASSOCIATED, None)])
    return f"QS-{number:04}"


async def test_review_approves_and_publishes_and_everybody_reads_it_without_the_note(
    stage: Stage, language: str, t: Texts
) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    await submits(justice, "QS-0004", t)
    await nadege.says("/review")
    queue = await nadege.sees(t.n("{count} submitted", "{count} submitted", 1))
    assert "QS-0004" in queue.text
    await nadege.presses("QS-0004")
    read = await nadege.sees(LAW)
    assert NOTE in read.text
    assert t("no information received") in read.text
    await nadege.presses(t("Approve and publish"))
    await nadege.sees(t("It is published. The institution will be told."))
    assert states(stage) == ["published"]
    stage.hour.moves(minutes=11)
    told = await justice.sees(t("Your contributions"))
    assert t("Published:") in told.text
    public = stage.person("public", language)
    await public.says("QS-0004")
    card = await public.sees(t("Implementation status:"))
    assert t.joined((t("in progress"), t.date(stage.hour().date()))) in card.text
    await public.presses(t("Published progress"))
    opened = await public.sees(LAW)
    assert NOTE not in opened.text
    assert t("Internal note") not in opened.text
    assert not {t("Approve"), t("Return"), t("Publish")} & {label for row in opened.buttons for label in row}


async def test_what_is_returned_comes_back_with_its_text_in_place(stage: Stage, language: str, t: Texts) -> None:
    justice = await stage.joined("justice", language)
    nadege = await stage.joined("coordinator", language)
    await submits(justice, "QS-0004", t)
    await nadege.says("/review")
    await nadege.sees("QS-0004")
    await nadege.presses("QS-0004")
    await nadege.sees(LAW)
    await nadege.presses(t("Return"))
    await nadege.sees(t("What is to be completed or corrected? The institution will receive what you write."))
    await nadege.says("Which law?")
    await nadege.says("And its budget?")
    await nadege.sees("And its budget?")
    await nadege.presses(t("Return"))
    await nadege.sees(t("It was returned for completion. The institution is told why."))
    told = await justice.sees(t("The coordinator returns this contribution for completion."))
    assert "Which law?\n\nAnd its budget?" in told.text
    await justice.presses(t("Report progress"))
    draft = await justice.sees(t("Everything is kept as you write it; you can go on at any time with /update."))
    assert LAW in draft.text
    assert "Which law?" in draft.text
    await justice.presses(t("Preview"))
    await justice.sees(NOTE)
    await justice.presses(t("Submit"))
    await justice.sees("QS-0004")
    first, second = versions(stage)
    assert (first.state, second.state) == (State.SUPERSEDED, State.SUBMITTED)
    assert second.content.parts == {Part.MEASURES: LAW, Part.NOTE: NOTE}


async def test_of_two_coordinators_who_press_at_once_one_wins_and_the_other_is_told(stage: Stage) -> None:
    t = stage.texts("en")
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    odete = await another_coordinator(stage)
    await submits(justice, "QS-0004", t)
    for one in (nadege, odete):
        await one.says("/review")
        await one.sees("QS-0004")
        await one.presses("QS-0004")
        await one.sees(LAW)
    await nadege.presses("Approve and publish")
    await nadege.sees("It is published.")
    await odete.presses("Approve and publish")
    await odete.sees("This contribution has moved on meanwhile: it is published.")
    assert states(stage) == ["published"]
    published = audit_events.c.event == "contribution published"
    assert len(stage.rows(select(audit_events.c.id).where(published))) == 1
    stage.hour.moves(minutes=11)
    await nadege.forges(f"review:publish:{versions(stage)[0].id}")  # pressed again by who did it: no second effect
    await stage.settles()
    assert len(stage.rows(select(audit_events.c.id).where(published))) == 1


async def test_only_the_leads_is_published_and_the_lead_reads_the_others(stage: Stage) -> None:
    t = stage.texts("en")
    justice, interior = await stage.joined("justice"), await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await submits(interior, "QS-0004", t, "Two stations were rebuilt.")
    await nadege.says("/review")
    await nadege.sees("QS-0004")
    await nadege.presses("QS-0004")
    read = await nadege.sees("Two stations were rebuilt.")
    assert "Approve and publish" not in str(read.buttons)
    (given,) = versions(stage)
    await nadege.forges(f"review:publish:{given.id}")
    await nadege.sees("The country’s answer is the lead institution’s contribution")
    assert states(stage) == ["submitted"]
    await justice.says("QS-0004")
    await justice.sees("Supporting institutions")
    await justice.presses("Supporting institutions")
    await justice.sees("Ministry of the Interior")
    await justice.presses("Read:")
    others = await justice.sees("Two stations were rebuilt.")
    assert "Approve" not in str(others.buttons)
    health = await stage.joined("health")
    await health.says("/help")
    await health.sees("What you can do here")
    for data in (f"others:read:{given.id}:1", "others:QS-0004"):
        await health.forges(data)
        await health.sees("There is no such recommendation")


async def test_all_that_is_unchanged_is_approved_in_one_press(stage: Stage) -> None:
    t = stage.texts("en")
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    for number in ("QS-0004", "QS-0001"):
        await submits(justice, number, t)
        await justice.says(f"/update {number}")
        await justice.sees("Has anything changed since?")
        await justice.presses("No change")
        await justice.sees("No change since the last contribution.")
    await nadege.says("/review")
    await nadege.sees("2 submitted")
    await nadege.presses("Approve 2 “no change”")
    await nadege.sees("2 contributions repeat what the institutions said before")
    await nadege.presses("Approve and publish")
    await nadege.sees("2 contributions were approved.")
    stage.hour.moves(minutes=11)
    told = await justice.sees("Published:")
    assert "QS-0001" in told.text
    assert "QS-0004" in told.text
    assert sorted(states(stage)) == ["published", "published", "superseded", "superseded"]


async def test_whoever_may_not_decide_decides_nothing_whatever_they_press(stage: Stage) -> None:
    t = stage.texts("en")
    justice, nhri = await stage.joined("justice"), await stage.joined("nhri")
    await submits(justice, "QS-0004", t)
    (given,) = versions(stage)
    public = stage.person("public", "en")
    for one in (justice, nhri, public):
        for act in (
            f"approve:{given.id}",
            f"publish:{given.id}",
            f"return:{given.id}",
            "same",
            f"open:{given.id}",
            "yes:approve:9999999999999",
        ):
            await one.says("/help")
            await one.sees("What you can do here")
            await one.forges(f"review:{act}")
            await stage.settles()
    assert states(stage) == ["submitted"]


async def test_what_an_independent_body_says_is_published_at_once_and_no_coordinator_touches_it(stage: Stage) -> None:
    nhri, nadege = await stage.joined("nhri"), await stage.joined("coordinator")
    number = invited(stage, "CNDH", 1)
    await nhri.says(f"/update {number}")
    await nhri.sees("Choose the status first")
    await nhri.presses("In progress")
    await nhri.sees("What has been done?")
    await nhri.says("We see little progress.")
    await nhri.sees("Preview")
    await nhri.presses("Preview")
    await nhri.sees("We see little progress.")
    await nhri.presses("Publish")
    await nhri.sees("It is published.")
    (given,) = versions(stage)
    assert given.state is State.PUBLISHED
    await nadege.says("/review")
    await nadege.sees("Nothing waits to be checked or published.")
    for act in (f"return:{given.id}", f"approve:{given.id}", f"publish:{given.id}"):
        await nadege.says("/help")
        await nadege.sees("What you can do here")
        await nadege.forges(f"review:{act}")
        await nadege.sees("There is no such recommendation")
    assert states(stage) == ["published"]


async def test_the_coordinator_of_another_country_meets_nothing(stage: Stage) -> None:
    t = stage.texts("en")
    justice = await stage.joined("justice")
    await submits(justice, "QS-0004", t)
    (given,) = versions(stage)
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    elsewhere = stage.person("un", "en")
    await stage.accepts(elsewhere, stage.invites(Role.COORDINATOR, country="CV"))
    await elsewhere.says("/review")
    await elsewhere.sees("Nothing waits to be checked or published.")
    acts = ("open", "approve", "publish", "return")
    forged = [f"review:{act}:{given.id}" for act in acts] + [f"others:read:{given.id}:1", "others:QS-0004"]
    for data in (*forged, f"review:open:{given.id + 1}"):
        await elsewhere.says("/help")
        await elsewhere.sees("What you can do here")
        await elsewhere.forges(data)
        await elsewhere.sees("There is no such recommendation")
    assert states(stage) == ["submitted"]


async def test_a_draft_is_not_there_for_the_coordinator(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    await justice.says("/update QS-0004")
    await justice.sees("Choose the status first")
    (draft,) = versions(stage)
    for data in (f"review:open:{draft.id}", f"review:approve:{draft.id}", f"others:read:{draft.id}:1"):
        await nadege.says("/help")
        await nadege.sees("What you can do here")
        await nadege.forges(data)
        await nadege.sees("There is no such recommendation")
    assert states(stage) == ["draft"]
