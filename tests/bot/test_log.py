"""The log of a busy dialogue, at its most talkative, holds nothing about anybody."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from bot import clock, log
from bot.opening import Database
from bot.sample import set_up
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import running


async def test_names_numbers_texts_and_token_stay_out_of_the_log(
    world: World, server: Server, database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    sample = set_up(database, clock.now, datetime.now(UTC).date())
    log.set_up("debug")
    caplog.set_level(logging.DEBUG)
    maria = world.person("Mariazinha", "pt", "mariazinha_x")
    code = next(person.code for person in sample.people.values() if person.code) or ""
    group = world.group("Ministryteam", [maria])
    async with running(world, server, database):
        await maria.says("/start")
        await maria.sees("Suivi")
        await maria.says(f"/start {code}")
        await maria.says("torturazinha")
        await maria.says("torture")
        await maria.says("/cancel")
        await maria.says("/unheardof")
        await maria.says("/settings", chat=group)
        await maria.sends_document("secretlist.xlsx", b"x", caption="secretcaption")
        await maria.forges("forgeddata:1")
        world.put_update({"message": {"text": "garbledtext", "chat": {"id": maria.id}, "from": {"id": "garbledname"}}})
        world.faults.add("forbidden", chat_id=maria.id)
        world.faults.add("bad_gateway", chat_id=maria.id)
        world.faults.add("wrong_json", chat_id=maria.id)
        await maria.says("lastwordsearch")
        await maria.sees("lastwordsearch", timeout=20)
        await maria.settles()
    assert sum(message.from_bot for message in shown(maria.chat)) > 5
    written = "\n".join(
        record.getMessage() + (str(record.exc_info[1]) if record.exc_info else "") for record in caplog.records
    )
    assert "started" in written
    secrets = [
        "Mariazinha", "mariazinha_x", str(maria.id), str(group.id), "Ministryteam", "torturazinha", "torture",
        "unheardof", "secretlist", "secretcaption", "forgeddata", "garbledtext", "garbledname", "lastwordsearch",
        code, world.token, world.token.partition(":")[2],
    ]  # fmt: skip
    assert [secret for secret in secrets if secret in written] == []


def test_the_level_that_is_set_last_holds() -> None:
    root = logging.getLogger()
    before = root.level
    try:
        log.set_up("warning")
        log.set_up("debug")
        assert root.level == logging.DEBUG
    finally:
        root.setLevel(before)
