"""What supporting institutions give: read in full by the lead and the coordinator, by nobody else."""

from __future__ import annotations

from giving import LAW, NOTE, gives, returns, versions
from sqlalchemy import select
from stage import Stage

from db.queries.assignments import add_assignments
from db.tables import institutions
from domain.contribution import LONGEST_PART, Status
from domain.due import Part
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person
from views.texts import Texts


def invites_the_commission(stage: Stage, number: int) -> None:
    """The national human rights institution is invited to contribute on a recommendation too."""
    body = stage.rows(select(institutions.c.id).where(institutions.c.code == "CNDH"))[0].id
    with stage.database.at_once(stage.hour()) as work:
        add_assignments(work, [(stage.recommendation_id(number), body, Part.ASSOCIATED, None)])


async def hears(person: Person, data: str, text: str) -> None:
    """Somebody sends made-up data, and this is the answer."""
    await person.says("/help")
    await person.sees("What you can do here")
    await person.forges(data)
    await person.sees(text)


async def test_the_lead_reads_what_the_others_have_given_without_their_notes(
    stage: Stage, language: str, t: Texts
) -> None:
    justice, interior = await stage.joined("justice", language), await stage.joined("interior")
    gives(stage, interior, 4, "Two stations were rebuilt.", Status.PARTIAL)
    await justice.says("QS-0004")
    await justice.presses(t("Supporting institutions"))
    listed = await justice.sees(t("What they have given is for the lead institution’s consolidated contribution."))
    assert t("partially implemented") in listed.text
    assert t("nothing given yet") in listed.text  # from the Ministry of Health
    assert t.date(stage.hour().date()) in listed.text
    await justice.presses(t("Read: {name}", name=""))
    read = await justice.sees("Two stations were rebuilt.")
    assert NOTE not in read.text
    await justice.presses(t("Back"))
    await justice.sees(t("nothing given yet"))


async def test_the_coordinator_reads_the_notes_too_but_no_independent_bodys(stage: Stage) -> None:
    nadege, interior = await stage.joined("coordinator"), await stage.joined("interior")
    nhri = await stage.joined("nhri")
    invites_the_commission(stage, 4)
    gives(stage, interior, 4, "Two stations were rebuilt.")
    gives(stage, nhri, 4, "We see little progress.")
    await nadege.says("QS-0004")
    await nadege.presses("Supporting institutions")
    listed = await nadege.sees("National Human Rights Commission · invited to contribute")
    assert "Ministry of Justice · lead institution" in listed.text
    await nadege.presses("Read: Ministry of the Interior")
    await nadege.sees(NOTE)
    await nadege.presses("Back")
    await nadege.sees("National Human Rights Commission · invited to contribute")
    await nadege.presses("Read: National Human Rights Commission")
    read = await nadege.sees("We see little progress.")
    assert NOTE not in read.text


async def test_long_texts_are_read_in_pages_to_their_end(stage: Stage) -> None:
    justice, interior = await stage.joined("justice"), await stage.joined("interior")
    text = "The station was rebuilt. " * (LONGEST_PART // 25 - 1)
    gives(stage, interior, 4, text + "The end.")
    await justice.says("QS-0004")
    await justice.presses("Supporting institutions")
    await justice.presses("Read: Ministry of the Interior")
    page = await justice.sees("1/7")
    for number in range(2, 8):
        await justice.presses("›", message=page)
        await justice.sees(f"{number}/7")
    assert "The end." in page.text


async def test_nobody_else_learns_what_was_given_whatever_they_press(stage: Stage) -> None:
    people = {one: await stage.joined(one) for one in ("interior", "health", "education", "nhri", "parliament", "un")}
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "QT", language="en", timezone="UTC")
    people["abroad"] = stage.world.person("Ada", "en")
    await stage.accepts(people["abroad"], stage.invites(Role.COORDINATOR, country="QT"))
    people["public"] = stage.person("public", "en")
    given = gives(stage, people["interior"], 4)
    for one in people.values():
        for data in ("others:QS-0004", f"others:read:{given}", "others:QS-9999", "others:read:999", "others:QT-0001"):
            await hears(one, data, "There is no such recommendation")
        assert LAW not in one.transcript()


async def test_what_was_returned_or_not_given_is_not_read_by_its_id(stage: Stage) -> None:
    justice, nadege, interior = [await stage.joined(one) for one in ("justice", "coordinator", "interior")]
    given = gives(stage, interior, 4)
    returns(stage, nadege, given, "Which law?")
    for one in (justice, nadege):
        await hears(one, f"others:read:{given}:1", "There is no such recommendation")
    await interior.says("/update 4")
    await interior.sees("Which law?")
    draft = versions(stage)[-1]
    for one in (justice, nadege):
        await hears(one, f"others:read:{draft.id}:1", "There is no such recommendation")
        assert LAW not in one.transcript()
