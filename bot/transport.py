"""The way to a Bot API server, over aiohttp: what was provably not sent is told apart from what may have arrived.

python-telegram-bot's own transport searches all connections for every request and collapses with many in flight
(docs/decisions/0002). This one does nothing but carry requests; whether to repeat one is decided in bot/sender.py.
"""

from __future__ import annotations

import json
from typing import Any

import aiohttp
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECT_SECONDS = 10.0
READ_SECONDS = 30.0
CONNECTIONS = 256
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class NotSent(NetworkError):
    """The request never left: no connection was to be had."""


class Unreadable(TelegramError):
    """What came back is no answer of a Bot API server, whatever it is: nobody knows what was done."""


class Transport(BaseRequest):
    """A `BaseRequest` over one aiohttp session of at most 256 connections."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """Seconds to wait for an answer."""
        return READ_SECONDS

    async def initialize(self) -> None:
        """Open the session; once open, nothing."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=60)
            self._session = aiohttp.ClientSession(
                connector=connector, headers={"User-Agent": self.USER_AGENT}, cookie_jar=aiohttp.DummyCookieJar()
            )

    async def shutdown(self) -> None:
        """Close the session."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()

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
        """Return (status, body). Raises NotSent, TimedOut (it may have arrived), NetworkError (it may have arrived)."""
        if self._session is None:
            raise NotSent("the transport is closed")
        timeout = aiohttp.ClientTimeout(
            total=None,
            connect=_seconds(connect_timeout, CONNECT_SECONDS),
            sock_read=_seconds(read_timeout, READ_SECONDS),
        )
        try:
            body, headers = _body(request_data)
            async with self._session.request(method, url, data=body, headers=headers, timeout=timeout) as response:
                return response.status, await response.read()
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL) as error:
            raise NotSent(type(error).__name__) from error
        except TimeoutError as error:
            raise TimedOut(type(error).__name__) from error
        except aiohttp.ClientError as error:
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """Return an answer of the Bot API, good or bad. Raises Unreadable."""
        try:
            answer = json.loads(payload.decode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise Unreadable("no JSON") from None
        if not isinstance(answer, dict):
            raise Unreadable("no answer of a Bot API server")
        return answer


def _seconds(given: Any, default: float) -> float | None:
    """The seconds given; the default where python-telegram-bot says so with its own marker."""
    return given if isinstance(given, int | float) else default


def _body(data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """The body of a request and what is said of it; a form is encoded by yarl, six times as fast as urllib does it."""
    if data is None:
        return None, None
    if not data.contains_files:
        return URL.build(query=data.json_parameters).raw_query_string.encode("ascii"), _FORM
    form = aiohttp.FormData(data.json_parameters)
    for name, (file_name, content, content_type) in data.multipart_data.items():
        form.add_field(name, content, filename=file_name, content_type=content_type)
    return form, None
