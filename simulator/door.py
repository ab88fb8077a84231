"""The door for a bot in the same process: python-telegram-bot's transport, without a network. HTTP is server.py."""

from __future__ import annotations

import asyncio
import re
from typing import Any
from urllib.parse import unquote

from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

from simulator.handling import Answer, Cut, download, handle, refusal, stop_running
from simulator.refusal import Refused
from simulator.sending import Upload
from simulator.world import World

ADDRESS = re.compile(r".*?/(?P<file>file/)?bot(?P<token>[^/]*)/(?P<rest>[^?]+)")


class Door(BaseRequest):
    """Requests go to the world at once; NetworkError where its faults cut the connection, TimedOut as HTTP would be."""

    def __init__(self, world: World, read_timeout: float | None = 5.0) -> None:
        self._world = world
        self._read_timeout = read_timeout

    @property
    def read_timeout(self) -> float | None:
        """Seconds that a request may take, unless it says so itself."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Nothing to open."""

    async def shutdown(self) -> None:
        """Ends what a fault still slows down."""
        await stop_running(self._world)

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """Status and body of the answer."""
        seconds = self._read_timeout if read_timeout is BaseRequest.DEFAULT_NONE else read_timeout
        try:
            async with asyncio.timeout(seconds):
                answer = await self._answer(url, request_data)
        except TimeoutError:
            raise TimedOut from None
        except Cut:
            raise NetworkError("the connection was cut") from None
        return answer.status, answer.body

    async def _answer(self, url: str, request_data: RequestData | None) -> Answer:
        address = ADDRESS.fullmatch(unquote(url))
        if address is None:
            return refusal(Refused(404, "Not Found"))
        if address["file"]:
            return download(self._world, address["token"], address["rest"])
        given = request_data.json_parameters if request_data else {}
        uploads = {part: upload(*data) for part, data in (request_data.multipart_data if request_data else {}).items()}
        return await handle(self._world, address["token"], address["rest"], given, uploads)


def upload(name: str, content: Any, mime_type: str) -> Upload:
    """A file of a request, read where it is an open one."""
    return Upload(name, content if isinstance(content, bytes) else content.read(), mime_type)
