"""What an older version of Suivi had in hand when it was stopped: taken up after the upgrade, and answered."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import MetaData, insert

from bot import clock
from bot.opening import Database
from db import schema
from db.engine import parsed, writing
from db.queries.people import ADDRESS, address_purpose
from db.sealing import Sealer
from simulator.person import Person
from simulator.screen import shown
from simulator.server import Server
from simulator.world import World
from tests.faults.house import KEY, opened, running
from tests.faults.store import Store

SEALER = Sealer(bytes.fromhex(KEY))


def said(person: Person, text: str) -> int:
    """How many messages of the bot hold this."""
    return sum(message.from_bot and text in message.text for message in shown(person.chat))


def first_version(url: str, person: Person, words: str, messages: list[dict[str, Any]]) -> None:
    """Fill a database as the first version left it: somebody, an update that waits, messages that had not left."""
    if url.startswith("sqlite"):
        Path(str(parsed(url).database)).touch()
    engine = writing(parsed(url))
    hashed = SEALER.lookup(ADDRESS, str(person.id))
    now = clock.now() - timedelta(minutes=5)
    update = {"update_id": 7, "message": {
        "message_id": 1, "date": 1, "chat": person.chat.json(), "from": person.user.json(), "text": words}}  # fmt: skip
    with engine.begin() as connection:
        config = schema._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        sealed = SEALER.seal(address_purpose(hashed), str(person.id).encode())
        connection.execute(insert(tables.tables["persons"]), {
            "id": 1, "address_hash": hashed, "address_sealed": sealed, "language_seen": "en",
            "created_at": now})  # fmt: skip
        connection.execute(insert(tables.tables["updates"]), {
            "id": 1, "update_id": 7, "chat_hash": hashed, "payload_sealed": SEALER.seal_json("update", update),
            "state": "pending", "received_at": now})  # fmt: skip
        for number, message in enumerate(messages, 1):
            connection.execute(insert(tables.tables["outbox"]), {
                "id": number, "person_id": 1, "params_sealed": SEALER.seal_json("outbox", {}), "lane": "reply",
                "state": "planned", "leased_by": "old:1:abcd", "created_at": now, **message})  # fmt: skip
        if not url.startswith("sqlite"):
            for name in ("persons", "updates", "outbox"):
                connection.exec_driver_sql(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), 10)")
    schema.upgrade(engine)
    engine.dispose()


async def test_an_update_that_an_older_version_stored_is_answered(
    world: World, server: Server, empty_url: str, tmp_path: Path
) -> None:
    ana = world.person("Ana", "en")
    ana.chat.reachable = True
    first_version(empty_url, ana, "prisons k1x", [])
    database: Database = opened(empty_url, tmp_path)
    async with running(world, server, database):
        await ana.sees("k1x")
        await ana.says("prisons k2x")
        await ana.sees("k2x")
        await ana.settles()
    assert said(ana, "k1x") == 1
    assert [update.state for update in Store(empty_url).updates()] == ["done", "done"]


async def test_messages_that_an_older_version_left_come_to_an_end(
    world: World, server: Server, empty_url: str, tmp_path: Path
) -> None:
    ana = world.person("Ana", "en")
    ana.chat.reachable = True
    sending = {"state": "sending", "attempts": 1, "attempt_started_at": clock.now() - timedelta(minutes=5)}
    left = [{"kind": "menu"}, {"kind": "of an older version"}, {"kind": "menu", "leased_by": None},
            {"kind": "menu", **sending}, {"kind": "of an older version", **sending}]  # fmt: skip
    first_version(empty_url, ana, "prisons k1x", left)
    database: Database = opened(empty_url, tmp_path)
    async with running(world, server, database):
        await ana.sees("k1x")
        await ana.settles()
    rows = Store(empty_url).outbox()
    assert [(row.kind, row.state) for row in rows[:5]] == [
        ("menu", "sent"),
        ("of an older version", "failed"),
        ("menu", "sent"),
        ("menu", "sent"),
        ("of an older version", "uncertain"),
    ]
    assert {row.state for row in rows[5:]} == {"sent"}
    assert all(row.ended for row in rows)
    assert said(ana, "Reference ") == 1
