"""What the phone page does in a world: people write, press and send; the clock and Telegram's faults are set.

Each act is a POST that bears the page's own header, which no other site can send. It answers when it is done.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from aiohttp import web

from simulator import acting
from simulator.clock import MovedClock
from simulator.driving import Handler
from simulator.feed import FAULTS, picture_type
from simulator.person import Person
from simulator.sending import dimensions
from simulator.state import File
from simulator.world import World

JSON = dict[str, Any]
HEADER = "X-Suivi-Page"
MOST_DAYS = 3660
LAST_YEAR = 2099
CHANGED = "phone"  # the topic of what is changed from the page alone
DONE: JSON = {}


class Acts:
    """One method an act."""

    def __init__(self, world: World, clock: MovedClock) -> None:
        self.world = world
        self.clock = clock

    def by_name(self) -> dict[str, Handler]:
        """Every act under the name by which the page calls it."""
        acts = (self.say, self.press, self.send, self.language, self.clock_moved, self.fault)
        return {act.__name__.removesuffix("_moved"): own_page_only(act) for act in acts}

    def _person(self, body: Any) -> Person:
        return self.world.people[int(body["person"])]

    async def say(self, request: web.Request) -> web.Response:
        """{person, text}."""
        body = await request.json()
        person, text = self._person(body), str(body["text"]).strip()
        if not text:
            raise ValueError("an empty message")
        acting.say(self.world, person.user, person.chat, text)
        return web.json_response(DONE)

    async def press(self, request: web.Request) -> web.Response:
        """{person, message, data} -> {query, serial}: the press, and the change that it was."""
        body = await request.json()
        person = self._person(body)
        message = person.chat.messages[int(body["message"])]
        query = acting.press(self.world, person.user, message, str(body["data"]))
        return web.json_response({"query": query, "serial": self.world.changes.serial})

    async def send(self, request: web.Request) -> web.Response:
        """A form of person, caption and file: a picture goes as a picture, anything else as a document."""
        form = await request.post()
        person, given = self._person(form), form["file"]
        if not isinstance(given, web.FileField):
            raise TypeError("not a file")
        content = given.file.read()
        file, shape = self._kept(given.filename, content, given.content_type)
        caption = str(form.get("caption", "")).strip()
        acting.send(self.world, person.user, person.chat, shape | ({"caption": caption} if caption else {}), file)
        return web.json_response(DONE)

    def _kept(self, name: str, content: bytes, mime_type: str) -> tuple[File, JSON]:
        """The file as the world keeps it, and as the Bot API shows it in a message."""
        if picture := picture_type(content):
            file = self.world.add_file(name, content, picture, "photos")
            width, height = dimensions(content)
            return file, {"photo": [{**file.json(), "width": width, "height": height}]}
        file = self.world.add_file(name, content, mime_type, "documents")
        return file, {"document": {**file.json(), "file_name": name, "mime_type": mime_type}}

    async def language(self, request: web.Request) -> web.Response:
        """{person, language}: the language of somebody's Telegram."""
        body = await request.json()
        acting.speak(self.world, self._person(body).user, str(body["language"]))
        return web.json_response(DONE)

    async def clock_moved(self, request: web.Request) -> web.Response:
        """{days} forward, or {date}: the beginning of a day to come, in UTC."""
        body = await request.json()
        if "date" in body:
            moment = datetime.fromisoformat(f"{body['date']}T00:00:00").replace(tzinfo=UTC)
        else:
            moment = self.clock() + timedelta(days=min(int(body["days"]), MOST_DAYS))
        if moment - self.clock() > timedelta(days=MOST_DAYS) or moment.year > LAST_YEAR:
            raise ValueError("too far")
        self.clock.moves_to(moment)
        self.world.changes.tell(CHANGED)
        return web.json_response(DONE)

    async def fault(self, request: web.Request) -> web.Response:
        """{fault}: a name of feed.FAULTS, or "" for none."""
        name = (await request.json())["fault"]
        self.world.faults.clear()
        if name:
            self.world.faults.add(**FAULTS[name], standing=True)
        self.world.changes.tell(CHANGED)
        return web.json_response(DONE)


def own_page_only(act: Handler) -> Handler:
    """The act for requests that bear the page's header; 403 for others."""

    async def answer(request: web.Request) -> web.Response:
        if HEADER not in request.headers:
            return web.json_response({"error": f"no {HEADER}"}, status=403)
        return await act(request)

    return answer
