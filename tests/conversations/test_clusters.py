"""Clusters: made, filled, renamed, archived by a coordinator; what repeats is proposed; nobody else touches them."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from stage import Stage

from db.queries.clusters import names_of
from db.tables import cluster_recommendations, clusters
from domain.role import Role
from services.set_up import add_country
from simulator.person import Person

TEXT = "Build regional libraries and lend books to villages without schools (Georgia);"


async def makes(nadege: Person, name: str, content: str) -> None:
    """The coordinator makes a cluster and fills it."""
    await nadege.says("/assign")
    await nadege.presses("Clusters: make and change")
    await nadege.sees("A cluster holds")
    await nadege.presses("New cluster")
    await nadege.sees("What shall the cluster be called?")
    await nadege.says(name)
    await nadege.sees("0 recommendations")
    await nadege.presses("Add")
    await nadege.sees("Which ones?")
    await nadege.says(content)
    await nadege.sees("added.")


def names(stage: Stage, number: int) -> list[str]:
    """The clusters that a recommendation is in."""
    with stage.database.at_once(stage.hour()) as work:
        return names_of(work, stage.recommendation_id(number))


async def test_a_cluster_is_made_filled_reduced_renamed_and_archived(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await makes(nadege, "Prisons", "QS-0001, 3-4")
    assert names(stage, 1) == names(stage, 3) == ["Prisons"]
    await nadege.says("1 5")
    await nadege.sees("1 recommendation added.")
    await nadege.says("xylophone")
    await nadege.sees("No recommendation matches.")
    await nadege.says("4711")
    await nadege.sees("There is no recommendation at “QS-4711”.")
    await nadege.says("/cancel")
    await nadege.forges("cluster:1")
    await nadege.presses("Take out")
    await nadege.sees("Press a number to take it out")
    await nadege.presses("✕ QS-0003")
    await nadege.forges("cluster:1")
    await nadege.sees("3 recommendations")
    assert names(stage, 3) == []
    await nadege.presses("Rename")
    await nadege.sees("What shall the cluster be called?")
    await nadege.says("Places of detention")
    await nadege.sees("Places of detention")
    await nadege.presses("Archive")
    await nadege.sees("Archive this cluster?")
    await nadege.presses("Archive")
    await nadege.sees("There is none yet.")
    assert names(stage, 1) == []
    await nadege.forges("cluster:1")
    await nadege.sees("There is no such cluster, or it has been archived.")


async def test_a_name_is_taken_once(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await makes(nadege, "Prisons", "1")
    await nadege.forges("clusters:new")
    await nadege.sees("What shall the cluster be called?")
    await nadege.says("  Prisons ")
    await nadege.sees("There is a cluster “Prisons” already.")
    await nadege.says("x" * 121)
    await nadege.sees("121")
    await nadege.says("Police")
    await nadege.sees("Police")
    assert stage.count(clusters) == 2


async def test_repeats_are_proposed_in_pairs_and_added_one_by_one_or_all(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    for number in (1, 20, 30, 40):
        stage.rewrites(number, f"{TEXT} {number}")
    await makes(nadege, "Libraries", "1")
    await nadege.presses("Find repeats")
    shown = await nadege.sees("3 resemble those of the cluster.")
    assert shown.text.count("Build regional libraries") == 6
    await nadege.presses("＋ QS-0030")
    await nadege.sees("2 resemble those of the cluster.")
    await nadege.presses("Add all shown")
    await nadege.sees("No other recommendation resembles")
    assert [names(stage, number) for number in (1, 20, 30, 40)] == [["Libraries"]] * 4


async def test_a_cluster_is_assigned(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    await makes(nadege, "Prisons", "1-4")
    await nadege.says("/assign")
    await nadege.presses("A cluster")
    await nadege.presses("Prisons")
    asked = await nadege.sees("Which institution leads?")
    assert "Prisons\n4 recommendations" in asked.text


@pytest.mark.parametrize("key", ["justice", "nhri", "public", "un"])
async def test_nobody_else_touches_a_cluster(stage: Stage, key: str) -> None:
    nadege = await stage.joined("coordinator")
    await makes(nadege, "Prisons", "1-4")
    with stage.database.at_once(stage.hour()) as work:
        add_country(work, "CV")
    other = stage.person(key, "en")
    if key == "un":  # somebody who coordinates, but another country
        await stage.accepts(other, stage.invites(Role.COORDINATOR, country="CV"))
    elif key != "public":
        await stage.accepts(other, stage.code(key))
    before = stage.rows(select(clusters)), stage.rows(select(cluster_recommendations))
    await other.says("/help")
    await other.sees("What you can do here")
    for data in ("", ":1", ":archive:yes", ":rename", ":fill", ":remove:1:1", ":add:1:9", ":repeats:1", ":assign"):
        await other.says("prisons")
        await other.forges(f"cluster:1{data}")
    await stage.settles()
    assert (stage.rows(select(clusters)), stage.rows(select(cluster_recommendations))) == before
    assert "Prisons" not in "".join(message.text for message in other.screen if message.from_bot)
