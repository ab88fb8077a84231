"""The door over HTTP, on this machine only.

What drives people stands in driving.py, the phone page in phone.py, the webhook in webhook.py.
"""

from __future__ import annotations

import asyncio
import json
from types import TracebackType
from typing import Any

from aiohttp import web

from simulator import driving
from simulator.guard import own_pages_only
from simulator.handling import Answer, Cut, download, handle, refusal, stop_running
from simulator.refusal import Refused, bad_request
from simulator.sending import Upload
from simulator.webhook import deliver
from simulator.world import World

JSON = dict[str, Any]
HOST = "127.0.0.1"
MOST_BYTES = 60 * 1024 * 1024


class Server:
    """`async with Server(world) as server:` answers at `server.url` until the block ends. Port 0: any free one."""

    def __init__(self, world: World, port: int = 0) -> None:
        self.world = world
        self.port = port
        self.application = web.Application(client_max_size=MOST_BYTES, middlewares=[own_pages_only])
        self.application.router.add_route("*", "/bot{token:[^/]*}/{method}", self._call)
        self.application.router.add_get("/file/bot{token:[^/]*}/{path:.+}", self._download)
        self.application.router.add_route("*", "/bot{rest:.*}", self._not_found)
        driving.add_routes(self.application, world)
        self._runner = web.AppRunner(self.application, handler_cancellation=True, shutdown_timeout=0.1, access_log=None)
        self._webhook: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The address to which /bot<token>/METHOD is appended."""
        return f"http://{HOST}:{self.port}"

    async def __aenter__(self) -> Server:
        await self._runner.setup()
        await web.TCPSite(self._runner, HOST, self.port).start()
        self.port = self._runner.addresses[0][1]
        self._webhook = asyncio.create_task(deliver(self.world))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._webhook:
            self._webhook.cancel()
            await asyncio.gather(self._webhook, return_exceptions=True)
        await stop_running(self.world)
        await self._runner.cleanup()

    async def _call(self, request: web.Request) -> web.StreamResponse:
        try:
            given, uploads = await read_request(request)
            answer = await handle(self.world, request.match_info["token"], request.match_info["method"], given, uploads)
        except Refused as refused:
            answer = refusal(refused)
        except Cut:
            if request.transport:
                request.transport.abort()
            return web.Response(status=499)
        return response(answer)

    async def _not_found(self, _request: web.Request) -> web.Response:
        return response(refusal(Refused(404, "Not Found")))

    async def _download(self, request: web.Request) -> web.Response:
        return response(download(self.world, request.match_info["token"], request.match_info["path"]))


def response(answer: Answer) -> web.Response:
    """An answer as aiohttp sends it."""
    return web.Response(status=answer.status, body=answer.body, content_type=answer.content_type)


async def read_request(request: web.Request) -> tuple[JSON, dict[str, Upload]]:
    """The parameters of the query and the body, and the parts that are files. Refused: the body is no JSON object."""
    given: JSON = dict(request.query)
    uploads: dict[str, Upload] = {}
    if request.content_type == "application/json" and request.can_read_body:
        given |= json_object(await request.read())
        return given, uploads
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.file.read(), value.content_type)
            value.file.close()
        else:
            given[name] = value if isinstance(value, str) else bytes(value).decode("utf-8", "replace")
    return given, uploads


def json_object(body: bytes) -> JSON:
    """The object that a body holds."""
    try:
        given = json.loads(body or b"{}")
    except ValueError:
        given = None
    if not isinstance(given, dict):
        raise bad_request("can't parse JSON object")
    return given
