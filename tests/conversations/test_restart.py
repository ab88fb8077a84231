"""A process that stops in the middle of a dialog: the next one goes on where it was."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from stage import Stage

from db.tables import dialogs
from handlers.registry import registry


async def test_an_invitation_is_confirmed_after_a_restart(stage: Stage) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    await justice.sees("You are invited")
    await stage.restarts()
    await justice.presses("Confirm")
    await justice.sees("Welcome. The role has taken effect.")


async def test_words_are_searched_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await stage.restarts()
    await public.says("torture")
    await public.sees("3 recommendations found.")


async def test_a_time_zone_is_taken_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/settings")
    await public.presses("Time zone")
    await public.sees("Write a large city")
    await stage.restarts()
    await public.says("Maputo")
    await public.sees("Africa/Maputo")


async def test_a_message_to_an_institution_is_sent_once_after_a_restart(stage: Stage) -> None:
    interior = await stage.joined("interior")
    nadege = await stage.joined("coordinator")
    await nadege.says("/remind MI")
    await nadege.sees("Write the message.")
    await stage.restarts()
    await nadege.says("Please send your figures.")
    preview = await nadege.sees("Preview.")
    await stage.restarts()
    data = next(key["callback_data"] for key in preview.keys if key["text"] == "Send")
    await nadege.forges(data, message=preview)
    await interior.sees("Please send your figures.")
    await stage.restarts()
    await nadege.forges(data, message=preview)
    await nadege.sees("Your message has been sent")
    await stage.settles()
    assert len([message for message in interior.screen if "figures" in message.text]) == 1


async def test_a_step_is_cancelled_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    await stage.restarts()
    await public.presses("Cancel")
    await public.sees("Cancelled.")


async def test_pages_and_filters_are_turned_after_a_restart(stage: Stage) -> None:
    public = stage.person("public", "en")
    await public.says("women")
    page = await public.sees("1/2")
    await stage.restarts()
    await public.presses("›")
    assert (await public.sees("2/2")).message_id == page.message_id
    await public.presses("Filter")
    await stage.restarts()
    await public.presses("Mechanism")
    await public.sees("Universal Periodic Review (")


async def test_what_is_sent_while_no_process_runs_is_answered_once_by_the_next(stage: Stage) -> None:
    public = stage.person("public", "en")
    await stage.closes()
    await public.says("/help")
    await stage.opens()
    await public.sees("What you can do here")
    await stage.settles()
    assert len([message for message in public.screen if message.from_bot]) == 1


@pytest.mark.parametrize(("name", "step"), sorted(registry().steps))
@pytest.mark.parametrize("change", ["version", "step", "name"])
async def test_a_step_of_another_version_ends_politely(stage: Stage, name: str, step: str, change: str) -> None:
    public = stage.person("public", "en")
    await public.says("/find")
    await public.sees("What are you looking for?")
    values = {"name": name, "step": step, "version": 1} | {change: 99 if change == "version" else "of another time"}
    stage.changes(update(dialogs).values(values))
    await public.says("torture")
    await public.sees("this step is no more")
    assert stage.count(dialogs) == 0
    await public.says("torture")
    await public.sees("found")


@pytest.mark.parametrize("button", ["join:yes", "join:no", "cancel"])
async def test_a_dialog_sealed_with_another_key_does_no_harm(stage: Stage, button: str) -> None:
    justice = stage.person("justice", "en")
    await justice.says(f"/start {stage.code('justice')}")
    offer = await justice.sees("You are invited")
    stage.changes(update(dialogs).values(data_sealed=b"\x01not ours"))
    await justice.forges(button, message=offer)
    await justice.sees("")
    assert stage.roles() == 0
