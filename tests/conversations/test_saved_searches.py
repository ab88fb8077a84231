"""Searches that somebody keeps: saved, run, renamed, deleted; sealed, and nobody else's."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select, update
from stage import Stage

from db.tables import audit_events, cluster_recommendations, clusters, roles, saved_searches
from domain.finding import MOST_SAVED
from simulator.person import Person
from simulator.state import Message
from views.texts import Texts

STALE = "This button is no longer valid."


async def saves(person: Person, words: str, name: str = "") -> Message:
    """A search is saved, under the proposed name where none is given."""
    await person.says(words)
    await person.presses("Save this search", message=await person.sees("found"))
    asked = await person.sees("Proposed name:")
    if name:
        await person.says(name)
    else:
        await person.presses("Keep this name", message=asked)
    return await person.sees("Saved. You find it under /searches and in the menu.")


async def test_searches_are_saved_run_renamed_and_deleted(stage: Stage, language: str, t: Texts) -> None:
    public = stage.person("public", language)
    words = {"en": "torture", "fr": "torture", "pt": "tortura", "zh": "酷刑"}[language]
    await public.says(words)
    found = await public.sees(t("Search: {words}", words=words))
    await public.presses(t("Save this search"), message=found)
    asked = await public.sees(t("Keep this name, or write another one."))
    assert words in asked.text
    await public.presses(t("Keep this name"), message=asked)
    await public.sees(t("Saved. You find it under /searches and in the menu."))
    await public.says("/menu")
    await public.presses(t("My searches"))
    listed = await public.sees(t("Nobody else sees them."))
    await public.presses(words, message=listed)
    await public.sees(t("Search: {words}", words=words))
    await public.presses(t("Rename or delete"), message=listed)
    await public.sees(t("Choose the one to rename or delete."))
    await public.presses(words, message=listed)
    await public.presses(t("Rename"), message=listed)
    await public.sees(t("What shall this search be called?"))
    await public.says("a b  c")
    renamed = await public.sees("a b c")
    await public.presses(t("Delete"), message=renamed)
    await public.sees(t("Delete this search? Nothing else is deleted."))
    await public.presses(t("Delete"), message=renamed)
    await public.sees(t("You have saved no search yet. Search, then press “Save this search”."))
    assert stage.count(saved_searches) == 0


async def test_it_is_found_from_the_question_for_words_and_by_its_command(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/searches")
    await public.sees("You have saved no search yet.")
    await saves(public, "torture", "For the session")
    await public.says("/find")
    await public.presses("My searches", message=await public.sees("What are you looking for?"))
    await public.presses("For the session")
    await public.sees("3 recommendations found.")


async def test_it_is_sealed_and_nowhere_in_the_audit_log(stage: Stage) -> None:
    public = stage.person("public", "en")
    before = stage.count(audit_events)
    await saves(public, "torture", "xylophone")
    stored = bytes(stage.rows(select(saved_searches.c.search_sealed))[0].search_sealed)
    assert b"torture" not in stored
    assert b"xylophone" not in stored
    assert stage.count(audit_events) == before


async def test_a_search_of_somebody_else_is_answered_like_one_that_is_not_there(stage: Stage) -> None:
    public, other = stage.person("public", "en"), stage.person("un", "en")
    await saves(public, "torture", "xylophone")
    await other.says("/searches")
    await other.sees("You have saved no search yet.")
    id_ = stage.rows(select(saved_searches.c.id))[0].id
    for what in ("", ":edit", ":rename", ":delete", ":delete:yes"):
        for which in (id_, 999):
            await other.forges(f"saved:{which}{what}")
            await other.notices(STALE)
    await stage.settles()
    assert "xylophone" not in "".join(message.text for message in other.screen)
    assert stage.count(saved_searches) == 1


async def test_a_button_that_saves_has_one_effect(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("torture")
    await public.presses("Save this search", message=await public.sees("found"))
    asked = await public.sees("Proposed name:")
    pressed = next(str(key["callback_data"]) for key in asked.keys if key["text"] == "Keep this name")
    for _ in range(3):
        await public.forges(pressed, message=asked)
    await stage.settles()
    assert stage.count(saved_searches) == 1


async def test_there_are_twenty_at_most_and_the_last_page_has_the_rest(stage: Stage) -> None:
    public = stage.person("public", "en")
    for number in range(MOST_SAVED):
        await saves(public, "torture", f"Number {number}")
    await public.says("torture")
    await public.presses("Save this search", message=await public.sees("found"))
    await public.sees("You keep 20 searches, which is the most. Delete one in /searches first.")
    await public.says("/searches")
    listed = await public.sees("20 searches saved, of at most 20.")
    await public.presses("›", message=listed)
    await public.presses("›", message=await public.sees("2/3"))
    assert "Number 0" in str((await public.sees("3/3")).buttons)


@pytest.mark.parametrize(("name", "answer"), [("x" * 61, "That is too long for a name: 61 characters")])
async def test_a_name_that_cannot_be_kept_is_refused(stage: Stage, name: str, answer: str) -> None:
    public = stage.person("public", "en")
    await public.says("torture")
    await public.presses("Save this search", message=await public.sees("found"))
    await public.sees("Proposed name:")
    await public.says(name)
    await public.sees(answer)
    await public.says("Shorter")
    await public.sees("Saved.")


async def test_a_saved_search_whose_filter_is_gone_or_not_for_the_role_any_more_says_so(stage: Stage) -> None:
    nadege = await stage.joined("coordinator")
    stage.changes(insert(clusters).values(country="QS", name="Prisons", created_at=stage.hour()))
    cluster = stage.rows(select(clusters.c.id))[0].id
    both = {"cluster_id": cluster, "recommendation_id": stage.recommendation_id(39)}
    stage.changes(insert(cluster_recommendations).values(both))
    await nadege.says("torture")
    page = await nadege.sees("3 recommendations found.")
    await nadege.presses("Filter", message=page)
    await nadege.presses("Cluster", message=page)
    await nadege.presses("Prisons (1)", message=page)
    await nadege.sees("1 recommendation found.")
    await nadege.presses("Save this search", message=page)
    await nadege.presses("Keep this name", message=await nadege.sees("torture; Cluster: Prisons"))
    await nadege.sees("Saved.")
    await runs(nadege, "1 recommendation found.")
    stage.changes(update(clusters).values(archived_at=stage.hour()))
    gone = await runs(nadege, "3 recommendations found.")
    assert "the role that you act in: Cluster" in gone.text
    stage.changes(update(clusters).values(archived_at=None))
    stage.changes(update(roles).values(ended_at=stage.hour()))
    assert "the role that you act in: Cluster" in (await runs(nadege, "3 recommendations found.")).text


async def runs(person: Person, text: str) -> Message:
    """The one saved search run again."""
    await person.says("/searches")
    await person.presses("torture", message=await person.sees("1 search saved"))
    return await person.sees(text)
