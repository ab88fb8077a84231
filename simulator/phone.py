"""The phone page over HTTP: its files, what happens in the world as it happens, and what people do in it.

What is told stands in feed.py; who may ask at all in guard.py. The page itself lies in page/, as it is served.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from dataclasses import dataclass
from importlib import resources
from typing import Any
from urllib.parse import quote

from aiohttp import web

from simulator.changes import ANYTHING
from simulator.clock import MovedClock
from simulator.driving import guarded
from simulator.feed import PHOTOS, news, picture_type
from simulator.phone_acts import Acts
from simulator.state import File
from simulator.world import World

JSON = dict[str, Any]
PAGE = resources.files("simulator") / "page"
TYPES = {"html": "text/html", "css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
IDLE = 15.0  # seconds after which a line shows that the connection lives
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OF_A_STRANGER = {**HEADERS, "Content-Security-Policy": "default-src 'none'; sandbox"}  # files that anybody sent


@dataclass(frozen=True)
class Phone:
    """What the page is made of: the world, its clock, who is in it and the words around the chats.

    `cast`: for each person in their order {id, key, name, group, start, invited, names: {language: {role, of}}}, where
    `start` is what their first press sends; `words`: {language: {name: text}}; `languages`: {code: own name}.
    """

    world: World
    clock: MovedClock
    cast: list[JSON]
    words: dict[str, dict[str, str]]
    languages: dict[str, str]


def add_routes(application: web.Application, phone: Phone) -> None:
    """Adds the page at / and all it needs at /page/…"""
    page, acts = Page(phone), Acts(phone.world, phone.clock)
    routes = application.router
    routes.add_get("/", page.index)
    routes.add_get("/page/start", page.start)
    routes.add_get("/page/events", page.events)
    routes.add_get("/page/file/{person:[0-9]+}/{message:[0-9]+}", guarded(page.file))
    routes.add_get("/page/{name:[a-z]+[.][a-z]+}", guarded(page.part))
    for name, act in acts.by_name().items():
        routes.add_post(f"/page/{name}", guarded(act))


class Page:
    """What the page asks for."""

    def __init__(self, phone: Phone) -> None:
        self.phone = phone
        self.world = phone.world

    async def index(self, _request: web.Request) -> web.Response:
        """The page."""
        return page_file("index.html")

    async def part(self, request: web.Request) -> web.Response:
        """A script, the style or the icon."""
        return page_file(request.match_info["name"])

    async def start(self, _request: web.Request) -> web.Response:
        """What does not change while the demo runs."""
        phone = self.phone
        told = {"cast": phone.cast, "words": phone.words, "languages": phone.languages, "run": self.run()}
        return web.json_response(told, headers=HEADERS)

    def run(self) -> str:
        """What tells this run from the next one at the same address."""
        return self.world.token.rpartition(":")[2][:6]

    async def events(self, request: web.Request) -> web.StreamResponse:
        """What happens, as server-sent events: first all there is, then each change, until the reader leaves."""
        response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
        await response.prepare(request)
        after = int(request.headers.get("Last-Event-ID") or 0)
        with suppress(ConnectionError):
            while True:
                told = {**news(self.world, after), "run": self.run()}
                after = told["serial"]
                await response.write(f"id: {after}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n".encode())
                while self.world.changes.serial == after:
                    if not await self.world.changes.next([ANYTHING], IDLE):
                        await response.write(b": still here\n\n")
                await asyncio.sleep(0)
        return response

    async def file(self, request: web.Request) -> web.Response:
        """A file of a chat: a picture to be seen, anything else to be kept."""
        person = self.world.people[int(request.match_info["person"])]
        file = person.chat.messages[int(request.match_info["message"])].file
        if file is None:
            raise LookupError("file")
        return web.Response(body=file.content, headers={**OF_A_STRANGER, **disposition(file)})


def disposition(file: File) -> dict[str, str]:
    """How a browser is to take a file."""
    picture = picture_type(file.content)
    if picture and file.path.startswith(PHOTOS):
        return {"Content-Type": picture, "Content-Disposition": "inline"}
    name = quote(file.name, safe="")
    kind = {"Content-Type": "application/octet-stream"}
    return {**kind, "Content-Disposition": f"attachment; filename*=UTF-8''{name}"}


def page_file(name: str) -> web.Response:
    """A file of the page. LookupError: there is none of this name."""
    file = PAGE / name
    if not file.is_file():
        raise LookupError(name)
    kind = TYPES[name.rpartition(".")[2]]
    return web.Response(body=file.read_bytes(), headers={**HEADERS, "Content-Type": f"{kind}; charset=utf-8"})
