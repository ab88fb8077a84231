"""Which addresses Telegram takes for a link or a button. What a link is for stands elsewhere."""

from __future__ import annotations

import re

PROTOCOLS = {"http", "https", "ton", "tonsite", "tg"}
HOST = re.compile(r"(?:[^@/?#]*@)?(?P<host>[^:/?#\s]*)(?P<port>:\d{1,5})?(?P<rest>[/?#]\S*)?")


class NoUrl(Exception):
    """Why an address is refused, in Telegram's words."""


def check_url(address: str) -> str:
    """The address as Telegram writes it: with protocol and path. NoUrl: it is none."""
    protocol, separator, rest = address.strip().partition("://")
    if not separator:
        protocol, rest = "http", address.strip()
    if protocol.lower() not in PROTOCOLS:
        raise NoUrl("Unsupported URL protocol")
    if protocol.lower() == "tg":
        return f"tg://{rest}"
    found = HOST.fullmatch(rest)
    if found is not None and not found["host"]:
        raise NoUrl("URL host is empty")
    if found is None or "." not in found["host"].strip(".") or found["host"].endswith("."):
        raise NoUrl("Wrong HTTP URL")
    path = found["rest"] or "/"
    return f"{protocol.lower()}://{found['host'].lower()}{found['port'] or ''}{path if path[0] == '/' else '/' + path}"


def normal_url(address: str) -> str | None:
    """The address as Telegram writes it, or None where it is none."""
    try:
        return check_url(address)
    except NoUrl:
        return None
