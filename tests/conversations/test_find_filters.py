"""Filters of /find: what everybody may narrow by, what only a mechanism's people may, in place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from seen import labels
from sqlalchemy import insert, select, update
from stage import Stage

from db.tables import assignments, clusters, institutions, outbox, recommendations, roles
from domain.finding import FOLLOWED, PUBLIC
from simulator.person import Person
from simulator.state import Message
from views.labels import FILTERS
from views.texts import Texts, texts

EN = texts("en")
STALE = "This button is no longer valid."


async def everything(person: Person) -> Message:
    """A search without words."""
    await person.says("/find")
    await person.presses("Without words, by filter")
    return await person.sees("recommendations found.")


async def filters(person: Person, group: int = 1) -> Message:
    """The filters of the newest search."""
    await person.presses("Filter")
    shown = await person.sees("Back")
    if group > 1:
        await person.presses("›", message=shown)
    return shown


async def narrowed(person: Person, by: str, value: str, group: int = 1) -> Message:
    """The newest search narrowed to a value."""
    page = await filters(person, group)
    await person.presses(FILTERS[by], message=page)
    await person.presses(value, message=page)
    return await person.sees("found")


def of_mj(stage: Stage) -> int:
    return int(stage.rows(select(institutions.c.id).where(institutions.c.code == "MJ"))[0].id)


async def test_a_search_without_words_is_narrowed_by_what_is_public(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    await public.says("/find")
    await public.presses(t("Without words, by filter"))
    first = await public.sees("QS-0001")
    assert first.text.startswith(t("Recommendations"))
    await public.presses(t("Filter"))
    page = await public.sees(t("By what shall the search be narrowed?"))
    for by in ("status", *PUBLIC):
        assert t(FILTERS[by]) in labels(page)
    assert not {t(FILTERS[by]) for by in FOLLOWED} & set(labels(page))
    for by in ("affected", "target", "cycle", "state", "status"):
        await public.presses(t(FILTERS[by]), message=page)
        await public.sees(t("Back"))
        await public.presses(t("Back"), message=page)
        await public.sees(t("By what shall the search be narrowed?"))


@pytest.mark.parametrize(("by", "value"), [("status", "No information"), ("cycle", "cycle"), ("target", "16."),
                                           ("state", "("), ("affected", "Women")])  # fmt: skip
async def test_what_is_offered_counts_what_it_finds(stage: Stage, by: str, value: str) -> None:
    public = stage.person("public", "en")
    page = await everything(public)
    await filters(public)
    await public.presses(FILTERS[by], message=page)
    offered = await public.sees(value)
    label = next(one for one in labels(offered) if value in one)
    await public.presses(label, message=page)
    count = int(label.rpartition("(")[2].rstrip(")").replace(",", ""))
    found = await public.sees(EN.n("{count} recommendation found.", "{count} recommendations found.", count))
    assert f"{FILTERS[by]}: {label.rpartition(' (')[0]}" in found.text
    assert found.message_id == page.message_id


async def test_a_focal_point_finds_what_its_own_institution_is_late_with(stage: Stage) -> None:
    justice, nadege = await stage.joined("justice"), await stage.joined("coordinator")
    own = assignments.c.institution_id == of_mj(stage)
    late = {"due_on": date(2026, 1, 31)}
    first = stage.rows(select(assignments.c.recommendation_id).where(own).order_by(assignments.c.id))[0]
    other = stage.rows(select(assignments.c.id).where(~own, assignments.c.recommendation_id != first.recommendation_id))
    stage.changes(update(assignments).where(assignments.c.due_on.is_not(None)).values(due_on=date(2026, 9, 1)))
    stage.changes(
        update(assignments).where(own, assignments.c.recommendation_id == first.recommendation_id).values(late)
    )
    stage.changes(update(assignments).where(assignments.c.id == other[0].id).values(late))
    for person, count in ((justice, 1), (nadege, 2)):
        page = await everything(person)
        await filters(person)
        await person.presses(f"Overdue ({count})", message=page)
        found = await person.sees(EN.n("{count} recommendation found.", "{count} recommendations found.", count))
        assert "\nOverdue\n" in found.text
        await person.presses("Filter", message=page)
        again = await person.sees("Back")
        assert "✕ Overdue" in labels(again)
        assert not any(label.startswith("Overdue (") for label in labels(again))


async def test_a_coordinator_narrows_by_what_is_followed(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    ids = [row.id for row in stage.rows(select(recommendations.c.id).order_by(recommendations.c.number).limit(4))]
    two = recommendations.c.id.in_(ids[:2])
    stage.changes(update(recommendations).where(two).values(priority="high", needs_parliament=True))
    stage.changes(insert(clusters).values(country="QS", name="Prisons", created_at=stage.hour()))
    await everything(nadege)
    found = await narrowed(nadege, "priority", "high (2)")
    assert "Priority: high" in found.text
    assert "2 recommendations found." in found.text
    page = await filters(nadege)
    await nadege.presses("Needs action by parliament (2)", message=page)
    await nadege.sees("Needs action by parliament")
    await filters(nadege)
    await nadege.presses("Cluster", message=page)
    await nadege.sees("None of the results has this information.")
    await nadege.presses("Back", message=page)
    await nadege.presses("✕ high", message=await nadege.sees("Filter"))
    await nadege.sees("2 recommendations found.")
    await nadege.presses("Filter")
    await nadege.presses("✕ Needs", message=page)
    assert "Ministry of Justice" in (await narrowed(nadege, "institution", "Ministry of Justice")).text


async def test_the_day_since_which_nothing_was_heard_is_chosen_or_typed(stage: Stage, language: str, t: Texts) -> None:
    nadege = await stage.joined("coordinator", language)
    await nadege.says("/find")
    await nadege.presses(t("Without words, by filter"))
    page = await nadege.sees("QS-0001")
    await nadege.presses(t("Filter"), message=page)
    await nadege.presses(t(FILTERS["silence"]), message=page)
    half_a_year = await nadege.sees(t("Recommendations on which nothing has been submitted since that day."))
    assert labels(half_a_year)[0].startswith(t.date(date(2025, 9, 2)))
    assert labels(half_a_year)[1].startswith(t.date(date(2025, 3, 2)))
    await nadege.presses(t.date(date(2025, 9, 2)), message=page)
    await nadege.sees(t("{label}: {value}", label=t(FILTERS["silence"]), value=t.date(date(2025, 9, 2))))
    await nadege.presses(t("Filter"))
    await nadege.presses(t(FILTERS["silence"]), message=page)
    await nadege.presses(t("Another date"), message=page)
    await nadege.sees(t("Since which day? Write it for example so: {date}", date=t.date(date(2025, 6, 30))))
    await nadege.says("xylophone")
    await nadege.sees("xylophone")
    await nadege.says(t.date(stage.hour().date() + timedelta(days=3)))
    await nadege.sees(t("This day has not come yet: today is {today}. Write a day that has passed.",
                        today=t.date(stage.hour().date())))  # fmt: skip
    await nadege.says("30/06")
    await nadege.sees(t("{label}: {value}", label=t(FILTERS["silence"]), value=t.date(date(2025, 6, 30))))


async def test_of_two_days_that_may_be_meant_one_is_pressed(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    page = await everything(nadege)
    await filters(nadege)
    await nadege.presses("No information since", message=page)
    await nadege.presses("Another date", message=page)
    await nadege.says("03/04/2025")
    which = await nadege.sees("Which day do you mean?")
    await nadege.presses("4 March 2025", message=which)
    await nadege.sees("No information since: 4 March 2025")
    await nadege.forges("since:2025-04-03")
    await nadege.notices(STALE)


@pytest.mark.parametrize("who", ["public", "nhri"])
async def test_who_is_not_of_the_mechanism_cannot_narrow_by_what_is_not_published(stage: Stage, who: str) -> None:
    person = stage.person("public", "en") if who == "public" else await stage.joined(who)
    await everything(person)
    await stage.settles()
    row = stage.rows(select(outbox.c.id))[-1].id
    for by in FOLLOWED:
        for data in (f"narrow:{row}:{by}:1", f"pick:{row}:{by}:yes", f"pick:{row}:{by}:1", f"widen:{row}:{by}",
                     f"pick:{row}:{by}:high", f"pick:{row}:{by}:2025-01-01"):  # fmt: skip
            await person.forges(data)
            await person.notices(STALE)
    await person.forges(f"since:ask:{row}")
    await person.notices(STALE)
    offered = labels(await filters(person))
    assert not [label for label in offered if label.startswith(tuple(FILTERS[by] for by in FOLLOWED))]


async def test_a_filter_of_a_role_that_one_no_longer_acts_in_is_left_out_and_it_says_so(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    page = await everything(nadege)
    await filters(nadege)
    await nadege.presses("Without lead institution", message=page)
    await nadege.sees("Without lead institution")
    stage.changes(update(roles).values(ended_at=stage.hour()))
    await nadege.presses("Filter", message=page)
    await nadege.presses("Back", message=page)
    left = await nadege.sees("Left out, as it no longer exists or is not for the role that you act in")
    assert "Without lead institution" in left.text
    await nadege.presses("Filter", message=page)
    assert not any(label.startswith(("Overdue", "Institution")) for label in labels(page))
