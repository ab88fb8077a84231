"""How the bot receives: who it is, files, the webhook's settings, and getUpdates with its long poll."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from simulator.changes import POLLS, UPDATES
from simulator.refusal import Refused, bad_request
from simulator.sending import Call

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
MOST_BYTES = 20 * 1024 * 1024
LONGEST_POLL = 50
SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")
WEBHOOK_SET = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
ONLY_ONE = "; make sure that only one bot instance is running"


def get_me(world: World, _call: Call) -> JSON:
    """getMe."""
    able = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": True}
    return {**world.bot.json(), **able, "can_connect_to_business": False, "has_main_web_app": False}


def get_file(world: World, call: Call) -> JSON:
    """getFile, of at most 20 MB."""
    file = world.files.get(str(call.parameters["file_id"]))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.content) > MOST_BYTES:
        raise bad_request("file is too big")
    return {**file.json(), "file_path": file.path}


def set_webhook(world: World, call: Call) -> bool:
    """setWebhook: an HTTPS address, or one on this machine, as a Bot API server of one's own takes it."""
    parameters = call.parameters
    if not parameters.get("url"):
        return delete_webhook(world, call)
    address = urlsplit(str(parameters["url"]))
    if address.scheme != "https" and address.hostname not in {"127.0.0.1", "localhost"}:
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not SECRET.fullmatch(str(parameters.get("secret_token", "_"))):
        raise bad_request("secret token contains unallowed characters")
    drop(world, call)
    world.updates.allow(parameters.get("allowed_updates"))
    world.updates.webhook = parameters
    world.updates.last_error = {}
    world.updates.supersede("setWebhook")
    world.changes.tell(UPDATES, POLLS)
    return True


def delete_webhook(world: World, call: Call) -> bool:
    """deleteWebhook."""
    drop(world, call)
    world.updates.webhook = None
    world.changes.tell(UPDATES)
    return True


def drop(world: World, call: Call) -> None:
    """Forgets what waits, where the request says so."""
    if call.parameters.get("drop_pending_updates"):
        world.updates.pending.clear()


def get_webhook_info(world: World, _call: Call) -> JSON:
    """getWebhookInfo."""
    webhook = world.updates.webhook or {}
    kept = ("max_connections", "allowed_updates", "ip_address")
    return {
        "url": webhook.get("url", ""),
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
        **{name: webhook[name] for name in kept if name in webhook},
        **world.updates.last_error,
    }


async def get_updates(world: World, call: Call) -> list[JSON]:
    """getUpdates: confirms, then waits for something. Refused: 409 when another begins or a webhook is set."""
    updates, parameters = world.updates, call.parameters
    if updates.webhook:
        raise Refused(409, f"Conflict: {WEBHOOK_SET}")
    updates.allow(parameters.get("allowed_updates"))
    number = updates.supersede("other getUpdates")
    world.changes.tell(POLLS)
    if updates.confirm(parameters.get("offset", 0)):
        world.changes.tell(UPDATES)
    loop = asyncio.get_running_loop()
    deadline = loop.time() + min(max(parameters.get("timeout", 0), 0), LONGEST_POLL)
    while not updates.pending:
        if loop.time() >= deadline or not await world.changes.next([UPDATES, POLLS], deadline - loop.time()):
            return []
        if updates.poll != number:
            after = ONLY_ONE if updates.ended_by == "other getUpdates" else ""
            raise Refused(409, f"Conflict: terminated by {updates.ended_by} request{after}")
    return updates.batch(parameters.get("limit", 100))
