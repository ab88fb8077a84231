"""JSON endpoints with which other processes drive the people of a world: benchmarks, the kill harness, the phone page.

An unknown person, chat or message is 404; a body that lacks something is 400.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from aiohttp import web

from simulator import acting
from simulator.person import Person
from simulator.screen import shown
from simulator.state import Message

if TYPE_CHECKING:
    from simulator.world import World

JSON = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.Response]]


def add_routes(application: web.Application, world: World) -> None:
    """Adds /simulator/… to the server."""
    endpoints = Endpoints(world)
    application.router.add_post("/simulator/people", guarded(endpoints.people))
    application.router.add_post("/simulator/say", guarded(endpoints.say))
    application.router.add_post("/simulator/press", guarded(endpoints.press))
    application.router.add_get("/simulator/chat/{id:-?[0-9]+}", guarded(endpoints.chat))
    application.router.add_get("/simulator/log", guarded(endpoints.log))
    application.router.add_post("/simulator/faults", guarded(endpoints.add_fault))
    application.router.add_delete("/simulator/faults", guarded(endpoints.clear_faults))


def guarded(handler: Handler) -> Handler:
    """Wrong input is an answer, not a traceback."""

    async def answer(request: web.Request) -> web.Response:
        try:
            return await handler(request)
        except LookupError as error:
            return web.json_response({"error": f"not found: {error}"}, status=404)
        except (TypeError, ValueError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return answer


class Endpoints:
    """One method an endpoint."""

    def __init__(self, world: World) -> None:
        self.world = world

    def _person(self, body: JSON) -> Person:
        return self.world.people[int(body["id"])]

    async def people(self, request: web.Request) -> web.Response:
        """{first_name, language_code?, username?} -> {id}."""
        body = await request.json()
        person = self.world.person(body["first_name"], body.get("language_code"), body.get("username"))
        return web.json_response({"id": person.id})

    async def say(self, request: web.Request) -> web.Response:
        """{id, text} -> {message_id}."""
        body = await request.json()
        person = self._person(body)
        message = acting.say(self.world, person.user, person.chat, str(body["text"]))
        return web.json_response({"message_id": message.message_id})

    async def press(self, request: web.Request) -> web.Response:
        """{id, message_id, data} -> {callback_query_id}."""
        body = await request.json()
        person = self._person(body)
        message = person.chat.messages[int(body["message_id"])]
        query_id = acting.press(self.world, person.user, message, str(body["data"]))
        return web.json_response({"callback_query_id": query_id})

    async def chat(self, request: web.Request) -> web.Response:
        """The messages of a chat, oldest first, as the Bot API shows them, each with from_bot and edited."""
        chat = self.world.chats[int(request.match_info["id"])]
        return web.json_response([shown_message(message) for message in shown(chat)])

    async def log(self, _request: web.Request) -> web.Response:
        """The request log, with what is not confirmed yet and what a careful bot would not send."""
        return web.json_response({
            "requests": [asdict(entry) for entry in self.world.log.entries],
            "pending_update_count": len(self.world.updates.pending),
            "violations": self.world.violations,
        })  # fmt: skip

    async def add_fault(self, request: web.Request) -> web.Response:
        """{kind, method?, chat_id?, standing?, times?, seconds?, migrate_to?}, as Faults.add takes them."""
        self.world.faults.add(**await request.json())
        return web.json_response({"waiting": len(self.world.faults.waiting)})

    async def clear_faults(self, _request: web.Request) -> web.Response:
        """Everything works again."""
        self.world.faults.clear()
        return web.json_response({"waiting": 0})


def shown_message(message: Message) -> JSON:
    """A message with what its reader sees besides."""
    return {**message.json(), "from_bot": message.from_bot, "edited": message.edited}
