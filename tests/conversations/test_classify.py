"""A coordinator classifies from the card: priority, needs, themes, affected persons, SDGs; nobody else does."""

from __future__ import annotations

import pytest
from seen import labels
from sqlalchemy import select
from stage import Stage

from db.tables import audit_events, recommendation_sdgs, recommendation_themes, recommendations
from simulator.person import Person
from simulator.state import Message
from views.labels import FILTERS, PRIORITIES
from views.texts import Texts

REFERENCE = "QS-0004"
CLASSIFIED = audit_events.c.event == "recommendation classified"


def stands(stage: Stage) -> tuple[str | None, bool, bool]:
    row = stage.rows(select(recommendations).where(recommendations.c.id == stage.recommendation_id(4)))[0]
    return row.priority, row.needs_parliament, row.needs_assistance


async def card(person: Person) -> Message:
    await person.says(REFERENCE)
    return await person.sees("Implementation status:")


async def opened(nadege: Person) -> Message:
    await nadege.presses("Classify", message=await card(nadege))
    return await nadege.sees(f"Classify {REFERENCE}")


async def test_priority_and_needs_are_set_in_place_and_shown_on_the_card(stage: Stage, language: str, t: Texts) -> None:
    nadege = await stage.joined("coordinator", language)
    await nadege.says(REFERENCE)
    await nadege.presses(t("Classify"), message=await nadege.sees(t("Implementation status:")))
    page = await nadege.sees(t("Classify {reference}", reference=REFERENCE))
    high = t(PRIORITIES["high"])
    await nadege.presses(high[:1].upper() + high[1:], message=page)
    await nadege.sees(f"{t('Priority:')}{'' if language == 'zh' else ' '}{high}")
    for need in ("parliament", "assistance"):
        await nadege.presses(t(FILTERS[need]), message=page)
        await stage.settles()
        assert f"✓ {t(FILTERS[need])}" in labels(page)
    assert stands(stage) == ("high", True, True)
    await nadege.says(REFERENCE)
    shown = await nadege.sees(t("Needs:"))
    assert high in shown.text
    assert t(FILTERS["parliament"]) in shown.text
    assert stage.count(audit_events, CLASSIFIED) == 3


async def test_what_is_ticked_is_taken_away_and_a_second_press_has_no_second_effect(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    page = await opened(nadege)
    for _ in range(3):
        await nadege.forges(f"classify:{REFERENCE}:priority:low", message=page)
        await nadege.forges(f"classify:{REFERENCE}:parliament:1", message=page)
    await stage.settles()
    assert stands(stage) == ("low", True, False)
    assert stage.count(audit_events, CLASSIFIED) == 2
    await nadege.presses("✓ Low", message=page)
    await nadege.presses("✓ Needs action by parliament", message=await nadege.sees("Priority: —"))
    await stage.settles()
    assert stands(stage) == (None, False, False)


async def test_a_theme_is_removed_and_another_added_beside_the_source(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    page = await opened(nadege)
    of_it = recommendation_themes.c.recommendation_id == stage.recommendation_id(4)
    before = [row.theme_id for row in stage.rows(select(recommendation_themes).where(of_it))]
    await nadege.presses("Themes", message=page)
    offered = await nadege.sees("A press adds it")
    while not any(label.startswith("✓") for label in labels(offered)):
        number = next(label for label in labels(offered) if "/" in label)
        await nadege.presses("›", message=page)
        while number in labels(offered):
            await stage.settles()
    held = next(label for label in labels(offered) if label.startswith("✓"))
    other = next(label for label in labels(offered) if label[:1].isalpha())
    await nadege.presses(held, message=page)
    await stage.settles()
    assert held.removeprefix("✓ ") in labels(offered)
    await nadege.presses(other, message=page)
    await stage.settles()
    assert f"✓ {other}" in labels(offered)
    decided = {row.national for row in stage.rows(select(recommendation_themes).where(of_it))}
    assert {"added", "removed"} <= decided
    assert set(before) <= {row.theme_id for row in stage.rows(select(recommendation_themes).where(of_it))}
    await nadege.presses("Back", message=page)
    shown = await nadege.sees("Choose the priority")
    assert other in shown.text
    assert held.removeprefix("✓ ") not in shown.text.partition("Affected")[0].partition("Themes")[2]


async def test_a_goal_that_no_recommendation_has_can_be_added(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    page = await opened(nadege)
    await nadege.forges(f"classify:{REFERENCE}:sdg:2:14:1", message=page)
    await nadege.sees("✓ 14")
    assert stage.count(recommendation_sdgs, recommendation_sdgs.c.national == "added") == 1
    await nadege.forges(f"classify:{REFERENCE}:sdg:2:14:0", message=page)
    await stage.settles()
    assert stage.count(recommendation_sdgs, recommendation_sdgs.c.national == "added") == 0


@pytest.mark.parametrize(
    "key",
    ["sdg:1:99:1", "sdg:1:16.99:1", "theme:1:999999:1", "theme:1:x:1", "affected:1:-1:1", "priority:urgent",
     "parliament:2", "parliament", "theme:1:1:9", "money:1"],
)  # fmt: skip
async def test_what_was_not_offered_changes_nothing(stage: Stage, key: str) -> None:
    nadege = await stage.joined("coordinator")
    page = await opened(nadege)
    await nadege.forges(f"classify:{REFERENCE}:{key}", message=page)
    await nadege.notices("This button is no longer valid.")
    assert stage.count(audit_events, CLASSIFIED) == 0


@pytest.mark.parametrize("who", ["justice", "deputy", "nhri", "public"])
async def test_nobody_but_a_coordinator_classifies(stage: Stage, who: str) -> None:
    person = stage.person(who, "en") if who == "public" else await stage.joined(who)
    assert "Classify" not in labels(await card(person))
    for data in ("", ":priority:high", ":parliament:1", ":theme:1", ":sdg:1:16:1"):
        await person.forges(f"classify:{REFERENCE}{data}")
        await stage.settles()
    assert stands(stage) == (None, False, False)
    assert stage.count(audit_events, CLASSIFIED) == 0


async def test_priority_and_needs_show_to_the_mechanism_alone(stage: Stage) -> None:
    nadege, justice = await stage.joined("coordinator"), await stage.joined("justice")
    nhri, public = await stage.joined("nhri"), stage.person("public", "en")
    page = await opened(nadege)
    await nadege.forges(f"classify:{REFERENCE}:priority:high", message=page)
    await nadege.sees("Priority: high")
    assert "Priority: high" in (await card(justice)).text
    for other in (nhri, public):
        assert "Priority" not in (await card(other)).text
