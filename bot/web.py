"""The bot's HTTP server: where it listens and what answers at which path. It serves no person, and no pages.

TLS is another program's: the server that stands before it and passes the webhook's path on.
"""

from __future__ import annotations

import errno
import logging
import socket

from aiohttp import web

from bot.health import Figures, Health
from bot.problem import Problem
from bot.receiver import MOST_BYTES, Receiver
from bot.settings import Listen

LEAVE_SECONDS = 0.5
LINGER_SECONDS = 1.0
IDLE_SECONDS = 75.0
"""For how long a connection may be silent, or take to send the head of a request; longer than servers before us do."""
_BACKLOG = 256

# What aiohttp says of malformed requests names the sender's address.
_silent = logging.getLogger("suivi.http")
_silent.disabled = True


class WebServer:
    """Listens from `bind` on, so that a port that is taken is known at once; answers from `start` to `stop`."""

    def __init__(
        self, listen: Listen, health: Health, figures: Figures, path: str = "", receiver: Receiver | None = None
    ) -> None:
        application = web.Application(client_max_size=MOST_BYTES)
        application.on_response_prepare.append(_say_no_versions)
        application.router.add_get("/healthz", health.answer)
        application.router.add_get("/metrics", figures.answer)
        if receiver is not None:
            application.router.add_post(path, receiver.receive)
        self._listen = listen
        self._receiver = receiver
        self._socket: socket.socket | None = None
        self._runner = web.AppRunner(
            application,
            access_log=None,
            logger=_silent,
            keepalive_timeout=IDLE_SECONDS,
            lingering_time=LINGER_SECONDS,
            auto_decompress=False,
            shutdown_timeout=LEAVE_SECONDS,
        )

    def bind(self) -> None:
        """Take the port; who connects waits until `start`. Raises Problem."""
        try:
            found = socket.getaddrinfo(self._listen.host, self._listen.port, type=socket.SOCK_STREAM)
            family, *_, address = found[0]
            self._socket = socket.create_server(address[:2], family=family, backlog=_BACKLOG)
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                what = "is taken. Stop the program that listens there, or name another port."
            else:
                what = f"cannot be listened on ({error.strerror}). Name an address and a port of this machine."
            raise Problem(f"SUIVI_LISTEN: {self._listen} {what}") from None

    async def start(self) -> None:
        """Begin to answer."""
        if self._socket is None:
            self.bind()
        await self._runner.setup()
        await web.SockSite(self._runner, self._socket, backlog=_BACKLOG).start()  # type: ignore[arg-type]

    async def stop(self) -> None:
        """Take no more requests and end those that are open, within a few seconds; give the port back."""
        await self._runner.cleanup()
        if self._receiver is not None:
            await self._receiver.stop()
        if self._socket is not None:
            self._socket.close()


async def _say_no_versions(_request: web.Request, response: web.StreamResponse) -> None:
    """Leave out the header in which aiohttp names itself and Python."""
    response.headers.popall("Server", None)
