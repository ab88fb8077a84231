"""Lets a Python process reach this machine and no other. Imported at start where guard/ is on the process's path.

An attempt raises, and is noted in the file that SUIVI_TEST_REACHED names: a test fails even where its code, or a
process that it started, swallows the error. What a C library does by itself (libpq, libc) is not seen here.
"""

from __future__ import annotations

import ipaddress
import os
import socket
import traceback
from pathlib import Path
from typing import Any

_LOCAL_NAMES = {None, "", b"", "localhost", b"localhost", socket.gethostname()}


class NetworkForbidden(OSError):
    """A test tried to reach another machine."""


def _is_local(host: Any) -> bool:
    if host in _LOCAL_NAMES:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback or address.is_unspecified


def _check(target: Any) -> None:
    if _is_local(target):
        return
    if noted := os.environ.get("SUIVI_TEST_REACHED"):
        with Path(noted).open("a", encoding="utf-8") as file:
            file.write(f"{target!r}\n{''.join(traceback.format_stack(limit=8)[:-2])}\n")
    raise NetworkForbidden(f"a test may not reach {target!r}")


def _guarded_method(name: str) -> Any:
    original = getattr(socket.socket, name)

    def guarded(self: socket.socket, *arguments: Any) -> Any:
        if self.family in {socket.AF_INET, socket.AF_INET6}:
            address = arguments[-1] if name != "sendmsg" else (arguments[3] if len(arguments) > 3 else None)
            if address is not None:
                _check(address[0])
        return original(self, *arguments)

    return guarded


def _guarded_look_up(name: str) -> Any:
    original = getattr(socket, name)

    def guarded(host: Any, *arguments: Any, **named: Any) -> Any:
        _check(host)
        return original(host, *arguments, **named)

    return guarded


for _method in ("connect", "connect_ex", "sendto", "sendmsg"):
    setattr(socket.socket, _method, _guarded_method(_method))
for _function in ("getaddrinfo", "gethostbyname", "gethostbyname_ex"):
    setattr(socket, _function, _guarded_look_up(_function))
