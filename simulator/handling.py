"""The one way of a request from either door: token, log, fault, method, answer. Bytes stand in the doors."""

from __future__ import annotations

import asyncio
import inspect
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.faults import Fault
from simulator.methods import perform
from simulator.refusal import Refused
from simulator.request_log import Entry
from simulator.sending import Upload

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    b"<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True)
class Answer:
    """What goes back."""

    status: int
    body: bytes
    content_type: str = "application/json"


class Cut(Exception):
    """The connection ends without an answer."""


def refusal(refused: Refused) -> Answer:
    """A refusal as an answer."""
    return Answer(refused.status, json.dumps(refused.json()).encode())


async def handle(
    world: World, token: str, method: str, given: JSON, uploads: dict[str, Upload] | None = None
) -> Answer:
    """Carries out one request. Cut: the client is to lose its connection.

    A client that leaves ends a long poll; a request that a fault slows down goes on without it, as at Telegram.
    """
    if token != world.token:
        return refusal(Refused(401, "Unauthorized"))
    chat_id = number(given.get("chat_id"))
    entry = world.log.begin(method, chat_id)
    fault = world.faults.take(method, chat_id)
    carried = carry_out(world, entry, fault, method, given, uploads or {})
    if fault is None or method.lower() == "getupdates":
        return await carried
    task = asyncio.ensure_future(carried)
    world.running.add(task)
    task.add_done_callback(world.running.discard)
    task.add_done_callback(lambda done: done.cancelled() or done.exception())
    return await asyncio.shield(task)


def number(value: Any) -> int | None:
    """A chat's id where there is one."""
    try:
        return int(value)
    except (TypeError, ValueError, OverflowError):
        return None


async def carry_out(
    world: World, entry: Entry, fault: Fault | None, method: str, given: JSON, uploads: dict[str, Upload]
) -> Answer:
    """Does it, with what the fault makes of it, and logs how it ended."""
    outcome: int | str = "cut"
    try:
        answer = await before(fault)
        if answer is None:
            answer = await answered(world, entry, method, given, uploads)
            answer = await after(fault, answer)
        outcome = answer.status
    finally:
        world.log.end(entry, outcome)
    return answer


async def before(fault: Fault | None) -> Answer | None:
    """The answer that stands in for doing it; None: it is done."""
    if fault is None:
        return None
    if fault.kind == "slow_before":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "undelivered":
        raise Cut
    if fault.kind == "bad_gateway":
        return Answer(502, BAD_GATEWAY, "text/html")
    refused = fault.refusal()
    return refusal(refused) if refused else None


async def answered(world: World, entry: Entry, method: str, given: JSON, uploads: dict[str, Upload]) -> Answer:
    """Does it."""
    try:
        result = perform(world, method, given, uploads)
        if inspect.isawaitable(result):
            result = await result
    except Refused as refused:
        return refusal(refused)
    world.log.effect(entry)
    return Answer(200, json.dumps({"ok": True, "result": result}, ensure_ascii=False).encode("utf-8", "replace"))


async def after(fault: Fault | None, answer: Answer) -> Answer:
    """What the client gets, once it is done."""
    if fault is None:
        return answer
    if fault.kind == "slow_after":
        await asyncio.sleep(fault.seconds)
    if fault.kind == "unanswered":
        raise Cut
    if fault.kind == "bad_gateway_delivered":
        return Answer(502, BAD_GATEWAY, "text/html")
    return Answer(200, answer.body[: len(answer.body) // 2]) if fault.kind == "wrong_json" else answer


def download(world: World, token: str, path: str) -> Answer:
    """A file by the path that getFile gave."""
    if token != world.token:
        return refusal(Refused(401, "Unauthorized"))
    file = next((file for file in world.files.values() if file.path == path), None)
    return Answer(200, file.content, "application/octet-stream") if file else refusal(Refused(404, "Not Found"))


async def stop_running(world: World) -> None:
    """Ends the requests that go on without their client; for when a door closes."""
    running = list(world.running)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
