"""Who may speak to the server: programs of this machine and its own pages, and no page of any other site.

A site that is open in the same browser could otherwise write to 127.0.0.1, or read it under a name of its own.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from urllib.parse import urlsplit

from aiohttp import web

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
OWN_NAMES = {"127.0.0.1", "localhost", "::1"}
OWN_SITE = {None, "same-origin", "none"}  # no browser at all; the page itself; typed or opened by its reader


@web.middleware
async def own_pages_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers 403 where a page of another site asks, or where the server is called by another machine's name."""
    if not of_this_machine(request) or not (of_own_page(request) or follows_link(request)):
        return web.json_response({"error": "only for this machine and the demo's own page"}, status=403)
    return await handler(request)


def of_this_machine(request: web.Request) -> bool:
    """Whether the server is called by a name of this machine; the port may be another's, where it is forwarded."""
    return urlsplit(f"//{request.host}").hostname in OWN_NAMES


def of_own_page(request: web.Request) -> bool:
    """Whether no browser asks, or one that shows a page from here."""
    origin = request.headers.get("Origin")
    own = origin is None or origin == f"http://{request.host}"
    return own and request.headers.get("Sec-Fetch-Site") in OWN_SITE


def follows_link(request: web.Request) -> bool:
    """Whether somebody came to the page by a link of another site, which is no harm."""
    return request.method == "GET" and request.path == "/" and request.headers.get("Sec-Fetch-Mode") == "navigate"
